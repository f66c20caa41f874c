# Who is enrolled, and enrolling: what is wrong, worded to stand behind a colon, unless it is a sentence.

gallery-in-use = another Hadir is using the data folder { $folder }
gallery-folder = the data folder { $folder } cannot be used: { $reason }
gallery-write = { $file } could not be written: { $reason }
gallery-remove = { $file } could not be removed: { $reason }
gallery-leftover = { $student } was removed, but { $file } could not be deleted: { $reason }
gallery-not-enrolled = { $student } is not enrolled
gallery-quota = there is no room left for this user on the disk
gallery-permission = this user has no permission to do that

# Why a file of enrolled faces cannot be used.
gallery-file-unreadable = the file cannot be read: { $reason }
gallery-file-empty = the file is empty
gallery-not-npy = this is not a NumPy (.npy) file
gallery-header = the beginning of the file is damaged
gallery-type = the file holds numbers of the type { $type } where float64 is needed
gallery-shape = the file holds { $there } numbers where each face needs { $needed }
gallery-cut-short = the file is cut short
gallery-template = template { $row } in the file is damaged: { $reason }
gallery-file-too-large = the file is too large ({ $size } bytes)
gallery-numbers = a face is described by { $needed } numbers, here are { $there }
gallery-not-finite = number { $place } is not finite
gallery-number-too-large = number { $place } is far too large
gallery-twice = there is another file for the student “{ $student }”
gallery-name-unreadable = the name of the file cannot be read
gallery-name-no-id = the name of the file is no student id. { $refusal }
gallery-no-file-of-its-own = it is a link or something else that is not a file of its own

# Why a photo is not enrolled.
gallery-no-face = no face was found
gallery-several-faces = { $count } faces were found; there must be exactly one
gallery-picture-failed = this picture could not be looked at
gallery-not-saved = not saved: { $reason }

# Why a folder of photos is not enrolled.
gallery-folder-name = the name of this folder cannot be read
gallery-no-photos = there is no JPEG, PNG or WebP photo in this folder
gallery-no-consent = nobody has agreed to the enrolment of this student
gallery-loose = { $count } photos lie here outside any student's folder; each student's photos belong in a folder of their own
gallery-folder-unreadable = this folder cannot be read: { $reason }

# How an enrolment of many photos ended. { $kept } is one of the last two below.
gallery-stopped = The enrolment stopped: { $reason }. { $kept } When this is mended, start it again: no photo is added twice.
gallery-not-looked-at = The photos could not be looked at: { $reason } { $kept }
gallery-recognition-stopped = Recognition stopped working. Start Hadir again.
gallery-none-kept = No photo was saved.
gallery-kept =
    { $count ->
        [one] 1 photo was saved before that, and stays.
        *[other] { $count } photos were saved before that, and stay.
    }
