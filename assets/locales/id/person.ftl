# Satu siswa yang terdaftar: semua fotonya, dan menghapus satu atau semuanya.

person-close = Tutup
# Yang diketahui tentang seorang siswa.
person-name = Nama
person-name-hint = Budi Santoso
person-class = Kelas
person-class-hint = 7B
person-pick-class = Pilih kelas
person-note = Catatan
person-note-hint = Apa saja yang perlu diketahui
person-saving = Menyimpan…
person-saved = Tersimpan
person-not-saved = Belum tersimpan
person-save-again = Coba lagi

person-no-photos = Belum ada foto: siswa ini tidak dikenali.
person-enrol = Daftarkan
person-more-photos = Tambah foto
person-more-help = Dengan tiga foto atau lebih, pengenalan lebih pasti.
# Foto-foto menurut nomornya: 1, 2, 3.
person-picture = Foto { $number }
person-remove-this = Hapus foto { $number }
person-remove = Hapus { $student }

# Sebelum sebuah foto dihapus.
person-picture-title = Hapus foto { $student } ini?
person-picture-text = Foto ini dihapus dari komputer ini. { $student } tetap terdaftar dengan foto-foto lainnya.
person-last-picture-text = Ini satu-satunya foto: tanpa foto ini { $student } tidak terdaftar lagi. Foto ini tidak bisa dikembalikan.
person-remove-picture = Hapus fotonya
person-keep = Jangan hapus

# Sebelum seorang siswa dihapus.
person-student-title = Hapus { $student }?
person-student-text =
    { $count ->
        [0] { $student } belum punya foto. Ini tidak bisa dibatalkan.
        [1] Foto { $student } dihapus dari komputer ini, dan { $student } tidak dikenali lagi. Ini tidak bisa dibatalkan.
       *[other] Semua { $count } foto { $student } dihapus dari komputer ini, dan { $student } tidak dikenali lagi. Ini tidak bisa dibatalkan.
    }

# Di belakangnya, bila daftar sekolah menyebut siswa itu.
person-student-details = Nama, kelas, catatan, dan persetujuannya juga dihapus. Tanda bukti penghapusan disimpan.

# Kedatangan siswa itu di catatan kehadiran akan …
person-rows-title = Kedatangan { $student } di catatan kehadiran
person-rows-keep = Tetap seperti adanya
person-rows-anonymise = Tetap ada, tanpa nama
person-rows-remove = Dihapus
person-rows-keep-text = Catatan tetap menyebut siapa yang datang dan kapan, dengan foto saat itu.
person-rows-anonymise-text = Catatan tetap menyebut bahwa ada yang datang. Namanya dan foto saat itu dihapus selamanya.
person-rows-remove-text = Baris-baris itu dan foto saat itu dihapus selamanya. Jumlah kedatangan di catatan berkurang.
