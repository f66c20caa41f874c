# An enrolment of many photos: how far it is, and how it went.

report-done = { $done } of { $total } photos
report-saved-refused = { $saved } saved, { $refused } refused
report-estimating = Working out how long it takes…
report-left-seconds = A few seconds left
report-left-minute = Less than a minute left
report-left-minutes =
    { $minutes ->
        [one] About one minute left
       *[other] About { $minutes } minutes left
    }
report-left-hours =
    { $hours ->
        [one] About one hour left
       *[other] About { $hours } hours left
    }
report-cancel = Cancel
report-cancel-hint = What is saved by now stays saved.
report-cancelling = Stopping after the photos in hand…

# How it went. One photo or several; nothing is said of what there was none of.
report-summary =
    { $saved ->
        [0] No photo was added
        [one] One photo was added
       *[other] { $saved } photos were added
    }{ $already ->
        [0] { "" }
        [one] , one was there already
       *[other] , { $already } were there already
    }{ $refused ->
        [0] { "" }
        [one] , one could not be used
       *[other] , { $refused } could not be used
    }.
report-cancelled = It was stopped before the end. Enrol the same photos again to go on: none is added twice.
report-close = Close
report-problems-first = Problems first

# The table: a line for each student.
report-student = Student
report-saved = Saved
report-already = Already there
report-refused = Refused
report-why = Why
report-no-photos = No photos
report-nothing-new = Nothing new
report-not-enrolled = Not enrolled
report-not-used =
    { $count ->
        [one] One photo was not used
       *[other] { $count } photos were not used
    }

# What the report is looked at by.
report-tab-doubts = Worth a look ({ $count })
report-tab-people = By student
report-tab-photos = By photo

# What is perhaps wrong: the photo and what to do about it.
report-doubt-photo = { $student }: { $file }
report-open = Show { $student }
report-open-of = Show { $student }: { $file }
report-remove-photo = Remove this photo
report-remove-named = Remove { $file } of { $student }
report-removed = Removed

# Every photo, with how good it is.
report-by-quality = Photo
report-by-size = Size
report-by-light = Light
report-by-sharpness = Sharpness
report-by-pose = Pose
report-sort-quality = Sort by quality
report-sort-size = Sort by the face’s size
report-sort-light = Sort by light
report-sort-sharpness = Sort by sharpness
report-sort-pose = Sort by pose
report-doubted = perhaps wrong
