# Daftar siapa yang dikenali, di samping gambar kamera.

arrivals-title = Dikenali
arrivals-count = { $count }
arrivals-hide-unknown = Tanpa yang tak dikenal
arrivals-nobody = Belum ada
arrivals-nobody-text = Siapa pun yang lewat di depan kamera muncul di sini.
# Hadir lain yang mengenali wajah.
arrivals-nobody-elsewhere = Siapa pun yang dikenali { $place }, di kamera ini atau kamera lain, muncul di sini.
arrivals-nobody-enrolled = Belum ada siswa yang terdaftar
arrivals-nobody-enrolled-text = Hadir belum mengenal siapa pun. Daftarkan siswa pertama agar namanya muncul di sini.
arrivals-enrol = Daftarkan siswa
# Seseorang seperti dibacakan: "budi, 07.05.09".
arrivals-row = { $name }, { $moment }
