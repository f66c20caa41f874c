# Foto siapa: diketik, atau dipilih dari yang sudah terdaftar.

student-label = Siswa
student-hint = Nama atau nomor
student-pick = Pilih dari yang sudah terdaftar
student-nobody = Belum ada siswa yang terdaftar.
student-empty = Ketik nama, atau pilih yang sudah terdaftar.
student-new = Siswa baru.
student-known =
    { $count ->
        [1] Terdaftar dengan 1 foto. Dua atau tiga foto lagi akan membantu.
       *[other] Terdaftar dengan { $count } foto. Bisa ditambah lagi.
    }
