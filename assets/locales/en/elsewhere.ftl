# Another Hadir names the faces instead of this PC.

# What became of somebody it recognised. The words for "Sent", "Failed" and so on are in sending.ftl.
elsewhere-just-seen = Just seen
elsewhere-not-sent = Not sent
# The same in a sentence; what the main API said stands behind it.
elsewhere-sent-meaning = The school's main API has it.
elsewhere-again-meaning = The school's main API does not have it yet. It is kept there, and tried again.
elsewhere-failed-meaning = The school's main API does not have it.
elsewhere-waiting-meaning = It is on its way to the school's main API.
elsewhere-just-seen-meaning = They were recognised a moment ago: that one counts.
elsewhere-not-to-be-sent-meaning = The other Hadir has no main API to send it to.
elsewhere-not-sent-meaning = The other Hadir did not send it.

# Over the picture. $place: its address.
elsewhere-recognised = Recognised by { $place }
elsewhere-answering = Recognised by { $place }, in { $time }
elsewhere-at-once = less than 0.1 s
elsewhere-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
elsewhere-meanwhile = Hadir keeps trying by itself. Until then, nobody at this camera is recognised.
elsewhere-not-heard = What its other cameras see is not shown for now.
elsewhere-no-news = It tells only whom this camera sees.

# Over the other screens, which show what is on this PC.
elsewhere-people = Faces are recognised by { $place }, by whom it knows: those enrolled here, on this PC, do not count there.
elsewhere-log = Faces are recognised by { $place }, which records them in its own log. This is the log of this PC.
elsewhere-delivery = Faces are recognised by { $place }, which sends them on itself. This is what this PC has to send.

# In the settings.
elsewhere-not-asked-yet = It has not been asked yet: there was no picture.
elsewhere-answers = It answers, in { $time }.
elsewhere-heard = What its other cameras see is shown, too.
elsewhere-class = Faces are recognised by { $place }, which records them in its own log. In this class list are only those who are marked here by hand.
