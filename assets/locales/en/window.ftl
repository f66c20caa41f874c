# When the window cannot be opened, or only a small one that says why.

window-cannot-start = Hadir cannot start
window-close = Close

window-no-screen = There is no screen here that a window can be opened on. Start Hadir from the desktop, or use `hadir watch`, which needs no screen.
window-no-graphics = This computer cannot draw Hadir's window. Its graphics driver may be missing or too old; `hadir watch` needs none.
window-not-started = Hadir could not be started: { $reason }
