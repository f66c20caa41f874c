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
