# Whose picture it is: typed, or picked from those enrolled.

student-label = Student
student-hint = Name or number
student-pick = Pick a student
student-nobody = There are no students yet.
student-empty = Type a name or an id, or pick a student.
# Somebody who is known: "Budi Santoso, 7B · 17: 3 pictures."
student-named =
    { $count ->
        [0] { $student }: no photos yet.
        [one] { $student }: 1 picture.
       *[other] { $student }: { $count } pictures.
    }
# What was typed is the name of more than one.
student-several = More than one is called so. Pick who is meant.
student-new = A new student.
student-known =
    { $count ->
        [one] Enrolled with 1 picture. Two or three more help.
       *[other] Enrolled with { $count } pictures. More can be added.
    }
