# Kartu pengaturan tentang tampilan dan bahasa.

look-title = Tampilan dan bahasa
look-theme = Tema
look-theme-meaning = Terang untuk lorong yang terang, gelap untuk lorong yang redup.
look-theme-system = Seperti desktop
look-theme-light = Terang
look-theme-dark = Gelap
look-language = Bahasa
look-language-meaning = Bahasa yang dipakai Hadir kepada Anda. Kepada sistem lain bahasanya tetap seperti biasa.
look-text-size = Ukuran tulisan
look-text-size-meaning = Semua di jendela ini ikut membesar. Ctrl dan + atau − sama saja, Ctrl dan 0 kembali ke ukuran biasa.
look-percent = { $percent }%
