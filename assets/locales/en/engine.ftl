# Finding and describing faces: why it does not work, worded to stand behind a colon, and what to do.

engine-model-missing = the face model { $file } is missing
engine-model-missing-advice = Run `make models` in Hadir's folder.
engine-model-damaged = the face model { $file } is damaged
engine-model-damaged-advice = Delete { $file }, then run `make models` in Hadir's folder.
engine-model-reinstall-advice = Install Hadir's package again.
engine-model-unreadable = the face model { $file } cannot be read: { $reason }
engine-model-unreadable-advice = Make sure that this user may read { $file }.
engine-path = a name in its path is not UTF-8
# { $reason } is what a library says, for whoever mends it.
engine-failed = face recognition failed: { $reason }
engine-failed-advice = Start Hadir again. If it happens again, run `hadir doctor`.
