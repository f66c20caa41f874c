# What Hadir says in a terminal.

cli-close-other = Close that one first, or give this one another folder with --data.
cli-let-write = Let this user write there, or give another folder with --data.

# How far it is, and how long it still takes.
cli-seconds-left = { $words }, about { $seconds } s left
cli-minutes-left = { $words }, about { $minutes } min left
cli-hours-left = { $words }, about { $hours } h { $minutes } min left

# hadir doctor. The first three stand in a column, as wide as the longest of them.
cli-ok = ok
cli-warning = warning
cli-problem = PROBLEM
cli-check = { $name }: { $detail }
cli-can-work = Hadir can do its work.
cli-cannot-work =
    { $count ->
        [one] { $count } thing keeps Hadir from doing its work.
        *[other] { $count } things keep Hadir from doing its work.
    }

# hadir enroll. The column's names stand over numbers.
cli-folder-unreadable = The folder { $folder } cannot be read: { $reason }.
cli-nobody-to-enrol = There is nobody to enrol in { $folder }. It must hold a folder for each student, named as the student, with photos inside.
cli-enrol-stopped = Stopped. What was saved stays enrolled; run the command again to go on.
cli-table-unwritable = The table cannot be written: { $reason }.
cli-enrol-progress = { $done } of { $total } photos: { $saved } saved, { $refused } refused
cli-saved = saved
cli-already = already
cli-refused = refused
cli-student = student
cli-in-all = in all
cli-refused-list = Refused:

# hadir watch and hadir serve: how the camera, the log and the server are.
cli-recorded-again = Attendance is being recorded again.
cli-not-recorded = Attendance is not being recorded. { $message } { $advice }
cli-not-recognised = Faces are not being recognised. { $message } { $advice }
cli-recognised-again = Faces are being recognised again.
cli-opening = Opening { $name } …
cli-watching = Watching { $name }.
cli-ended = { $name } has come to its end.
cli-server-off = The server is switched off.
cli-server-answers = The server answers at { $url }.
cli-server-answers-others = The server answers at { $url } and, for others on the network, at { $others }.
cli-server-needs-key = Whoever asks needs the key, which `hadir serve --show-key` prints.
cli-server-alone = It answers this PC alone, and no key is needed.
cli-server-fails = The server does not answer. { $message } { $advice } It is tried again every few seconds.
cli-nobody-enrolled = Nobody is enrolled yet: every face will be Unknown. Enrol with `hadir enroll DIR`.
cli-enrolled =
    { $count ->
        [one] { $count } student is enrolled.
        *[other] { $count } students are enrolled.
    }
cli-file-lost = A file is not waited for: start Hadir again when it is in order.
cli-no-camera = No camera is chosen. Name one with --source; `hadir doctor` lists the webcams.
# A file that could not be used was found in the data folder.
cli-file-kept = { $file } cannot be used ({ $reason }); it is kept as { $now }.
cli-file-passed-over = { $file } cannot be used ({ $reason }); it is passed over.

# hadir client: how it goes with the other Hadir, on the computer { $place }.
cli-recognised-by = Faces are recognised by { $place }.
cli-nobody-until-then = { $message } { $advice } Until then nobody is recognised.
cli-followed = The WebSocket of { $place } is followed.
cli-no-websocket = { $place } has no WebSocket: only what it answers is told.
cli-websocket-lost = { $message } Its WebSocket is taken up again by itself.
