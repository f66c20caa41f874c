//! One data folder is used by one Hadir at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

const NAME: &str = ".hadir.lock";

/// Holds the folder until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    /// Closing the file would not do: a program that is being started (ffmpeg, say) has a copy of it for a moment, and
    /// the lock would live as long as that.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// Why the folder is not held.
#[derive(Debug)]
pub(super) enum LockError {
    /// Another Hadir holds it.
    Held,
    /// It cannot be written.
    Io(io::Error),
}

impl Lock {
    pub(super) fn take(data: &Path) -> Result<Self, LockError> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(data.join(NAME)).map_err(LockError::Io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Held),
            Err(TryLockError::Error(error)) => Err(LockError::Io(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_free_at_once_even_while_a_started_program_still_has_a_copy_of_the_lock() {
        let data = tempfile::tempdir().unwrap();
        let lock = Lock::take(data.path()).unwrap();
        assert!(matches!(Lock::take(data.path()), Err(LockError::Held)));
        let copy = lock.file.try_clone().unwrap();
        drop(lock);
        assert!(Lock::take(data.path()).is_ok());
        drop(copy);
    }
}
