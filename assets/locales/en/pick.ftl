# Choosing one of those enrolled, by typing a part of the name.

pick-search = Search those enrolled
# Somebody came who is not enrolled.
pick-nobody = Nobody enrolled
pick-nobody-yet = Nobody is enrolled yet.
pick-not-found = Nobody enrolled has this in their name.
