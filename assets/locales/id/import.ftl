# Daftar siswa dari sekolah: bagaimana dibaca dan apa yang akan berubah, sebelum ada yang berubah.

import-title = Impor daftar siswa
import-close = Tutup
import-cancel = Batal
import-reading = Membaca daftar…
import-another = Pilih file lain…
import-nothing-changed = Tidak ada yang berubah.

# Kolom mana berisi apa.
import-columns = Kolom mana berisi apa?
import-column-id = Id
import-column-name = Nama
import-column-class = Kelas
import-column-note = Catatan
import-no-column = Tidak ada
import-which-id = Kolom mana yang berisi id siswa?
import-take-similar = Anggap id yang hampir sama sebagai siswa yang sama
import-take-similar-text = Excel menghapus angka nol di depan: 17 dianggap sama dengan 0017.
import-how = Cara daftar ini dibaca

# Baris-baris, menurut hasilnya.
import-new = Baru ({ $count })
import-changed = Berubah ({ $count })
import-same = Tetap ({ $count })
import-refused = Dilewati ({ $count })
import-line = Baris
import-class-and-note = Kelas dan catatan
import-what = Yang berubah
import-why = Alasan dilewati
# Satu baris seperti dibacakan.
import-row = Baris { $line }: { $id }, { $name }: { $what }

import-apply =
    { $count ->
        [0] Tidak ada yang diambil
       *[other] Ambil { $count } siswa
    }
import-applying = Daftar sedang diambil.
import-nothing = Tidak ada yang perlu diambil.

# Sesudahnya.
import-done = Daftar sudah diambil
import-done-text = { $new } baru, { $changed } berubah.
import-done-refused = { $count } baris dilewati.
import-done-file = File aslinya tetap seperti semula: { $file }
import-done-close = Selesai
import-without-photos = Tampilkan { $count } siswa tanpa foto

# Bila jendela untuk memilih tidak bisa dibuka.
import-path = Daftar, CSV atau Excel
import-path-hint = /home/sekolah/siswa.xlsx
import-path-use = Baca
