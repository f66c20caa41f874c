# Mengapa tidak ada jawaban dari komputer lain.

web-no-such-name = Tidak ada komputer bernama { $host }, atau tidak ada jaringan.
web-certificate = Sertifikat { $host } tidak diterima: { $why }.
web-certificate-expired = sudah habis masa berlakunya. Periksa juga jam komputer ini
web-certificate-early = belum berlaku. Periksa jam komputer ini
web-certificate-other-name = sertifikat itu untuk nama lain
web-certificate-unknown = tidak ditandatangani oleh siapa pun yang dipercaya komputer ini
web-certificate-revoked = sertifikat itu sudah dicabut
web-certificate-odd = tidak bisa diperiksa
web-no-tls = Tidak ada sambungan aman (TLS) ke { $host }; apakah alamatnya benar?
web-refused = Tidak ada yang menjawab di { $place }.
web-unreachable = { $host } tidak terjangkau: tidak ada jaringan, atau komputernya mati.
web-silent = { $host } tidak menjawab.
# { $who } adalah "Server sekolah", atau komputer lain dengan portanya.
web-broke-off = { $who } memutus sambungan.
web-other = { $who } tidak bisa ditanya: { $said }.
