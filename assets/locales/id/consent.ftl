# Siapa yang menyetujui pendaftaran seorang siswa, bila sekolah memintanya.

consent-title = Persetujuan foto
consent-none = Belum ada yang menyetujui.
consent-who = Siapa yang menyetujui?
consent-who-hint = Misalnya orang tua
consent-who-first = Ketik dulu siapa yang menyetujui.
# Teks yang disetujui, kata demi kata.
consent-to = Isinya: “{ $text }”
consent-record = Catat persetujuan
consent-by = { $by } menyetujui pada { $day }
consent-on = Disetujui pada { $day }
consent-other-text = Teks ini lebih lama dari teks di Pengaturan.
consent-withdraw = Tarik kembali…
consent-withdraw-title = Tarik kembali persetujuan untuk { $student }?
consent-withdraw-text = Sesudah itu foto tidak bisa ditambah lagi. Foto yang sudah ada tetap ada sampai Anda menghapusnya.
consent-withdraw-yes = Tarik kembali
consent-leave = Biarkan

# Pengaturannya.
consent-setting = Persetujuan foto
consent-setting-meaning = Bila ini aktif, siswa baru didaftarkan setelah ada yang menyetujui. Siapa, kapan, dan teks yang mana disimpan bersama data siswa.
consent-off = Tidak diminta
consent-on-setting = Diminta
consent-text = Teks yang disetujui
consent-text-hint = Misalnya: Saya setuju foto wajah anak saya disimpan di komputer sekolah untuk mencatat kehadiran.
consent-save = Pakai teks ini
consent-saved = Mulai sekarang teks ini yang disetujui. Persetujuan sebelumnya tetap dengan teksnya.
consent-default = Saya setuju foto wajah anak saya disimpan di komputer sekolah untuk mencatat kehadiran di pintu. Foto tidak dikirim ke tempat lain, dan dihapus bila saya memintanya.
consent-off-title = Tidak meminta persetujuan lagi?
consent-off-text = Siswa lalu didaftarkan tanpa persetujuan. Siapa yang sudah setuju tetap tercatat.
consent-off-yes = Jangan minta lagi
