//! A PC for a test, and what the program did there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;

use image::RgbImage;
use serde_json::Value;
use tempfile::TempDir;

/// A PC of its own: a home, a data folder, nothing set.
pub struct Pc {
    folder: TempDir,
}

impl Pc {
    pub fn new() -> Self {
        let pc = Self { folder: tempfile::tempdir().unwrap() };
        // One in the checkout, the developer's own, must not speak here.
        fs::write(pc.path(".env"), "").unwrap();
        pc
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `hadir` with these arguments, this PC's data folder and, unless the test says otherwise, the real models.
    pub fn hadir<A: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = self.bare();
        command.args(arguments).arg("--data").arg(self.path("data"));
        command
    }

    pub fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hadir"));
        command.current_dir(self.folder.path()).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home")).stdin(Stdio::null());
        command
    }

    pub fn picture(&self, name: &str, picture: &RgbImage) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        picture.save(&path).unwrap();
        path
    }
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("ended by a signal: {}", said(output)))
}

pub fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn lines(output: &Output) -> Vec<Value> {
    printed(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// One of the sample photographs; makes sure that the models are there, too.
pub fn sample(name: &str) -> PathBuf {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let photo = assets.join("sample").join(name);
    let model = assets.join("models").join("dlib_face_recognition_resnet_model_v1.dat");
    assert!(photo.exists() && model.exists(), "run `make test`: {} or {} is missing", photo.display(), model.display());
    photo
}

/// A PC with Obama and Biden enrolled, with a photo each, from `known`.
pub fn enrolled() -> Pc {
    // Enrolled once and kept in memory: a folder kept for the next test would be left behind after the last.
    static FILES: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
        let pc = Pc::new();
        for name in ["obama", "biden"] {
            let photo = sample(&format!("{name}.jpg"));
            fs::create_dir_all(pc.path("known").join(name)).unwrap();
            fs::copy(photo, pc.path("known").join(name).join("a.JPG")).unwrap();
        }
        let output = pc.hadir(["enroll", "known"]).output().unwrap();
        assert_eq!(code(&output), 0, "{}{}", said(&output), printed(&output));
        files_under(pc.folder.path(), Path::new(""))
    });
    let pc = Pc::new();
    for (name, content) in FILES.iter() {
        let path = pc.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    pc
}

/// Every file under `root`/`folder`, by its path from `root`, with its content.
fn files_under(root: &Path, folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(root.join(folder)).unwrap().map(|entry| folder.join(entry.unwrap().file_name()));
    let files = entries.map(|path| match root.join(&path) {
        full if full.is_dir() => files_under(root, &path),
        full => vec![(path, fs::read(full).unwrap())],
    });
    files.flatten().collect()
}

/// A folder of stills in which Obama comes, and then nobody.
pub fn door(pc: &Pc) -> PathBuf {
    let stills = pc.path("door");
    fs::create_dir(&stills).unwrap();
    for still in ["1.jpg", "2.jpg"] {
        fs::copy(sample("obama2.jpg"), stills.join(still)).unwrap();
    }
    pc.picture("door/3.png", &RgbImage::new(320, 240));
    stills
}

#[cfg(unix)]
pub fn interrupt(child: &Child, signal: &str) {
    let sent = Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status().unwrap();
    assert!(sent.success());
}
