# The log: every arrival there ever was.

# What the table is called for who does not see it.
log-name = Arrivals
log-empty = No arrivals yet
log-empty-text = Everyone the camera recognises is recorded here.
log-no-match = No arrivals like these
log-no-match-text = None passes all the filters above.
log-show-all = Show all arrivals

## The filters over the table

log-search = Search the log
log-search-hint = Name or number
log-who = Who
log-who-anyone = Anyone
log-who-known = Known
log-who-unknown = Unknown
log-who-corrected = Corrected
log-who-by-hand = By hand
log-day = Day
log-any-day = Any day
log-today = Today
log-yesterday = Yesterday
log-another-day = On the day…
log-day-before = The day before
log-day-after = The day after
log-date = Date
# How a date is typed: 2026-11-22.
log-date-hint = year-month-day
log-camera = Camera
log-any-camera = Any camera
log-delivery = Delivery
log-any-delivery = Any delivery
log-clear = Clear filters
log-counting = Counting…
log-count =
    { $count ->
        [one] 1 arrival
       *[other] { $count } arrivals
    }

## One arrival in full

log-close = Close
log-correct = Not right? Correct…
log-damaged = What was recorded here is damaged: add the student by hand instead.
log-when = When
# A time and a day: 07:05:09, Sun 22 Nov 2026.
log-moment = { $time }, { $day }
log-how = How
log-seen = Seen by the camera
log-correction = A correction by a person
log-added = Added by hand
log-session-ended = A session ended
log-last-seen = Last seen
log-distance = Distance
log-distance-exactly = { NUMBER($distance, minimumFractionDigits: 4, maximumFractionDigits: 4) }
log-picture = Picture
# The number of the row in the log.
log-number = Row
log-way = Delivery to the main API
log-try-now = Try now
log-send-again = Send again
log-face = The face that was seen
log-no-face = There is no picture

## Who it really was

log-correct-title = Who was it?
log-recorded = Recorded as { $name } at { $moment }.
log-who-was-first = Choose who it was first.
log-the-same = That is who is recorded already.
log-correct-sent = What was recorded stays. The correction is recorded beside it, and sent to the school's main API.
log-correct-kept = What was recorded stays. The correction is recorded beside it.
log-record = Record the correction
log-leave = Leave it

## Adding by hand

log-add = Add by hand…
log-add-title = Who came?
log-add-sent = For a student whom the camera did not see. It is recorded as added by hand, with the time it is now, and sent to the school's main API.
log-add-kept = For a student whom the camera did not see. It is recorded as added by hand, with the time it is now.
log-add-confirm = Add
log-add-confirm-whom = Add { $name }
log-who-first = Choose who it is first.
log-cancel = Cancel

## The log as a file

log-export = Export…
log-export-running = An export is running.
log-export-title = Export the log
log-export-all = All arrivals that are shown, newest first: who, when, how near, and how far on their way. Pictures stay here.
log-export-count =
    { $count ->
        [one] The one arrival that is shown, newest first: who, when, how near, and how far on their way. Pictures stay here.
       *[other] The { $count } arrivals that are shown, newest first: who, when, how near, and how far on their way. Pictures stay here.
    }
log-export-xlsx = Excel, LibreOffice (.xlsx)
log-export-csv = Plain text (.csv)
log-export-file = File
log-export-choose = Choose where…
log-export-choosing = The window for choosing is already open.
log-export-format = The file's name must end in .xlsx or .csv.
log-export-confirm = Export
log-export-replace = Replace the file
log-export-replaces = There is a file of this name. It would be lost.
log-exporting = Exporting…
log-export-progress = { $written } of { $total } arrivals
log-exported =
    { $count ->
        [one] 1 arrival was exported.
       *[other] { $count } arrivals were exported.
    }
log-export-copy = Copy the path
log-export-cancelled = The export was stopped.
log-export-no-file = No file was left.
# $reason: a sentence.
log-export-failed = The log could not be exported. { $reason }
log-export-failed-advice = Nothing is lost: the log is as it was. Try another folder.
log-export-close = Put this message away
