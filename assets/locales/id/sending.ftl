# Perjalanan sebuah kedatangan ke server sekolah dalam satu dua kata, di catatan, pengiriman dan daftar kedatangan.

sending-not-yet = Belum terkirim
sending-waiting = Menunggu
sending-again = Dicoba lagi
sending-sent = Terkirim
sending-failed = Gagal
sending-not-to-be-sent = Tidak dikirim

# Di bawah "Menunggu" dan "Dicoba lagi": kapan dicoba.
sending-paused = dijeda
sending-now = sekarang
sending-next = berikutnya { $moment }
# "Menunggu, berikutnya 07.05.09"
sending-state = { $state }, { $when }

sending-tries = Sudah dicoba { $tries } kali
# Jawaban server sekolah apa adanya; $status sebuah angka seperti 503.
sending-answered = Server menjawab { $status }: { $message }
sending-answered-nothing = Server menjawab { $status } tanpa keterangan.

# Mencoba apakah server sekolah menerima kiriman.
sending-test = Kirim percobaan
sending-test-hint = Mengirim satu kiriman yang bukan tentang siapa pun, dan menampilkan jawaban server sekolah.
sending-test-no-address = Isikan alamat server sekolah dahulu.
sending-test-sending = Mengirim percobaan…
sending-test-accepted = Percobaan diterima ({ $moment })
sending-test-refused = Percobaan tidak sampai ({ $moment })
