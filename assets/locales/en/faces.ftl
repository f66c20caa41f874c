# The faces over the camera's picture: what stands on their labels.

faces-looking = Being looked at
# Of two who look alike: "budi or siti?"
faces-either = { $first } or { $second }?
# The keys that answer it.
faces-keys = 1 { $first } · 2 { $second } · 0 neither
faces-unsure-explained = Both look like this face, and Hadir does not guess. Say who it is.
# How near a face is to the enrolled picture.
faces-distance = distance { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
faces-distance-short = { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
faces-distance-explained = How far this face is from the nearest enrolled picture: 0 is the very same picture, and other people are mostly further than 0.6.

# Why a face has no name. Said to whoever stands before the camera, in a few words.
faces-not-enrolled = Not enrolled
faces-closer-little = Come a little closer
faces-closer = Come closer
faces-closer-much = Come much closer
faces-too-dark = Too dark here
faces-too-bright = Too bright here
faces-look-here = Look at the camera
faces-upright = Hold your head upright
faces-hold-still = Hold still

# Under the name of a student whom the session that is on does not expect.
faces-elsewhere = in another class
