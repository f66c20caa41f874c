# The bars over every screen: what went wrong and stays until it is put away.

notices-put-away = Put this message away
# The same for who does not see which message it belongs to.
notices-put-away-which = { $action }: { $text }
notices-try-again = Try again
notices-show = Show
notices-not-recorded = Attendance is not being recorded
# The answer is what the school's main API said: "401 Unauthorized".
notices-refused = The school's main API refuses arrivals: { $answer }
notices-refused-advice = They are kept, and sent once it takes them.
notices-set-aside =
    { $count ->
        [one] One file of enrolled faces was damaged and has been set aside.
       *[other] { $count } files of enrolled faces were damaged and have been set aside.
    }
notices-set-aside-advice = Nobody else is affected. The people in them may need to be enrolled again.
notices-more =
    { $count ->
        [one] One more message is waiting.
       *[other] { $count } more messages are waiting.
    }
