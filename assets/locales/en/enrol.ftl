# Making students known: a picture from the camera, photos of one student, or a folder of a whole class.

enrol-one-student = One student
enrol-choose-photos = Choose photos…
enrol-choose-photos-hint = JPEG, PNG or WebP, each with exactly one face
enrol-photos-or-camera = Or take a picture with the camera, or drop photos on this window.

enrol-class = A whole class
enrol-class-text = A folder that holds one folder for each student, named as the student, with photos inside.
enrol-choose-folder = Choose a folder…
enrol-type-path = Type a path instead
enrol-path = Folder or photo
# An example of a path.
enrol-path-hint = /home/school/known_faces
enrol-use-path = Enrol this
enrol-no-path = Type the path of a folder or a photo first.

# Why a button cannot be pressed.
enrol-choosing = The window for choosing is already open.
enrol-running = Photos are being enrolled. Wait until that is done, or cancel it.
enrol-who-first = Type the student's name first.
enrol-no-camera = There is no picture from a camera.
enrol-engine-loading = Hadir is still getting ready to recognise faces.
enrol-engine-failed = Faces cannot be recognised at the moment. See the message above.

# Photos that were dropped on the window, before anybody has said whose they are.
enrol-waiting =
    { $count ->
        [one] One photo is waiting. Whose is it?
       *[other] { $count } photos are waiting. Whose are they?
    }
enrol-photos =
    { $count ->
        [one] Enrol the photo
       *[other] Enrol { $count } photos
    }
enrol-photos-for =
    { $count ->
        [one] Enrol the photo for { $student }
       *[other] Enrol { $count } photos for { $student }
    }
enrol-not-now = Not now

# A picture from the camera.
enrol-look-here = Ask the student to look into the camera. One face only.
enrol-take = Take picture
enrol-whose = Whose picture is this? Type the student's name on the right.
enrol-save-question = Save this picture for { $student }?
enrol-save = Save
enrol-another = Take another
enrol-discard = Discard
enrol-try-again = Try again
enrol-leave = Leave it
enrol-saving = Saving the picture…
enrol-saved = Saved for { $student }. Two or three more help.
enrol-done = Done
enrol-picture-taken = The picture that would be saved
enrol-picture-saved = The picture that was saved
