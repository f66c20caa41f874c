# Why a file is not a picture that Hadir can use, worded to stand behind a colon.

images-unreadable = the file cannot be read: { $reason }
images-no-file = it is not a file
images-empty = the file is empty
images-not-a-picture = this is not a JPEG, PNG or WebP picture
images-other-format = this is a { $format } picture; save it as JPEG, PNG or WebP
images-damaged = the picture is damaged
images-too-large = the picture is too large ({ $width } x { $height } pixels)
images-file-too-large = the file is too large ({ $size } MB; at most { $most } MB)
