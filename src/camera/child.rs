//! A program as a child: its output to read, its complaints kept, nothing of it left behind.

use std::ffi::OsString;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;

/// The most of a child's complaints that is kept: the end, in bytes.
const MAX_COMPLAINTS: usize = 4096;

/// A running child. Dropping it kills the child and waits for it.
#[derive(Debug)]
pub(super) struct Running {
    /// What it writes.
    pub(super) output: BufReader<ChildStdout>,
    killer: Killer,
    keeper: Option<JoinHandle<String>>,
}

/// Kills a child, from any thread and as often as one likes.
#[derive(Debug, Clone)]
pub(super) struct Killer(Arc<Mutex<Child>>);

impl Killer {
    pub(super) fn kill(&self) {
        if let Err(error) = self.child().kill() {
            tracing::warn!("a child process could not be ended: {error}");
        }
    }

    fn child(&self) -> MutexGuard<'_, Child> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    /// Starts a program; never through a shell.
    ///
    /// The child is tied to Hadir's life by the thread that starts it, so this thread is one of its own: the keeper,
    /// which reads its complaints and lives exactly as long.
    pub(super) fn start(program: &Path, arguments: Vec<OsString>) -> std::io::Result<Self> {
        let mut command = tied_to_our_life(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let (started, start) = crossbeam_channel::bounded(1);
        let keeper =
            std::thread::Builder::new().name("ffmpeg".to_owned()).spawn(move || match take_pipes(command) {
                Ok((child, output, complaints)) => {
                    let killer = Killer(Arc::new(Mutex::new(child)));
                    // Should nobody wait for the answer any more, the killing below is all there is to do.
                    if started.send(Ok((output, killer.clone()))).is_err() {
                        killer.kill();
                    }
                    let complaints = keep_end(complaints);
                    // Whoever closes its complaints has ended, or is to.
                    killer.kill();
                    if let Err(error) = killer.child().wait() {
                        tracing::warn!("a child process could not be waited for: {error}");
                    }
                    complaints
                }
                Err(error) => {
                    drop(started.send(Err(error)));
                    String::new()
                }
            })?;
        let (output, killer) = start.recv().map_err(std::io::Error::other)??;
        Ok(Self { output: BufReader::new(output), killer, keeper: Some(keeper) })
    }

    pub(super) fn killer(&self) -> Killer {
        self.killer.clone()
    }

    /// Waits for its end, after the end of its output; gives the end of its complaints.
    pub(super) fn complaints(mut self) -> String {
        self.keeper.take().and_then(|keeper| keeper.join().ok()).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(keeper) = self.keeper.take() {
            self.killer.kill();
            drop(keeper.join());
        }
    }
}

fn take_pipes(mut command: Command) -> std::io::Result<(Child, ChildStdout, ChildStderr)> {
    let mut child = command.spawn()?;
    match (child.stdout.take(), child.stderr.take()) {
        (Some(output), Some(complaints)) => Ok((child, output, complaints)),
        _ => Err(std::io::Error::other("a child without pipes")),
    }
}

fn keep_end(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let mut buffer = [0; 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => kept.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
        kept.drain(..kept.len().saturating_sub(MAX_COMPLAINTS));
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// A command whose process dies with us, even when we are killed and cannot see to it ourselves: Linux does that for
/// whoever asks from inside the child, and `setpriv` is a program that asks and then becomes the other.
fn tied_to_our_life(program: &Path) -> Command {
    static SETPRIV: OnceLock<Option<PathBuf>> = OnceLock::new();
    let setpriv = SETPRIV.get_or_init(|| {
        let setpriv = find_program("setpriv").filter(|_| cfg!(target_os = "linux"))?;
        // BusyBox has one too, which cannot do this.
        let tried = Command::new(&setpriv).args(["--pdeathsig", "KILL", "true"]).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success()).then_some(setpriv)
    });
    match setpriv {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "KILL", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    }
}

/// A program of this name where the system looks for programs.
pub(super) fn find_program(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_long_complaints_the_end_is_kept() {
        let long = [vec![b'a'; 3 * MAX_COMPLAINTS], b"the end".to_vec()].concat();
        let kept = keep_end(&long[..]);
        assert_eq!(kept.len(), MAX_COMPLAINTS);
        assert!(kept.ends_with("athe end"));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        assert_eq!(find_program("there-is-no-such-program"), None);
    }
}
