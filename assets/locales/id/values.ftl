# Apa yang salah pada pengaturan dan kunci yang tersimpan: apa yang terjadi, lalu apa yang perlu dilakukan.

values-file-unreadable = Berkas pengaturan { $file } tidak bisa dibaca: { $reason }. Hadir dibuka tanpanya.
values-file-unreadable-advice = Izinkan pengguna ini membaca dan menulisinya, lalu buka Hadir lagi; sampai saat itu, perubahan tidak disimpan.
# { $is } adalah "adalah folder", "bukan TOML (baris 3: …)", atau semacamnya.
values-file-broken = Berkas pengaturan { $file } { $is }. Berkas itu disimpan sebagai { $aside }, dan Hadir dibuka tanpanya.
values-file-broken-advice = Pilih lagi pengaturan Anda, atau perbaiki berkas itu dan kembalikan namanya.
values-file-stuck = Berkas pengaturan { $file } { $is }, dan tidak bisa diganti namanya: { $reason }. Hadir dibuka tanpanya.
values-file-stuck-advice = Pindahkan sendiri berkas itu; sampai saat itu, perubahan tidak disimpan.
values-is-folder = adalah folder
values-is-too-large = terlalu besar untuk berkas pengaturan
values-is-no-text = bukan teks (UTF-8)
values-is-no-toml = bukan TOML (baris { $line }: { $rule })
values-no-file = itu bukan berkas
values-unknown-key = Berkas pengaturan memuat “{ $name }”, yang bukan pengaturan; baris itu dilewati.
values-unknown-key-advice = Hapus dari { $file }, atau perbaiki. Yang ada: { $names }.
values-wrong = Berkas pengaturan memberi { $name } nilai yang tidak boleh; nilai bawaannya yang berlaku.
values-wrong-advice = Perbaiki di { $file }: isinya { $takes }.
values-not-saved = pengaturan tidak bisa disimpan di { $file }: { $reason }
values-not-unicode = namanya bukan Unicode

# { $origin } adalah variabel lingkungan; { $holds } adalah yang dipakai sebagai gantinya.
values-no-address = { $origin } bukan alamat web; { $holds } yang berlaku.
values-cannot-be = { $origin } berisi “{ $value }”, dan itu tidak boleh; { $holds } yang berlaku.
values-holds = { $value } ({ $origin })
values-holds-seconds = { $value } dtk ({ $origin })
values-holds-address = alamat dari { $origin }
values-holds-no-webhook = tanpa webhook

# Dari mana suatu nilai berasal.
values-from-default = nilai bawaan
values-from-file = berkas pengaturan
values-from-dotenv = { $variable } di .env
values-from-environment = { $variable } di lingkungan

values-dotenv-unreadable = Berkas { $file } tidak bisa dibaca: { $reason }. Hadir dibuka tanpanya.
values-dotenv-unreadable-advice = Izinkan pengguna ini membacanya, atau hapus berkas itu.
values-dotenv-misread = { $count } baris di { $file } tidak bisa dipahami dan dilewati.
values-dotenv-misread-advice = Setiap baris berbentuk NAMA=nilai; apit nilai yang berspasi dengan tanda petik.

# Isi suatu pengaturan, di belakang "Isinya ".
values-takes = Isinya { $takes }.
values-no-setting = Tidak ada pengaturan “{ $name }”.
values-takes-source = nomor atau nama kamera, berkas, folder, atau alamat, di antara tanda petik
values-takes-size = lebar dan tinggi dalam piksel, misalnya "640x480"
values-takes-rate = jumlah gambar per detik, di atas 0 dan paling banyak 120
values-takes-yes-or-no = true atau false
values-takes-rule = "sure" atau "nearest"
values-takes-strangers = angka dari 0.0001 sampai 0.1, misalnya 0.0025 untuk satu dari 400 orang asing
values-takes-tolerance = angka dari 0 sampai 1, misalnya 0.45
values-takes-upsampling = 0, 1, atau 2
values-takes-cooldown = jumlah detik dari 0 sampai 86400
values-takes-address = alamat yang diawali http:// atau https://, di antara tanda petik
values-takes-days = jumlah hari dari 1 sampai 36500, atau 0 untuk menyimpan semuanya
values-takes-consent-text = teks yang disetujui, di antara tanda petik, paling banyak 4000 huruf
values-takes-strangers-days = jumlah hari dari 1 sampai 30, atau 0 agar tidak ada yang disimpan
values-takes-sound = "none", "chime", "bell", atau "wood"
values-takes-door-name = nama paling panjang 40 huruf, di antara tanda petik
values-takes-door-pin = yang ditulis jendela Hadir di sana saat PIN dipilih
values-takes-host = alamat komputer ini: "127.0.0.1" untuk komputer ini saja, "0.0.0.0" untuk seluruh jaringan
values-takes-port = angka dari 0 sampai 65535, misalnya 8000
values-takes-file = berkas, di antara tanda petik
values-takes-origins = alamat web tanpa jalur, misalnya ["https://intranet.school.example"]
values-takes-folder = folder, di antara tanda petik
values-takes-language = "en" (English) atau "id" (Bahasa Indonesia)
values-takes-text-size = angka dari 1 sampai 2
values-takes-theme = "system", "light", atau "dark"

# Kunci-kunci yang tidak boleh dibaca orang lain.
values-api-key = kunci server sekolah
values-webhook-secret = rahasia webhook
values-server-key = kunci server stasiun ini
values-remote-key = kunci Hadir yang lain
values-keyring-late = Penyimpan kunci komputer ini belum menjawab. Kunci di dalamnya belum dipakai sampai ia menjawab.
values-keyring-late-advice = Jika komputer meminta kata sandi, masukkan. Jika server sekolah masih menolak, buka Hadir lagi.
values-key-in-both = Sekarang { $key } ada di penyimpan kunci komputer ini, tetapi tidak bisa dihapus dari { $file }: { $reason }.
values-delete-file = Hapus berkas itu.
values-keyring-refuses = Penyimpan kunci komputer ini tidak memberikan kunci Hadir: { $reason }.
values-keyring-refuses-advice = Buka penyimpan kunci lalu buka Hadir lagi, atau ketik lagi kuncinya di Pengaturan.
values-keyring-locked = terkunci
values-keyring-ambiguous = ada beberapa dengan nama ini
values-keyring-says = penyimpan kunci komputer ini mengatakan: { $reason }
values-keyring-silent = penyimpan kunci komputer ini tidak menjawab
values-key-not-kept = kunci tidak bisa disimpan: { $reason }
values-key-not-forgotten = kunci tidak bisa dihapus dari tempatnya: { $reason }
values-no-random = sistem tidak memberi bilangan acak
values-keys-were-open = Orang lain di komputer ini tadinya bisa membaca kunci di { $file }. Sekarang hanya Anda.
values-keys-were-open-advice = Jika ada orang lain yang memakai komputer ini, mintalah kunci baru.
values-keys-are-open = Orang lain di komputer ini bisa membaca kunci di { $file }, dan itu tidak bisa diubah: { $reason }.
values-keys-are-open-advice = Atur agar hanya Anda yang bisa membaca berkas itu, dan mintalah kunci baru.
values-keys-unreadable = Kunci di { $file } tidak bisa dibaca: { $reason }. Hadir dibuka tanpanya.
values-keys-unreadable-advice = Izinkan pengguna ini membaca dan menulisi berkas itu, lalu buka Hadir lagi.
values-keys-broken = Berkas kunci { $file } { $is }. Berkas itu disimpan sebagai { $aside }, dan Hadir dibuka tanpanya.
values-keys-broken-advice = Ketik lagi kuncinya di Pengaturan, dan hapus berkas itu.
values-keys-stuck = Berkas kunci { $file } { $is }, dan tidak bisa diganti namanya: { $reason }. Hadir dibuka tanpanya.
values-keys-stuck-advice = Pindahkan sendiri berkas itu, dan ketik lagi kuncinya di Pengaturan.
values-key-wrong = Di { $file }, { $key } bukan teks di antara tanda petik; baris itu dilewati.
values-key-wrong-advice = Ketik lagi di Pengaturan.
