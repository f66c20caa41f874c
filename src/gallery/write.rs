//! Writing so that a power cut leaves either the old file or the new one, and a failure leaves the old one.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::Path;

/// What files are called while they are written: neither Hadir nor the original takes such a name for a gallery file.
const UNFINISHED: (&str, &str) = (".hadir-", ".tmp");

/// Writes beside, syncs the file, renames it into place, syncs the folder. A new file is for its owner alone; one that
/// is replaced keeps its mode, so that whoever could read it still can.
pub(super) fn atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    let mut unfinished = builder.tempfile_in(folder)?;
    unfinished.write_all(bytes)?;
    if let Ok(replaced) = fs::symlink_metadata(path)
        && replaced.is_file()
    {
        unfinished.as_file().set_permissions(replaced.permissions())?;
    }
    unfinished.as_file().sync_all()?;
    unfinished.persist(path)?;
    sync_folder(folder)
}

/// Whether a file of this name was being written when the machine stopped.
pub(super) fn is_unfinished(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1))
}

/// Makes a folder, for its owner alone, and those above it; one that is there stays as it is.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    make_folder(parent)?;
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    sync_folder(parent)
}

/// Makes what was renamed or removed in a folder survive a power cut.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and the file system keeps its own order.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Whether a template or a crop could be written into a folder now.
pub(super) fn probe(folder: &Path) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(folder)?;
    file.write_all(&vec![0; 256 << 10])?;
    file.close()
}
