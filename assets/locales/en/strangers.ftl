# Those who came and are not enrolled, where the school keeps them for a few days.

strangers-enrolled = { $count ->
    [one] 1 picture was added to { $student }.
   *[other] { $count } pictures were added to { $student }.
}
strangers-not-enrolled = { $student } was not enrolled: { $reason }.
strangers-not-enrolled-advice = The pictures are still here: mend the cause and try again.
strangers-gone = The pictures of this face are not kept any more.
strangers-gone-advice = Have them come to the camera again, or enrol a photo.
strangers-trouble = The faces that are not enrolled cannot be kept or deleted: { $reason }.
strangers-trouble-advice = They are in the file strangers.db of the data folder. Attendance goes on.
strangers-busy = The faces that are not enrolled could not be changed now.
strangers-busy-advice = Try again in a moment.

# The settings of it.
strangers-keep = Faces that are not enrolled
strangers-keep-meaning = Pictures of those who were nobody's, to enrol or dismiss them under Students. They stay on this computer, are sent nowhere, and are deleted by themselves.
strangers-keep-none = Are not kept
strangers-keep-days = { $days ->
    [one] Kept for a day
   *[other] Kept for { $days } days
}
strangers-off = Keep none of them any more?
strangers-off-text = { $count ->
    [one] The pictures of 1 person who is not enrolled are deleted now. This cannot be undone.
   *[other] The pictures of { $count } people who are not enrolled are deleted now. This cannot be undone.
}
strangers-shorten = { $days ->
    [one] Keep them for a day only?
   *[other] Keep them for { $days } days only?
}
strangers-shorten-text = Older pictures are deleted now. This cannot be undone.
strangers-delete = Delete them

# The list under Students.
strangers-tab = Not enrolled ({ $count })
strangers-none = Nobody who is not enrolled
strangers-none-text = Whoever comes to the door and is nobody's is listed here for a few days.
strangers-visits = { $count ->
    [one] came once
   *[other] came { $count } times
}
# When they came last: "last 07:05:09" or "last 21 Nov 07:05".
strangers-last = last { $moment }
# Both of these: "came 3 times, last 07:05:09".
strangers-seen = { $visits }, { $last }
# The card of one, for whoever does not see it.
strangers-card = Not enrolled, { $visits }, { $last }
strangers-like = Looks like { $student }
strangers-title = Who is this?
strangers-pictures = Press a picture to leave it out.
strangers-picture = Picture { $number }
strangers-enrol = Enrol
strangers-dismiss = Dismiss
strangers-dismiss-question = Delete the pictures of this person?
strangers-dismiss-text = They are deleted from this computer. Should this person come again, they are listed again.
strangers-dismiss-all = Dismiss all
strangers-dismiss-all-question = { $count ->
    [one] Delete the pictures of 1 person?
   *[other] Delete the pictures of all { $count } people?
}
strangers-leave = Leave them
strangers-close = Close
strangers-choose-picture = Choose a picture first.
strangers-who-first = Say who it is first.
