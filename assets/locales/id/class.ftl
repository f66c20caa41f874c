# Daftar kelas: sesi hari itu, dan siapa dari sebuah kelas yang hadir.

class-everyone = Semua siswa
# Dari kapan sampai kapan: "07.00–08.30".
class-times = { $from }–{ $until }
class-late-from = terlambat sejak { $time }
# Di bawah nama kelas: "07.00–08.30 · terlambat sejak 07.10 · ditutup 34 menit lagi".
class-head = { $times } · { $late } · { $stage }
class-head-over = { $times } · { $stage }

## Sampai mana sebuah sesi

class-opens = dibuka pukul { $time }
class-begins = mulai pukul { $time }
class-closes-in = ditutup { $minutes } menit lagi
class-closes-at = ditutup pukul { $time }
class-closed = ditutup pukul { $time }
class-closed-by-hand = ditutup guru pukul { $time }
class-closed-at-start = ditutup saat Hadir dibuka lagi, per pukul { $time }
class-nobody-came = tidak ada yang datang
class-not-held = sepengetahuan Hadir tidak berlangsung

## Status seorang siswa. Berdiri sesudah nama atau sendiri, dengan ikon.

class-here = Hadir
class-late = Terlambat
class-excused = Sakit/izin
class-not-yet = belum datang
class-absent = Alpa
class-here-at = hadir { $time }
class-late-at = terlambat { $time }
class-sick = Sakit
class-leave = Izin
class-other = Izin lain
class-with-reason = { $status }: { $reason }
class-by-hand = dicatat guru
class-said-by-hand = { $status }, dicatat guru
class-not-enrolled = belum terdaftar
class-not-enrolled-text = Wajahnya belum terdaftar, jadi kamera tidak mengenalinya. Catat sendiri.

## Jumlah; masing-masing juga saringan

class-count-all = Semua { $count }
class-count-here = { $count } hadir
class-count-late = { $count } terlambat
class-count-excused = { $count } sakit/izin
class-count-not-yet = { $count } belum datang
class-count-absent = { $count } alpa
class-here-of = { $here } dari { $all } hadir
class-students = { $count } siswa

## Hari

class-sessions = Sesi hari ini
class-today = Hari ini
class-day-before = Hari sebelumnya
class-day-after = Hari berikutnya
class-to-today = Kembali ke hari ini
class-timetable = Jadwal
class-begin = Mulai sesi sekarang
class-begin-anyway = Tetap mulai sekarang
class-no-session = Tidak ada sesi pada hari ini
class-no-session-text = Tidak ada di jadwal, dan tidak ada yang dimulai sendiri.
# Satu sesi di daftar hari itu, untuk yang tidak melihatnya.
class-session-name = { $class }, { $times }, { $stage }, { $counts }
# Di atas gambar kamera: "7B · 24 dari 30 hadir · ditutup 34 menit lagi".
class-strip = { $class } · { $counts } · { $left }
class-strip-hint = Tampilkan daftar kelas

## Sebelum ada sesi

class-no-classes = Belum ada kelas
class-no-classes-text = Impor daftar siswa dari sekolah beserta kelasnya. Setelah itu daftar setiap kelas terisi sendiri.
class-to-students = Buka Siswa
class-no-timetable = Belum ada jadwal
class-no-timetable-text = Cukup sekali, isi kapan setiap kelas mulai: daftarnya lalu terbuka sendiri pada harinya. Atau mulai sesi sekarang, kapan saja.
class-make-timetable = Buat jadwal
class-holiday = Tidak ada sesi hari ini
class-holiday-text = Jadwal hari ini kosong. Siapa pun yang datang tetap masuk catatan kehadiran.

## Sesi yang dimulai sekarang

class-back = Kembali
class-late-after = Terlambat setelah
class-until = Sampai
class-minutes = { $minutes } menit
class-until-in = { $time } ({ $minutes } menit)
class-less = Kurangi: { $name }
class-more = Tambah: { $name }
class-limited-new = Hanya kelas ini yang ditunggu di pintu
class-limited-text = Siswa lain tetap masuk catatan kehadiran, dengan keterangan dari kelas lain.
class-which = Kelas mana? Sesinya langsung mulai.
class-is-on = sedang berlangsung: tampilkan
class-everyone-text = seluruh siswa

## Jadwal

class-add-line = Tambah sesi
class-change-line = Ubah sesi ini
class-line-name = { $day }, { $class }, { $times }, { $late }
class-class = Kelas
class-weekly = Setiap minggu
class-once = Satu hari saja
class-from = Mulai
class-late-from-field = Batas terlambat
class-first-day = Hari pertama
class-last-day = Hari terakhir, jika ada
class-day = Hari
class-every-day = setiap hari
class-days-from-to = { $first }–{ $last }
class-line-words = { $days }, { $from }–{ $until }, terlambat sejak { $late }
class-save = Simpan
class-cancel = Batal
class-remove-line = Hapus dari jadwal…
class-remove-question = Hapus { $class } dari jadwal?
class-remove-text = Sesinya tidak terbuka sendiri lagi. Daftar sesi yang sudah berlangsung tetap ada.
class-remove-yes = Hapus
class-keep-line = Biarkan

## Papan kelas

class-waiting = Melihat siapa yang hadir…
class-export = Ekspor…
class-close = Tutup sesi
class-reopen = Buka lagi
class-summary = Ringkasan
class-cards = Foto
class-missing-first = Belum datang dulu
class-limited = Hanya { $class } di pintu
class-undo = Batalkan: { $name }, { $status }
class-some-not-enrolled = { $count } belum terdaftar
class-to-enrol = Kamera tidak mengenali mereka: catat sendiri, atau tekan untuk mendaftarkan.
class-other-at = { $name } pukul { $time }
class-others = Datang juga: { $names }
class-others-more = Datang juga: { $names }, dan { $count } lagi
class-nobody-in-it = Belum ada siswa di kelas ini
class-nobody-in-it-text = Isi kelas siswa di layar Siswa, atau impor daftar dari sekolah.
class-nobody-stands-so = Saat ini tidak ada
class-card-keys = Enter membuka. H hadir, T terlambat, S sakit, I izin, A alpa.

## Setelah berakhir

class-not-held-text = Tidak ada yang dicatat alpa. Jika sesi ini berlangsung, catat siapa yang hadir, lalu tutup.
class-differs = Daftar ini berubah setelah ditutup
class-differs-text = Laporan sebelumnya tetap seperti semula sampai sesi ini Anda tutup sekali lagi.
class-close-again = Tutup sekali lagi
class-told = Server sekolah: { $state }
class-told-soon = Server sekolah: akan dikirim
class-not-told = Hasil sesi tidak dikirim ke server sekolah. Bisa dinyalakan di Pengaturan.

class-close-question = Tutup sesi { $class }?
class-close-text =
    { $count ->
        [0] Tidak ada yang kurang: { $excused ->
            [0] { $here } hadir
           *[other] { $here } hadir, { $excused } sakit/izin
        }. Daftarnya masih bisa Anda perbaiki sesudahnya.
       *[other] { $excused ->
            [0] { $here } hadir
           *[other] { $here } hadir, { $excused } sakit/izin
        }. { $count } siswa yang belum datang dicatat alpa; masih bisa Anda perbaiki sesudahnya.
    }
class-close-sent = Server sekolah diberi tahu.
class-close-yes = Tutup
class-keep-open = Biarkan terbuka

## Satu siswa

class-close-panel = Tutup
class-who = { $class } · { $id }
# What a student stands as already, among what can be said.
class-is-so = { $status } (sekarang)
class-reason = Keterangan, jika ada
class-reason-hint = Keterangan lain
class-reason-doctor = Ke dokter
class-reason-family = Urusan keluarga
class-reason-event = Kegiatan sekolah
class-reason-transport = Bus atau macet
class-reason-camera = Tidak terlihat kamera
class-not-open = Sesi ini belum dibuka.
class-unmark = Batalkan catatan guru

## Sebagai berkas

class-export-title = Ekspor daftar kelas
class-export-session = Sesi ini
class-export-month = Satu bulan
class-export-session-text = Setiap siswa dengan status, jam datang, dan keterangannya.
class-export-month-text = Satu baris untuk setiap siswa, satu kolom untuk setiap sesi bulan itu, dan jumlahnya.
class-exported = Daftar kelas telah diekspor.
# $reason: sebuah kalimat.
class-export-failed = Daftar kelas tidak bisa diekspor. { $reason }
class-export-failed-advice = Tidak ada yang hilang: daftarnya tetap seperti semula. Coba folder lain.
