# Satu siswa yang terdaftar: semua fotonya, dan menghapus satu atau semuanya.

person-close = Tutup
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
        [1] Foto { $student } dihapus dari komputer ini, dan { $student } tidak dikenali lagi. Ini tidak bisa dibatalkan.
       *[other] Semua { $count } foto { $student } dihapus dari komputer ini, dan { $student } tidak dikenali lagi. Ini tidak bisa dibatalkan.
    }

# Kedatangan siswa itu di catatan kehadiran akan …
person-rows-title = Kedatangan { $student } di catatan kehadiran
person-rows-keep = Tetap seperti adanya
person-rows-anonymise = Tetap ada, tanpa nama
person-rows-remove = Dihapus
person-rows-keep-text = Catatan tetap menyebut siapa yang datang dan kapan, dengan foto saat itu.
person-rows-anonymise-text = Catatan tetap menyebut bahwa ada yang datang. Namanya dan foto saat itu dihapus selamanya.
person-rows-remove-text = Baris-baris itu dan foto saat itu dihapus selamanya. Jumlah kedatangan di catatan berkurang.
