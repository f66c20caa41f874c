# Layar pemeriksaan pagi: sekali lihat apakah semuanya beres. Yang diperiksa ada di checkup.ftl.

morning-looking = Memeriksa semuanya…
morning-in-order = Semuanya beres.
morning-wanting =
    { $count ->
        [1] Ada satu hal yang perlu Anda lihat.
        [2] Ada dua hal yang perlu Anda lihat.
        [3] Ada tiga hal yang perlu Anda lihat.
       *[other] Ada { $count } hal yang perlu Anda lihat.
    }
# $at adalah jam.
morning-looked = Diperiksa { $at }. Akan diperiksa lagi dengan sendirinya.
morning-again = Periksa lagi
morning-picture = Yang dilihat kamera sekarang
morning-no-picture = Tidak ada gambar dari kamera

# Keadaan sesuatu: beres, perlu dilihat, atau menghalangi kerja Hadir.
morning-good = Beres
morning-warning = Perlu dilihat
morning-problem = Perlu Anda sekarang

# Tombol yang menuju tempat memperbaikinya, dan cara dibacakan: "Daftarkan siswa: 3 siswa belum punya foto."
morning-action = { $action }: { $about }
morning-to-camera = Pengaturan kamera
morning-to-other-hadir = Pengaturan pengenalan
morning-to-api = Pengaturan server sekolah
morning-to-server = Pengaturan server
morning-to-data = Pengaturan data
morning-to-enrol = Daftarkan siswa
morning-to-students = Lihat fotonya
morning-to-delivery = Lihat pengiriman
