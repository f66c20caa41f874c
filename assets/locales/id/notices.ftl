# Pesan di atas setiap layar: apa yang bermasalah, sampai disingkirkan.

notices-put-away = Singkirkan pesan ini
# Sama, untuk yang tidak melihat pesan mana yang dimaksud.
notices-put-away-which = { $action }: { $text }
notices-try-again = Coba lagi
notices-show = Tampilkan
notices-not-recorded = Kehadiran tidak sedang dicatat
# Jawabannya adalah yang dikatakan server sekolah: "401 Unauthorized".
notices-refused = Server sekolah menolak kedatangan: { $answer }
notices-refused-advice = Semuanya disimpan, dan dikirim begitu server mau menerimanya.
notices-set-aside = { $count } file wajah terdaftar rusak dan sudah disisihkan.
notices-set-aside-advice = Siswa lain tidak terpengaruh. Siswa di dalam file itu mungkin perlu didaftarkan lagi.
notices-more = { $count } pesan lagi menunggu.
