# Kartu pengenalan di pengaturan: apa yang dianggap wajah yang sama, apa artinya di sekolah ini, dan seberapa sering dihitung.

recognition-title = Pengenalan
recognition-rule = Kapan wajah diberi nama
recognition-rule-meaning = Di kamera komputer ini.
recognition-sure = Bila sudah yakin (disarankan)
recognition-sure-meaning = Wajah diamati sampai yakin milik siapa. Yang sulit dibedakan, misalnya anak kembar, ditanyakan.
recognition-nearest = Menurut foto yang paling mirip
recognition-nearest-meaning = Gambar dilihat satu per satu, seperti layanan Python. Nama lebih cepat muncul, tetapi lebih sering keliru.
recognition-strangers = Seberapa yakin sebuah nama
recognition-strangers-meaning = Geser garisnya, atau pakai tombol panah. Makin ke kanan, makin sedikit orang asing yang dikira siswa, dan makin banyak siswa yang harus lebih lama melihat kamera.
recognition-tolerance = Seberapa mirip sebuah wajah
recognition-tolerance-meaning = Geser garisnya, atau pakai tombol panah. Makin ketat, yaitu makin ke kanan, makin sedikit nama yang keliru, dan makin banyak wajah tanpa nama.
recognition-tolerance-for-others = Untuk sistem lain yang mengirim gambar ke komputer ini: jawabannya menurut foto yang paling mirip, seperti layanan Python.
recognition-stricter = Lebih ketat
recognition-looser = Lebih longgar
recognition-distance = Nama untuk wajah dengan jarak paling jauh { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }.
recognition-tolerance-number = { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }
recognition-upsampling = Sekecil apa wajah boleh terlihat
recognition-upsampling-meaning = Wajah yang lebih kecil berada lebih jauh dari pintu. Mencarinya perlu waktu lebih lama.
recognition-near = Dekat: beberapa langkah
recognition-near-meaning = Menemukan wajah selebar kira-kira 80 piksel ke atas. Paling cepat.
recognition-usual = Biasa: selebar pintu
recognition-usual-meaning = Menemukan wajah selebar kira-kira 40 piksel ke atas.
recognition-far = Jauh: seluas ruangan
recognition-far-meaning = Menemukan wajah selebar kira-kira 20 piksel ke atas. Kira-kira empat kali lebih lambat.
recognition-cooldown = Dicatat lagi setelah
recognition-cooldown-meaning = Siapa pun yang tetap terlihat dicatat satu kali dalam waktu ini.
# Di belakang angka yang diketik: "60 detik".
recognition-seconds = detik

## Foto-foto sebagai dua baris batang, dan ambang sebagai garis di antaranya

recognition-same = Foto siswa yang sama
recognition-other = Foto orang lain
recognition-nothing = Belum ada yang dibandingkan
# Di kedua sisi garis. Pendek.
recognition-named = diberi nama
recognition-not-named = tanpa nama
# Di kedua ujung sumbu.
recognition-unlike = tidak mirip
recognition-alike = mirip
# Letak garis di kebanyakan sekolah.
recognition-usual-mark = biasa

## Apa arti ambang itu

recognition-two-students = Bila ada dua siswa terdaftar atau lebih, di sini foto-foto mereka menunjukkan seberapa baik mereka dibedakan.
recognition-counted-nearest = Dihitung dari foto tunggal semua siswa terdaftar, seperti cara ini memutuskan di pintu.
recognition-counted-sure = Dihitung dari foto tunggal semua siswa terdaftar. Di pintu beberapa gambar digabungkan, jadi lebih pasti.
recognition-comparing = Membandingkan foto…
recognition-comparing-progress = Membandingkan foto: { $tried } dari { $photos }
recognition-cancel = Batal
recognition-not-compared = Foto-foto belum dibandingkan.
recognition-compare = Bandingkan foto

# Berapa orang asing yang dikira siswa: hampir semua, $strangers dari 10, atau 1 dari $number.
recognition-strangers-nearly-all = Hampir semua orang asing akan diberi nama.
recognition-strangers-in-ten = Kira-kira { $strangers } dari 10 orang asing akan diberi nama.
recognition-strangers-one-in = Kira-kira 1 dari { $number } orang asing akan diberi nama.
recognition-strangers-fewer = Kurang dari 1 dari { $number } orang asing akan diberi nama.
recognition-strangers-few-photos = Foto di sini terlalu sedikit untuk mengatakan berapa orang asing yang akan diberi nama.

# Berapa siswa yang tidak langsung dikenali.
recognition-students-all = Semua siswa harus melihat kamera sekali lagi.
recognition-students-nearly-all = Hampir semua siswa harus melihat kamera sekali lagi.
recognition-students-in-ten = Kira-kira { $students } dari 10 siswa harus melihat kamera sekali lagi.
recognition-students-one-in = Kira-kira 1 dari { $number } siswa harus melihat kamera sekali lagi.
recognition-students-none = Tidak ada siswa yang harus melihat kamera sekali lagi ({ $tries } foto dicoba).
recognition-students-few = Siswa yang punya beberapa foto terlalu sedikit untuk mengatakan berapa yang harus melihat kamera sekali lagi.
recognition-students-single = Seberapa mirip foto-foto satu siswa tidak terlihat bila masing-masing hanya punya satu foto: tambahkan foto kedua untuk beberapa siswa.

recognition-none-mixed-up = Dari { $tries } foto siswa Anda yang dicoba dengan foto semua siswa lain, tidak ada yang diberi nama keliru.
# $pairs: "anto dan budi; citra dan dewi; dan 3 lagi".
recognition-mixed-up = Dari { $tries } foto siswa Anda yang dicoba dengan foto semua siswa lain, { $wrong } akan diberi nama keliru: { $pairs }. Periksa apakah mereka bersaudara, atau apakah ada foto yang didaftarkan untuk siswa yang salah.
recognition-pair = { $one } dan { $other }
recognition-pairs-more = { $pairs }; dan { $more } lagi

## Kedatangan hari terakhir, dinilai ulang. $day: "Kemarin", "Hari ini", atau tanggal.

recognition-yesterday = Kemarin
recognition-today = Hari ini
recognition-day-stand =
    { $names ->
        [1] { $day }: satu-satunya nama yang diberikan tetap berlaku.
       *[other] { $day }: semua { $names } nama tetap berlaku.
    }
# $who: siswa-siswanya, "anto, budi".
recognition-day-one-falls = { $day }: satu-satunya nama yang diberikan akan menjadi “lihat sekali lagi”: { $who }.
recognition-day-fall = { $day }: { $stand } dari { $names } nama tetap berlaku; { $fall } akan menjadi “lihat sekali lagi”: { $who }.
recognition-day-corrected = { $count } di antaranya dikoreksi oleh seseorang: namanya memang keliru.
recognition-day-more = { $day }: { $count } wajah tanpa nama akan mendapat nama.
recognition-day-unknown = { $day }: { $count } dari { $names } nama dicatat tanpa tingkat keyakinan, jadi tidak bisa dinilai.
recognition-day-nobody = { $day }: tidak ada nama yang diberikan.
recognition-who-more = { $who } dan { $more } lagi
