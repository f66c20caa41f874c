# Bila jendela tidak bisa dibuka, atau hanya jendela kecil yang mengatakan sebabnya.

window-cannot-start = Hadir tidak bisa dimulai
window-close = Tutup

window-no-screen = Di sini tidak ada layar untuk membuka jendela. Mulai Hadir dari desktop, atau pakai `hadir watch`, yang tidak memerlukan layar.
window-no-graphics = Komputer ini tidak bisa menampilkan jendela Hadir. Driver grafisnya mungkin tidak ada atau terlalu lama; `hadir watch` tidak memerlukannya.
window-not-started = Hadir tidak bisa dimulai: { $reason }
