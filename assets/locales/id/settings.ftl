# Pengaturan: satu kartu untuk tiap bagian di sini, kecuali pengenalan, yang ada di recognition.ftl.

## Bahan setiap kartu

settings-use = Pakai
# Sama, untuk yang tidak melihat baris mana yang dimaksud.
settings-use-which = { $action }: { $name }
settings-type-first = Ketik dahulu.
settings-choosing = Jendela untuk memilih sudah terbuka.
settings-leave = Biarkan saja

# Di bawah tiap pengaturan: dari mana nilainya. $variable: misalnya FACE_TOLERANCE; $argument: misalnya --data.
settings-from-default = Bawaan
settings-from-file = Dari berkas pengaturan
settings-from-dotenv = Ditentukan { $variable } dalam berkas .env
settings-from-environment = Ditentukan variabel lingkungan { $variable }
settings-from-argument = Diberikan saat Hadir dimulai ({ $argument })
# $who: variabel atau argumen itu.
settings-wins-again = Perubahan di sini berlaku sampai Hadir ditutup; sesudah itu { $who } menentukan lagi.
settings-decides-always = Perubahan di sini disimpan dalam berkas pengaturan, tetapi selama { $who } diberikan, { $who } yang menentukan.

# Di bawah tempat mengetik alamat.
settings-not-an-address = Ini bukan alamat. Alamat harus diawali http:// atau https://, dan tanpa spasi.

## Kamera

settings-camera = Kamera
settings-source = Kamera yang dipakai
settings-source-meaning = Kamera web, video, folder berisi gambar, atau alamat kamera jaringan (rtsp:// atau http://).
settings-source-looking = Mencari kamera web…
settings-source-no-webcam = Kamera web tidak ditemukan.
settings-source-none = Tanpa kamera
settings-source-look-again = Cari lagi
settings-source-video = Video…
settings-source-stills = Folder…
settings-source-address = Berkas, folder, atau alamat
settings-source-hint = rtsp://… atau /home/…
settings-size = Ukuran gambar
settings-size-meaning = Yang paling dekat dengan kemampuan kamera. Makin besar, wajah yang lebih kecil pun ditemukan, tetapi lebih lama.
settings-rate = Gambar per detik
settings-rate-meaning = Makin sedikit, makin ringan bagi komputer lama.
settings-rate-number = { $rate }
# Untuk ukuran dan jumlah per detik.
settings-automatic = Otomatis
settings-mirror = Cermin
settings-mirror-meaning = Orang lebih mudah menemukan dirinya di cermin.
settings-mirror-switch = Tampilkan gambar seperti cermin
settings-repeat = Video dan folder
settings-repeat-meaning = Yang terjadi setelah gambar terakhir ditampilkan.
settings-repeat-switch = Mulai lagi dari awal

## Hadir yang lain

settings-remote = Hadir yang lain
settings-where = Wajah dikenali
settings-where-meaning = Komputer yang lambat bisa menyerahkannya kepada komputer lain yang lebih baik di sekolah: gambar kamera dikirim ke sana, dan di sanalah dicatat siapa yang datang.
settings-where-here = Di komputer ini
settings-where-elsewhere = Oleh Hadir yang lain
settings-remote-url = Alamat Hadir yang lain
settings-remote-hint = http://10.0.0.5:8000
settings-remote-no-url = Alamatnya tertulis di Pengaturan Hadir itu sendiri. Sampai alamat itu diisi, komputer ini yang mengenali.
settings-remote-works = Apakah berfungsi?
settings-remote-works-meaning = Bagaimana jalannya dengan gambar dari kamera. Saat dicoba, tidak ada gambar yang dikirim.
settings-remote-try = Coba
settings-remote-asking = Bertanya kepada Hadir yang lain…
settings-remote-answers = Hadir itu menjawab.
settings-remote-nobody = Hadir itu menjawab. Belum ada siswa yang terdaftar di sana.
settings-remote-students = Hadir itu menjawab, dan mengenal { $students } siswa.
settings-remote-pictures = Hadir itu menjawab, dan mengenal { $students } siswa dari { $pictures } foto.

## Server sekolah

settings-api = Server sekolah
settings-api-url = Alamat
settings-api-url-meaning = Ke mana tiap kedatangan dikirim. Yang tidak bisa dikirim disimpan dan dicoba lagi. Tanpa alamat, tidak ada yang dikirim.
settings-api-hint = https://…
settings-api-no-url = Tidak ada: kedatangan tetap di komputer ini.
settings-api-nothing = Jangan kirim apa pun
settings-unknown = Wajah tidak dikenal
settings-unknown-meaning = Bagaimanapun juga, wajah itu dicatat.
settings-unknown-switch = Kirim juga
settings-sessions = Daftar kelas
settings-sessions-meaning = Ketika sesi berakhir, hasilnya: siapa yang hadir, terlambat, tidak datang, atau izin. Nama kabarnya attendance.session_closed; tidak semua server sekolah menerimanya.
settings-sessions-switch = Kirim
settings-api-works = Apakah berfungsi?

## Kunci: tanda pengenal antarsistem

settings-key-api = Kunci API
settings-key-api-meaning = Tanda pengenal komputer ini bagi server sekolah, bila diminta.
settings-key-signing = Kunci tanda tangan
settings-key-signing-meaning = Dengan ini server sekolah tahu bahwa kedatangan benar dari komputer ini. Keduanya harus memakai kunci yang sama.
settings-key-server = Kunci
settings-key-server-meaning = Yang harus ditunjukkan sistem lain agar dijawab.
settings-key-remote = Kunci Hadir yang lain
settings-key-remote-meaning = Yang ingin dilihat Hadir yang lain itu, bila diminta.
settings-key-none = Tidak ada.
settings-key-in-keyring = Disimpan di penyimpan kunci komputer ini.
settings-key-in-file = Disimpan di { $file }, yang hanya bisa dibaca Anda: komputer ini tidak punya penyimpan kunci.
settings-key-in-memory = Tidak bisa disimpan: kunci hilang saat Hadir ditutup.
settings-key-would-be-in-file = Komputer ini tidak punya penyimpan kunci. Kunci akan disimpan di { $file }, yang hanya bisa dibaca Anda.
settings-key-not-shown-again = Sesudah disimpan, kunci tidak ditampilkan lagi.
# Bila kuncinya dari .env atau variabel lingkungan, dan bila dari argumen.
settings-key-change-there = Untuk memakai yang lain, ubah di sana lalu mulai lagi Hadir.
settings-key-start-with = Untuk memakai yang lain, mulai Hadir dengan yang lain.
settings-key-keep = Simpan
settings-key-make = Buat yang baru
settings-key-made = Mulai sekarang kunci ini dipakai. Berikan juga kepada server sekolah: kunci hanya ditampilkan di sini sekali ini.
settings-key-copy = Salin
settings-key-copied = Sudah saya simpan
# $key adalah salah satu kata dalam kurung siku, dan tidak diterjemahkan.
settings-key-replace =
    { $key ->
        [api] Ganti kunci API
        [signing] Ganti kunci tanda tangan
        [remote] Ganti kunci Hadir yang lain
       *[server] Ganti kuncinya
    }
settings-key-forget =
    { $key ->
        [api] Lupakan kunci API
        [signing] Lupakan kunci tanda tangan
        [remote] Lupakan kunci Hadir yang lain
       *[server] Lupakan kuncinya
    }
# $action: tulisan pada tombolnya, misalnya "Lupakan kunci API".
settings-key-forget-question = { $action }?
settings-key-forget-text = Hadir tidak bisa menampilkannya: agar bisa dipakai lagi, kunci harus diketik lagi.

## Server untuk sistem lain

settings-server = Sistem lain
settings-serve = Jawab sistem lain
settings-serve-meaning = Program-program sekolah lalu bisa mendaftarkan siswa, bertanya siapa yang ada di foto, dan mengikuti kedatangan saat terjadi. Biarkan mati bila tidak ada yang memerlukannya.
settings-serve-switch = Jawab mereka
settings-server-starting = Memulai…
# Alamat-alamatnya ada di bawahnya.
settings-server-running = Menjawab di:
settings-server-copy-place = Salin { $place }
settings-server-open = Lihat di peramban
settings-host = Siapa yang boleh bertanya
settings-host-meaning = Dari jaringan, hanya yang menunjukkan kunci di bawah ini yang dijawab.
settings-host-here = Program di komputer ini
settings-host-network = Semua komputer di jaringan
settings-host-at = Siapa pun yang mencapai { $host }
settings-host-readable = Tanpa sertifikat, orang lain di jaringan bisa ikut membaca: nama, gambar, dan kuncinya. Pasang dahulu sertifikat di bawah sebelum memakainya.
settings-port = Porta
settings-port-meaning = Yang lain, bila porta ini dipakai program lain.
settings-port-hint = 8000
settings-server-key = Kunci
settings-server-key-meaning = Yang harus ditunjukkan sistem lain. Berikan hanya kepada yang menjalankannya, jangan kepada orang lain.
settings-server-no-key = Kunci dibuat saat server dimulai.
settings-server-key-show = Tampilkan kuncinya
settings-server-key-hide = Sembunyikan
settings-server-key-another = Buat yang lain
settings-server-key-question = Buat kunci yang lain?
settings-server-key-text = Sejak itu, yang memakai kunci sekarang ditolak sampai diberi kunci yang baru.
settings-tls = Sertifikat
settings-tls-meaning = Dengan sertifikat, tidak ada yang bisa ikut membaca di jaringan. Yang mengurus komputer sekolah bisa memberi Anda kedua berkas ini.
settings-tls-certificate = Sertifikat: { $file }
settings-tls-key = Kunci privatnya: { $file }
# Di tempat nama berkas.
settings-tls-no-file = tidak ada
settings-tls-choose-certificate = Pilih: sertifikat…
settings-tls-choose-key = Pilih: kunci privatnya…
settings-tls-off = Tanpa sertifikat
settings-origins = Halaman web yang boleh bertanya
settings-origins-meaning = Peramban juga bertanya untuk halaman dari situs lain. Selain halaman Hadir sendiri, hanya yang tercantum di sini yang dijawab.
settings-origins-disk = Halaman yang dibuka dari komputer ini
settings-origins-disk-meaning = Kebanyakan peramban tidak mengatakan dari mana halaman seperti itu, dan situs web mana pun juga bisa menyembunyikannya. Matikan lagi bila tidak diperlukan.
settings-origin = Alamat sebuah situs
settings-origin-hint = https://…
settings-origin-add = Tambah
settings-origin-remove = Hapus { $origin }

## Data

settings-data = Data
settings-folder = Folder data
settings-folder-meaning = Tempat menyimpan wajah yang terdaftar dan catatan kehadiran. Perubahan berlaku setelah Hadir dimulai lagi; tidak ada yang dipindahkan.
settings-folder-choose = Pilih folder…
settings-folder-path = Lokasi folder data
settings-folder-hint = atau ketik lokasinya
settings-retention = Simpan kedatangan
settings-retention-meaning = Berapa lama catatan menyimpan siapa yang datang, beserta gambarnya. Data siswa yang terdaftar tidak tersentuh.
settings-retention-for-ever = Selamanya
settings-retention-days =
    { $days ->
        [365] Selama 365 hari (setahun)
       *[other] Selama { $days } hari
    }
settings-retention-what-goes = Kedatangan yang lebih lama dari { $days } hari dihapus beserta gambarnya.
settings-retention-typed = Lama penyimpanan dalam hari
settings-retention-hint = atau ketik jumlah hari
settings-shorten-title = Hapus kedatangan yang lebih lama dari { $days } hari?
settings-shorten-text = Kedatangan yang lebih lama beserta gambarnya dihapus dari komputer ini sekarang, dan seterusnya begitu mencapai umur itu; yang masih harus dikirim tetap ada sampai terkirim. Ini tidak bisa dibatalkan. Ekspor dahulu catatannya bila ingin disimpan di tempat lain.
settings-shorten = Hapus

## Persetujuan: apa yang harus disetujui sebelum siswa didaftarkan
