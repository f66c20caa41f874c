# Saat pertama kali dibuka: empat pertanyaan, satu per satu.

welcome-step = Langkah { $step } dari { $steps }
welcome-back = Kembali
welcome-next = Lanjut
welcome-not-yet = Nanti saja
welcome-use = Pakai
welcome-begin = Mulai

# Kedua bahasa ada di sini: belum diketahui bahasa mana yang diinginkan.
welcome-title = Selamat datang di Hadir · Welcome
welcome-language-text = Bahasa apa yang Anda pakai? · Which language do you speak?

welcome-camera-title = Kamera mana yang menghadap ke pintu?
welcome-camera-text = Pasang setinggi wajah, dengan cahaya di belakang kamera, bukan di belakang pintu.
welcome-camera-looking = Mencari kamera…
welcome-camera-none = Tidak ada kamera. Colokkan satu, lalu cari lagi.
welcome-camera-look-again = Cari lagi
welcome-camera-other = Kamera jenis lain
welcome-camera-address-text = Alamat kamera jaringan (rtsp:// atau http://), atau sebuah video.
welcome-camera-address = Alamat kamera
welcome-camera-address-hint = rtsp://…

welcome-photos-title = Di mana foto siswa Anda?
welcome-photos-text = Dalam satu folder, dengan satu folder di dalamnya untuk setiap siswa. Tiga foto setiap siswa sudah baik; satu cukup untuk mulai.
# Gambar folder dalam tiga baris: tanda di depannya jangan diubah.
welcome-photos-tree-1 = Foto 7B
welcome-photos-tree-2 = ├ 2026-014 · foto 1.jpg, foto 2.jpg
welcome-photos-tree-3 = └ 2026-015 · budi.jpg
welcome-photos-choose = Pilih folder…
welcome-photos-choosing = Jendela untuk memilih sudah terbuka.
welcome-photos-path = Lokasi folder
welcome-photos-path-hint = atau ketik lokasinya: /home/…
welcome-photos-stay = Foto tetap di komputer ini. Siswa juga bisa didaftarkan dengan kamera, satu per satu, kapan saja.
welcome-photos-refused = { $count } foto tidak bisa dipakai. Di layar Daftarkan Anda bisa melihat yang mana dan sebabnya.
welcome-photos-enrolled = { $count } siswa sudah terdaftar.
welcome-photos-another = Folder lain

welcome-server-title = Apakah server sekolah perlu tahu setiap kedatangan?
welcome-server-text = Hadir bisa memberi tahu server begitu ada yang datang. Yang belum terkirim disimpan dan dikirim kemudian.
welcome-server-stays = Selama belum ada, catatan kedatangan tetap di komputer ini.
welcome-server-address = Alamat server
welcome-server-hint = https://…
welcome-server-no-address = Ini bukan alamat. Alamat dimulai dengan http:// atau https://, dan tidak ada spasi di dalamnya.
welcome-server-keys = Pengelola server tahu alamatnya. Kunci untuk server diisi di Pengaturan.
welcome-server-none = Tanpa server
welcome-server-not-yet = Mulai tanpa server
