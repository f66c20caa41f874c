# What the station says of what it was asked and of what happens by itself: what happened, and behind it what to do.

station-busy = Hadir is busy; the last thing you asked for was not done.
station-busy-advice = Ask again in a moment.
station-gone = Hadir cannot do this any more.
station-gone-advice = Close Hadir and start it again.
station-close-programs = Close other programs and try again.
station-until-closed = The change holds until Hadir is closed.
station-tried-again = It is tried again by itself. { $advice }

station-keyring-waits = The desktop's keyring, which may have the server's key, has not answered yet.
station-keyring-waits-advice = If the desktop asks for a password, give it.
station-key-from-outside = Take the one away that was given from outside, and Hadir makes one.
station-start-again = Start Hadir again.
station-unlock-keyring = Unlock the keyring, or make room on the disk.
station-key-not-kept = The key was not kept. Copy the whole of it and try again.

station-folder-as-it-was = The data folder stays as it was. Choose another.
station-folder-no-path = “{ $folder }” does not say where the folder is: give the whole path, from / on.
station-folder-unwritable = The folder { $folder } cannot be written: { $reason }.
station-folder-unreadable = The folder { $folder } cannot be read: { $reason }.
station-choose-folder = Choose another folder.

station-exporting = Another export is still running.
station-enrolling = Another enrolment is still running.
station-wait-or-cancel = Wait for its end, or cancel it.
# What is being enrolled: "3 photos of Budi".
station-photos-of =
    { $count ->
        [one] 1 photo of { $student }
        *[other] { $count } photos of { $student }
    }
station-enrolment-failed = The enrolment failed. What was saved stays enrolled; choose the photos again.

station-still-looking = The last picture is still being looked at.
station-in-a-moment = Try again in a moment.
station-picture-failed = The picture could not be looked at. Take another.
station-no-recognition = There is no face recognition.
station-pictures-kept =
    { $count ->
        [one] The picture is still here: mend the cause and press Save again.
       *[other] { $count } pictures are still here: mend the cause and press Save again.
    }
station-face-not-added = The face was not added to the photos. Enrol another photo when this is mended.

station-log-unreadable = The log cannot be read: { $reason }.
station-log-mended = Nothing needs to be done. Keep the damaged file until you have compared the days before.
station-old-not-removed = Old arrivals could not be removed: { $reason }.
station-old-not-removed-advice = They are removed as soon as they can be.
station-waits-in-memory =
    { $count ->
        [one] { $advice } 1 arrival waits in memory: do not close Hadir.
        *[other] { $advice } { $count } arrivals wait in memory: do not close Hadir.
    }
station-no-room = { $advice } For { $count } more there was no room: write down who comes.

station-arrivals-left = { $student }'s arrivals are still in the log: { $reason }.
station-log-set-aside = A damaged log that was set aside may still name { $student }: { $file }.
station-log-set-aside-advice = Delete that file when you no longer need it.
station-pictures-left = Pictures of { $student } may still be in the data folder. Mend the cause, then remove again.

station-other-size = Choose another size of the camera's picture in Settings.
station-kept-waiting = { $place } keeps this PC waiting.
station-kept-waiting-advice = Look whether it is a Hadir. It is asked again by itself.

# Why a camera gives no picture; it stands behind a colon.
station-camera-silent = it does not answer
station-camera-no-pictures = it gives no pictures
station-camera-odd = its driver answers oddly
station-too-much-to-do = this computer has too much to do ({ $reason })

# The last photo of a student was removed.
station-last-photo = That was the last picture of { $student }: they are not recognised any more.
station-last-photo-advice = Take new pictures under “Enrol”. Their name and class are kept.
