# Why a text cannot be a student's id, for whoever typed it.

ids-empty = The student id is empty.
ids-too-long = The student id is too long: at most { $most } characters.
ids-leading-dot = A student id cannot begin with a dot.
ids-outer-space = A student id cannot begin or end with a space.
ids-path = A student id is a name, not a path: it cannot contain “{ $character }”.
ids-invisible = The student id contains an invisible character (U+{ $code }).
ids-character = A student id can have letters, digits, spaces, “.”, “_” and “-”; not “{ $character }”.
# { $word } is the word Unknown, as other systems hear it.
ids-reserved = “{ $word }” is the word for a face that is not enrolled; choose another id.
