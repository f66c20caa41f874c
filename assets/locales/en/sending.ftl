# An arrival's way to the school's main API in a word or two, as the log, the deliveries and the list of arrivals show it.

sending-not-yet = Not yet sent
sending-waiting = Waiting
sending-again = Trying again
sending-sent = Sent
sending-failed = Failed
sending-not-to-be-sent = Not to be sent

# Under "Waiting" and "Trying again": when it is tried.
sending-paused = paused
sending-now = now
sending-next = next { $moment }
# "Waiting, next 07:05:09"
sending-state = { $state }, { $when }

sending-tries =
    { $tries ->
        [one] Tried once
       *[other] Tried { $tries } times
    }
# What the main API said, in its own words; $status is a number such as 503.
sending-answered = It answered { $status }: { $message }
sending-answered-nothing = It answered { $status }, and said nothing.

# Trying whether the main API takes events.
sending-test = Send a test
sending-test-hint = Sends an event that is about nobody, and shows what the main API says to it.
sending-test-no-address = Give the address of the main API first.
sending-test-sending = Sending a test…
sending-test-accepted = The test was accepted ({ $moment })
sending-test-refused = The test did not get through ({ $moment })
