# Menemukan dan mengenali wajah: mengapa tidak berjalan, ditulis untuk berdiri sesudah titik dua, dan apa yang perlu dilakukan.

engine-model-missing = model wajah { $file } tidak ada
engine-model-missing-advice = Jalankan `make models` di folder Hadir.
engine-model-damaged = model wajah { $file } rusak
engine-model-damaged-advice = Hapus { $file }, lalu jalankan `make models` di folder Hadir.
engine-model-reinstall-advice = Pasang kembali paket Hadir.
engine-model-unreadable = model wajah { $file } tidak bisa dibaca: { $reason }
engine-model-unreadable-advice = Pastikan pengguna ini boleh membaca { $file }.
engine-path = ada nama di jalurnya yang bukan UTF-8
# { $reason } adalah kata pustaka program, untuk yang memperbaikinya.
engine-failed = pengenalan wajah gagal: { $reason }
engine-failed-advice = Tutup Hadir lalu buka lagi. Jika terjadi lagi, jalankan `hadir doctor`.
