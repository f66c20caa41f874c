# The screen of the morning check: one glance whether all is in order. What was looked at is in checkup.ftl.

morning-looking = Looking at everything…
morning-in-order = Everything is in order.
morning-wanting =
    { $count ->
        [one] One thing needs a look.
        [2] Two things need a look.
        [3] Three things need a look.
       *[other] { $count } things need a look.
    }
# $at is a time of day.
morning-looked = Looked at { $at }. It is looked at again by itself.
morning-again = Look again
morning-picture = What the camera sees now
morning-no-picture = The camera gives no picture

# How a thing is: in order, worth a look, or keeping Hadir from its work.
morning-good = In order
morning-warning = Worth a look
morning-problem = Wants you now

# Buttons that lead to where it is mended, and how they are read out: "Enrol students: 3 students have no photo."
morning-action = { $action }: { $about }
morning-to-camera = Camera settings
morning-to-other-hadir = Settings of recognition
morning-to-api = Settings of the main API
morning-to-server = Server settings
morning-to-data = Data settings
morning-to-enrol = Enrol students
morning-to-students = See the photos
morning-to-delivery = See deliveries
