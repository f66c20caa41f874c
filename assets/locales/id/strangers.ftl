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
