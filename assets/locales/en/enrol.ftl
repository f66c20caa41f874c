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

# Who agreed to it, where the school asks for that.
enrol-consent-title = Agreement to the enrolment of { $student }
# An example.
enrol-consent-given = Agreed to on { $date }
enrol-consent-given-by = { $by } agreed on { $date }
enrol-class-consent = Students to whose enrolment nobody has agreed are left out, and named in the report.

# Pictures from the camera.
enrol-look-here = Look into the camera: one face only
enrol-take = Take pictures
enrol-take-text = Hadir says what to do, and takes four good pictures by itself.
enrol-count = { $taken } of { $wanted } pictures
enrol-none-yet = No picture has been taken yet.
enrol-enough = These are enough
enrol-anyway = Take it as it is
enrol-anyway-hint = Takes the next picture with one face, whatever is wrong with it: in a dark room there may be none better.
enrol-try-again = Try again
enrol-leave = Stop
# A picture, as it is read out: "Picture 2: 142 px wide, good light, sharp, looks ahead".
enrol-shot = Picture { $place }: { $measured }
enrol-throw = Throw picture { $place } away
enrol-taken =
    { $count ->
        [one] One picture was taken
       *[other] { $count } pictures were taken
    }
enrol-whose =
    { $count ->
        [one] Whose picture is this? Type the student’s id under “One student”.
       *[other] Whose pictures are these? Type the student’s id under “One student”.
    }
enrol-save-question =
    { $count ->
        [one] Save this picture for { $student }?
       *[other] Save these { $count } pictures for { $student }?
    }
enrol-save = Save
enrol-again = Take new ones
enrol-discard = Discard
enrol-saving = Saving the pictures…
enrol-saved =
    { $count ->
        [one] One picture of { $student } is saved
       *[other] { $count } pictures of { $student } are saved
    }
enrol-picture-saved = Saved picture { $place }
enrol-more-help = Two or three more make it surer.
enrol-pictures-now = There are { $count } pictures of this student now.
enrol-next = Next student
enrol-more = More of the same

# A face that is perhaps enrolled already.
enrol-same-title = This looks like { $student }, who is enrolled already
enrol-same-new = The new pictures
enrol-same-question = Is this the same person?
enrol-same-yes = Yes, { $student }
enrol-same-yes-hint = The pictures are added to this student’s.
enrol-same-no = No, somebody else
enrol-same-no-hint = Twins, for instance. The pictures are saved for the student you type.
enrol-same-first = Say first whether this is the same person.
enrol-closest = Most alike of those enrolled
enrol-alike-very = very alike
enrol-alike = alike
enrol-alike-little = hardly alike
