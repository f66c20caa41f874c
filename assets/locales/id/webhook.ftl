# Server sekolah: apa katanya, atau apa yang terjadi, berupa kalimat; dan apa yang salah dengan alamat atau kunci.

webhook-main-api = Server sekolah
webhook-status = Server sekolah menjawab { $code }.
webhook-status-reason = Server sekolah menjawab { $code } ({ $reason }).
webhook-points-to = Server sekolah menjawab { $code } dan menunjuk ke { $to }. Hadir tidak mengikutinya: isikan alamat itu.
webhook-points-elsewhere = Server sekolah menjawab { $code } dan menunjuk ke tempat lain. Hadir tidak mengikutinya.
webhook-too-late = Server sekolah tidak menjawab dalam { $seconds } detik.
webhook-cut-off = Jawaban server sekolah terputus.
webhook-id-damaged = Kehadiran ini tidak bisa dikirim: ID-nya rusak.
webhook-not-signed = Tidak bisa ditandatangani: { $reason }.
webhook-no-json = Tidak bisa ditulis sebagai JSON: { $reason }.
webhook-none = Alamat server sekolah belum diatur.
webhook-broken = Hadir sendiri gagal melakukannya; berkas lognya memuat keterangan.

webhook-no-address = Alamat webhook ini bukan alamat: alamat diawali http:// atau https://, lalu diikuti nama.
webhook-unsendable-key = Kunci ini memuat karakter yang tidak bisa dikirim; salin lagi: isinya hanya huruf, angka, dan tanda seperti - _ . =
webhook-secret = Rahasia ini tidak sah: bentuknya whsec_ lalu base64 (huruf, angka, +, /, dan = di akhir).
webhook-secret-length = Rahasia ini tidak sah: panjangnya { $bytes } bita, padahal harus { $least } sampai { $most }.
webhook-key-too-short = Kunci ini terlalu pendek: paling sedikit { $least } huruf dan angka. Biarkan Hadir membuatnya.
