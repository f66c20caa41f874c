# Bilah samping: nama layar-layar, dan sejauh mana pendaftaran yang sedang berjalan.

rail-live = Kamera
rail-class = Kelas
rail-enrol = Daftarkan
rail-people = Siswa
rail-log = Catatan
rail-delivery = Pengiriman
rail-check = Periksa
rail-settings = Pengaturan

# Tombol yang membuka layar: "F1 atau Ctrl+1".
rail-shortcut = { $key } atau Ctrl+{ $number }

rail-enrolling = Mendaftarkan
rail-progress = { $done } dari { $total }
rail-progress-name = Mendaftarkan: { $done } dari { $total } foto. Tampilkan

# Sama, jika ada yang belum beres.
rail-check-wanting = { $name }: { $count ->
   *[other] { $count } hal perlu dilihat
}
