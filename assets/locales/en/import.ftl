# The school's list of students on a sheet: how it is read and what it would change, before anything does.

import-title = Import a list of students
import-close = Close
import-cancel = Cancel
import-reading = Reading the list…
import-another = Choose another file…
import-nothing-changed = Nothing has changed.

# Which column of the list is what.
import-columns = Which column is what?
import-column-id = Id
import-column-name = Name
import-column-class = Class
import-column-note = Note
import-no-column = None
import-which-id = Which of these columns has the ids of the students?
import-take-similar = Take nearly the same ids for the same students
import-take-similar-text = Excel takes zeros away at the front: 17 is then taken for 0017.
import-how = How the list was read

# The rows, by what would come of them.
import-new = New ({ $count })
import-changed = Changed ({ $count })
import-same = The same ({ $count })
import-refused = Left out ({ $count })
import-line = Row
import-class-and-note = Class and note
import-what = What changes
import-why = Why it is left out
# A row as it is read out.
import-row = Row { $line }: { $id }, { $name }: { $what }

import-apply =
    { $count ->
        [0] Nothing to take over
        [one] Take over 1 student
       *[other] Take over { $count } students
    }
import-applying = The list is being taken over.
import-nothing = There is nothing to take over.

# Afterwards.
import-done = The list is taken over
import-done-text = { $new } new, { $changed } changed.
import-done-refused =
    { $count ->
        [one] 1 row was left out.
       *[other] { $count } rows were left out.
    }
import-done-file = The file itself stays as it is: { $file }
import-done-close = Done
import-without-photos =
    { $count ->
        [one] Show the 1 student without photos
       *[other] Show the { $count } students without photos
    }

# Where no window for choosing opens.
import-path = The list, CSV or Excel
import-path-hint = /home/school/students.xlsx
import-path-use = Read it
