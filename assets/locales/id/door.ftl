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
