# The attendance log: what is wrong, worded to stand behind a colon, unless it is a sentence; and what to do.

journal-unwritable = the attendance log cannot be written: { $reason }
journal-not-opened = the attendance log cannot be opened: { $reason }
journal-newer = the attendance log { $file } was written by a newer Hadir
journal-gone = this arrival is no longer in the log
journal-damaged = this arrival's row is damaged, and whom it was about is not known any more
journal-full-advice = The disk is full: delete what is not needed. Hadir goes on by itself as soon as there is room.
journal-disk-advice = Look whether the disk is full, and whether this user may write in the data folder. Hadir tries again by itself.
journal-newer-advice = Start the newer Hadir, or choose another data folder.
journal-damaged-advice = Add the student by hand instead.

# A damaged log was replaced: three sentences, of which the last two may be missing.
journal-replaced = The attendance log was damaged. It is kept as { $aside }, and a new one was begun with the { $count } arrivals that could still be read.
journal-sent-again = Of { $count } arrivals of the last 3 days it is not known whether they were sent: they go again.
journal-not-sent-again = Of { $count } older ones it is not known either; they are not sent again.

# Why an export was not written.
journal-export-cancelled = the export was cancelled
journal-export-name = the file's name must end in .csv or .xlsx
journal-export-too-many = an Excel file can have { $most } arrivals here, these are more; choose fewer days, or a name that ends in .csv
journal-export-unwritable = the file cannot be written: { $reason }

# Of a delivery that is not tried.
journal-row-not-sent = This row is damaged and was not sent, so that nobody is named wrongly.
