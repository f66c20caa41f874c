# Siapa yang terdaftar, dan pendaftaran: apa yang salah, ditulis untuk berdiri sesudah titik dua, kecuali jika berupa kalimat.

gallery-in-use = Hadir lain sedang memakai folder data { $folder }
gallery-folder = folder data { $folder } tidak bisa dipakai: { $reason }
gallery-write = { $file } tidak bisa ditulis: { $reason }
gallery-remove = { $file } tidak bisa dihapus: { $reason }
gallery-leftover = { $student } sudah dihapus, tetapi { $file } tidak bisa dihapus: { $reason }
gallery-not-enrolled = { $student } belum terdaftar
gallery-quota = tidak ada tempat lagi untuk pengguna ini di penyimpanan
gallery-permission = pengguna ini tidak punya izin untuk itu

# Mengapa berkas wajah terdaftar tidak bisa dipakai.
gallery-file-unreadable = berkas tidak bisa dibaca: { $reason }
gallery-file-empty = berkasnya kosong
gallery-not-npy = ini bukan berkas NumPy (.npy)
gallery-header = awal berkasnya rusak
gallery-type = berkas berisi angka berjenis { $type }, padahal perlu float64
gallery-shape = berkas berisi { $there } angka, padahal setiap wajah perlu { $needed }
gallery-cut-short = berkasnya terpotong
gallery-template = templat { $row } di berkas itu rusak: { $reason }
gallery-file-too-large = berkasnya terlalu besar ({ $size } bita)
gallery-numbers = wajah digambarkan dengan { $needed } angka, di sini ada { $there }
gallery-not-finite = angka ke-{ $place } tidak berhingga
gallery-number-too-large = angka ke-{ $place } jauh terlalu besar
gallery-twice = ada berkas lain untuk siswa “{ $student }”
gallery-name-unreadable = nama berkasnya tidak bisa dibaca
gallery-name-no-id = nama berkasnya bukan ID siswa. { $refusal }
gallery-no-file-of-its-own = itu tautan atau hal lain yang bukan berkas tersendiri

# Mengapa suatu foto tidak didaftarkan.
gallery-no-face = tidak ada wajah yang ditemukan
gallery-several-faces = ada { $count } wajah; harus tepat satu
gallery-picture-failed = gambar ini tidak bisa diperiksa
gallery-not-saved = tidak disimpan: { $reason }

# Mengapa suatu folder foto tidak didaftarkan.
gallery-folder-name = nama folder ini tidak bisa dibaca
gallery-no-photos = tidak ada foto JPEG, PNG, atau WebP di folder ini
gallery-no-consent = belum ada yang menyetujui pendaftaran siswa ini
gallery-loose = { $count } foto ada di sini, di luar folder siswa; foto setiap siswa harus ada di foldernya sendiri
gallery-folder-unreadable = folder ini tidak bisa dibaca: { $reason }

# Bagaimana pendaftaran banyak foto berakhir. { $kept } adalah salah satu dari dua yang terakhir.
gallery-stopped = Pendaftaran berhenti: { $reason }. { $kept } Setelah ini diperbaiki, mulai lagi: tidak ada foto yang ditambahkan dua kali.
gallery-not-looked-at = Foto-fotonya tidak bisa diperiksa: { $reason } { $kept }
gallery-recognition-stopped = Pengenalan wajah berhenti. Tutup Hadir lalu buka lagi.
gallery-none-kept = Tidak ada foto yang disimpan.
gallery-kept = { $count } foto sudah disimpan sebelum itu, dan tetap ada.
