# Yang dikatakan stasiun tentang permintaan dan kejadian: apa yang terjadi, lalu apa yang perlu dilakukan.

station-busy = Hadir sedang sibuk; permintaan terakhir Anda belum dilakukan.
station-busy-advice = Ulangi sebentar lagi.
station-gone = Hadir tidak bisa melakukannya lagi.
station-gone-advice = Tutup Hadir lalu buka lagi.
station-close-programs = Tutup program lain lalu coba lagi.
station-until-closed = Perubahan ini berlaku sampai Hadir ditutup.
station-tried-again = Ini dicoba lagi dengan sendirinya. { $advice }

station-keyring-waits = Penyimpan kunci komputer ini, yang mungkin memegang kunci server, belum menjawab.
station-keyring-waits-advice = Jika komputer meminta kata sandi, masukkan.
station-key-from-outside = Hapus kunci yang diberikan dari luar, maka Hadir membuat yang baru.
station-start-again = Tutup Hadir lalu buka lagi.
station-unlock-keyring = Buka penyimpan kunci, atau kosongkan sebagian penyimpanan.
station-key-not-kept = Kunci tidak disimpan. Salin seluruhnya lalu coba lagi.

station-folder-as-it-was = Folder data tetap seperti semula. Pilih folder lain.
station-folder-no-path = “{ $folder }” tidak menyebutkan letak foldernya: tuliskan alamat lengkapnya, mulai dari /.
station-folder-unwritable = Folder { $folder } tidak bisa ditulisi: { $reason }.
station-folder-unreadable = Folder { $folder } tidak bisa dibaca: { $reason }.
station-choose-folder = Pilih folder lain.

station-exporting = Ekspor lain masih berjalan.
station-enrolling = Pendaftaran lain masih berjalan.
station-wait-or-cancel = Tunggu sampai selesai, atau batalkan.
# Yang sedang didaftarkan: "3 foto Budi".
station-photos-of = { $count } foto { $student }
station-enrolment-failed = Pendaftaran gagal. Yang sudah disimpan tetap terdaftar; pilih lagi foto-fotonya.

station-still-looking = Gambar sebelumnya masih diperiksa.
station-in-a-moment = Coba lagi sebentar lagi.
station-picture-failed = Gambar ini tidak bisa diperiksa. Ambil gambar lain.
station-no-recognition = Pengenalan wajah tidak tersedia.
station-pictures-kept = { $count } foto masih ada di sini: atasi penyebabnya, lalu tekan Simpan lagi.
station-face-not-added = Wajah itu tidak ditambahkan ke foto. Daftarkan foto lain setelah ini diperbaiki.

station-log-unreadable = Catatan kehadiran tidak bisa dibaca: { $reason }.
station-log-mended = Tidak ada yang perlu dilakukan. Simpan berkas yang rusak sampai hari-hari sebelumnya sudah Anda bandingkan.
station-old-not-removed = Kehadiran lama tidak bisa dihapus: { $reason }.
station-old-not-removed-advice = Kehadiran itu dihapus begitu bisa.
station-waits-in-memory = { $advice } { $count } kehadiran menunggu di memori: jangan tutup Hadir.
station-no-room = { $advice } Untuk { $count } lagi tidak ada tempat: catat siapa yang datang.

station-arrivals-left = Kehadiran { $student } masih ada di catatan: { $reason }.
station-log-set-aside = Catatan rusak yang disisihkan mungkin masih memuat nama { $student }: { $file }.
station-log-set-aside-advice = Hapus berkas itu jika tidak diperlukan lagi.
station-pictures-left = Gambar { $student } mungkin masih ada di folder data. Perbaiki penyebabnya, lalu hapus lagi.

station-other-size = Pilih ukuran gambar kamera yang lain di Pengaturan.
station-kept-waiting = { $place } membuat komputer ini menunggu.
station-kept-waiting-advice = Periksa apakah itu memang Hadir. Ia ditanya lagi dengan sendirinya.

# Mengapa kamera tidak memberi gambar; berdiri sesudah titik dua.
station-camera-silent = tidak menjawab
station-camera-no-pictures = tidak memberi gambar
station-camera-odd = penggeraknya menjawab dengan aneh
station-too-much-to-do = komputer ini terlalu sibuk ({ $reason })

# Foto terakhir seorang siswa dihapus.
station-last-photo = Itu foto terakhir { $student }: wajahnya tidak dikenali lagi.
station-last-photo-advice = Ambil foto baru di “Daftarkan”. Nama dan kelasnya tetap tersimpan.
