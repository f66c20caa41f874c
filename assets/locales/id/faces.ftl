# Wajah di atas gambar kamera: tulisan pada labelnya.

faces-looking = Sedang dilihat
# Di antara dua yang mirip: "budi atau siti?"
faces-either = { $first } atau { $second }?
# Tombol untuk menjawabnya.
faces-keys = 1 { $first } · 2 { $second } · 0 bukan keduanya
faces-unsure-explained = Keduanya mirip wajah ini, dan Hadir tidak menebak. Katakan siapa orangnya.
# Seberapa dekat sebuah wajah dengan foto yang terdaftar.
faces-distance = jarak { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
faces-distance-short = { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
faces-distance-explained = Seberapa jauh wajah ini dari foto terdaftar yang paling dekat: 0 berarti foto yang sama persis, dan orang lain biasanya lebih jauh dari 0,6.

# Mengapa sebuah wajah belum bernama. Ditujukan kepada orang di depan kamera, singkat saja.
faces-not-enrolled = Belum terdaftar
faces-closer-little = Maju sedikit
faces-closer = Lebih dekat lagi
faces-closer-much = Masih terlalu jauh
faces-too-dark = Terlalu gelap
faces-too-bright = Terlalu terang
faces-look-here = Lihat ke kamera
faces-upright = Tegakkan kepala
faces-hold-still = Jangan bergerak

# Di bawah nama siswa yang tidak termasuk kelas yang sedang ditunggu.
faces-elsewhere = kelas lain
