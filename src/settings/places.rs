//! Where things are: in a checkout of Hadir's own sources beside them, installed where the platform keeps such things.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use toml_edit::DocumentMut;

/// Where the data, the models and the settings are, unless the person says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The data folder; a setting may name another.
    pub data: PathBuf,
    /// The folder of the face models.
    pub models: PathBuf,
    /// The settings file; `None` on a system that has no place for one.
    pub settings_file: Option<PathBuf>,
    /// The `.env` file: that of the working folder, or else of the checkout.
    pub dotenv: Option<PathBuf>,
}

impl Places {
    /// The places of this program, run here by this user.
    pub fn find() -> Self {
        let executable = std::env::current_exe().ok();
        let working = std::env::current_dir().unwrap_or_default();
        Self::of(executable.as_deref(), &working, ProjectDirs::from("", "", "hadir").as_ref())
    }

    /// The places of a program `executable`, run in the folder `working` by a user with these folders.
    fn of(executable: Option<&Path>, working: &Path, dirs: Option<&ProjectDirs>) -> Self {
        let installed = dirs.map_or_else(|| working.to_owned(), |dirs| dirs.data_dir().to_owned());
        let settings_file = dirs.map(|dirs| dirs.config_dir().join("settings.toml"));
        let around = executable.into_iter().flat_map(|executable| executable.ancestors().skip(1)).chain([working]);
        let checkout = around.into_iter().find(|folder| is_checkout(folder)).map(Path::to_owned);
        let dotenv = [Some(working), checkout.as_deref()];
        let dotenv = dotenv.into_iter().flatten().map(|folder| folder.join(".env")).find(|file| file.is_file());
        if let Some(checkout) = checkout {
            return Self {
                data: checkout.join("data"),
                models: checkout.join("assets").join("models"),
                settings_file,
                dotenv,
            };
        }
        let shared = executable
            .and_then(|executable| executable.parent()?.parent())
            .map(|prefix| prefix.join("share").join("hadir").join("models"))
            .filter(|models| models.is_dir());
        Self {
            data: installed.join("data"),
            models: shared.unwrap_or_else(|| installed.join("models")),
            settings_file,
            dotenv,
        }
    }
}

/// Whether a folder holds Hadir's own sources.
fn is_checkout(folder: &Path) -> bool {
    folder.join("known_faces").is_dir()
        && std::fs::read_to_string(folder.join("Cargo.toml"))
            .ok()
            .and_then(|manifest| manifest.parse::<DocumentMut>().ok())
            .is_some_and(|manifest| {
                let name = manifest.get("package").and_then(|package| package.get("name"));
                name.and_then(|name| name.as_str()) == Some("hadir")
            })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn checkout(folder: &Path, package: &str) {
        fs::create_dir_all(folder.join("known_faces")).unwrap();
        fs::write(folder.join("Cargo.toml"), format!("[package]\nname = \"{package}\"\n")).unwrap();
    }

    #[test]
    fn in_a_checkout_everything_is_beside_the_sources() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        checkout(root, "hadir");
        let built = root.join("target/debug/hadir");
        let elsewhere = Path::new("/");
        for (executable, working) in [(Some(built.as_path()), elsewhere), (None, root)] {
            let places = Places::of(executable, working, None);
            assert_eq!(places.data, root.join("data"));
            assert_eq!(places.models, root.join("assets/models"));
        }
    }

    #[test]
    fn the_working_folders_env_file_comes_before_the_checkouts() {
        let (folder, working) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        checkout(folder.path(), "hadir");
        let executable = folder.path().join("target/debug/hadir");
        let found = || Places::of(Some(&executable), working.path(), None).dotenv;
        assert_eq!(found(), None);
        fs::write(folder.path().join(".env"), "").unwrap();
        assert_eq!(found(), Some(folder.path().join(".env")));
        fs::write(working.path().join(".env"), "").unwrap();
        assert_eq!(found(), Some(working.path().join(".env")));
    }

    #[test]
    fn another_project_is_no_checkout() {
        let folder = tempfile::tempdir().unwrap();
        checkout(folder.path(), "something-else");
        let dirs = ProjectDirs::from_path(PathBuf::from("hadir")).unwrap();
        assert_eq!(Places::of(None, folder.path(), Some(&dirs)).data, dirs.data_dir().join("data"));
    }

    #[test]
    fn installed_the_platform_says_where() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = ProjectDirs::from_path(PathBuf::from("hadir")).unwrap();
        let executable = folder.path().join("bin/hadir");
        let places = Places::of(Some(&executable), folder.path(), Some(&dirs));
        assert_eq!(places.data, dirs.data_dir().join("data"));
        assert_eq!(places.models, dirs.data_dir().join("models"));
        assert_eq!(places.settings_file, Some(dirs.config_dir().join("settings.toml")));

        let beside = folder.path().join("share/hadir/models");
        fs::create_dir_all(&beside).unwrap();
        assert_eq!(Places::of(Some(&executable), folder.path(), Some(&dirs)).models, beside);
    }
}
