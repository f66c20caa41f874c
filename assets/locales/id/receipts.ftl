# Siapa yang dihapus, dan apa saja: tanda bukti.

receipts-tab = Dihapus ({ $count })
receipts-text = Semua siswa yang sudah dihapus, dan apa saja yang dihapus. Tidak ada wajah di sini.
receipts-export = Ekspor tanda bukti…
receipts-export-title = Ekspor tanda bukti
receipts-export-text = Satu baris untuk setiap penghapusan: kapan, id siapa, dan apa saja yang dihapus.

# Sesudah seorang siswa dihapus.
receipts-removed = { $student } sudah dihapus
receipts-kept = { $what }. Tanda buktinya ada di “Dihapus”.
receipts-put-away = Tutup pesan ini

# Apa yang dihapus, singkat.
receipts-photos =
    { $count ->
        [0] tanpa foto
       *[other] { $count } foto
    }
receipts-register = nama, kelas, dan catatan
receipts-consent = persetujuan yang tercatat
receipts-log-kept =
    { $count ->
        [0] tidak ada di catatan kehadiran
       *[other] { $count } kedatangan tetap di catatan
    }
receipts-log-without-name =
    { $count ->
        [0] tidak ada di catatan kehadiran
       *[other] { $count } kedatangan tetap ada tanpa nama
    }
receipts-log-removed =
    { $count ->
        [0] tidak ada di catatan kehadiran
       *[other] { $count } kedatangan di catatan
    }
receipts-log-pictures = { $count } foto di catatan kehadiran
receipts-not-all = tidak semuanya dapat dihapus

# Satu tanda bukti.
receipts-close = Tutup
# Satu baris seperti dibacakan.
receipts-row = { $student }, { $when }: { $what }
receipts-when = Dihapus { $day }, { $time }
receipts-all = Semuanya sudah dihapus.
receipts-left = Yang tidak dapat dihapus:
receipts-left-log = Kedatangan di catatan kehadiran.
receipts-left-faces = Foto atau yang dibuat darinya: { $file }
receipts-left-damaged-log = Catatan rusak yang disisihkan mungkin menyebut siswa ini: { $file }
receipts-left-register = Nama, kelas, dan catatan: { $file }
receipts-left-damaged-register = Daftar rusak yang disisihkan mungkin menyebut siswa ini: { $file }
receipts-cut-off = terputus sebelum selesai
receipts-cut-off-text = Komputer berhenti saat siswa ini sedang dihapus. Sebagian datanya mungkin masih ada: hapus siswa ini sekali lagi.
