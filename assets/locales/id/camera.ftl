# Kamera: apa yang salah, ditulis untuk berdiri sesudah titik dua, dan apa yang perlu dilakukan. { $name } adalah nama kamera atau berkas.

camera-missing = { $name } tidak ada
camera-missing-advice = Colokkan kameranya, atau periksa namanya, atau pilih kamera lain di Pengaturan. Hadir terus mencarinya dan melanjutkan dengan sendirinya.
camera-busy = { $name } sedang dipakai program lain
camera-busy-advice = Tutup program lain yang memakai kamera ini. Hadir mencoba lagi setiap beberapa detik dan melanjutkan dengan sendirinya.
camera-denied = { $name } tidak boleh dipakai pengguna ini
camera-denied-linux-advice = Masukkan pengguna ini ke grup "video" (sudo usermod -aG video NAMA), lalu keluar dan masuk lagi. Untuk berkas, izinkan dibaca.
camera-denied-advice = Izinkan Hadir memakai kamera di pengaturan privasi sistem.
camera-lost = { $name } berhenti memberi gambar
camera-lost-advice = Periksa kabelnya: cabut, tunggu sebentar, lalu colokkan lagi. Hadir melanjutkan dengan sendirinya begitu ada gambar.
camera-unusable = { $name } tidak bisa dipakai: { $reason }
camera-unusable-advice = Pastikan kameranya menyala dan alamat atau berkasnya benar, atau pilih kamera lain di Pengaturan. Hadir mencoba lagi setiap beberapa detik.
camera-no-ffmpeg = ffmpeg, program pembuka video dan kamera jaringan, belum terpasang
camera-no-ffmpeg-linux-advice = Pasang programnya (sudo apt install ffmpeg), atau pilih kamera web di Pengaturan. Setelah itu Hadir melanjutkan dengan sendirinya.
camera-no-ffmpeg-advice = Pasang ffmpeg, atau pilih kamera web di Pengaturan. Setelah itu Hadir melanjutkan dengan sendirinya.

# Mengapa suatu kamera tidak bisa dipakai.
camera-file-empty = berkasnya kosong
camera-file-unreadable = berkas tidak bisa dibaca: { $reason }
camera-folder-unreadable = folder tidak bisa dibaca: { $reason }
camera-folder-empty = tidak ada gambar JPEG, PNG, atau WebP di dalamnya
camera-none-readable = tidak satu pun gambarnya bisa dibaca
camera-ffmpeg-not-started = ffmpeg tidak bisa dijalankan: { $reason }
camera-no-answer = tidak menjawab, atau gambarnya tidak bisa dibaca Hadir
camera-no-video = bukan video yang bisa dibaca Hadir
camera-no-pictures = tidak memberi gambar yang bisa dibaca Hadir
camera-garbled = gambarnya kacau

# Apa yang dikatakan ffmpeg tentang video atau kamera jaringan.
camera-wrong-password = nama pengguna atau kata sandinya salah
camera-forbidden = Hadir tidak diizinkan masuk
camera-nothing-there = tidak ada apa-apa di alamat ini
camera-nothing-of-use = tidak ada yang bisa dipakai di alamat ini
camera-own-fault = ada kerusakan pada perangkat itu sendiri
camera-nobody-answers = tidak ada yang menjawab di alamat ini
camera-timed-out = tidak menjawab
camera-unknown-name = namanya tidak dikenal di jaringan ini
camera-unreachable = tidak terjangkau lewat jaringan
camera-no-network = komputer ini tidak tersambung ke jaringan
camera-unknown-kind = Hadir tidak mengenal jenis alamat ini
camera-not-opened = Hadir tidak membuka jenis berkas atau alamat ini
camera-no-video-in-it = tidak ada video di dalamnya
camera-file-damaged = berkasnya rusak atau belum selesai ditulis
camera-ended-at-once = tidak memberi gambar
camera-may-not-read = pengguna ini tidak boleh membacanya
camera-pictures-too-large = gambarnya terlalu besar ({ $width } x { $height } piksel)
camera-not-ppm = yang datang bukan gambar PPM
camera-broke-off = gambarnya terputus
