# The students: everyone who is enrolled or stands in the school's list.

people-search = Search
people-search-hint = Name, id or class
people-count =
    { $count ->
        [one] { $count } student
       *[other] { $count } students
    }
people-nobody = There are no students yet
people-nobody-text = Enrol a student with the camera, from photos, or a whole class from a folder; or begin with the school's list.
people-enrol = Enrol a student
people-not-found = No “{ $search }”
people-not-found-text = Look whether a class is chosen, or type less.
# Nobody is in the class, or without photos, that is looked for.
people-none-so = Nobody here
people-show-all = Show everyone
# A card, as it is read out: "budi, 3 pictures".
people-card = { $student }, { $pictures }
people-pictures =
    { $count ->
        [one] { $count } picture
       *[other] { $count } pictures
    }

people-no-photos = no photos yet
# On a card, where the face would be.
people-no-photos-card = No photos yet
people-enrol-this = Enrol
# The same, for whoever does not see whose card it is on.
people-enrol-whom = Enrol { $student }

# Which of them are looked at.
people-tab-everyone = Everyone ({ $count })
people-which-class = Which class
people-all-classes = All classes
# A class and how many are in it: "7B (32)".
people-class = { $class } ({ $count })
people-no-class = No class ({ $count })
people-without-photos = No photos yet ({ $count })

# The list as a whole.
people-import = Import a list…
people-import-list = Import the school's list…
people-export = Export the list…
people-export-title = Export the list of students
people-export-text =
    { $count ->
        [one] The one student there is: id, name, class, note and consent. It can be imported again. Photos stay here.
       *[other] All { $count } students: id, name, class, note and consent. It can be imported again. Photos stay here.
    }

# Files that were damaged. The reason is worded to stand behind a colon, without a full stop.
people-set-aside =
    { $count ->
        [one] One damaged file was set aside
       *[other] { $count } damaged files were set aside
    }
people-moved = { $file }: { $reason }. It is kept as { $now }.
people-left = { $file }: { $reason }. It is still there, and is not used.
