# The deliveries: how arrivals get to the school's main API.

# What the table is called for who does not see it.
delivery-name = Deliveries
# A tab with how many are in it: "Failed (3)".
delivery-tab = { $stage } ({ $count })

delivery-none-queued = Nothing is waiting to be sent
delivery-none-retrying = Nothing has to be tried again
delivery-none-failed = Nothing has failed
delivery-none-sent = Nothing was sent yet

# How it goes, in a sentence over the table.
delivery-off = Nothing is sent
delivery-off-text = Arrivals are recorded on this computer. To send them on, give the address of your school's main API.
delivery-to-settings = Set the address
delivery-paused = Paused
delivery-refused = The school's main API refuses arrivals
delivery-refused-text = It has refused since { $since }. One is tried at { $next }.
delivery-asked = The school's main API asked to wait until { $until }
delivery-waiting =
    { $count ->
        [0] Nothing is waiting.
        [one] 1 arrival is kept, to be sent.
       *[other] { $count } arrivals are kept, to be sent.
    }
delivery-being-sent = Being sent now.
delivery-next = The next is tried at { $moment }.
delivery-failed =
    { $count ->
        [one] 1 arrival could not be sent
       *[other] { $count } arrivals could not be sent
    }
delivery-failed-text = They are not tried any more by themselves. See below what was said to each.
delivery-all-sent = Everything is sent
# $answer: a sentence, such as "It answered 200: ok".
delivery-last = Last answer, { $moment }. { $answer }

delivery-pause = Pause
delivery-continue = Continue
delivery-try-all = Try all now
delivery-nothing-to-try = Nothing is waiting to be sent.
delivery-is-paused = It is paused: press Continue first.
delivery-send-all =
    { $count ->
        [one] Send the failed one again
       *[other] Send all { $count } failed again
    }
# $action: what the button says, such as "Send all 3 failed again".
delivery-send-all-question = { $action }?
delivery-send-all-text = Each is tried as if it were new. The main API can tell that it is the same arrival, and not another.
delivery-leave = Leave them
