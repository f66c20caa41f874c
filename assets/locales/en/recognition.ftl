# The settings' card of recognition: what counts as the same face, what that means in this school, and how often it counts.

recognition-title = Recognition
recognition-rule = When a face gets a name
recognition-rule-meaning = At this PC's camera.
recognition-sure = When it is sure (recommended)
recognition-sure-meaning = Looks at a face until it is sure whose it is. Who cannot be told apart, such as twins, is asked about.
recognition-nearest = By the nearest photo
recognition-nearest-meaning = Looks at one picture at a time, as the Python service does. Quicker to give a name, and more often a wrong one.
recognition-strangers = How sure a name must be
recognition-strangers-meaning = Drag the line, or use the arrow keys. Further right, fewer strangers are taken for a student, and more students have to look longer.
recognition-tolerance = How alike a face must be
recognition-tolerance-meaning = Drag the line, or use the arrow keys. Stricter, further right, gives fewer wrong names, and leaves more faces without one.
recognition-tolerance-for-others = For other systems that show pictures to this PC: they are answered by the nearest photo, as the Python service does.
recognition-stricter = Stricter
recognition-looser = Looser
recognition-distance = A name for faces within a distance of { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }.
recognition-tolerance-number = { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
recognition-upsampling = How small a face may be
recognition-upsampling-meaning = Smaller faces are further from the door. Finding them takes longer.
recognition-near = Near: a few steps away
recognition-near-meaning = Finds faces from about 80 pixels across. The quickest.
recognition-usual = Usual: across a doorway
recognition-usual-meaning = Finds faces from about 40 pixels across.
recognition-far = Far: across a room
recognition-far-meaning = Finds faces from about 20 pixels across. About four times slower.
recognition-cooldown = Listed again after
recognition-cooldown-meaning = Whoever stays in view is listed once in this time.
# Behind a number that is typed: "60 seconds".
recognition-seconds = seconds

## The photos as two rows of bars, and the threshold as a line between them

recognition-same = Photos of the same student
recognition-other = Photos of somebody else
recognition-nothing = Nothing to compare yet
# On the two sides of the line. Short.
recognition-named = gets a name
recognition-not-named = no name
# At the two ends of the axis.
recognition-unlike = unlike
recognition-alike = alike
# Where the line stands in most schools.
recognition-usual-mark = usual

## What the threshold means

recognition-two-students = With two students enrolled or more, their photos show here how well they are told apart.
recognition-counted-nearest = Counted on single photos of everyone enrolled, as this rule decides at the door.
recognition-counted-sure = Counted on single photos of everyone enrolled. At the door several pictures are added up, which is surer.
recognition-comparing = Comparing the photos…
recognition-comparing-progress = Comparing the photos: { $tried } of { $photos }
recognition-cancel = Cancel
recognition-not-compared = The photos have not been compared.
recognition-compare = Compare the photos

# How many strangers are taken for a student: nearly all, $strangers in 10, or 1 in $number.
recognition-strangers-nearly-all = Nearly every stranger would get a name.
recognition-strangers-in-ten = About { $strangers } strangers in 10 would get a name.
recognition-strangers-one-in = About 1 stranger in { $number } would get a name.
recognition-strangers-fewer = Fewer than 1 stranger in { $number } would get a name.
recognition-strangers-few-photos = There are too few photos here to say how many strangers would get a name.

# How many students are not recognised at once.
recognition-students-all = Every student would have to look again.
recognition-students-nearly-all = Nearly every student would have to look again.
recognition-students-in-ten = About { $students } students in 10 would have to look again.
recognition-students-one-in = About 1 student in { $number } would have to look again.
recognition-students-none = No student would have to look again ({ $tries } photos tried).
recognition-students-few = There are too few students with several photos to say how many would have to look again.
recognition-students-single = How alike photos of one student are cannot be seen with one photo of each: add a second one of some students.

recognition-none-mixed-up = Of { $tries } photos of your students, tried against everybody else's, none would get a wrong name.
# $pairs: "anto and budi; citra and dewi; and 3 more".
recognition-mixed-up = Of { $tries } photos of your students, tried against everybody else's, { $wrong } would get a wrong name: { $pairs }. Look whether they are brothers or sisters, or whether a photo was enrolled for the wrong student.
recognition-pair = { $one } and { $other }
recognition-pairs-more = { $pairs }; and { $more } more

## The last day's arrivals, judged anew. $day: "Yesterday", "Today", or a date.

recognition-yesterday = Yesterday
recognition-today = Today
recognition-day-stand =
    { $names ->
        [one] { $day }: the 1 name that was given would stand.
       *[other] { $day }: all { $names } names would stand.
    }
# $who: the students, "anto, budi".
recognition-day-one-falls = { $day }: the 1 name that was given would have been “look again”: { $who }.
recognition-day-fall = { $day }: { $stand } of { $names } names would stand; { $fall } would have been “look again”: { $who }.
recognition-day-corrected =
    { $count ->
        [one] 1 of these was corrected by a person: it was a wrong name.
       *[other] { $count } of these were corrected by a person: they were wrong names.
    }
recognition-day-more =
    { $count ->
        [one] { $day }: 1 face without a name would have got one.
       *[other] { $day }: { $count } faces without a name would have got one.
    }
recognition-day-unknown = { $day }: { $count } of { $names } names were recorded without how sure they were, and cannot be judged.
recognition-day-nobody = { $day }: no names were given.
recognition-who-more = { $who } and { $more } more
