# What `hadir doctor` and the screen of the morning say: what was looked at, how it is, and what to do. The first of each is its name.

checkup-models = Face models
checkup-models-complete = complete, in { $folder }

checkup-webcams = Webcams
checkup-webcams-none = none was found
checkup-webcams-none-advice = Plug one in, if Hadir is to use one. Files, folders of photos and network cameras need none.

checkup-camera = Camera
checkup-camera-none = none is chosen yet
checkup-camera-none-advice = Choose one in the window's settings, or name it with --source.
checkup-camera-no-thread = could not be looked at: { $reason }
checkup-camera-gives = { $name } gives pictures of { $width } x { $height }
checkup-camera-empty = { $name } has no picture in it
checkup-camera-empty-advice = Choose another in the settings.
checkup-camera-open = { $name } is in use; Hadir is open
checkup-camera-silent = it gave no picture in { $seconds } s
checkup-camera-silent-advice = Pull out its cable, wait a moment and plug it in again. For a network camera, check the address.

checkup-data = Data folder
checkup-data-open = { $folder } is in use; Hadir is open
checkup-data-advice = Let this user write there, or choose another folder in the settings or with --data.
checkup-data-holds = { $folder }: { $students }, { $templates }
checkup-data-unwritable = { $folder }: { $students }, { $templates }; { $reason }
checkup-students =
    { $count ->
        [one] { $count } student
        *[other] { $count } students
    }
checkup-templates =
    { $count ->
        [one] { $count } template
        *[other] { $count } templates
    }
checkup-file-unusable = { $file } cannot be used ({ $reason })
checkup-file-kept = { $file } cannot be used ({ $reason }); it is kept as { $now }
checkup-file-advice = Put a good copy in its place, or enrol the student again.
checkup-file-earlier = { $file } was damaged, and set aside earlier
checkup-file-earlier-advice = Enrol the student again if they are not enrolled; then delete it.

checkup-log = Attendance log
checkup-arrivals =
    { $count ->
        [one] { $count } arrival
        *[other] { $count } arrivals
    }
checkup-log-never-taken = { $arrivals }; the main API never took { $count } of them
checkup-log-never-taken-advice = See why in the window, under Delivery, and send them again from there.
checkup-log-waiting = { $arrivals }; { $count } of them are still to be sent to the main API
checkup-log-no-api = { $arrivals }; { $count } of them are still to be sent, and no main API is set
checkup-log-no-api-advice = Set its address in the window's settings.
checkup-log-compare-advice = Compare the days before with it.
checkup-log-aside = { $file } was damaged, and set aside
checkup-log-aside-advice = Delete it when you have compared the days before with it.

checkup-api = Main API
checkup-api-none = none is set: arrivals stay on this PC
checkup-api-set = arrivals are sent to { $place }

checkup-recognition = Recognition
checkup-recognition-here = on this PC
checkup-recognition-nobody = by another Hadir: { $place } answers, and nobody is enrolled there
checkup-recognition-nobody-advice = Enrol the students there: until then everybody at this door is unknown.
checkup-recognition-answers = by another Hadir: { $place } answers
checkup-recognition-knows = by another Hadir: { $place } answers: { $knows }
checkup-recognition-trouble = by another Hadir, and nobody is recognised: { $reason }

checkup-disk = Disk
checkup-disk-free = { $size } free where the data folder is
checkup-disk-mb = { $size } MB
checkup-disk-gb = { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } GB
checkup-disk-advice = Make room on the disk: when it is full, nothing more can be enrolled.
checkup-disk-unknown = the free space cannot be told: { $reason }
checkup-disk-unknown-advice = Look at the data folder above.

# A program's name.
checkup-ffmpeg = ffmpeg
checkup-ffmpeg-no-version = of an unknown version
checkup-ffmpeg-missing = is not installed, or does not start
checkup-ffmpeg-linux-advice = Install it (sudo apt install ffmpeg) for video files and network cameras. Webcams need none.
checkup-ffmpeg-advice = Install it for video files and network cameras. Webcams need none.

checkup-settings = Settings
checkup-settings-none = none are kept yet; they will be in { $file }
checkup-settings-no-place = this system has no place to keep them
# { $value } is the key of the settings file and its value: tolerance 0.45.
checkup-settings-value = { $before }; { $value } from { $origin }
checkup-settings-rule = rule { $value }
checkup-settings-strangers = strangers named { $value }
checkup-settings-tolerance = tolerance { $value }
checkup-settings-upsampling = upsampling { $value }
checkup-settings-cooldown = cooldown { $value } s

checkup-screen = Screen
checkup-screen-there = there is one for the window
checkup-screen-none = there is none for the window
checkup-screen-none-advice = Start Hadir from the desktop; `hadir watch` works without.

checkup-server = Server
checkup-server-off = switched off
checkup-server-local = on, at { $url }, for this PC alone
checkup-server-others = on, at { $url }, and for others at { $others }; { $key }
checkup-server-no-network = no network now
checkup-server-key = there is a key
checkup-server-no-key = a key is made when it starts
# Behind one of the above.
checkup-server-no-https = { $server }; without HTTPS
checkup-server-no-https-advice = Whoever listens on the network can read along. Choose a certificate in Settings for HTTPS.
checkup-server-one-file = { $server }; one of the two files for HTTPS is not chosen
checkup-server-one-file-advice = Choose both a certificate and its private key in Settings, or neither.
checkup-server-trouble = { $server }; { $reason }
checkup-server-ran-out = { $server }; its certificate ran out on { $day }
checkup-server-ran-out-advice = Others refuse to connect. Put a new certificate in its place.
checkup-server-holds = { $server }; its certificate holds until { $day }
checkup-server-some-day = an unknown day

# The school's list.
checkup-register = List of students
checkup-register-holds = { $students }, { $classes ->
    [one] { $classes } class
   *[other] { $classes } classes
}

# The camera of a station that runs.
checkup-camera-opening = { $name } is being opened
checkup-camera-live =
    { $count ->
        [one] { $count } picture a second of { $width } x { $height }, from { $name }
       *[other] { $count } pictures a second of { $width } x { $height }, from { $name }
    }
checkup-camera-seldom = pictures of { $width } x { $height }, from { $name }
checkup-camera-ended = { $name } has come to its end
checkup-camera-ended-advice = Play it again, or choose another camera in Settings.

checkup-light = Light
checkup-light-good = the picture is bright enough
checkup-light-good-faces = faces are well lit
checkup-light-dark = it is too dark: the camera sees next to nothing
checkup-light-dark-advice = Look whether something covers the camera, and switch the light on.
checkup-light-pale = the camera sees next to nothing: all is of one shade
checkup-light-pale-advice = Look whether something covers the camera, wipe its glass, and see that no lamp or sun shines into it.
checkup-light-dark-faces = faces are too dark
checkup-light-dark-faces-advice = Switch on a lamp that shines on whoever stands before the camera.
checkup-light-against = faces are seen against the light: behind them it is bright
checkup-light-against-advice = Draw the curtain behind them, or turn the camera away from the window.
checkup-light-bright-faces = faces are too bright
checkup-light-bright-faces-advice = Keep the sun or the lamp from shining straight on whoever stands before the camera.

checkup-clock = Clock
checkup-clock-says = it is { $now } ({ $zone })
checkup-clock-says-no-zone = it is { $now }, in an unknown time zone
# Behind one of the above.
checkup-clock-before-arrival = { $says }; but the last arrival was recorded at { $last }, which is later
checkup-clock-before-file = { $says }; but a file of Hadir's was written at { $newest }, which is later
checkup-clock-ahead = { $says }; that is { $by } ahead of the main API's clock
checkup-clock-behind = { $says }; that is { $by } behind the main API's clock
checkup-clock-advice = Set date and time in this computer's own settings, or have it set them by itself. Until then arrivals are written down with the wrong time.
checkup-clock-zone-advice = Choose the time zone of the school in this computer's own settings: the hours in the log are those of that zone.
checkup-clock-minutes = { $count } minutes
checkup-clock-hours = { $count } hours
checkup-clock-days = { $count } days

checkup-recognition-loading = it is being started
checkup-recognition-elsewhere = by another Hadir: { $place }

checkup-log-recorded = arrivals are being recorded
checkup-log-not-recorded = attendance is not being recorded: { $reason }

# $waiting is checkup-api-waiting.
checkup-api-waiting =
    { $count ->
        [0] nothing waits
        [one] { $count } arrival waits
       *[other] { $count } arrivals wait
    }
checkup-api-none-waiting = { $waiting } to be sent, and no address is set
checkup-api-paused = sending was switched off by somebody; { $waiting }
checkup-api-paused-advice = Press “Continue” under Delivery, once it may go on.
checkup-api-refuses = it refuses arrivals since { $since }: { $answer }; { $waiting }
checkup-api-refuses-advice = Look whether its address and key in Settings are right, or ask whoever looks after it.
checkup-api-waits = { $waiting } since { $since }
checkup-api-waits-said = { $waiting } since { $since }; the last try: { $answer }
checkup-api-waits-advice = Look whether this computer is on the network and the main API runs, or ask whoever looks after it.
checkup-api-kept-advice = Nothing is lost: arrivals are kept here, and sent once it takes them.
checkup-api-on-its-way =
    { $count ->
        [one] { $count } arrival is on its way
       *[other] { $count } arrivals are on their way
    }
checkup-api-never-taken =
    { $count ->
        [one] { $count } arrival was never taken
       *[other] { $count } arrivals were never taken
    }
checkup-api-answered = everything is sent; it answered last at { $at }
# $status is a number like 401; $message what it says to it.
checkup-api-said = { $status } { $message }

checkup-photos = Students' photos
checkup-photos-count =
    { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
checkup-photos-none = nobody is enrolled yet
checkup-photos-none-advice = Enrol the students: until then everybody at the door is unknown.
checkup-photos-missing =
    { $count ->
        [one] { $count } student of a class has no photo: { $names }
       *[other] { $count } students of a class have no photo: { $names }
    }
checkup-photos-missing-advice = Enrol them: until then they are unknown at the door.
checkup-photos-poor =
    { $count ->
        [one] { $count } student has only poor photos: { $names }
       *[other] { $count } students have only poor photos: { $names }
    }
checkup-photos-poor-advice = They are too small, too dark or blurred. Take better ones: until then they may be missed.
checkup-photos-doubted =
    { $count ->
        [one] { $count } photo is perhaps of somebody else
       *[other] { $count } photos are perhaps of somebody else
    }
checkup-photos-doubted-advice = Look at it, and remove what is wrong.
checkup-and-more = { $names }, and { $count } more
