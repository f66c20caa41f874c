# Dikatakan di banyak layar: mengapa sesuatu tidak bisa dilakukan, ditulis untuk berdiri sesudah titik dua.

words-not-found = { $name } tidak ada
words-file-because = { $name }: { $reason }
words-as-it-says = { $said }
words-two-sentences = { $first } { $second }
words-list = { $before }, { $thing }

words-permission = tidak ada izin untuk itu
words-io-not-found = tidak ada di sana
words-io-full = penyimpanan penuh
words-io-read-only = penyimpanan hanya bisa dibaca
words-io-no-folder = itu bukan folder
words-io-folder = itu sebuah folder
words-io-exists = sudah ada
words-io-timed-out = terlalu lama tidak selesai
words-io-cut-short = terpotong
words-io-refused = tidak ada yang menjawab di sana
words-io-address-in-use = alamat ini dipakai program lain
words-io-unreachable = tidak terjangkau lewat jaringan

# Sebagai ganti nama, untuk wajah yang bukan milik siswa terdaftar.
words-unknown = Tidak dikenal

# Kalimat yang dimulai seperti adanya: { $said } bisa dimulai dengan nama kamera atau berkas.
words-full-stop = { $said }.
# Dikatakan sebagai kalimat tersendiri: huruf besar dan titiknya ditambahkan dengan sendirinya.
words-sentence = { $said }
