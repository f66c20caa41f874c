# Pengiriman: bagaimana catatan kedatangan sampai ke server sekolah.

# Nama tabel untuk yang tidak melihatnya.
delivery-name = Pengiriman
# Nama kelompok dengan jumlahnya: "Gagal (3)".
delivery-tab = { $stage } ({ $count })

delivery-none-queued = Tidak ada yang menunggu dikirim
delivery-none-retrying = Tidak ada yang perlu dicoba lagi
delivery-none-failed = Tidak ada yang gagal
delivery-none-sent = Belum ada yang dikirim

# Keadaannya dalam satu kalimat di atas tabel.
delivery-off = Tidak ada yang dikirim
delivery-off-text = Kedatangan dicatat di komputer ini. Agar dikirim juga, isikan alamat server sekolah Anda.
delivery-to-settings = Isi alamatnya
delivery-paused = Dijeda
delivery-refused = Server sekolah menolak kedatangan
delivery-refused-text = Ditolak sejak { $since }. Satu kedatangan dicoba pada { $next }.
delivery-asked = Server sekolah meminta menunggu sampai { $until }
delivery-waiting =
    { $count ->
        [0] Tidak ada yang menunggu.
       *[other] { $count } kedatangan disimpan untuk dikirim.
    }
delivery-being-sent = Sedang dikirim.
delivery-next = Yang berikutnya dicoba pada { $moment }.
delivery-failed = { $count } kedatangan tidak bisa dikirim
delivery-failed-text = Semua itu tidak dicoba lagi dengan sendirinya. Lihat jawaban untuk masing-masing di bawah.
delivery-all-sent = Semua sudah terkirim
# $answer: sebuah kalimat, misalnya "Server menjawab 200: ok".
delivery-last = Jawaban terakhir, { $moment }. { $answer }

delivery-pause = Jeda
delivery-continue = Lanjutkan
delivery-try-all = Coba semua sekarang
delivery-nothing-to-try = Tidak ada yang menunggu dikirim.
delivery-is-paused = Sedang dijeda: tekan Lanjutkan dahulu.
delivery-send-all =
    { $count ->
        [1] Kirim lagi yang gagal
       *[other] Kirim lagi { $count } yang gagal
    }
# $action: tulisan pada tombolnya, misalnya "Kirim lagi 3 yang gagal".
delivery-send-all-question = { $action }?
delivery-send-all-text = Masing-masing dicoba seperti baru. Server sekolah bisa tahu bahwa itu kedatangan yang sama, bukan yang lain.
delivery-leave = Biarkan saja
