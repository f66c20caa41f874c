# Jendela komputer untuk memilih file: judulnya, dan jenis-jenis file.

files-photos = Pilih foto satu siswa
files-class-folder = Pilih folder yang berisi folder para siswa
files-camera-file = Pilih video
files-camera-folder = Pilih folder berisi gambar
files-data-folder = Pilih folder data
files-certificate = Pilih sertifikat (PEM)
files-certificate-key = Pilih kunci privat sertifikat (PEM)
files-log-file = Pilih tempat catatan kehadiran diekspor
files-class-file = Pilih tempat untuk mengekspor daftar kelas
files-students-list = Pilih daftar siswa sekolah
files-students-file = Pilih tempat daftar siswa diekspor
files-receipts-file = Pilih tempat tanda bukti diekspor

files-kind-photos = Foto
files-kind-xlsx = Excel, LibreOffice
files-kind-csv = Teks biasa
files-kind-lists = Daftar: CSV, Excel
