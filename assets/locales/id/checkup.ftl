# Yang dikatakan `hadir doctor` dan layar pagi: apa yang diperiksa, bagaimana keadaannya, dan apa yang perlu dilakukan. Yang pertama adalah namanya.

checkup-models = Model wajah
checkup-models-complete = lengkap, di { $folder }

checkup-webcams = Kamera web
checkup-webcams-none = tidak ada yang ditemukan
checkup-webcams-none-advice = Colokkan satu, jika Hadir perlu memakainya. Berkas, folder foto, dan kamera jaringan tidak memerlukannya.

checkup-camera = Kamera
checkup-camera-none = belum ada yang dipilih
checkup-camera-none-advice = Pilih satu di Pengaturan, atau sebutkan dengan --source.
checkup-camera-no-thread = tidak bisa diperiksa: { $reason }
checkup-camera-gives = { $name } memberi gambar berukuran { $width } x { $height }
checkup-camera-empty = tidak ada gambar di { $name }
checkup-camera-empty-advice = Pilih yang lain di Pengaturan.
checkup-camera-open = { $name } sedang dipakai; Hadir sedang terbuka
checkup-camera-silent = tidak ada gambar dalam { $seconds } dtk
checkup-camera-silent-advice = Cabut kabelnya, tunggu sebentar, lalu colokkan lagi. Untuk kamera jaringan, periksa alamatnya.

checkup-data = Folder data
checkup-data-open = { $folder } sedang dipakai; Hadir sedang terbuka
checkup-data-advice = Izinkan pengguna ini menulis di sana, atau pilih folder lain di Pengaturan atau dengan --data.
checkup-data-holds = { $folder }: { $students }, { $templates }
checkup-data-unwritable = { $folder }: { $students }, { $templates }; { $reason }
checkup-students = { $count } siswa
checkup-templates = { $count } templat
checkup-file-unusable = { $file } tidak bisa dipakai ({ $reason })
checkup-file-kept = { $file } tidak bisa dipakai ({ $reason }); disimpan sebagai { $now }
checkup-file-advice = Ganti dengan salinan yang baik, atau daftarkan lagi siswanya.
checkup-file-earlier = { $file } rusak, dan sudah disisihkan sebelumnya
checkup-file-earlier-advice = Daftarkan lagi siswanya jika belum terdaftar; lalu hapus berkas itu.

checkup-log = Catatan kehadiran
checkup-arrivals = { $count } kehadiran
checkup-log-never-taken = { $arrivals }; { $count } di antaranya tidak pernah diterima server sekolah
checkup-log-never-taken-advice = Lihat sebabnya di layar Pengiriman, dan kirim lagi dari sana.
checkup-log-waiting = { $arrivals }; { $count } di antaranya masih akan dikirim ke server sekolah
checkup-log-no-api = { $arrivals }; { $count } di antaranya masih akan dikirim, dan server sekolah belum diatur
checkup-log-no-api-advice = Isikan alamatnya di Pengaturan.
checkup-log-compare-advice = Bandingkan hari-hari sebelumnya dengan berkas itu.
checkup-log-aside = { $file } rusak, dan sudah disisihkan
checkup-log-aside-advice = Hapus setelah hari-hari sebelumnya Anda bandingkan dengannya.

checkup-api = Server sekolah
checkup-api-none = belum diatur: kehadiran tetap di komputer ini
checkup-api-set = kehadiran dikirim ke { $place }

checkup-recognition = Pengenalan wajah
checkup-recognition-here = di komputer ini
checkup-recognition-nobody = oleh Hadir lain: { $place } menjawab, dan belum ada yang terdaftar di sana
checkup-recognition-nobody-advice = Daftarkan siswa di sana: sampai saat itu tidak ada yang dikenali di pintu ini.
checkup-recognition-answers = oleh Hadir lain: { $place } menjawab
checkup-recognition-knows = oleh Hadir lain: { $place } menjawab: { $knows }
checkup-recognition-trouble = oleh Hadir lain, dan tidak ada yang dikenali: { $reason }

checkup-disk = Penyimpanan
checkup-disk-free = { $size } kosong di tempat folder data
checkup-disk-mb = { $size } MB
checkup-disk-gb = { NUMBER($size, minimumFractionDigits: 1, maximumFractionDigits: 1) } GB
checkup-disk-advice = Kosongkan sebagian penyimpanan: jika penuh, tidak ada lagi yang bisa didaftarkan.
checkup-disk-unknown = sisa ruangnya tidak diketahui: { $reason }
checkup-disk-unknown-advice = Lihat folder data di atas.

# Nama program.
checkup-ffmpeg = ffmpeg
checkup-ffmpeg-no-version = versinya tidak diketahui
checkup-ffmpeg-missing = belum terpasang, atau tidak bisa dijalankan
checkup-ffmpeg-linux-advice = Pasang (sudo apt install ffmpeg) untuk berkas video dan kamera jaringan. Kamera web tidak memerlukannya.
checkup-ffmpeg-advice = Pasang untuk berkas video dan kamera jaringan. Kamera web tidak memerlukannya.

checkup-settings = Pengaturan
checkup-settings-none = belum ada yang disimpan; nanti ada di { $file }
checkup-settings-no-place = sistem ini tidak punya tempat untuk menyimpannya
# { $value } adalah kunci di berkas pengaturan dan nilainya: tolerance 0.45.
checkup-settings-value = { $before }; { $value } dari { $origin }
checkup-settings-rule = rule { $value }
checkup-settings-strangers = strangers named { $value }
checkup-settings-tolerance = tolerance { $value }
checkup-settings-upsampling = upsampling { $value }
checkup-settings-cooldown = cooldown { $value } dtk

checkup-screen = Layar
checkup-screen-there = ada layar untuk jendela Hadir
checkup-screen-none = tidak ada layar untuk jendela Hadir
checkup-screen-none-advice = Buka Hadir dari desktop; `hadir watch` bisa berjalan tanpa layar.

checkup-server = Server
checkup-server-off = dimatikan
checkup-server-local = menyala, di { $url }, untuk komputer ini saja
checkup-server-others = menyala, di { $url }, dan untuk yang lain di { $others }; { $key }
checkup-server-no-network = sedang tidak ada jaringan
checkup-server-key = kuncinya ada
checkup-server-no-key = kunci dibuat saat server dimulai
# Di belakang salah satu di atas.
checkup-server-no-https = { $server }; tanpa HTTPS
checkup-server-no-https-advice = Siapa pun yang menyadap jaringan bisa ikut membaca. Pilih sertifikat di Pengaturan untuk HTTPS.
checkup-server-one-file = { $server }; salah satu dari dua berkas HTTPS belum dipilih
checkup-server-one-file-advice = Pilih sertifikat beserta kunci pribadinya di Pengaturan, atau kosongkan keduanya.
checkup-server-trouble = { $server }; { $reason }
checkup-server-ran-out = { $server }; masa berlaku sertifikatnya habis pada { $day }
checkup-server-ran-out-advice = Sistem lain menolak tersambung. Ganti dengan sertifikat baru.
checkup-server-holds = { $server }; sertifikatnya berlaku sampai { $day }
checkup-server-some-day = hari yang tidak diketahui

# Daftar siswa sekolah.
checkup-register = Daftar siswa
checkup-register-holds = { $students }, { $classes ->
   *[other] { $classes } kelas
}

# Kamera dari stasiun yang sedang berjalan.
checkup-camera-opening = { $name } sedang dibuka
checkup-camera-live = { $count } gambar per detik berukuran { $width } x { $height }, dari { $name }
checkup-camera-seldom = gambar berukuran { $width } x { $height }, dari { $name }
checkup-camera-ended = { $name } sudah sampai akhir
checkup-camera-ended-advice = Putar lagi, atau pilih kamera lain di Pengaturan.

checkup-light = Cahaya
checkup-light-good = gambarnya cukup terang
checkup-light-good-faces = wajah terlihat cukup terang
checkup-light-dark = terlalu gelap: kamera hampir tidak melihat apa-apa
checkup-light-dark-advice = Periksa apakah ada yang menutupi kamera, dan nyalakan lampu.
checkup-light-pale = kamera hampir tidak melihat apa-apa: semuanya satu warna
checkup-light-pale-advice = Periksa apakah ada yang menutupi kamera, lap kacanya, dan pastikan tidak ada lampu atau matahari yang menyorotnya.
checkup-light-dark-faces = wajah terlalu gelap
checkup-light-dark-faces-advice = Nyalakan lampu yang menerangi orang di depan kamera.
checkup-light-against = wajah membelakangi cahaya: di belakangnya terang
checkup-light-against-advice = Tutup tirai di belakang mereka, atau arahkan kamera menjauh dari jendela.
checkup-light-bright-faces = wajah terlalu terang
checkup-light-bright-faces-advice = Jangan biarkan matahari atau lampu langsung menyorot orang di depan kamera.

checkup-clock = Jam
checkup-clock-says = sekarang { $now } ({ $zone })
checkup-clock-says-no-zone = sekarang { $now }, zona waktunya tidak diketahui
# Di belakang salah satu di atas.
checkup-clock-before-arrival = { $says }; padahal kehadiran terakhir dicatat { $last }, yang lebih lambat dari itu
checkup-clock-before-file = { $says }; padahal sebuah berkas Hadir ditulis { $newest }, yang lebih lambat dari itu
checkup-clock-ahead = { $says }; itu { $by } lebih cepat daripada jam server sekolah
checkup-clock-behind = { $says }; itu { $by } lebih lambat daripada jam server sekolah
checkup-clock-advice = Atur tanggal dan jam di pengaturan komputer ini, atau biarkan komputer mengaturnya sendiri. Sampai saat itu kehadiran dicatat dengan jam yang salah.
checkup-clock-zone-advice = Pilih zona waktu sekolah di pengaturan komputer ini: jam di catatan kehadiran mengikuti zona itu.
checkup-clock-minutes = { $count } menit
checkup-clock-hours = { $count } jam
checkup-clock-days = { $count } hari

checkup-recognition-loading = sedang dimulai
checkup-recognition-elsewhere = oleh Hadir lain: { $place }

checkup-log-recorded = kehadiran sedang dicatat
checkup-log-not-recorded = kehadiran tidak dicatat: { $reason }

# $waiting adalah checkup-api-waiting.
checkup-api-waiting =
    { $count ->
        [0] tidak ada yang menunggu
       *[other] { $count } kehadiran menunggu
    }
checkup-api-none-waiting = { $waiting } untuk dikirim, dan alamat servernya belum diatur
checkup-api-paused = pengiriman dimatikan oleh seseorang; { $waiting }
checkup-api-paused-advice = Tekan “Lanjutkan” di layar Pengiriman, jika sudah boleh diteruskan.
checkup-api-refuses = kehadiran ditolak sejak { $since }: { $answer }; { $waiting }
checkup-api-refuses-advice = Periksa apakah alamat dan kuncinya di Pengaturan benar, atau tanyakan kepada pengurus server.
checkup-api-waits = { $waiting } sejak { $since }
checkup-api-waits-said = { $waiting } sejak { $since }; percobaan terakhir: { $answer }
checkup-api-waits-advice = Periksa apakah komputer ini tersambung ke jaringan dan server sekolah berjalan, atau tanyakan kepada pengurus server.
checkup-api-kept-advice = Tidak ada yang hilang: kehadiran disimpan di sini, dan dikirim begitu server menerimanya.
checkup-api-on-its-way = { $count } kehadiran sedang dikirim
checkup-api-never-taken = { $count } kehadiran tidak pernah diterima
checkup-api-answered = semua sudah terkirim; jawaban terakhir { $at }
# $status adalah angka seperti 401; $message yang dikatakannya.
checkup-api-said = { $status } { $message }

checkup-photos = Foto siswa
checkup-photos-count = { $count } foto
checkup-photos-none = belum ada yang terdaftar
checkup-photos-none-advice = Daftarkan para siswa: sampai saat itu tidak ada yang dikenali di pintu.
checkup-photos-missing = { $count } siswa di kelas belum punya foto: { $names }
checkup-photos-missing-advice = Daftarkan mereka: sampai saat itu mereka tidak dikenali di pintu.
checkup-photos-poor = { $count } siswa hanya punya foto yang kurang baik: { $names }
checkup-photos-poor-advice = Fotonya terlalu kecil, terlalu gelap, atau kabur. Ambil yang lebih baik: sampai saat itu mereka mungkin terlewat.
checkup-photos-doubted = { $count } foto mungkin milik orang lain
checkup-photos-doubted-advice = Lihat fotonya, dan hapus yang salah.
checkup-and-more = { $names }, dan { $count } lainnya
