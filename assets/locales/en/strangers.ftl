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
