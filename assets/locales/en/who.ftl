# Of whom it is unsure between two students: a person is asked.

who-who = Who is this?
# The question as it is read out.
who-asked = Who is this? { $first } or { $second }?
who-face = The face that is asked about

# Beside the question. "They" is the face that is asked about; more faces may be waiting.
who-alike = They look alike. Only a person can say.
who-alike-waiting =
    { $count ->
        [one] They look alike. One more face is waiting.
       *[other] They look alike. { $count } more faces are waiting.
    }
who-gone = They have gone. You can still say who it was.
who-gone-waiting =
    { $count ->
        [one] They have gone, and looked alike. One more face is waiting.
       *[other] They have gone, and looked alike. { $count } more faces are waiting.
    }

# The answers, and their keys.
who-this-is = This is { $student } (key { $key })
who-neither = Neither
who-neither-name = It is neither of them (key 0)

# What came of the answer.
who-remembered = Remembered: { $student }
who-named = { $student }. The face was not added to the photos.
who-no-consent = { $student }. The photo was not added: nobody has agreed to photos of this student yet.
who-nobody = Neither of them: no name was given
who-too-late = Too late. Correct the log, or add them there by hand.
