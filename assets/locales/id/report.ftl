# Pendaftaran banyak foto: sudah sejauh mana, dan bagaimana hasilnya.

report-done = { $done } dari { $total } foto
report-saved-refused = { $saved } tersimpan, { $refused } ditolak
report-estimating = Menghitung berapa lama lagi…
report-left-seconds = Beberapa detik lagi
report-left-minute = Kurang dari satu menit lagi
report-left-minutes = Kira-kira { $minutes } menit lagi
report-left-hours = Kira-kira { $hours } jam lagi
report-cancel = Batalkan
report-cancel-hint = Yang sudah tersimpan tetap tersimpan.
report-cancelling = Berhenti setelah foto yang sedang diproses…

# Hasilnya. Satu foto atau lebih; yang tidak ada tidak disebut.
report-summary =
    { $saved ->
        [0] Tidak ada foto yang ditambahkan
       *[other] { $saved } foto ditambahkan
    }{ $already ->
        [0] { "" }
       *[other] , { $already } sudah ada
    }{ $refused ->
        [0] { "" }
       *[other] , { $refused } tidak bisa dipakai
    }.
report-cancelled = Pendaftaran dihentikan sebelum selesai. Daftarkan lagi foto yang sama untuk melanjutkan: tidak ada yang ditambahkan dua kali.
report-close = Tutup
report-problems-first = Yang bermasalah dulu

# Tabel: satu baris untuk setiap siswa.
report-student = Siswa
report-saved = Tersimpan
report-already = Sudah ada
report-refused = Ditolak
report-why = Alasan
report-no-photos = Tidak ada foto
report-nothing-new = Tidak ada yang baru
report-not-enrolled = Tidak didaftarkan
report-not-used = { $count } foto tidak dipakai

# Cara melihat laporan.
report-tab-doubts = Perlu dilihat ({ $count })
report-tab-people = Per siswa
report-tab-photos = Per foto

# Yang mungkin salah: fotonya dan apa yang bisa dilakukan.
report-doubt-photo = { $student }: { $file }
report-open = Tampilkan { $student }
report-open-of = Tampilkan { $student }: { $file }
report-remove-photo = Hapus foto ini
report-remove-named = Hapus { $file } milik { $student }
report-removed = Sudah dihapus

# Setiap foto, dan seberapa bagus.
report-by-quality = Foto
report-by-size = Ukuran
report-by-light = Cahaya
report-by-sharpness = Ketajaman
report-by-pose = Arah wajah
report-sort-quality = Urutkan menurut mutu
report-sort-size = Urutkan menurut ukuran wajah
report-sort-light = Urutkan menurut cahaya
report-sort-sharpness = Urutkan menurut ketajaman
report-sort-pose = Urutkan menurut arah wajah
report-doubted = mungkin salah
