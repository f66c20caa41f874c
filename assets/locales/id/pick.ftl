# Memilih salah satu yang terdaftar, dengan mengetik sebagian namanya.

pick-search = Cari yang terdaftar
# Yang datang tidak terdaftar.
pick-nobody = Bukan siswa terdaftar
pick-nobody-yet = Belum ada siswa yang terdaftar.
pick-not-found = Tidak ada siswa terdaftar yang namanya memuat ini.
