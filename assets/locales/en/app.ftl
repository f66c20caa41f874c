# The window's frame: the header, and what is dropped on the window.

app-full-screen = Full screen (F11)
app-leave-full-screen = Leave full screen (F11)

# How the camera is. The name is a camera's.
app-no-camera = No camera
app-camera-opening = Opening { $name }
app-camera-live = { $width } × { $height }, { NUMBER($rate, maximumFractionDigits: 0) } pictures a second
app-camera-trouble = { $name }: no picture
app-camera-ended = { $name } has ended
app-choose-camera = Press to choose a camera.

# While something is held over the window: "Let go to enrol photos of one student, or ..."
app-drop-title = Let go
app-drop-text = photos of one student, a folder of students' folders, or the school's list

# Messages, and what to do.
app-no-dialog = This computer has no window for choosing files.
app-no-dialog-advice = Type or paste the path instead, or drop the files on this window.
app-still-enrolling = Other photos are still being enrolled.
app-one-folder = Only { $folder } is being enrolled.
app-one-folder-advice = Folders are enrolled one at a time. Drop the next one when this is done.
app-one-list = Only the list { $file } is being looked at.
app-one-list-advice = Lists are imported one at a time. Drop the next one when this is done.
app-missing = There is no { $path } on this computer.
app-missing-advice = See that it is written as it is called.
