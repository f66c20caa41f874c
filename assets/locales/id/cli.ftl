# Yang dikatakan Hadir di terminal.

cli-close-other = Tutup dulu yang itu, atau beri folder lain dengan --data.
cli-let-write = Izinkan pengguna ini menulis di sana, atau beri folder lain dengan --data.

# Sejauh mana, dan berapa lama lagi.
cli-seconds-left = { $words }, kira-kira { $seconds } dtk lagi
cli-minutes-left = { $words }, kira-kira { $minutes } mnt lagi
cli-hours-left = { $words }, kira-kira { $hours } jam { $minutes } mnt lagi

# hadir doctor. Tiga yang pertama berdiri dalam satu kolom, selebar yang terpanjang.
cli-ok = baik
cli-warning = perhatian
cli-problem = MASALAH
cli-check = { $name }: { $detail }
cli-can-work = Hadir bisa bekerja.
cli-cannot-work = { $count } hal membuat Hadir tidak bisa bekerja.

# hadir enroll. Nama kolom berdiri di atas angka.
cli-folder-unreadable = Folder { $folder } tidak bisa dibaca: { $reason }.
cli-nobody-to-enrol = Tidak ada yang bisa didaftarkan di { $folder }. Isinya harus satu folder untuk setiap siswa, dengan nama siswa itu, berisi foto-fotonya.
cli-enrol-stopped = Dihentikan. Yang sudah disimpan tetap terdaftar; jalankan perintahnya lagi untuk melanjutkan.
cli-table-unwritable = Tabelnya tidak bisa ditulis: { $reason }.
cli-enrol-progress = { $done } dari { $total } foto: { $saved } disimpan, { $refused } ditolak
cli-saved = disimpan
cli-already = sudah ada
cli-refused = ditolak
cli-student = siswa
cli-in-all = semuanya
cli-refused-list = Ditolak:

# hadir watch dan hadir serve: keadaan kamera, catatan, dan server.
cli-recorded-again = Kehadiran dicatat lagi.
cli-not-recorded = Kehadiran tidak dicatat. { $message } { $advice }
cli-not-recognised = Wajah tidak dikenali. { $message } { $advice }
cli-recognised-again = Wajah dikenali lagi.
cli-opening = Membuka { $name } …
cli-watching = Mengamati { $name }.
cli-ended = { $name } sudah sampai akhir.
cli-server-off = Server dimatikan.
cli-server-answers = Server menjawab di { $url }.
cli-server-answers-others = Server menjawab di { $url } dan, untuk yang lain di jaringan, di { $others }.
cli-server-needs-key = Yang bertanya memerlukan kunci, yang ditampilkan `hadir serve --show-key`.
cli-server-alone = Server hanya menjawab komputer ini, dan tidak perlu kunci.
cli-server-fails = Server tidak menjawab. { $message } { $advice } Ini dicoba lagi setiap beberapa detik.
cli-nobody-enrolled = Belum ada yang terdaftar: setiap wajah tidak akan dikenal. Daftarkan dengan `hadir enroll DIR`.
cli-enrolled = { $count } siswa terdaftar.
cli-file-lost = Berkas tidak ditunggu: jalankan Hadir lagi setelah berkasnya beres.
cli-no-camera = Belum ada kamera yang dipilih. Sebutkan dengan --source; `hadir doctor` menampilkan daftar kamera web.
# Ada berkas di folder data yang tidak bisa dipakai.
cli-file-kept = { $file } tidak bisa dipakai ({ $reason }); disimpan sebagai { $now }.
cli-file-passed-over = { $file } tidak bisa dipakai ({ $reason }); dilewati.

# hadir client: bagaimana hubungannya dengan Hadir yang lain, di komputer { $place }.
cli-recognised-by = Wajah dikenali oleh { $place }.
cli-nobody-until-then = { $message } { $advice } Sampai saat itu tidak ada yang dikenali.
cli-followed = WebSocket { $place } diikuti.
cli-no-websocket = { $place } tidak punya WebSocket: hanya jawabannya yang dikabarkan.
cli-websocket-lost = { $message } WebSocket-nya disambung lagi dengan sendirinya.
