# Bingkai jendela: bagian atas, dan apa yang diseret ke jendela.

app-full-screen = Layar penuh (F11)
app-leave-full-screen = Keluar dari layar penuh (F11)

# Keadaan kamera. Namanya nama kamera.
app-no-camera = Tidak ada kamera
app-camera-opening = Membuka { $name }
app-camera-live = { $width } × { $height }, { NUMBER($rate, maximumFractionDigits: 0) } gambar per detik
app-camera-trouble = { $name }: tanpa gambar
app-camera-ended = { $name } sudah selesai
app-choose-camera = Tekan untuk memilih kamera.

# Selagi sesuatu dipegang di atas jendela: "Lepaskan untuk mendaftarkan foto satu siswa, atau ..."
app-drop-title = Lepaskan di sini
app-drop-text = foto satu siswa, folder berisi folder para siswa, atau daftar sekolah

# Pesan, dan apa yang bisa dilakukan.
app-no-dialog = Komputer ini tidak punya jendela untuk memilih file.
app-no-dialog-advice = Ketik atau tempel lokasinya, atau seret file ke jendela ini.
app-still-enrolling = Foto lain masih sedang didaftarkan.
app-one-folder = Hanya { $folder } yang sedang didaftarkan.
app-one-folder-advice = Folder didaftarkan satu per satu. Seret folder berikutnya setelah yang ini selesai.
app-one-list = Hanya daftar { $file } yang sedang diperiksa.
app-one-list-advice = Daftar diimpor satu per satu. Seret daftar berikutnya setelah yang ini selesai.
app-missing = Tidak ada { $path } di komputer ini.
app-missing-advice = Periksa apakah namanya ditulis dengan benar.
