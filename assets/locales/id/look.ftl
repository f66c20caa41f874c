# Kartu pengaturan tentang tampilan dan bahasa.

look-text-size = Ukuran tulisan
look-text-size-meaning = Semua di jendela ini ikut membesar. Ctrl dan + atau − sama saja, Ctrl dan 0 kembali ke ukuran biasa.
look-percent = { $percent }%
