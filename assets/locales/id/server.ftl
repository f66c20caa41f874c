# Server untuk sistem lain: mengapa tidak menjawab, dan apa yang perlu dilakukan.

server-no-private-key = Sertifikat untuk HTTPS sudah dipilih, tetapi kunci pribadinya belum.
server-no-certificate = Kunci pribadi untuk HTTPS sudah dipilih, tetapi sertifikatnya belum.
server-choose-both = Pilih keduanya di Pengaturan, atau kosongkan keduanya.
server-certificate-not-taken = Sertifikat server berubah dan tidak dipakai: { $reason }.
server-certificate-before = Yang sebelumnya tetap dipakai. { $advice }
server-certificate-ran-out = Sertifikat server { $file } sudah habis masa berlakunya.
server-certificate-ran-out-advice = Sistem lain akan menolak tersambung. Ganti dengan sertifikat baru.
server-port-taken = Porta { $port } dipakai program lain di komputer ini.
server-port-taken-advice = Tutup program itu, atau pilih porta lain.
server-port-forbidden = Pengguna ini tidak boleh memakai porta { $port }.
server-port-forbidden-advice = Pilih porta di atas 1023.
server-no-address = { $address } bukan alamat komputer ini.
server-no-address-advice = Pilih 127.0.0.1 untuk komputer ini saja, atau 0.0.0.0 untuk seluruh jaringan.
server-cannot-answer = Server tidak bisa menjawab di { $address }: { $reason }.
server-choose-other = Pilih alamat atau porta lain.

# Dua berkas untuk HTTPS: apa yang salah, ditulis untuk berdiri sesudah titik dua, dan apa yang perlu dilakukan.
server-certificate-missing = sertifikat { $file } tidak ada
server-key-missing = kunci pribadi { $file } tidak ada
server-missing-advice = Letakkan di sana, atau pilih berkas lain di Pengaturan.
server-certificate-unreadable = sertifikat { $file } tidak bisa dibaca: { $reason }
server-key-unreadable = kunci pribadi { $file } tidak bisa dibaca: { $reason }
server-unreadable-advice = Izinkan pengguna ini membacanya, atau pilih berkas lain di Pengaturan.
server-file-too-large = terlalu besar
server-certificate-not-pem = { $file } tidak berisi sertifikat berbentuk PEM
server-key-not-pem = { $file } tidak berisi kunci pribadi berbentuk PEM
server-not-pem-advice = Pilih berkas yang diawali -----BEGIN; pemberi sertifikat bisa mengubahnya ke bentuk PEM.
server-key-locked = kunci pribadi { $file } dilindungi kata sandi, yang tidak bisa diberikan Hadir
server-locked-advice = Lepas kata sandinya (openssl pkey -in key.pem -out key-plain.pem) lalu pilih berkas itu.
server-other-key = kunci pribadi { $key } bukan pasangan sertifikat { $certificate }
server-other-key-advice = Pilih dua berkas yang dibuat bersama.
server-certificate-unusable = sertifikat { $file } tidak bisa dipakai: { $reason }
server-unusable-advice = Mintalah kepada pemberi sertifikat yang bisa dipakai server web.
