# Foto yang mungkin milik orang lain, dan orang yang mungkin terdaftar dua kali. { $certain } bernilai 1 kalau hampir
# pasti. Semuanya ditulis setelah titik dua: "alip: foto ini mungkin foto yoga".

check-unlike =
    { $certain ->
        [1] foto ini hampir pasti foto orang lain: tidak mirip foto lain siswa ini
       *[other] foto ini mungkin foto orang lain: tidak mirip foto lain siswa ini
    }
check-like =
    { $certain ->
        [1] foto ini hampir pasti foto { $student }
       *[other] foto ini mungkin foto { $student }
    }
check-one-of-two =
    { $certain ->
        [1] foto ini tidak mirip satu-satunya foto lain siswa ini: salah satunya hampir pasti foto orang lain
       *[other] foto ini tidak mirip satu-satunya foto lain siswa ini: salah satunya mungkin foto orang lain
    }
check-same = mungkin orang yang sama dengan { $student }, atau kembarannya

# hadir check dan hadir enroll.
check-progress = { $done } dari { $total } foto
check-stopped = Dihentikan.
check-poor-list = Tersimpan, tetapi bisa lebih baik:
check-doubted-list = Tersimpan, tetapi mungkin salah:
check-photos = { $count } foto diperiksa
check-in-order = { $photos }: semuanya beres.
check-found = { $photos }; { $count } temuan. Lihat fotonya, lalu hapus yang salah.
