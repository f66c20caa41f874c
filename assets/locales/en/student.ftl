# Whose picture it is: typed, or picked from those enrolled.

student-label = Student
student-hint = Name or number
student-pick = Pick from those enrolled
student-nobody = Nobody is enrolled yet.
student-empty = Type a name, or pick one already enrolled.
student-new = A new student.
student-known =
    { $count ->
        [one] Enrolled with 1 picture. Two or three more help.
       *[other] Enrolled with { $count } pictures. More can be added.
    }
