# Catatan kehadiran: semua kedatangan yang pernah ada.

# Nama tabel untuk yang tidak melihatnya.
log-name = Kedatangan
log-empty = Belum ada kedatangan
log-empty-text = Setiap orang yang dikenali kamera dicatat di sini.
log-no-match = Tidak ada kedatangan seperti itu
log-no-match-text = Tidak ada yang cocok dengan semua saringan di atas.
log-show-all = Tampilkan semua kedatangan

## Saringan di atas tabel

log-search = Cari di catatan
log-search-hint = Nama atau nomor
log-who = Siapa
log-who-anyone = Siapa saja
log-who-known = Dikenal
log-who-unknown = Tidak dikenal
log-who-corrected = Dikoreksi
log-who-by-hand = Manual
log-day = Hari
log-any-day = Semua hari
log-today = Hari ini
log-yesterday = Kemarin
log-another-day = Pada hari…
log-day-before = Hari sebelumnya
log-day-after = Hari berikutnya
log-date = Tanggal
# Cara mengetik tanggal: 2026-11-22.
log-date-hint = tahun-bulan-tanggal
log-camera = Kamera
log-any-camera = Semua kamera
log-delivery = Pengiriman
log-any-delivery = Semua pengiriman
log-clear = Hapus saringan
log-counting = Menghitung…
log-count = { $count } kedatangan

## Satu kedatangan selengkapnya

log-close = Tutup
log-correct = Keliru? Koreksi…
log-damaged = Catatan ini rusak: tambahkan saja siswanya secara manual.
log-when = Waktu
# Jam dan hari: 07.05.09, Min 22 Nov 2026.
log-moment = { $time }, { $day }
log-how = Cara
log-seen = Terlihat oleh kamera
log-correction = Koreksi oleh seseorang
log-added = Ditambahkan manual
log-session-ended = Sesi berakhir
log-last-seen = Terakhir terlihat
log-distance = Jarak
log-distance-exactly = { NUMBER($distance, minimumFractionDigits: 4, maximumFractionDigits: 4) }
log-picture = Gambar
# Nomor baris dalam catatan.
log-number = Baris
log-way = Pengiriman ke server sekolah
log-try-now = Coba sekarang
log-send-again = Kirim lagi
log-face = Wajah yang terlihat
log-no-face = Tidak ada gambar

## Siapa sebenarnya

log-correct-title = Siapa sebenarnya?
log-recorded = Tercatat sebagai { $name } pada { $moment }.
log-who-was-first = Pilih dahulu siapa sebenarnya.
log-the-same = Itulah yang sudah tercatat.
log-correct-sent = Yang sudah tercatat tetap ada. Koreksinya dicatat di sampingnya, dan dikirim ke server sekolah.
log-correct-kept = Yang sudah tercatat tetap ada. Koreksinya dicatat di sampingnya.
log-record = Catat koreksi
log-leave = Biarkan saja

## Menambahkan secara manual

log-add = Tambah manual…
log-add-title = Siapa yang datang?
log-add-sent = Untuk siswa yang tidak terlihat oleh kamera. Dicatat sebagai ditambahkan manual dengan waktu sekarang, dan dikirim ke server sekolah.
log-add-kept = Untuk siswa yang tidak terlihat oleh kamera. Dicatat sebagai ditambahkan manual dengan waktu sekarang.
log-add-confirm = Tambahkan
log-add-confirm-whom = Tambahkan { $name }
log-who-first = Pilih siswanya dahulu.
log-cancel = Batal

## Catatan sebagai berkas

log-export = Ekspor…
log-export-running = Ekspor sedang berjalan.
log-export-title = Ekspor catatan
log-export-all = Semua kedatangan yang ditampilkan, dari yang terbaru: siapa, kapan, seberapa mirip, dan sampai mana pengirimannya. Gambar tetap di sini.
log-export-count = { $count } kedatangan yang ditampilkan, dari yang terbaru: siapa, kapan, seberapa mirip, dan sampai mana pengirimannya. Gambar tetap di sini.
log-export-xlsx = Excel, LibreOffice (.xlsx)
log-export-csv = Teks biasa (.csv)
log-export-file = Berkas
log-export-choose = Pilih tempatnya…
log-export-choosing = Jendela untuk memilih sudah terbuka.
log-export-format = Nama berkas harus berakhir dengan .xlsx atau .csv.
log-export-confirm = Ekspor
log-export-replace = Ganti berkas itu
log-export-replaces = Sudah ada berkas dengan nama ini. Isinya akan hilang.
log-exporting = Mengekspor…
log-export-progress = { $written } dari { $total } kedatangan
log-exported = { $count } kedatangan telah diekspor.
log-export-copy = Salin lokasinya
log-export-cancelled = Ekspor dihentikan.
log-export-no-file = Tidak ada berkas yang tertinggal.
# $reason: sebuah kalimat.
log-export-failed = Catatan tidak bisa diekspor. { $reason }
log-export-failed-advice = Tidak ada yang hilang: catatan tetap seperti semula. Coba folder lain.
log-export-close = Singkirkan pesan ini
