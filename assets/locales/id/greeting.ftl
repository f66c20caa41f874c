# Sapaan untuk orang yang baru tercatat, di atas gambar kamera.

# Menurut jam, 0 sampai 23: pagi sampai pukul 11, siang sampai pukul 15, sore sampai pukul 18, lalu malam.
greeting-by-hour = { $hour ->
    [0] Selamat malam
    [1] Selamat malam
    [2] Selamat malam
    [3] Selamat malam
    [11] Selamat siang
    [12] Selamat siang
    [13] Selamat siang
    [14] Selamat siang
    [15] Selamat sore
    [16] Selamat sore
    [17] Selamat sore
    [18] Selamat malam
    [19] Selamat malam
    [20] Selamat malam
    [21] Selamat malam
    [22] Selamat malam
    [23] Selamat malam
   *[other] Selamat pagi
}
# Untuk yang tidak melihatnya: "Selamat pagi, Budi Santoso".
greeting-whole = { $greeting }, { $name }
# Tanda kecil di sudut.
greeting-stranger = Ada orang yang belum terdaftar
