# Orang yang datang tetapi belum terdaftar, bila sekolah menyimpannya beberapa hari.

strangers-enrolled = { $count ->
   *[other] { $count } foto ditambahkan untuk { $student }.
}
strangers-not-enrolled = { $student } tidak jadi didaftarkan: { $reason }.
strangers-not-enrolled-advice = Fotonya masih ada di sini: perbaiki penyebabnya, lalu coba lagi.
strangers-gone = Foto wajah ini sudah tidak disimpan.
strangers-gone-advice = Minta orangnya datang ke kamera lagi, atau daftarkan dari foto.
strangers-trouble = Wajah yang belum terdaftar tidak dapat disimpan atau dihapus: { $reason }.
strangers-trouble-advice = Semuanya ada di berkas strangers.db dalam folder data. Pencatatan kehadiran tetap berjalan.
strangers-busy = Wajah yang belum terdaftar tidak dapat diubah saat ini.
strangers-busy-advice = Coba lagi sebentar lagi.

# Pengaturannya.
strangers-keep = Wajah yang belum terdaftar
strangers-keep-meaning = Foto orang yang tidak dikenali, untuk didaftarkan atau dihapus di layar Siswa. Tetap di komputer ini, tidak dikirim ke mana pun, dan terhapus sendiri.
strangers-keep-none = Tidak disimpan
strangers-keep-days = { $days ->
   *[other] Disimpan { $days } hari
}
strangers-off = Tidak menyimpannya lagi?
strangers-off-text = { $count ->
   *[other] Foto { $count } orang yang belum terdaftar dihapus sekarang. Ini tidak dapat dibatalkan.
}
strangers-shorten = { $days ->
   *[other] Hanya menyimpannya { $days } hari?
}
strangers-shorten-text = Foto yang lebih lama dihapus sekarang. Ini tidak dapat dibatalkan.
strangers-delete = Hapus

# Daftar di layar Siswa.
strangers-tab = Belum terdaftar ({ $count })
strangers-none = Tidak ada orang yang belum terdaftar
strangers-none-text = Siapa pun yang datang ke pintu dan tidak dikenali muncul di sini selama beberapa hari.
strangers-visits = { $count ->
   *[other] datang { $count } kali
}
# Kapan terakhir datang: "terakhir 07.05.09" atau "terakhir 21 Nov 07.05".
strangers-last = terakhir { $moment }
# Keduanya: "datang 3 kali, terakhir 07.05.09".
strangers-seen = { $visits }, { $last }
# Kartu satu orang, untuk yang tidak melihatnya.
strangers-card = Belum terdaftar, { $visits }, { $last }
strangers-like = Mirip { $student }
strangers-title = Siapa ini?
strangers-pictures = Tekan foto yang tidak ingin dipakai.
strangers-picture = Foto { $number }
strangers-enrol = Daftarkan
strangers-dismiss = Hapus
strangers-dismiss-question = Hapus foto orang ini?
strangers-dismiss-text = Fotonya dihapus dari komputer ini. Bila orangnya datang lagi, ia muncul lagi di sini.
strangers-dismiss-all = Hapus semua
strangers-dismiss-all-question = { $count ->
   *[other] Hapus foto semua { $count } orang?
}
strangers-leave = Biarkan
strangers-close = Tutup
strangers-choose-picture = Pilih foto dulu.
strangers-who-first = Sebutkan dulu siapa orangnya.
