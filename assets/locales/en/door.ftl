# The screen of an unattended door, and its settings.

# The button that opens it; $key is the key that does, too.
door-open = Door screen ({ $key })
door-leave = Leave the door screen
door-no-picture = There is no picture from the camera
door-not-recorded = Attendance is not being recorded
door-no-recognition = Faces are not being recognised
# Behind each of the three above. It speaks to students.
door-tell = Please tell a teacher.

# Asking for the PIN.
door-pin-title = PIN
door-pin-type = Type the PIN to leave this screen.
door-pin-checking = One moment…
door-pin-wrong = That was not the PIN.
door-pin-wait = Too many wrong tries. Try again in { $seconds } s.
door-pin-back = Back
door-pin-delete = Delete a digit
door-pin-done = Done
door-pin-typed = { $count ->
    [one] { $count } digit typed
   *[other] { $count } digits typed
}

# The card in Settings.
door-card = At the door
door-name = Class or room
door-name-meaning = It stands large on the door screen.
door-name-hint = such as Class 7B
door-name-none = Without a name
door-use = Use
door-screen = Door screen
door-screen-meaning = Full screen with the camera, who is greeted and the clock: for a door where nobody sits at the PC. F12 opens it.
door-screen-begin = Begin with it
door-pin = PIN of the door screen
door-pin-meaning = Leaving the door screen or closing the window from it asks for it. Forgotten, it is taken away with: hadir forget-pin
door-pin-set = There is a PIN.
door-pin-none = None: whoever presses F12 leaves the screen.
door-pin-once = New PIN
door-pin-again = The same again
door-pin-keep = Keep
door-pin-replace = Replace the PIN
door-pin-forget = Take the PIN away
door-pin-digits = A PIN has { $fewest } to { $most } digits.
door-pin-differ = The two are not the same.
door-pin-not-kept = The PIN was not kept.
door-pin-not-kept-advice = Type it again: 4 to 12 digits.
door-leave-it = Leave it
door-sound = Sound
door-sound-meaning = Heard when a student is recorded, also while the window is minimised. For a stranger nothing is heard.
door-sound-none = None
door-sound-chime = Chime
door-sound-bell = Bell
door-sound-wood = Wood
door-sound-try = Hear it
door-sound-choose = Choose a sound first.

# What hadir forget-pin says.
door-pin-none-there = There was no PIN.
door-pin-forgotten = The PIN is taken away. If Hadir is open, start it again.

# Why the screen is not to go dark, for the desktop’s own list of who asked for that.
door-awake = Hadir stands at the door
