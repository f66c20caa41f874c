# Satu baris catatan atau pengiriman, kolom demi kolom.

table-who = Siapa
table-when = Waktu
table-distance = Jarak
table-camera = Kamera
table-last-seen = Terakhir
table-delivery = Pengiriman
table-answer = Jawaban server sekolah
table-scroll = Gulir baris

table-measured = { NUMBER($distance, minimumFractionDigits: 2, maximumFractionDigits: 2) }

# Seseorang mengatakan bahwa itu bukan siapa pun yang terdaftar.
table-nobody = Tidak terdaftar
table-damaged = Baris rusak
table-damaged-note = tidak diketahui siapa
table-by-hand = ditambahkan manual
# Di bawah nama pada baris yang kemudian dikoreksi, dan pada baris yang merupakan koreksi.
table-was = dikoreksi, tadinya { $name }
table-correction = koreksi, tadinya { $name }
# Tombol di sebuah baris, untuk yang tidak melihatnya: "Coba sekarang: budi, 20 Nov 01:37, Menunggu".
table-act = { $act }: { $row }
