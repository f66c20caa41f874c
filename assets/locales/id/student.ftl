# Foto siapa: diketik, atau dipilih dari yang sudah terdaftar.

student-label = Siswa
student-hint = Nama atau nomor
student-pick = Pilih siswa
student-nobody = Belum ada siswa.
student-empty = Ketik nama atau nomor, atau pilih siswa.
# Siswa yang sudah dikenal: "Budi Santoso, 7B · 17: 3 foto."
student-named =
    { $count ->
        [0] { $student }: belum ada foto.
       *[other] { $student }: { $count } foto.
    }
# Yang diketik adalah nama lebih dari satu siswa.
student-several = Ada beberapa siswa dengan nama ini. Pilih yang dimaksud.
student-new = Siswa baru.
student-known =
    { $count ->
        [1] Terdaftar dengan 1 foto. Dua atau tiga foto lagi akan membantu.
       *[other] Terdaftar dengan { $count } foto. Bisa ditambah lagi.
    }
