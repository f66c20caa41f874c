# Hadir lain yang mengenali wajah, bukan komputer ini.

# Apa yang terjadi dengan seseorang yang dikenalinya. Kata untuk "Terkirim", "Gagal" dan lainnya ada di sending.ftl.
elsewhere-just-seen = Baru saja terlihat
elsewhere-not-sent = Tidak terkirim
# Hal yang sama dalam kalimat; jawaban server sekolah menyusul di belakangnya.
elsewhere-sent-meaning = Server sekolah sudah menerimanya.
elsewhere-again-meaning = Server sekolah belum menerimanya. Kedatangan ini disimpan di sana dan dicoba lagi.
elsewhere-failed-meaning = Server sekolah tidak menerimanya.
elsewhere-waiting-meaning = Sedang dalam perjalanan ke server sekolah.
elsewhere-just-seen-meaning = Orang ini baru saja dikenali: yang tadi itu yang dihitung.
elsewhere-not-to-be-sent-meaning = Hadir yang lain itu tidak punya server sekolah sebagai tujuan.
elsewhere-not-sent-meaning = Hadir yang lain itu tidak mengirimnya.

# Di atas gambar. $place: alamatnya.
elsewhere-recognised = Dikenali oleh { $place }
elsewhere-answering = Dikenali oleh { $place }, dalam { $time }
elsewhere-at-once = kurang dari 0,1 detik
elsewhere-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } detik
elsewhere-meanwhile = Hadir terus mencoba sendiri. Sampai berhasil, tidak ada yang dikenali di kamera ini.
elsewhere-not-heard = Yang dilihat kamera lainnya untuk sementara tidak ditampilkan.
elsewhere-no-news = Hadir itu hanya memberi tahu siapa yang dilihat kamera ini.

# Di layar lain, yang menampilkan isi komputer ini.
elsewhere-people = Wajah dikenali oleh { $place }, menurut siswa yang terdaftar di sana: yang didaftarkan di komputer ini tidak berlaku di sana.
elsewhere-log = Wajah dikenali oleh { $place }, yang mencatatnya di catatannya sendiri. Ini catatan komputer ini.
elsewhere-delivery = Wajah dikenali oleh { $place }, yang mengirimnya sendiri. Ini yang harus dikirim komputer ini.

# Di pengaturan.
elsewhere-not-asked-yet = Belum ditanya: belum ada gambar.
elsewhere-answers = Menjawab dalam { $time }.
elsewhere-heard = Yang dilihat kamera lainnya juga ditampilkan.
elsewhere-class = Wajah dikenali oleh { $place }, yang mencatatnya di catatannya sendiri. Daftar kelas ini hanya berisi siswa yang dicatat guru di sini.
