# One student: what is known of them, every picture, and removing one or all of them.

person-close = Close
# What is known of a student.
person-name = Name
person-name-hint = Budi Santoso
person-class = Class
person-class-hint = 7B
person-pick-class = Pick a class
person-note = Note
person-note-hint = Whatever is to be known
person-saving = Saving…
person-saved = Saved
person-not-saved = Not saved
person-save-again = Try again

person-no-photos = No photos yet: this student is not recognised.
person-enrol = Enrol
person-more-photos = Add photos
person-more-help = Three or more pictures make it surer.
# The pictures by their numbers: 1, 2, 3.
person-picture = Picture { $number }
person-remove-this = Remove picture { $number }
person-remove = Remove { $student }

# Before a picture is removed.
person-picture-title = Remove this picture of { $student }?
person-picture-text = It is deleted from this computer. { $student } stays enrolled with the other pictures.
person-last-picture-text = It is the only one: without it { $student } is not enrolled any more. It cannot be brought back.
person-remove-picture = Remove the picture
person-keep = Keep

# Before a student is removed.
person-student-title = Remove { $student }?
person-student-text =
    { $count ->
        [0] There are no pictures of { $student }. This cannot be undone.
        [one] The picture of { $student } is deleted from this computer, and { $student } is not recognised any more. This cannot be undone.
       *[other] All { $count } pictures of { $student } are deleted from this computer, and { $student } is not recognised any more. This cannot be undone.
    }

# Behind that, where the school's list has told of the student.
person-student-details = The name, the class, the note and the consent are deleted too. A receipt of what was removed stays.

# What becomes of the student's arrivals in the log: they …
person-rows-title = The arrivals of { $student } in the log
person-rows-keep = Stay as they are
person-rows-anonymise = Stay, without the name
person-rows-remove = Are removed
person-rows-keep-text = The log still says who came and when, with the pictures of then.
person-rows-anonymise-text = The log still says that somebody came. Who it was and the pictures of then are deleted for good.
person-rows-remove-text = The rows and the pictures of then are deleted for good. The log counts fewer arrivals.
