# Hadir lain yang mengenali wajah: mengapa tidak menjawab, dan apa yang bisa dilakukan. { $place } adalah komputernya, dengan portanya.

remote-check-address = Pastikan alamatnya milik Hadir yang lain, lengkap dengan portanya, seperti tertera di Pengaturannya: http://10.0.0.5:8000.
remote-check-network = Pastikan komputernya menyala, dan keduanya ada di jaringan yang sama.
remote-look-there = Periksa di komputer itu. Ia ditanya lagi dengan sendirinya.
remote-no-address = Alamat Hadir yang lain bukan alamat yang benar.
remote-no-address-advice = Alamat diawali http:// atau https://, lalu diikuti nama.
remote-unsendable-key = Kunci untuk Hadir yang lain memuat karakter yang tidak bisa dikirim.
remote-copy-key = Salin lagi dari Pengaturan Hadir yang lain, lalu isikan di Pengaturan ini.
remote-no-client = Komputer ini tidak bisa membuat sambungan aman: sertifikatnya tidak bisa dibaca.
remote-no-client-advice = Mintalah agar sertifikat sistem dipasang ulang.
remote-no-threads-advice = Tutup program lain, lalu buka Hadir lagi.
remote-too-late = { $place } tidak menjawab dalam { $seconds } detik.
remote-no-hadir = Yang menjawab di { $place } bukan Hadir.
remote-too-long = Jawaban { $place } terlalu panjang: ini bukan Hadir.
remote-silent = Tidak ada kabar lagi dari { $place }.
remote-closed = { $place } memutus sambungan.

remote-no-such-name-advice = Pastikan alamatnya benar, dan komputer ini tersambung ke jaringan.
remote-certificate-advice = Pakailah nama yang tercantum di sertifikatnya; sertifikat buatan sekolah sendiri harus dipercaya di komputer ini.
remote-no-tls-advice = Jika Hadir yang lain tidak punya sertifikat, alamatnya diawali http://.
remote-refused-advice = Buka Hadir yang lain dan nyalakan servernya di Pengaturannya, atau perbaiki alamatnya.

# Di belakang kalimat, apa yang dikatakan Hadir yang lain.
remote-it-says = { $sentence } Katanya: { $said }
remote-wrong-key = { $place } tidak menerima kunci itu.
remote-wrong-key-advice = Salin lagi kuncinya dari Pengaturan Hadir yang lain, lalu isikan di Pengaturan ini.
remote-wants-key = { $place } meminta kunci, dan belum ada kunci.
remote-wants-key-advice = Pengaturan Hadir yang lain menampilkan kuncinya: isikan di Pengaturan ini.
remote-forbidden = { $place } tidak mengizinkan komputer ini (403).
remote-forbidden-advice = Pengelolanya bisa mengizinkan.
remote-other-address = { $place } tidak menjawab pada alamat ini (421).
remote-other-address-advice = Pakailah alamat yang tertera di Pengaturan Hadir yang lain.
remote-knows-no-faces = Yang menjawab di { $place } bukan Hadir: ia tidak mengenal wajah ({ $code }).
remote-too-large = Gambarnya terlalu besar untuk { $place } (413).
remote-too-large-advice = Pilih ukuran gambar kamera yang lebih kecil di Pengaturan.
remote-too-much = { $place } terlalu sibuk (429).
remote-too-much-advice = Sebaiknya lebih sedikit stasiun yang bertanya kepadanya. Ia ditanya lagi dengan sendirinya, sebentar lagi.
remote-not-understood = { $place } tidak memahami gambarnya ({ $code }).
remote-see-hadir = Pastikan itu memang Hadir.
remote-cannot-recognise = { $place } sedang tidak bisa mengenali siapa pun (503).
remote-failed = { $place } mengalami kegagalan ({ $code }).
remote-answered = { $place } menjawab { $code }.
remote-not-done = { $place } tidak bisa memeriksa gambarnya.
remote-points-to = { $place } menunjuk ke { $to } ({ $code }). Gambar tidak diteruskan ke tempat yang tidak Anda tentukan.
remote-points-elsewhere = { $place } menunjuk ke tempat lain ({ $code }). Gambar tidak diteruskan ke tempat yang tidak Anda tentukan.
remote-points-advice = Jika itu Hadir yang lain, isikan alamatnya di Pengaturan.
