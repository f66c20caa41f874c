# Mengapa suatu teks tidak bisa menjadi ID siswa, bagi yang mengetiknya.

ids-empty = ID siswa masih kosong.
ids-too-long = ID siswa terlalu panjang: paling banyak { $most } karakter.
ids-leading-dot = ID siswa tidak boleh diawali titik.
ids-outer-space = ID siswa tidak boleh diawali atau diakhiri spasi.
ids-path = ID siswa itu nama, bukan alamat berkas: tidak boleh memuat “{ $character }”.
ids-invisible = ID siswa memuat karakter yang tidak terlihat (U+{ $code }).
ids-character = ID siswa boleh memuat huruf, angka, spasi, “.”, “_”, dan “-”; tidak boleh “{ $character }”.
# { $word } adalah kata Unknown, seperti yang diterima sistem lain.
ids-reserved = “{ $word }” adalah sebutan untuk wajah yang belum terdaftar; pilih ID lain.
