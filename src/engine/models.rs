//! The two model files: where they are, and whether they are what they should be.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::text;
use crate::words::{self, Text};

const LANDMARKS: ModelFile = ModelFile {
    name: "shape_predictor_5_face_landmarks.dat",
    bytes: 9_150_489,
    sha256: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
};
const NETWORK: ModelFile = ModelFile {
    name: "dlib_face_recognition_resnet_model_v1.dat",
    bytes: 22_466_066,
    sha256: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
};

struct ModelFile {
    name: &'static str,
    bytes: u64,
    sha256: &'static str,
}

/// The model files in a folder.
#[derive(Debug, Clone)]
pub struct Models {
    folder: PathBuf,
}

impl Models {
    /// The models in `folder`, not yet looked at.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where they are looked for.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The model that finds eyes and nose in a face's box.
    pub fn landmarks(&self) -> PathBuf {
        self.folder.join(LANDMARKS.name)
    }

    /// The network that describes a face.
    pub fn network(&self) -> PathBuf {
        self.folder.join(NETWORK.name)
    }

    /// Checks both files: there, readable, and by SHA-256 the ones Hadir was made for. Takes about a tenth of a second.
    pub fn check(&self) -> Result<(), ModelsError> {
        [LANDMARKS, NETWORK].iter().try_for_each(|file| check_file(self.folder.join(file.name), file))
    }
}

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub enum ModelsError {
    /// It is not there.
    Missing(PathBuf),
    /// It is not the file it should be.
    Damaged(PathBuf),
    /// It cannot be read.
    Unreadable(PathBuf, #[source] std::io::Error),
}

impl ModelsError {
    /// What is wrong, to stand behind a colon.
    pub fn text(&self) -> Text {
        match self {
            Self::Missing(file) => text!("engine-model-missing", file = file),
            Self::Damaged(file) => text!("engine-model-damaged", file = file),
            Self::Unreadable(file, error) => {
                text!("engine-model-unreadable", file = file, reason = words::io(error))
            }
        }
    }

    /// What the person can do about it.
    pub fn advice(&self) -> Text {
        match self {
            Self::Missing(file) | Self::Damaged(file) if is_of_a_package(file) => {
                text!("engine-model-reinstall-advice")
            }
            Self::Missing(_) => text!("engine-model-missing-advice"),
            Self::Damaged(file) => text!("engine-model-damaged-advice", file = file),
            Self::Unreadable(file, _) => text!("engine-model-unreadable-advice", file = file),
        }
    }
}

/// Whether a model is where a package brings it, and not in a checkout.
fn is_of_a_package(model: &Path) -> bool {
    model.parent().is_some_and(|folder| folder.ends_with("share/hadir/models"))
}

fn check_file(path: PathBuf, expected: &ModelFile) -> Result<(), ModelsError> {
    match sha256_of(&path, expected.bytes) {
        Ok(Some(sha256)) if sha256 == expected.sha256 => Ok(()),
        Ok(_) => Err(ModelsError::Damaged(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(ModelsError::Missing(path)),
        Err(error) => Err(ModelsError::Unreadable(path, error)),
    }
}

/// The SHA-256 of a file in hexadecimal; `None` when it has not the size.
fn sha256_of(path: &Path, bytes: u64) -> std::io::Result<Option<String>> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() != bytes {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => hasher.update(&buffer[..read]),
        }
    }
    Ok(Some(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: ModelFile = ModelFile {
        name: "abc.dat",
        bytes: 3,
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    };

    fn check(content: Option<&[u8]>) -> Result<(), ModelsError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(ABC.name);
        if let Some(content) = content {
            std::fs::write(&path, content).unwrap();
        }
        check_file(path, &ABC)
    }

    #[test]
    fn what_is_fetched_is_what_is_accepted() {
        let fetched: Vec<&str> = include_str!("../../assets/models.sha256").lines().collect();
        let accepted = [NETWORK, LANDMARKS].map(|file| format!("{}  {}", file.sha256, file.name));
        assert_eq!(fetched, accepted);
    }

    #[test]
    fn the_right_bytes_pass() {
        check(Some(b"abc")).unwrap();
    }

    #[test]
    fn other_bytes_are_damage() {
        for content in [b"".as_slice(), b"ab", b"abcd", b"abb"] {
            assert!(matches!(check(Some(content)), Err(ModelsError::Damaged(_))), "{content:?}");
        }
    }

    #[test]
    fn an_absent_file_is_missing() {
        assert!(matches!(check(None), Err(ModelsError::Missing(_))));
        let models = Models::in_folder("/nowhere/at/all");
        let error = models.check().unwrap_err();
        assert_eq!(error.to_string(), "the face model /nowhere/at/all/shape_predictor_5_face_landmarks.dat is missing");
        assert_eq!(error.advice().to_string(), "Run `make models` in Hadir's folder.");
    }

    #[test]
    fn who_installed_a_package_is_not_sent_to_a_checkout() {
        let path = Models::in_folder("/usr/share/hadir/models").network();
        for error in [ModelsError::Missing(path.clone()), ModelsError::Damaged(path)] {
            assert_eq!(error.advice().to_string(), "Install Hadir's package again.");
        }
    }

    #[test]
    fn a_folder_in_its_place_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(ABC.name)).unwrap();
        assert!(matches!(check_file(folder.path().join(ABC.name), &ABC), Err(ModelsError::Damaged(_))));
    }
}
