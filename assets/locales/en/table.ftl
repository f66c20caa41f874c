# A row of the log or the deliveries, column by column.

table-who = Who
table-when = When
table-distance = Distance
table-camera = Camera
table-last-seen = Last seen
table-delivery = Delivery
table-answer = What the main API said
table-scroll = Scroll the rows

table-measured = { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }

# A person has said that it was nobody who is enrolled.
table-nobody = Nobody enrolled
table-damaged = Damaged row
table-damaged-note = who it was is not known
table-by-hand = added by hand
# Under the name in a row that was corrected later, and in one that is a correction.
table-was = corrected, was { $name }
table-correction = a correction, was { $name }
# A button in a row, for who does not see it: "Try now: budi, 20 Nov 01:37, Waiting".
table-act = { $act }: { $row }
