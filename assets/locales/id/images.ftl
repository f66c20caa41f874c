# Mengapa suatu berkas bukan gambar yang bisa dipakai Hadir, ditulis untuk berdiri sesudah titik dua.

images-unreadable = berkas tidak bisa dibaca: { $reason }
images-no-file = itu bukan berkas
images-empty = berkasnya kosong
images-not-a-picture = ini bukan gambar JPEG, PNG, atau WebP
images-other-format = ini gambar { $format }; simpan sebagai JPEG, PNG, atau WebP
images-damaged = gambarnya rusak
images-too-large = gambarnya terlalu besar ({ $width } x { $height } piksel)
images-file-too-large = berkasnya terlalu besar ({ $size } MB; paling besar { $most } MB)
