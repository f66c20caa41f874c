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

# Foto dari kamera.
enrol-look-here = Minta siswa melihat ke kamera. Satu wajah saja.
enrol-take = Ambil foto
enrol-whose = Ini foto siapa? Ketik nama siswanya di sebelah kanan.
enrol-save-question = Simpan foto ini untuk { $student }?
enrol-save = Simpan
enrol-another = Ambil lagi
enrol-discard = Buang
enrol-try-again = Coba lagi
enrol-leave = Biarkan
enrol-saving = Menyimpan foto…
enrol-saved = Tersimpan untuk { $student }. Dua atau tiga foto lagi akan membantu.
enrol-done = Selesai
enrol-picture-taken = Foto yang akan disimpan
enrol-picture-saved = Foto yang sudah disimpan
