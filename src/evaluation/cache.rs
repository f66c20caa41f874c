//! Faces kept in a file, so that photos are not looked at again in the next run.
//!
//! A CSV: a line for each photo, with its SHA-256, how often the picture was doubled to find faces, and, where a face was
//! found, the 128 numbers of the face and the 128 of its mirror image. A photo that was changed is looked at again.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::people::Photo;
use crate::core::face::EMBEDDING_LEN;
use crate::core::{Embedding, Upsampling};
use crate::files;

/// What is known of photos, by their SHA-256: the face, or that there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Cache {
    upsampling: Upsampling,
    photos: BTreeMap<String, Option<Photo>>,
}

/// Why a cache cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// The disk's words.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// Something else lies there, which is not overwritten.
    #[error("line {0} is not one of a cache of Hadir's")]
    NotACache(usize),
}

impl Cache {
    /// One that knows nothing yet.
    pub fn new(upsampling: Upsampling) -> Self {
        Self { upsampling, photos: BTreeMap::new() }
    }

    /// Reads a file; one that is not there yet knows nothing. What was found with another upsampling is passed over.
    pub fn read(path: &Path, upsampling: Upsampling) -> Result<Self, CacheError> {
        let mut cache = Self::new(upsampling);
        let file = match std::fs::File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(cache),
            Err(error) => return Err(error.into()),
        };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
        for (line, record) in (1..).zip(reader.records()) {
            let record = record.map_err(|_| CacheError::NotACache(line))?;
            let (digest, times, photo) = parse(&record).ok_or(CacheError::NotACache(line))?;
            if times == upsampling.times() {
                cache.photos.insert(digest, photo);
            }
        }
        Ok(cache)
    }

    /// Writes the file anew, for its owner alone.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for (digest, photo) in &self.photos {
            let mut record = vec![digest.clone(), self.upsampling.times().to_string()];
            if let Some(Photo { plain, mirrored }) = photo {
                let numbers = plain.as_slice().iter().chain(mirrored.as_slice());
                // The shortest text that reads as the same number.
                record.extend(numbers.map(f64::to_string));
            }
            writer.write_record(record).map_err(io::Error::other)?;
        }
        let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        files::write(path, &bytes)
    }

    /// What is known of a photo: its face, or that there is none; `None` if nothing is.
    pub fn get(&self, digest: &str) -> Option<&Option<Photo>> {
        self.photos.get(digest)
    }

    /// Keeps what was found.
    pub fn put(&mut self, digest: String, photo: Option<Photo>) {
        self.photos.insert(digest, photo);
    }
}

fn parse(record: &csv::StringRecord) -> Option<(String, u8, Option<Photo>)> {
    let digest = record.get(0).filter(|digest| digest.len() == 64)?.to_owned();
    let times = record.get(1)?.parse().ok()?;
    let numbers = record.iter().skip(2).map(|number| number.parse().ok()).collect::<Option<Vec<f64>>>()?;
    if numbers.is_empty() {
        return Some((digest, times, None));
    }
    let (plain, mirrored) = numbers.split_at_checked(EMBEDDING_LEN)?;
    let photo = Photo { plain: Embedding::new(plain).ok()?, mirrored: Embedding::new(mirrored).ok()? };
    Some((digest, times, Some(photo)))
}

#[cfg(test)]
mod tests {
    use super::super::people::tests::people;
    use super::*;

    #[test]
    fn what_was_written_is_read_to_the_last_bit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.csv");
        let upsampling = Upsampling::DEFAULT;
        let mut cache = Cache::read(&path, upsampling).unwrap();
        assert_eq!(cache, Cache::new(upsampling), "a file that is not there yet");
        for (at, photo) in people(&[3], 0.3, 1).remove(0).photos.into_iter().enumerate() {
            cache.put(format!("{at:064}"), Some(photo));
        }
        cache.put("f".repeat(64), None);
        cache.write(&path).unwrap();
        assert_eq!(Cache::read(&path, upsampling).unwrap(), cache);
        assert_eq!(cache.get(&"f".repeat(64)), Some(&None));
        let other = Upsampling::new(0).unwrap();
        assert_eq!(Cache::read(&path, other).unwrap(), Cache::new(other), "found with another upsampling");
    }

    #[test]
    fn something_else_is_not_taken_for_a_cache() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.csv");
        std::fs::write(&path, "person,group\nalip,a\n").unwrap();
        assert!(matches!(Cache::read(&path, Upsampling::DEFAULT), Err(CacheError::NotACache(1))));
    }
}
