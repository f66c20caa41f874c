# Mendaftarkan siswa: foto dari kamera, foto-foto satu siswa, atau folder satu kelas.

enrol-one-student = Satu siswa
enrol-choose-photos = Pilih foto…
enrol-choose-photos-hint = JPEG, PNG, atau WebP, masing-masing dengan tepat satu wajah
enrol-photos-or-camera = Atau ambil foto dengan kamera, atau seret foto ke jendela ini.

enrol-class = Satu kelas sekaligus
enrol-class-text = Sebuah folder yang berisi satu folder untuk setiap siswa, diberi nama siswa itu, dengan foto-foto di dalamnya.
enrol-choose-folder = Pilih folder…
enrol-type-path = Ketik lokasinya saja
enrol-path = Folder atau foto
# Contoh sebuah lokasi.
enrol-path-hint = /home/sekolah/known_faces
enrol-use-path = Daftarkan ini
enrol-no-path = Ketik dulu lokasi folder atau fotonya.

# Mengapa sebuah tombol tidak bisa ditekan.
enrol-choosing = Jendela untuk memilih sudah terbuka.
enrol-running = Foto sedang didaftarkan. Tunggu sampai selesai, atau batalkan.
enrol-who-first = Ketik dulu nama siswanya.
enrol-no-camera = Tidak ada gambar dari kamera.
enrol-engine-loading = Hadir masih bersiap untuk mengenali wajah.
enrol-engine-failed = Saat ini wajah tidak bisa dikenali. Lihat pesan di atas.

# Foto yang diseret ke jendela, sebelum ada yang mengatakan itu foto siapa.
enrol-waiting = { $count } foto menunggu. Ini foto siapa?
enrol-photos = Daftarkan { $count } foto
enrol-photos-for = Daftarkan { $count } foto untuk { $student }
enrol-not-now = Nanti saja

# Siapa yang menyetujui, kalau sekolah memintanya.
enrol-consent-title = Persetujuan pendaftaran { $student }
# Sebuah contoh.
enrol-consent-given = Disetujui pada { $date }
enrol-consent-given-by = Disetujui { $by } pada { $date }
enrol-class-consent = Siswa yang pendaftarannya belum disetujui dilewati, dan disebut di laporan.

# Foto dari kamera.
enrol-look-here = Lihatlah ke kamera: satu wajah saja
enrol-take = Ambil foto
enrol-take-text = Hadir memberi petunjuk, lalu mengambil empat foto yang bagus secara otomatis.
enrol-count = { $taken } dari { $wanted } foto
enrol-none-yet = Belum ada foto yang diambil.
enrol-enough = Ini sudah cukup
enrol-anyway = Ambil apa adanya
enrol-anyway-hint = Mengambil foto berikutnya yang berisi satu wajah, apa pun kekurangannya: di ruang gelap mungkin tidak ada yang lebih baik.
enrol-try-again = Coba lagi
enrol-leave = Berhenti
# Sebuah foto, saat dibacakan: "Foto 2: lebar 142 piksel, cahaya baik, tajam, menghadap depan".
enrol-shot = Foto { $place }: { $measured }
enrol-throw = Buang foto { $place }
enrol-taken = { $count } foto diambil
enrol-whose = { $count } foto ini milik siapa? Ketik nomornya di bagian “Satu siswa”.
enrol-save-question = Simpan { $count } foto ini untuk { $student }?
enrol-save = Simpan
enrol-again = Ambil yang baru
enrol-discard = Buang
enrol-saving = Menyimpan foto…
enrol-saved = { $count } foto { $student } sudah disimpan
enrol-picture-saved = Foto tersimpan { $place }
enrol-more-help = Dua atau tiga foto lagi membuat pengenalan lebih pasti.
enrol-pictures-now = Sekarang siswa ini punya { $count } foto.
enrol-next = Siswa berikutnya
enrol-more = Tambah foto siswa ini

# Wajah yang mungkin sudah terdaftar.
enrol-same-title = Wajah ini mirip { $student }, yang sudah terdaftar
enrol-same-new = Foto yang baru
enrol-same-question = Apakah ini orang yang sama?
enrol-same-yes = Ya, { $student }
enrol-same-yes-hint = Foto-foto ini ditambahkan ke foto siswa ini.
enrol-same-no = Bukan, orang lain
enrol-same-no-hint = Misalnya anak kembar. Foto disimpan untuk siswa yang Anda ketik.
enrol-same-first = Jawab dulu apakah ini orang yang sama.
enrol-closest = Yang paling mirip di antara yang terdaftar
enrol-alike-very = mirip sekali
enrol-alike = mirip
enrol-alike-little = hampir tidak mirip
