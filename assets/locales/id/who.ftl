# Bila ragu di antara dua siswa: bertanya kepada orang.

who-who = Siapa ini?
# Pertanyaannya seperti dibacakan.
who-asked = Siapa ini? { $first } atau { $second }?
who-face = Wajah yang ditanyakan

# Di samping pertanyaan. Mungkin masih ada wajah lain yang menunggu.
who-alike = Keduanya mirip. Hanya orang yang bisa memastikan.
who-alike-waiting = Keduanya mirip. { $count } wajah lain menunggu.
who-gone = Orangnya sudah pergi. Anda masih bisa mengatakan siapa tadi.
who-gone-waiting = Orangnya sudah pergi, dan keduanya mirip. { $count } wajah lain menunggu.

# Jawaban-jawabannya, dan tombolnya.
who-this-is = Ini { $student } (tombol { $key })
who-neither = Bukan keduanya
who-neither-name = Bukan salah satu dari keduanya (tombol 0)

# Hasil dari jawaban itu.
who-remembered = Diingat: { $student }
who-named = { $student }. Wajah ini tidak ditambahkan ke foto-fotonya.
who-no-consent = { $student }. Foto ini tidak ditambahkan: belum ada yang menyetujui foto siswa ini.
who-nobody = Bukan keduanya: tidak diberi nama
who-too-late = Terlambat. Perbaiki catatan kehadiran, atau tambahkan di sana.
