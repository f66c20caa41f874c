# The list of who was recognised, beside the camera's picture.

arrivals-title = Recognised
arrivals-count = { $count }
arrivals-hide-unknown = Hide unknown faces
arrivals-nobody = Nobody yet
arrivals-nobody-text = Whoever walks past the camera appears here.
# Another Hadir names the faces.
arrivals-nobody-elsewhere = Whoever { $place } recognises, at this camera or another, appears here.
arrivals-nobody-enrolled = Nobody is enrolled
arrivals-nobody-enrolled-text = Hadir knows nobody yet. Enrol the first student to see a name here.
arrivals-enrol = Enrol a student
# Somebody as they are read out: "budi at 07:05:09".
arrivals-row = { $name } at { $moment }
