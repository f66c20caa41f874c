# Daftar kelas: sesi, siapa yang hadir, dan tabel yang dibuat darinya.

session-of-class = kelas { $class }
session-of-everyone = semua siswa

session-ended-at-start = Sesi { $class } tanggal { $date } berakhir saat Hadir ditutup. Sesi itu sekarang diakhiri dengan siswa yang sudah datang sampai saat itu.
session-ended-at-start-advice = Periksa daftarnya: siswa yang datang setelah Hadir ditutup tidak tercatat di sana.
session-busy = Hadir sedang sibuk; permintaan terakhir untuk daftar kelas tidak dikerjakan.
session-busy-advice = Coba lagi sebentar lagi.
session-gone = Sesi ini sudah tidak ada.
session-gone-advice = Pilih sesi lain.
session-not-reopened = Waktu sesi ini sudah habis, jadi tidak bisa dilanjutkan.
session-not-reopened-advice = Daftarnya masih bisa Anda perbaiki, lalu dikirim lagi.
session-not-begun = Belum ada yang bisa hadir: sesi ini belum dibuka.
session-not-begun-advice = Anda sudah bisa mencatat siapa yang izin atau sakit.
session-no-member = { $student } tidak termasuk dalam sesi ini.
session-no-member-advice = Ubah kelas siswa ini, atau tambahkan kedatangannya di catatan kehadiran.
session-not-kept = Daftar kelas tidak bisa disimpan: { $reason }.

session-entry-gone = Baris ini sudah tidak ada di jadwal.
session-entry-gone-advice = Tambahkan baris baru.
session-entry-ends-too-soon = Waktu selesai harus setelah waktu mulai, pada hari yang sama.
session-entry-late-outside = Batas terlambat harus di antara waktu mulai dan waktu selesai.
session-entry-no-weekday = Belum ada hari yang dipilih.
session-entry-never = Tidak ada hari itu di antara tanggal pertama dan tanggal terakhir.
session-entry-class = Nama kelas itu tidak bisa dipakai.
session-entry-opens-too-early = Sesi bisa dibuka paling awal { $minutes } menit sebelum mulai.
session-entry-advice = Perbaiki, lalu simpan lagi.

session-export-runs = Ekspor lain masih berjalan.
session-export-runs-advice = Tunggu sampai selesai.

session-column-number = No.
session-column-id = Nomor siswa
session-column-name = Nama
session-column-class = Kelas
session-column-status = Status
session-column-time = Jam
session-column-reason = Keterangan
session-column-by-hand = Dicatat guru
session-yes = ya

session-status-here = hadir
session-status-late = terlambat
session-status-not-yet = belum datang
session-status-absent = alpa
session-status-sick = sakit
session-status-leave = izin
session-status-excused = izin lain

# Satu huruf untuk setiap status di rekap absensi, juga di atas jumlahnya.
session-letter-here = H
session-letter-late = T
session-letter-sick = S
session-letter-leave = I
session-letter-absent = A

session-cli-days = Hari pertama ada setelah hari terakhir. Beri --from hari yang tidak melewati hari --until.
session-cli-unreadable = Daftar kelas tidak bisa dibaca: { $reason }.
session-cli-none = Tidak ada sesi { $id }. “hadir sessions list” menampilkan semuanya.
session-cli-date = tanggal
session-cli-from = mulai
session-cli-until = selesai

# Baris jadwal yang sedang diketik.
session-draft-from = Kapan mulainya? Ketik jamnya, misalnya 07.00.
session-draft-late-from = Sejak kapan siswa terlambat? Ketik jamnya, misalnya 07.10.
session-draft-until = Kapan selesainya? Ketik jamnya, misalnya 08.30.
session-draft-date = Hari apa? Ketik sebagai tahun-bulan-tanggal, 2026-11-24.
session-draft-last = Hari terakhirnya kapan? Ketik sebagai tahun-bulan-tanggal, 2026-12-18, atau kosongkan.

# Jadwal di baris perintah.
session-cli-line = { $number }  { $from }–{ $until }, terlambat mulai { $late }  { $days }  { $class }
session-cli-days-until = { $days } sampai { $last }
session-cli-no-lines = Jadwal masih kosong. “hadir sessions add” menambah satu baris.
session-cli-no-line = Tidak ada baris { $number } dalam jadwal. “hadir sessions timetable” menampilkannya.
session-cli-nobody = Belum ada siswa di kelas ini: “hadir students import” mengambil daftar dari sekolah.
