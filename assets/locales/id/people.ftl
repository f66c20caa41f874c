# Para siswa: semua yang terdaftar atau ada di daftar sekolah.

people-search = Cari
people-search-hint = Nama, id, atau kelas
people-count = { $count } siswa
people-nobody = Belum ada siswa
people-nobody-text = Daftarkan seorang siswa dengan kamera atau dari foto, atau satu kelas dari sebuah folder; atau mulai dengan daftar sekolah.
people-enrol = Daftarkan siswa
people-not-found = “{ $search }” tidak ada
people-not-found-text = Periksa apakah sebuah kelas sedang dipilih, atau ketik lebih sedikit.
# Tidak ada siswa di kelas, atau tanpa foto, yang dicari.
people-none-so = Tidak ada siswa di sini
people-show-all = Tampilkan semua
# Satu kartu, seperti dibacakan: "budi, 3 foto".
people-card = { $student }, { $pictures }
people-pictures = { $count } foto

people-no-photos = belum ada foto
# On a card, where the face would be.
people-no-photos-card = Belum ada foto
people-enrol-this = Daftarkan
# Sama, untuk yang tidak melihat ini kartu siapa.
people-enrol-whom = Daftarkan { $student }

# Siapa yang ditampilkan.
people-tab-everyone = Semua ({ $count })
people-which-class = Kelas yang mana
people-all-classes = Semua kelas
# Sebuah kelas dan jumlah siswanya: "7B (32)".
people-class = { $class } ({ $count })
people-no-class = Tanpa kelas ({ $count })
people-without-photos = Belum ada foto ({ $count })

# Daftar seluruhnya.
people-import = Impor daftar…
people-import-list = Impor daftar sekolah…
people-export = Ekspor daftar…
people-export-title = Ekspor daftar siswa
people-export-text = Semua { $count } siswa: id, nama, kelas, catatan, dan persetujuan. Daftar ini bisa diimpor lagi. Foto tetap di sini.

# File yang rusak. Alasannya ditulis untuk berdiri sesudah titik dua, tanpa titik.
people-set-aside = { $count } file rusak sudah disisihkan
people-moved = { $file }: { $reason }. File itu disimpan sebagai { $now }.
people-left = { $file }: { $reason }. File itu masih di sana, dan tidak dipakai.
