# Bunyi saat seseorang tercatat.

sound-no-device = Komputer ini tidak dapat mengeluarkan bunyi.
sound-no-device-advice = Sambungkan dan nyalakan pengeras suara, atau pilih tanpa bunyi.
