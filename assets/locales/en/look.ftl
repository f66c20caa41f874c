# The card of the settings about look and language.

look-title = Look and language
look-theme = Theme
look-theme-meaning = Light for a bright corridor, dark for a dim one.
look-theme-system = As the desktop
look-theme-light = Light
look-theme-dark = Dark
look-language = Language
look-language-meaning = What Hadir speaks to you. Other systems are spoken to as before.
look-text-size = Size of text
look-text-size-meaning = Everything in the window grows with it. Ctrl and + or − do the same, Ctrl and 0 is the usual size.
look-percent = { $percent } %
