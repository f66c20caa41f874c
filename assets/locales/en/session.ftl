# The class list: sessions, who of them is here, and the tables that are made of them.

session-of-class = class { $class }
session-of-everyone = everyone

session-ended-at-start = The session of { $class } on { $date } was over while Hadir was closed. It has been ended now, with who had come until then.
session-ended-at-start-advice = Look through its list: whoever came after Hadir was closed is missing in it.
session-busy = Hadir is busy; the last thing you asked of the class list was not done.
session-busy-advice = Ask again in a moment.
session-gone = This session is no longer there.
session-gone-advice = Choose another one.
session-not-reopened = The time of this session is over: it cannot go on.
session-not-reopened-advice = You can still correct its list, and then send it again.
session-not-begun = Nobody can be here yet: this session has not opened.
session-not-begun-advice = You can say already who is excused.
session-no-member = { $student } does not belong to this session.
session-no-member-advice = Change the student’s class, or add the arrival in the log.
session-not-kept = The class list could not be kept: { $reason }.

session-entry-gone = This line is no longer in the timetable.
session-entry-gone-advice = Add a new one.
session-entry-ends-too-soon = The end has to be after the beginning, on the same day.
session-entry-late-outside = The time from which a student is late has to lie between the beginning and the end.
session-entry-no-weekday = No day of the week is chosen.
session-entry-never = There is no such day between the first date and the last.
session-entry-class = A class cannot be called so.
session-entry-opens-too-early = A session can open at most { $minutes } minutes before it begins.
session-entry-advice = Correct it and save again.

session-export-runs = Another export is still running.
session-export-runs-advice = Wait for its end.

session-column-number = No.
session-column-id = Student id
session-column-name = Name
session-column-class = Class
session-column-status = Status
session-column-time = Time
session-column-reason = Reason
session-column-by-hand = By hand
session-yes = yes

session-status-here = here
session-status-late = late
session-status-not-yet = not yet
session-status-absent = absent
session-status-sick = sick
session-status-leave = on leave
session-status-excused = excused

# One letter for each in the list of many days, and above their sums.
session-letter-here = H
session-letter-late = L
session-letter-sick = S
session-letter-leave = E
session-letter-absent = A

session-cli-days = The first day is after the last. Give --from a day that is not after that of --until.
session-cli-unreadable = The class list cannot be read: { $reason }.
session-cli-none = There is no session { $id }. “hadir sessions list” shows them.
session-cli-date = date
session-cli-from = from
session-cli-until = until

# A line of the timetable that is being typed.
session-draft-from = When does it begin? Type a time, as 07:00.
session-draft-late-from = From when on is a student late? Type a time, as 07:10.
session-draft-until = When does it end? Type a time, as 08:30.
session-draft-date = Which day? Type it as year-month-day, 2026-11-24.
session-draft-last = Which is the last day? Type it as year-month-day, 2026-12-18, or leave it empty.

# The timetable on the command line.
session-cli-line = { $number }  { $from }–{ $until }, late from { $late }  { $days }  { $class }
session-cli-days-until = { $days } until { $last }
session-cli-no-lines = The timetable is empty. “hadir sessions add” adds a line.
session-cli-no-line = There is no line { $number } in the timetable. “hadir sessions timetable” shows them.
session-cli-nobody = Nobody is in this class yet: “hadir students import” takes over the school's list.
