# The school's list of students: names, classes, notes and consents; reading and writing it; removing a student.

# Parts of what is known of a student, to stand in front of what is wrong with them.
students-part-name = the name
students-part-class = the class
students-part-note = the note
students-part-consent-by = the name of who agreed
students-part-consent-text = the text that is agreed to

students-too-long = { $part } is too long: at most { $most } characters
students-invisible = { $part } has an invisible character ({ $code })
students-empty = { $part } is empty

# The file that names and classes are kept in.
students-refused = This cannot be kept of { $student }: { $reason }.
students-refused-advice = Change it and try again.
students-changed = What is known of { $student } has changed since the list was looked at. Nothing was taken over.
students-changed-advice = Look at the list again.
students-newer = { $file } was written by a newer Hadir. It is left as it is, and no names and classes are known.
students-newer-advice = Use that newer Hadir, or move the file away.
students-unreadable = { $file } cannot be read: { $reason }. It is left as it is.
students-unreadable-advice = Let this user read and write the file, then start Hadir again.
students-not-written = { $file } could not be written: { $reason }. What was known before is unchanged.
students-not-written-advice = Make room on the disk, or let this user write there, and try again.
students-damaged = The students' names and classes cannot be read: { $file } is damaged. It is kept as { $now }.
students-damaged-here = The students' names and classes cannot be read: { $file } is damaged.
students-damaged-advice = Import the school's list again. Faces are recognised all the same, and shown by their ids.
students-entries = { $count ->
    [one] One student in { $file } cannot be read: “{ $first }”. The others are known.
   *[other] { $count } students in { $file } cannot be read, “{ $first }” among them. The others are known.
}
students-entries-advice = The file as it was is kept as { $now }. Enter these students again.

# Reading a school's list.
students-list-io = The list cannot be read: { $reason }.
students-list-io-advice = Choose the file again.
students-list-too-large = This file is too large for a list of students.
students-list-old = This is an Excel file of the old kind (.xls), or one with a password.
students-list-old-advice = Open it in Excel, and save it as .xlsx or CSV without a password.
students-list-no-table = This file is neither CSV nor an Excel file.
students-list-damaged = This Excel file is damaged: { $said }.
students-list-advice = Save the list as CSV or .xlsx, and choose that.
students-list-empty = There is nothing in this list.
students-list-no-id = No column of this list is called as one with ids is. There are: { $headings }.
students-list-no-id-advice = Call the column “id”, “NIS” or “NISN”; the others “name”, “class” and “note”.

students-row-no-id = There is no id.
students-row-rounded = Excel has shortened this number, and its last digits are lost. Give the column the format Text, and enter it again.
students-row-like-known = { $student } is there already, and this id is nearly the same.
students-row-like-line = The id in line { $line } is nearly the same.
students-row-contradicts = Line { $line } has the same id, and says something else.

# Writing the list, and the receipts.
students-export-name = the file's name must end in .csv or .xlsx
students-exported = { $count ->
    [one] One student was written to { $file }.
   *[other] { $count } students were written to { $file }.
}
students-receipts-exported = The receipts were written to { $file }.
students-not-exported = { $file } was not written: { $reason }.
students-not-exported-advice = Choose another place or name, and try again.

# Consent to enrolment.
students-no-consent = { $student } is not enrolled: nobody has agreed to it yet.
students-no-consent-advice = Enter who agrees, and enrol again.
students-consent-off = No text is set that could be agreed to.
students-consent-off-advice = Enter one in the settings.

# Removing a student.
students-receipt-not-written = The receipt of this removal could not be kept in { $file }: { $reason }.
students-receipt-advice = What the other messages say of the removal holds. Mend the cause, and remove again for a receipt.
students-cut-off = The removal of { $student } was cut off. Part of what was kept may still be there.
students-cut-off-advice = Remove { $student } again.

# What a list would change, before it does.
students-read-csv = Read as CSV, separated by “{ $separator }”.
students-read-csv-tabs = Read as CSV, separated by tabs.
students-read-guessed = The file is not in UTF-8. Look at the accents; if they are wrong, save it as “CSV UTF-8”.
students-read-sheet = Read the sheet “{ $sheet }”.
students-read-other-sheets = Not read: the other sheets, { $sheets }.
students-columns = Columns: { $columns }.
students-column-id = id from “{ $title }”
students-column-name = name from “{ $title }”
students-column-class = class from “{ $title }”
students-column-note = note from “{ $title }”
students-other-ids = Could be the id, too: { $titles }.
students-columns-ignored = Not read: { $titles }.
# The spelling of a class in the list, and the one that is known: “7 b” is taken as “7B”.
students-respelled-one = “{ $written }” as “{ $known }”
students-respelled = Classes are spelt as they are known: { $classes }.
students-counts = { $new } new, { $changed } changed, { $same } the same, { $refused } refused.
students-similar = { $count ->
    [one] { $count } refused id is nearly that of a student who is known.
   *[other] { $count } refused ids are nearly those of students who are known.
}
students-effect-new = new
students-effect-changed = changed
students-effect-refused = refused
students-change-name = name { $new }
students-change-class = class { $new }
students-change-note = note { $new }
students-change-from = { $old } → { $new }
students-change-written = written { $id }

# hadir students.
students-cli-line = line { $line }
students-cli-similar = --take-similar takes them for those.
students-cli-nothing = Nothing is to be changed.
students-cli-ask = Take this over? [y/N]
students-cli-not-agreed = Nothing was changed. With --yes, or when you agree, it is.
students-cli-done = Taken over: { $new } new, { $changed } changed.
students-cli-unprintable = The list cannot be printed: { $reason }.
students-cli-cut-off = cut off; remove them again
students-cli-removed = { $templates } templates, { $pictures } pictures, { $rows } log rows
students-cli-removed-left = { $removed }; not all of it: --help says how to write a list of what is left
