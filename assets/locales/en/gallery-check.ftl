# Looking through everyone's photos for mistakes.

gallery-check-open = Check the gallery
gallery-check-back = Students
gallery-check-title = Is every photo with the right student?
gallery-check-text = Hadir compares all photos with each other, and shows those that are perhaps of somebody else. Nothing is changed.
gallery-check-start = Look through the photos
gallery-check-running = Looking through the photos…
gallery-check-running-text = Each is compared with the student’s others and with everybody else’s.
gallery-check-progress = { $done } of { $total } photos
gallery-check-cancel = Cancel

# How it ended.
gallery-check-nothing = Nothing wrong was found
gallery-check-all-seen = That was everything
gallery-check-looked-at =
    { $count ->
        [one] One photo was looked at.
       *[other] { $count } photos were looked at.
    }
gallery-check-back-to = Back to the students
gallery-check-again = Look again
gallery-check-changed = Photos have come or gone since then.
gallery-check-changed-advice = What is shown may not hold any more.

# One finding after the other.
gallery-check-which = { $at } of { $count }
gallery-check-next = Next finding
gallery-check-before = Finding before
gallery-check-enrolled-as = Enrolled as { $student }
gallery-check-this = This photo
gallery-check-others-of = Other photos of { $student }
gallery-check-photos-of = Photos of { $student }
gallery-check-photo = { $student }, photo { $number }
gallery-check-no-photos = There is no picture to show.
gallery-check-remove = Remove this photo
gallery-check-right = It is right
gallery-check-right-hint = It is not shown again until you come back here.
gallery-check-two = They are two people
gallery-check-show = Show { $student }
gallery-check-pair-advice = If they are one person, remove one of the two, and enrol the photos again under the right id.
