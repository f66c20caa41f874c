# Who was removed, and what of them: receipts.

receipts-tab = Removed ({ $count })
receipts-text = Everyone who was removed, with what was removed of them. Nothing here shows a face.
receipts-export = Export receipts…
receipts-export-title = Export the receipts
receipts-export-text = A row for each removal: when, whose id, and how much was removed of what.

# After somebody was removed.
receipts-removed = { $student } was removed
receipts-kept = { $what }. The receipt is kept under “Removed”.
receipts-put-away = Put this message away

# What was removed, in a few words, by and by.
receipts-photos =
    { $count ->
        [0] no photos
        [one] 1 photo
       *[other] { $count } photos
    }
receipts-register = name, class and note
receipts-consent = the recorded consent
receipts-log-kept =
    { $count ->
        [0] no arrivals in the log
        [one] 1 arrival stays in the log
       *[other] { $count } arrivals stay in the log
    }
receipts-log-without-name =
    { $count ->
        [0] no arrivals in the log
        [one] 1 arrival stays without the name
       *[other] { $count } arrivals stay without the name
    }
receipts-log-removed =
    { $count ->
        [0] no arrivals in the log
        [one] 1 arrival in the log
       *[other] { $count } arrivals in the log
    }
receipts-log-pictures =
    { $count ->
        [one] 1 picture in the log
       *[other] { $count } pictures in the log
    }
receipts-not-all = not everything could be removed

# A receipt.
receipts-close = Close
# A row as it is read out.
receipts-row = { $student }, { $when }: { $what }
receipts-when = Removed on { $day }, { $time }
receipts-all = Everything was removed.
receipts-left = This could not be removed:
receipts-left-log = The arrivals in the log.
receipts-left-faces = Photos or what was made of them: { $file }
receipts-left-damaged-log = A damaged log that was set aside may name the student: { $file }
receipts-left-register = The name, the class and the note: { $file }
receipts-left-damaged-register = A damaged list that was set aside may name the student: { $file }
receipts-cut-off = cut off before its end
receipts-cut-off-text = The computer stopped while this student was being removed. Part of it may still be there: remove the student again.
