# Memeriksa foto semua siswa untuk mencari kesalahan.

gallery-check-open = Periksa galeri
gallery-check-back = Siswa
gallery-check-title = Apakah setiap foto ada pada siswa yang benar?
gallery-check-text = Hadir membandingkan semua foto, lalu menampilkan foto yang mungkin milik orang lain. Tidak ada yang diubah.
gallery-check-start = Periksa semua foto
gallery-check-running = Memeriksa foto…
gallery-check-running-text = Setiap foto dibandingkan dengan foto lain siswa itu dan dengan foto semua siswa lain.
gallery-check-progress = { $done } dari { $total } foto
gallery-check-cancel = Batal

# Hasilnya.
gallery-check-nothing = Tidak ada yang salah
gallery-check-all-seen = Semuanya sudah dilihat
gallery-check-looked-at = { $count } foto sudah diperiksa.
gallery-check-back-to = Kembali ke daftar siswa
gallery-check-again = Periksa lagi
gallery-check-changed = Sejak itu ada foto yang ditambah atau dihapus.
gallery-check-changed-advice = Yang ditampilkan mungkin tidak berlaku lagi.

# Satu temuan demi satu.
gallery-check-which = { $at } dari { $count }
gallery-check-next = Temuan berikutnya
gallery-check-before = Temuan sebelumnya
gallery-check-enrolled-as = Terdaftar sebagai { $student }
gallery-check-this = Foto ini
gallery-check-others-of = Foto lain { $student }
gallery-check-photos-of = Foto { $student }
gallery-check-photo = { $student }, foto { $number }
gallery-check-no-photos = Tidak ada foto untuk ditampilkan.
gallery-check-remove = Hapus foto ini
gallery-check-right = Sudah benar
gallery-check-right-hint = Tidak ditampilkan lagi sampai Anda kembali ke sini.
gallery-check-two = Mereka dua orang
gallery-check-show = Tampilkan { $student }
gallery-check-pair-advice = Kalau mereka satu orang, hapus salah satunya, lalu daftarkan foto-fotonya lagi dengan nomor yang benar.
