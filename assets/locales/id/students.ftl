# Daftar siswa sekolah: nama, kelas, catatan, dan persetujuan; membaca dan menulisnya; menghapus siswa.

# Bagian dari data siswa, di depan keterangan tentang kesalahannya.
students-part-name = nama
students-part-class = kelas
students-part-note = catatan
students-part-consent-by = nama pemberi persetujuan
students-part-consent-text = teks persetujuan

students-too-long = { $part } terlalu panjang: paling banyak { $most } huruf
students-invisible = { $part } berisi karakter yang tidak terlihat ({ $code })
students-empty = { $part } kosong

# Berkas tempat nama dan kelas disimpan.
students-refused = Data { $student } tidak dapat disimpan: { $reason }.
students-refused-advice = Ubahlah, lalu coba lagi.
students-changed = Data { $student } berubah sejak daftar ini diperiksa. Tidak ada yang diambil dari daftar.
students-changed-advice = Periksa daftar itu sekali lagi.
students-newer = { $file } ditulis oleh Hadir yang lebih baru. Berkas itu dibiarkan, dan nama serta kelas tidak diketahui.
students-newer-advice = Pakai Hadir yang lebih baru itu, atau pindahkan berkasnya.
students-unreadable = { $file } tidak dapat dibaca: { $reason }. Berkas itu dibiarkan.
students-unreadable-advice = Beri pengguna ini izin membaca dan menulis berkas itu, lalu buka Hadir lagi.
students-not-written = { $file } tidak dapat ditulis: { $reason }. Data sebelumnya tidak berubah.
students-not-written-advice = Kosongkan sebagian diska, atau beri pengguna ini izin menulis di sana, lalu coba lagi.
students-damaged = Nama dan kelas siswa tidak dapat dibaca: { $file } rusak. Berkas itu disimpan sebagai { $now }.
students-damaged-here = Nama dan kelas siswa tidak dapat dibaca: { $file } rusak.
students-damaged-advice = Impor lagi daftar siswa sekolah. Wajah tetap dikenali, dan ditampilkan dengan id.
students-entries = { $count ->
   *[other] { $count } siswa di { $file } tidak dapat dibaca, antara lain “{ $first }”. Siswa yang lain diketahui.
}
students-entries-advice = Berkas aslinya disimpan sebagai { $now }. Masukkan lagi siswa-siswa itu.

# Membaca daftar sekolah.
students-list-io = Daftar tidak dapat dibaca: { $reason }.
students-list-io-advice = Pilih berkasnya lagi.
students-list-too-large = Berkas ini terlalu besar untuk sebuah daftar siswa.
students-list-old = Ini berkas Excel jenis lama (.xls), atau yang memakai kata sandi.
students-list-old-advice = Buka di Excel, lalu simpan sebagai .xlsx atau CSV tanpa kata sandi.
students-list-no-table = Berkas ini bukan CSV dan bukan berkas Excel.
students-list-damaged = Berkas Excel ini rusak: { $said }.
students-list-advice = Simpan daftarnya sebagai CSV atau .xlsx, lalu pilih berkas itu.
students-list-empty = Daftar ini kosong.
students-list-no-id = Tidak ada kolom id di daftar ini. Kolom yang ada: { $headings }.
students-list-no-id-advice = Beri kolomnya judul “id”, “NIS”, atau “NISN”; kolom lain “nama”, “kelas”, dan “catatan”.

students-row-no-id = Tidak ada id.
students-row-rounded = Excel memendekkan nomor ini, dan angka-angka terakhirnya hilang. Ubah format kolomnya menjadi Teks, lalu ketik lagi nomornya.
students-row-like-known = { $student } sudah ada, dan id ini hampir sama.
students-row-like-line = Id di baris { $line } hampir sama.
students-row-contradicts = Baris { $line } memakai id yang sama, tetapi isinya lain.

# Menulis daftar dan tanda bukti.
students-export-name = nama berkas harus berakhiran .csv atau .xlsx
students-exported = { $count ->
   *[other] { $count } siswa ditulis ke { $file }.
}
students-receipts-exported = Tanda bukti ditulis ke { $file }.
students-not-exported = { $file } tidak ditulis: { $reason }.
students-not-exported-advice = Pilih tempat atau nama lain, lalu coba lagi.

# Persetujuan pendaftaran.
students-no-consent = { $student } tidak didaftarkan: belum ada yang menyetujuinya.
students-no-consent-advice = Masukkan siapa yang menyetujui, lalu daftarkan lagi.
students-consent-off = Belum ada teks yang dapat disetujui.
students-consent-off-advice = Tulis teksnya di pengaturan.

# Menghapus siswa.
students-receipt-not-written = Tanda bukti penghapusan ini tidak dapat disimpan di { $file }: { $reason }.
students-receipt-advice = Keterangan lain tentang penghapusan ini tetap berlaku. Atasi penyebabnya, lalu hapus lagi agar ada tanda bukti.
students-cut-off = Penghapusan { $student } terputus. Sebagian datanya mungkin masih ada.
students-cut-off-advice = Hapus { $student } sekali lagi.

# Apa yang akan berubah menurut sebuah daftar, sebelum diubah.
students-read-csv = Dibaca sebagai CSV dengan pemisah “{ $separator }”.
students-read-csv-tabs = Dibaca sebagai CSV dengan pemisah tab.
students-read-guessed = Berkas ini bukan UTF-8. Periksa huruf-huruf khususnya; kalau salah, simpan sebagai “CSV UTF-8”.
students-read-sheet = Lembar “{ $sheet }” dibaca.
students-read-other-sheets = Tidak dibaca: lembar lain, { $sheets }.
students-columns = Kolom: { $columns }.
students-column-id = id dari “{ $title }”
students-column-name = nama dari “{ $title }”
students-column-class = kelas dari “{ $title }”
students-column-note = catatan dari “{ $title }”
students-other-ids = Bisa juga menjadi id: { $titles }.
students-columns-ignored = Tidak dibaca: { $titles }.
# Ejaan sebuah kelas di daftar, dan ejaan yang sudah dikenal: “7 b” dibaca “7B”.
students-respelled-one = “{ $written }” menjadi “{ $known }”
students-respelled = Ejaan kelas mengikuti yang sudah ada: { $classes }.
students-counts = { $new } baru, { $changed } berubah, { $same } tetap, { $refused } ditolak.
students-similar = { $count ->
   *[other] { $count } id yang ditolak hampir sama dengan id siswa yang sudah ada.
}
students-effect-new = baru
students-effect-changed = berubah
students-effect-refused = ditolak
students-change-name = nama { $new }
students-change-class = kelas { $new }
students-change-note = catatan { $new }
students-change-from = { $old } → { $new }
students-change-written = tertulis { $id }

# hadir students.
students-cli-line = baris { $line }
students-cli-similar = Dengan --take-similar, id itu dianggap milik siswa tersebut.
students-cli-nothing = Tidak ada yang perlu diubah.
students-cli-ask = Ambil semua ini? [y/T]
students-cli-not-agreed = Tidak ada yang diubah. Perubahan dibuat dengan --yes, atau kalau Anda setuju.
students-cli-done = Sudah diambil: { $new } baru, { $changed } berubah.
students-cli-unprintable = Daftar tidak dapat ditampilkan: { $reason }.
students-cli-cut-off = terputus; hapus sekali lagi
students-cli-removed = { $templates } templat, { $pictures } gambar, { $rows } baris catatan kehadiran
students-cli-removed-left = { $removed }; tidak semuanya: lihat --help untuk menulis daftar sisanya
