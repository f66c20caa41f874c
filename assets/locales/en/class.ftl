# The class list: the day's sessions, and who of a class is here.

class-everyone = Everyone
# From when until when: "07:00–08:30".
class-times = { $from }–{ $until }
class-late-from = late from { $time }
# Under the class: "07:00–08:30 · late from 07:10 · closes in 34 min".
class-head = { $times } · { $late } · { $stage }
class-head-over = { $times } · { $stage }

## Where a session is

class-opens = opens at { $time }
class-begins = begins at { $time }
class-closes-in = closes in { $minutes } min
class-closes-at = closes at { $time }
class-closed = closed at { $time }
class-closed-by-hand = closed by hand at { $time }
class-closed-at-start = closed at the next start, as of { $time }
class-nobody-came = nobody came
class-not-held = not held, as far as Hadir knows

## How a student stands. The first four stand after a name or alone, with an icon.

class-here = Here
class-late = Late
class-excused = Excused
class-not-yet = not yet
class-absent = Absent
class-here-at = here { $time }
class-late-at = late { $time }
class-sick = Sick
class-leave = On leave
class-other = Other excuse
class-with-reason = { $status }: { $reason }
class-by-hand = by hand
class-said-by-hand = { $status }, by hand
class-not-enrolled = not enrolled
class-not-enrolled-text = Not enrolled: the camera cannot know them. Mark them by hand.

## Counts; each is a filter, too

class-count-all = All { $count }
class-count-here = { $count } here
class-count-late = { $count } late
class-count-excused = { $count } excused
class-count-not-yet = { $count } not yet
class-count-absent = { $count } absent
class-here-of = { $here } of { $all } here
class-students =
    { $count ->
        [one] { $count } student
       *[other] { $count } students
    }

## The day

class-sessions = Sessions of the day
class-today = Today
class-day-before = The day before
class-day-after = The day after
class-to-today = Back to today
class-timetable = Timetable
class-begin = Begin a session now
class-begin-anyway = Begin one all the same
class-no-session = No session on this day
class-no-session-text = The timetable has none, and none was begun by hand.
# A session in the list of the day, for who does not see it.
class-session-name = { $class }, { $times }, { $stage }, { $counts }
# At the live picture: "7B · 24 of 30 here · closes in 34 min".
class-strip = { $class } · { $counts } · { $left }
class-strip-hint = Show the class list

## What there is before there is a session

class-no-classes = No classes yet
class-no-classes-text = Import the school's list of students with their classes. Then a class can be expected, and its list fills by itself.
class-to-students = Go to Students
class-no-timetable = No timetable yet
class-no-timetable-text = Say once when each class begins: its list then opens by itself on its days. Or begin a session now, whenever you like.
class-make-timetable = Make the timetable
class-holiday = No session today
class-holiday-text = The timetable has none today. Whoever comes is in the log all the same.

## A session that begins now

class-back = Back
class-late-after = Late after
class-until = Until
class-minutes = { $minutes } min
class-until-in = { $time } ({ $minutes } min)
class-less = Less: { $name }
class-more = More: { $name }
class-limited-new = Expect only this class at the door
class-limited-text = Others are in the log as always, and are said to be in another class.
class-which = Which class? It begins at once.
class-is-on = is on: show it
class-everyone-text = all students

## The timetable

class-add-line = Add a session
class-change-line = Change this session
class-line-name = { $day }, { $class }, { $times }, { $late }
class-class = Class
class-weekly = Every week
class-once = On one day
class-from = From
class-late-from-field = Late from
class-first-day = First day
class-last-day = Last day, if any
class-day = Day
class-every-day = every day
class-days-from-to = { $first }–{ $last }
class-line-words = { $days }, { $from }–{ $until }, late from { $late }
class-save = Save
class-cancel = Cancel
class-remove-line = Take it out of the timetable…
class-remove-question = Take { $class } out of the timetable?
class-remove-text = It does not open by itself any more. The lists of the sessions that were held stay.
class-remove-yes = Take it out
class-keep-line = Keep it

## The board

class-waiting = Looking who is here…
class-export = Export…
class-close = Close the session
class-reopen = Open it again
class-summary = Summary
class-cards = Photos
class-missing-first = Missing first
class-limited = Only { $class } at the door
class-undo = Take back: { $name }, { $status }
class-some-not-enrolled = { $count } not enrolled
class-to-enrol = The camera cannot know them: mark them by hand, or press to enrol them.
class-other-at = { $name } at { $time }
class-others = Also came: { $names }
class-others-more = Also came: { $names }, and { $count } more
class-nobody-in-it = Nobody is in this class
class-nobody-in-it-text = Give students this class in Students, or import the school's list.
class-nobody-stands-so = Nobody, at this moment
class-card-keys = Enter opens. H here, L late, S sick, E on leave, A absent.

## After its end

class-not-held-text = Nobody is absent from it. If it was held, say who was there, and close it.
class-differs = The list has changed since it was closed
class-differs-text = What was told before stays as it is, until you close it once more.
class-close-again = Close once more
class-told = Main API: { $state }
class-told-soon = Main API: on its way
class-not-told = The main API is not told of it. Settings can switch that on.

class-close-question = Close the session of { $class }?
class-close-text =
    { $count ->
        [0] Nobody is missing: { $excused ->
            [0] { $here } here
           *[other] { $here } here, { $excused } excused
        }. You can still correct the list afterwards.
        [one] { $excused ->
            [0] { $here } here
           *[other] { $here } here, { $excused } excused
        }. One who is missing is written down as absent; you can still correct that afterwards.
       *[other] { $excused ->
            [0] { $here } here
           *[other] { $here } here, { $excused } excused
        }. { $count } who are missing are written down as absent; you can still correct that afterwards.
    }
class-close-sent = The main API is told.
class-close-yes = Close it
class-keep-open = Keep it open

## One student

class-close-panel = Close
class-who = { $class } · { $id }
# What a student stands as already, among what can be said.
class-is-so = { $status } (so it is now)
class-reason = Why, if there is a reason
class-reason-hint = Another reason
class-reason-doctor = At the doctor's
class-reason-family = Family
class-reason-event = School event
class-reason-transport = Bus or traffic
class-reason-camera = Camera missed them
class-not-open = The session has not opened yet.
class-unmark = Take back what was said by hand

## As a file

class-export-title = Export the class list
class-export-session = This session
class-export-month = The whole month
class-export-session-text = Each student with how they stand, since when, and why.
class-export-month-text = A row for each student, a column for each session of the month, and the sums.
class-exported = The class list was exported.
# $reason: a sentence.
class-export-failed = The class list could not be exported. { $reason }
class-export-failed-advice = Nothing is lost: the list is as it was. Try another folder.
