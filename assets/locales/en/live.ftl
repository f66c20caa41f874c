# What the door sees: the camera's picture, and who was recognised.

# Buttons over the picture, as the pointer tells them.
live-hide-list = Hide the list of who was recognised
live-show-list = Show the list of who was recognised
live-mirror = Show the picture as a mirror
live-no-mirror = Show the picture as the camera sees it

# Where there is no picture: what is so, and what to do. The name is a camera's.
live-no-camera = No camera is chosen
live-no-camera-text = Connect a webcam and choose it. A video, a folder of pictures or the address of a network camera can be used as well.
live-choose = Choose a camera
live-choose-another = Choose another camera
live-opening = Opening { $name }
live-opening-text = The first picture will be here in a moment.
live-keeps-trying = Hadir keeps trying by itself.
live-ended = { $name } has come to its end
live-ended-text = There are no more pictures. In Settings it can be set to begin again at its end.
live-play-again = Play again
live-engine-loading = Getting ready to recognise faces…

# The picture of the camera, for who does not see it.
live-picture = The camera’s picture
