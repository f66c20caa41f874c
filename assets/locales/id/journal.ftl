# Catatan kehadiran: apa yang salah, ditulis untuk berdiri sesudah titik dua, kecuali jika berupa kalimat; dan apa yang perlu dilakukan.

journal-unwritable = catatan kehadiran tidak bisa ditulis: { $reason }
journal-not-opened = catatan kehadiran tidak bisa dibuka: { $reason }
journal-newer = catatan kehadiran { $file } ditulis oleh Hadir yang lebih baru
journal-gone = kehadiran ini sudah tidak ada di catatan
journal-damaged = baris kehadiran ini rusak, dan tidak diketahui lagi tentang siapa
journal-full-advice = Penyimpanan penuh: hapus yang tidak diperlukan. Hadir melanjutkan dengan sendirinya begitu ada tempat.
journal-disk-advice = Periksa apakah penyimpanan penuh, dan apakah pengguna ini boleh menulis di folder data. Hadir mencoba lagi dengan sendirinya.
journal-newer-advice = Buka Hadir yang lebih baru, atau pilih folder data lain.
journal-damaged-advice = Tambahkan siswanya secara manual.

# Catatan yang rusak diganti: tiga kalimat, dua yang terakhir bisa tidak ada.
journal-replaced = Catatan kehadiran rusak. Catatan itu disimpan sebagai { $aside }, dan catatan baru dimulai dengan { $count } kehadiran yang masih bisa dibaca.
journal-sent-again = Dari { $count } kehadiran dalam 3 hari terakhir tidak diketahui apakah sudah dikirim: semuanya dikirim lagi.
journal-not-sent-again = Dari { $count } yang lebih lama juga tidak diketahui; itu tidak dikirim lagi.

# Mengapa ekspor tidak ditulis.
journal-export-cancelled = ekspor dibatalkan
journal-export-name = nama berkasnya harus berakhiran .csv atau .xlsx
journal-export-too-many = berkas Excel di sini bisa memuat { $most } kehadiran, ini lebih banyak; pilih hari yang lebih sedikit, atau nama yang berakhiran .csv
journal-export-unwritable = berkas tidak bisa ditulis: { $reason }

# Tentang pengiriman yang tidak dicoba.
journal-row-not-sent = Baris ini rusak dan tidak dikirim, supaya tidak ada yang salah disebut.
