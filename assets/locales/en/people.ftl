# Everyone enrolled.

people-search = Search
people-count =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
people-nobody = Nobody is enrolled
people-nobody-text = Enrol a student with the camera, from photos, or a whole class from a folder.
people-enrol = Enrol a student
people-not-found = No “{ $search }”
people-not-found-text = Nobody enrolled has this in their name.
# A card, as it is read out: "budi, 3 pictures".
people-card = { $student }, { $pictures }
people-pictures =
    { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    }

# Files that were damaged. The reason is worded to stand behind a colon, without a full stop.
people-set-aside =
    { $count ->
        [one] One damaged file was set aside
       *[other] { $count } damaged files were set aside
    }
people-moved = { $file }: { $reason }. It is kept as { $now }.
people-left = { $file }: { $reason }. It is still there, and is not used.
