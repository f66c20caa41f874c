# Layar pintu tanpa penjaga, dan pengaturannya.

# Tombol untuk membukanya; $key adalah tombol papan ketik yang juga membukanya.
door-open = Layar pintu ({ $key })
door-leave = Keluar dari layar pintu
door-no-picture = Tidak ada gambar dari kamera
door-not-recorded = Kehadiran sedang tidak dicatat
door-no-recognition = Wajah sedang tidak dikenali
# Di belakang ketiga kalimat di atas. Ditujukan kepada siswa.
door-tell = Mohon beri tahu guru.

# Meminta PIN.
door-pin-title = PIN
door-pin-type = Ketik PIN untuk keluar dari layar ini.
door-pin-checking = Sebentar…
door-pin-wrong = PIN itu salah.
door-pin-wait = Terlalu sering salah. Coba lagi dalam { $seconds } detik.
door-pin-back = Kembali
door-pin-delete = Hapus satu angka
door-pin-done = Selesai
door-pin-typed = { $count ->
   *[other] { $count } angka sudah diketik
}

# Kartu di Pengaturan.
door-card = Di pintu
door-name = Kelas atau ruang
door-name-meaning = Ditulis besar di layar pintu.
door-name-hint = misalnya Kelas 7B
door-name-none = Tanpa nama
door-use = Pakai
door-screen = Layar pintu
door-screen-meaning = Layar penuh dengan kamera, sapaan, dan jam: untuk pintu yang komputernya tidak dijaga. Dibuka dengan F12.
door-screen-begin = Mulai dengan layar ini
door-pin = PIN layar pintu
door-pin-meaning = Diminta saat keluar dari layar pintu atau menutup jendelanya. Bila lupa, hapus dengan: hadir forget-pin
door-pin-set = PIN sudah dipasang.
door-pin-none = Tanpa PIN: siapa pun yang menekan F12 keluar dari layar ini.
door-pin-once = PIN baru
door-pin-again = Sekali lagi PIN yang sama
door-pin-keep = Simpan
door-pin-replace = Ganti PIN
door-pin-forget = Hapus PIN
door-pin-digits = PIN terdiri dari { $fewest } sampai { $most } angka.
door-pin-differ = Keduanya tidak sama.
door-pin-not-kept = PIN tidak tersimpan.
door-pin-not-kept-advice = Ketik lagi: 4 sampai 12 angka.
door-leave-it = Biarkan
door-sound = Bunyi
door-sound-meaning = Terdengar saat siswa tercatat, juga saat jendela dikecilkan. Untuk orang tak dikenal tidak ada bunyi.
door-sound-none = Tanpa bunyi
door-sound-chime = Denting
door-sound-bell = Lonceng
door-sound-wood = Kayu
door-sound-try = Dengarkan
door-sound-choose = Pilih bunyinya dulu.

# Kata-kata hadir forget-pin.
door-pin-none-there = Tidak ada PIN.
door-pin-forgotten = PIN sudah dihapus. Bila Hadir sedang terbuka, tutup lalu buka lagi.

# Mengapa layar tidak boleh padam, untuk daftar desktop tentang siapa yang memintanya.
door-awake = Hadir menjaga pintu
