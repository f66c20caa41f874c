# Photos that are perhaps of somebody else, and people who are perhaps enrolled twice. { $certain } is 1 where it is nearly
# certain. Each stands behind a colon: "alip: this photo is perhaps of yoga".

check-unlike =
    { $certain ->
        [1] this photo is almost certainly of somebody else: it is unlike the student's others
       *[other] this photo is perhaps of somebody else: it is unlike the student's others
    }
check-like =
    { $certain ->
        [1] this photo is almost certainly of { $student }
       *[other] this photo is perhaps of { $student }
    }
check-one-of-two =
    { $certain ->
        [1] this photo and the student's only other one are unlike each other: one of them is almost certainly of somebody else
       *[other] this photo and the student's only other one are unlike each other: one of them is perhaps of somebody else
    }
check-same = perhaps the same person as { $student }, or a twin

# hadir check and hadir enroll.
check-progress = { $done } of { $total } photos
check-stopped = Stopped.
check-poor-list = Saved, and not as good as they could be:
check-doubted-list = Saved, and perhaps wrong:
check-photos =
    { $count ->
        [one] { $count } photo was looked at
       *[other] { $count } photos were looked at
    }
check-in-order = { $photos }: nothing is wrong.
check-found =
    { $count ->
        [one] { $photos }; { $count } finding. Look at the picture, and remove what is wrong.
       *[other] { $photos }; { $count } findings. Look at the pictures, and remove what is wrong.
    }
