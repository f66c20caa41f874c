# The card of the settings about look and language.

look-text-size = Size of text
look-text-size-meaning = Everything in the window grows with it. Ctrl and + or − do the same, Ctrl and 0 is the usual size.
look-percent = { $percent } %
