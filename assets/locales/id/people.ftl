# Semua siswa yang terdaftar.

people-search = Cari
people-count = { $count } siswa
people-nobody = Belum ada siswa yang terdaftar
people-nobody-text = Daftarkan seorang siswa dengan kamera atau dari foto, atau satu kelas dari sebuah folder.
people-enrol = Daftarkan siswa
people-not-found = “{ $search }” tidak ada
people-not-found-text = Tidak ada siswa terdaftar yang namanya memuat ini.
# Satu kartu, seperti dibacakan: "budi, 3 foto".
people-card = { $student }, { $pictures }
people-pictures = { $count } foto

# File yang rusak. Alasannya ditulis untuk berdiri sesudah titik dua, tanpa titik.
people-set-aside = { $count } file rusak sudah disisihkan
people-moved = { $file }: { $reason }. File itu disimpan sebagai { $now }.
people-left = { $file }: { $reason }. File itu masih di sana, dan tidak dipakai.
