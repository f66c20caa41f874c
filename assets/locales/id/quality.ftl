# Apa yang kurang pada foto wajah. Yang bernama "advice" dikatakan kepada orang di depan kamera; yang lain ditulis di
# belakang nama foto, dan bukan kalimat utuh.

quality-advice-nobody = Tidak ada wajah dalam gambar: lihatlah ke kamera
quality-advice-several = { $faces ->
    [2] Ada dua orang dalam gambar: hanya boleh satu orang
   *[other] Ada { $faces } orang dalam gambar: hanya boleh satu orang
}
quality-advice-small = Mendekatlah: lebar wajah { $width } piksel, perlu { $needed }
quality-advice-dark = Terlalu gelap: menghadaplah ke arah cahaya
quality-advice-bright = Terlalu terang: jangan menghadap langsung ke cahaya
quality-advice-turned = Lihatlah lurus ke kamera
quality-advice-tilted = Tegakkan kepala
quality-advice-blurred = Buram: jangan bergerak dulu
quality-advice-starting = Tunggu sebentar…
quality-advice-no-picture = Kamera tidak memberikan gambar
quality-advice-still = Jangan bergerak dulu
quality-advice-somebody-else = Ini bukan orang yang ada di foto sebelumnya
quality-advice-turn-a-little = Bagus. Sekarang tolehkan kepala sedikit
quality-advice-taken = Bagus!

quality-small = lebar wajah { $width } piksel; sebaiknya { $needed }
quality-dark = wajah terlalu gelap
quality-bright = wajah terlalu terang atau pucat
quality-turned = wajah menoleh
quality-tilted = kepala miring
quality-blurred = wajah buram

# Ukuran yang sama dalam satu dua kata: "lebar 142 piksel, cahaya baik, tajam, menghadap depan".
quality-good = bagus
quality-size = lebar { $width } piksel
quality-light-good = cahaya baik
quality-light-dark = terlalu gelap
quality-light-bright = terlalu terang atau pucat
quality-sharp = tajam
quality-soft = buram
quality-pose-ahead = menghadap depan
quality-pose-turned = menoleh
quality-pose-tilted = kepala miring
