//! `hadir manual`: the manual's pages and what shells complete, made of the very arguments that are understood. It is for
//! whoever makes a package, and no help tells of it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap_complete::{Shell, generate_to};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to write them into, made if it is not there
    pub dir: PathBuf,
}

/// Writes `hadir.1`, a page for each command that help tells of, and the completions of Bash, Fish and Zsh.
pub(super) fn write(command: clap::Command, dir: &Path) -> anyhow::Result<ExitCode> {
    let name = command.get_name().to_owned();
    let written = std::fs::create_dir_all(dir).and_then(|()| {
        for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
            generate_to(shell, &mut command.clone(), name.as_str(), dir)?;
        }
        clap_mangen::generate_to(command, dir)
    });
    written.with_context(|| format!("the manual cannot be written to {}", dir.display()))?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_that_help_tells_of_has_a_page_and_is_completed() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("manual");
        write(super::super::Arguments::command(), &dir).unwrap();
        let read = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap();
        let completed = ["hadir.bash", "hadir.fish", "_hadir"].map(read);
        let commands = super::super::Arguments::command();
        let (hidden, told): (Vec<_>, Vec<_>) = commands.get_subcommands().partition(|command| command.is_hide_set());
        assert!(told.len() > 5 && !hidden.is_empty());
        let overview = read("hadir.1");
        for command in told {
            let name = command.get_name();
            let as_set = format!("hadir-{name}").replace('-', "\\-");
            assert!(read(&format!("hadir-{name}.1")).contains(&as_set), "{name}");
            assert!(overview.contains(&as_set), "{name}");
            assert!(completed.iter().all(|text| text.contains(name)), "{name}");
        }
        // `hadir help` is told of with every command.
        for name in hidden.iter().map(|command| command.get_name()).chain(["help"]) {
            assert!(!dir.join(format!("hadir-{name}.1")).exists(), "{name}");
        }
    }
}
