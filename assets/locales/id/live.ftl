# Yang terlihat di pintu: gambar kamera, dan siapa yang dikenali.

# Tombol di atas gambar, seperti dikatakan penunjuk.
live-hide-list = Sembunyikan daftar yang dikenali
live-show-list = Tampilkan daftar yang dikenali
live-mirror = Tampilkan gambar seperti cermin
live-no-mirror = Tampilkan gambar seperti kamera melihatnya

# Bila tidak ada gambar: apa yang terjadi, dan apa yang bisa dilakukan. Namanya nama kamera.
live-no-camera = Belum ada kamera yang dipilih
live-no-camera-text = Sambungkan webcam lalu pilih. Bisa juga memakai video, folder berisi gambar, atau alamat kamera jaringan.
live-choose = Pilih kamera
live-choose-another = Pilih kamera lain
live-opening = Membuka { $name }
live-opening-text = Gambar pertama akan segera muncul.
live-keeps-trying = Hadir terus mencoba sendiri.
live-ended = { $name } sudah sampai akhir
live-ended-text = Tidak ada gambar lagi. Di Pengaturan bisa dipilih agar mulai lagi dari awal.
live-play-again = Putar lagi
live-engine-loading = Bersiap untuk mengenali wajah…

# Gambar kamera, untuk yang tidak melihatnya.
live-picture = Gambar kamera
