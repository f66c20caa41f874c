//! Files written so that a power cut leaves either the old content or the new one, and for their owner alone.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What files are called while they are written. No file of Hadir or of the original has such a name.
const UNFINISHED: (&str, &str) = (".hadir-", ".tmp");

/// As much as a template or a crop takes, in bytes.
const PROBE_BYTES: usize = 256 << 10;

/// Writes a file, in a folder that is there: beside it first, then renamed into place, each made sure to be on disk.
///
/// A new file is for its owner alone; one that is replaced keeps its mode, so that whoever could read it still can. A
/// link is replaced, not followed.
///
/// # Errors
/// What the disk said; the old file, or none, is there then.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut unfinished = Unfinished::beside(path)?;
    unfinished.write_all(bytes)?;
    unfinished.finish(path)
}

/// A file that is being written beside its place; dropped, nothing of it stays.
#[derive(Debug)]
pub struct Unfinished(tempfile::NamedTempFile);

impl Unfinished {
    /// Begins a file in the folder of `path`.
    ///
    /// # Errors
    /// What the disk said.
    pub fn beside(path: &Path) -> io::Result<Self> {
        unfinished_in(folder_of(path)).map(Self)
    }

    /// Puts what was written in its place, as [`write`] does.
    ///
    /// # Errors
    /// What the disk said; the old file, or none, is there then.
    pub fn finish(self, path: &Path) -> io::Result<()> {
        finish(self.0, path)
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn finish(unfinished: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    let folder = folder_of(path);
    if let Ok(replaced) = fs::symlink_metadata(path)
        && replaced.is_file()
    {
        unfinished.as_file().set_permissions(replaced.permissions())?;
    }
    unfinished.as_file().sync_all()?;
    unfinished.persist(path)?;
    // The new file is there, and taking it for failed would undo half of what it belongs to.
    if let Err(error) = sync_folder(folder) {
        tracing::error!(%error, "a written file may not survive a power cut");
    }
    Ok(())
}

/// Whether a file of this name was being written when the machine stopped.
pub fn is_unfinished(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1))
}

/// Tries whether a file of a template's or a crop's size could be written into a folder now; nothing of it stays.
///
/// # Errors
/// What the disk said.
pub fn probe(folder: &Path) -> io::Result<()> {
    let mut file = unfinished_in(folder)?;
    file.write_all(&vec![0; PROBE_BYTES])?;
    file.close()
}

/// The folder a file lies in; that of a bare name is the working folder.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder, for its owner alone, and those above it; one that is there stays as it is.
///
/// # Errors
/// What the disk said; folders above may have been made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = folder_of(path);
    make_folder(parent)?;
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        // Another program was faster.
        Err(_) if path.is_dir() => {}
        made => made?,
    }
    sync_folder(parent)
}

/// Makes what was renamed or removed in a folder survive a power cut.
///
/// # Errors
/// What the disk said.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and the file system keeps its own order.
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some file systems, such as folders shared with a virtual machine, cannot do it.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Renames a file to its name with `mark` behind it, never over another: the second is `<name><mark>-2`. Gives the name.
///
/// # Errors
/// What the disk said; the file is where it was.
pub fn set_aside(path: &Path, mark: &str) -> io::Result<PathBuf> {
    let free = free_aside(path, mark)?;
    fs::rename(path, &free)?;
    // Should the power fail before this is on disk, the file is found, and set aside, again.
    let _ = sync_folder(folder_of(path));
    Ok(free)
}

/// The name that [`set_aside`] would give a file now.
///
/// # Errors
/// When there is none left.
pub fn free_aside(path: &Path, mark: &str) -> io::Result<PathBuf> {
    let free = (1..).map(|number| aside(path, mark, number)).find(|free| fs::symlink_metadata(free).is_err());
    free.ok_or_else(|| io::ErrorKind::AlreadyExists.into())
}

/// Where [`set_aside`] put what was at a path, oldest first.
pub fn set_asides_of(path: &Path, mark: &str) -> Vec<PathBuf> {
    // Not by counting until one is missing: the person may have deleted one in the middle.
    let first = aside(path, mark, 1);
    let Some(first_name) = first.file_name().and_then(OsStr::to_str) else { return Vec::new() };
    let number = |name: &OsStr| -> Option<u32> {
        let rest = name.to_str()?.strip_prefix(first_name)?;
        if rest.is_empty() { Some(1) } else { rest.strip_prefix('-')?.parse().ok() }
    };
    let entries = fs::read_dir(folder_of(path)).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries.filter_map(|entry| Some((number(&entry.file_name())?, entry.path()))).collect();
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

fn aside(path: &Path, mark: &str, number: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(mark);
    if number > 1 {
        name.push(format!("-{number}"));
    }
    name.into()
}

fn unfinished_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        for content in ["old and long", "new", ""] {
            write(&file, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), content);
        }
        probe(folder.path()).unwrap();
        assert_eq!(names_in(folder.path()), ["a"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("taken/full")).unwrap();
        write(&folder.path().join("taken"), b"x").unwrap_err();
        write(&folder.path().join("missing/a"), b"x").unwrap_err();
        assert_eq!(names_in(folder.path()), ["taken"]);
    }

    #[test]
    fn a_file_being_written_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let unfinished = unfinished_in(folder.path()).unwrap();
        assert!(is_unfinished(unfinished.path().file_name().unwrap()));
        assert!(!is_unfinished(OsStr::new("alip.npy")));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_new_is_for_its_owner_and_what_was_there_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let set_mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();

        let root = tempfile::tempdir().unwrap();
        let (above, folder) = (root.path().join("a"), root.path().join("a/b"));
        make_folder(&folder).unwrap();
        assert_eq!((mode(&above), mode(&folder)), (0o700, 0o700));
        set_mode(&folder, 0o755);
        make_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o755);

        let file = folder.join("c");
        write(&file, b"1").unwrap();
        assert_eq!(mode(&file), 0o600);
        set_mode(&file, 0o644);
        write(&file, b"2").unwrap();
        assert_eq!(mode(&file), 0o644);
    }

    #[test]
    fn a_bare_name_lies_in_the_working_folder() {
        assert_eq!(folder_of(Path::new("a")), Path::new("."));
        assert_eq!(folder_of(Path::new("a/b")), Path::new("a"));
    }

    #[test]
    fn nothing_is_set_aside_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let mut asides = Vec::new();
        for content in ["1", "2", "3"] {
            fs::write(&file, content).unwrap();
            asides.push(set_aside(&file, ".bad").unwrap());
        }
        assert_eq!(names_in(folder.path()), ["a.bad", "a.bad-2", "a.bad-3"]);
        assert_eq!(fs::read_to_string(&asides[1]).unwrap(), "2");
        assert_eq!(set_asides_of(&file, ".bad"), asides);
    }
}
