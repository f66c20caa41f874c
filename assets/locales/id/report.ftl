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
