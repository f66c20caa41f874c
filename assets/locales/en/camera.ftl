# Cameras: what is wrong, worded to stand behind a colon, and what to do. { $name } is what a camera or file is called.

camera-missing = { $name } is not there
camera-missing-advice = Plug it in, or see that its name is right, or choose another camera in Settings. Hadir keeps looking for it and goes on by itself.
camera-busy = { $name } is in use by another program
camera-busy-advice = Close the other program that shows this camera. Hadir tries again every few seconds and goes on by itself.
camera-denied = { $name } may not be used by this user
camera-denied-linux-advice = Add this user to the group "video" (sudo usermod -aG video NAME), then log out and in again. For a file, make it readable.
camera-denied-advice = Allow Hadir to use the camera in the system's privacy settings.
camera-lost = { $name } stopped giving pictures
camera-lost-advice = Check its cable: pull it out, wait a moment and plug it in again. Hadir goes on by itself as soon as it gives pictures.
camera-unusable = { $name } cannot be used: { $reason }
camera-unusable-advice = See that it is switched on and that its address or file is right, or choose another camera in Settings. Hadir tries again every few seconds.
camera-no-ffmpeg = ffmpeg, the program that opens videos and network cameras, is not installed
camera-no-ffmpeg-linux-advice = Install it (sudo apt install ffmpeg), or choose a webcam in Settings. Hadir goes on by itself then.
camera-no-ffmpeg-advice = Install ffmpeg, or choose a webcam in Settings. Hadir goes on by itself then.

# Why a camera cannot be used.
camera-file-empty = the file is empty
camera-file-unreadable = the file cannot be read: { $reason }
camera-folder-unreadable = the folder cannot be read: { $reason }
camera-folder-empty = there is no JPEG, PNG or WebP picture in it
camera-none-readable = none of its pictures can be read
camera-ffmpeg-not-started = ffmpeg cannot be started: { $reason }
camera-no-answer = it does not answer, or not with pictures Hadir can read
camera-no-video = it is no video Hadir can read
camera-no-pictures = it gives no pictures Hadir can read
camera-garbled = its pictures are garbled

# What ffmpeg says of a video or a camera on the network.
camera-wrong-password = the user name or password is wrong
camera-forbidden = it does not let Hadir in
camera-nothing-there = there is nothing at this address
camera-nothing-of-use = there is nothing of use at this address
camera-own-fault = it has a fault of its own
camera-nobody-answers = nothing answers at this address
camera-timed-out = it does not answer
camera-unknown-name = its name is not known in this network
camera-unreachable = it cannot be reached by the network
camera-no-network = this computer has no network
camera-unknown-kind = Hadir does not know this kind of address
camera-not-opened = Hadir does not open this kind of file or address
camera-no-video-in-it = there is no video in it
camera-file-damaged = the file is damaged or was not written to its end
camera-ended-at-once = it gives no pictures
camera-may-not-read = this user may not read it
camera-pictures-too-large = its pictures are too large ({ $width } x { $height } pixels)
camera-not-ppm = what came is not a PPM picture
camera-broke-off = the pictures broke off
