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
