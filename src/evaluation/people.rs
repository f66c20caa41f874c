//! People and their faces, as they are measured on and fitted on; and who is held out from fitting.

use sha2::{Digest, Sha256};

use crate::core::{Embedding, Picture};

/// A photo in which a face was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// The face.
    pub plain: Embedding,
    /// The same face in the mirror.
    pub mirrored: Embedding,
}

impl Photo {
    /// As the gallery keeps it.
    pub fn picture(&self) -> Picture<'_> {
        Picture { plain: self.plain.as_slice(), mirrored: Some(self.mirrored.as_slice()) }
    }

    /// The mean of the face and its mirror image: 128 numbers.
    pub fn mean(&self) -> Vec<f64> {
        self.plain.as_slice().iter().zip(self.mirrored.as_slice()).map(|(a, b)| (a + b) / 2.0).collect()
    }
}

/// A person and their photos.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// What their folder is called.
    pub name: String,
    /// Those in which a face was found.
    pub photos: Vec<Photo>,
    /// How many could be read; in the rest of these no face was found.
    pub looked_at: usize,
}

impl Person {
    /// Whether the parameters Hadir comes with were not fitted on such a person; see [`is_held_out`].
    pub fn is_held_out(&self) -> bool {
        is_held_out(&self.name, self.photos.len())
    }
}

/// Of those who can be tried (four photos and more) and of strangers (one photo), this part is held out.
const HELD_OUT: f64 = 0.66;

/// Who may not be fitted on, so that there is somebody to try the parameters on. It hangs on the name and the number of
/// photos (with a face) alone: the same people are held out wherever and whenever somebody fits.
///
/// With `h` the first byte of the name's SHA-256 over 256: people with four or more photos, or with exactly one, are held
/// out where `h < 0.66`. All others may be fitted on.
pub fn is_held_out(name: &str, photos: usize) -> bool {
    let first = Sha256::digest(name.as_bytes()).first().copied().unwrap_or_default();
    (photos == 1 || photos >= 4) && f64::from(first) / 256.0 < HELD_OUT
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::core::face::EMBEDDING_LEN;

    /// A number as chance has it, of mean 0 and variance 1.
    pub fn gaussian(random: &mut fastrand::Rng) -> f64 {
        (-2.0 * (1.0 - random.f64()).ln()).sqrt() * (std::f64::consts::TAU * random.f64()).cos()
    }

    /// People in eight dimensions who differ by `apart` where the pictures of one differ by 0.1, with so many photos each.
    pub fn people(photos: &[usize], apart: f64, seed: u64) -> Vec<Person> {
        let mut random = fastrand::Rng::with_seed(seed);
        let noisy = |centre: &[f64; 8], random: &mut fastrand::Rng| {
            let mut values = [0.0; EMBEDDING_LEN];
            values.iter_mut().zip(centre).for_each(|(value, centre)| *value = centre + 0.1 * gaussian(random));
            Embedding::new(&values).unwrap()
        };
        let person = |(at, &photos): (usize, &usize)| {
            let centre: [f64; 8] = std::array::from_fn(|_| apart * gaussian(&mut random));
            let mut photo = || Photo { plain: noisy(&centre, &mut random), mirrored: noisy(&centre, &mut random) };
            let photos: Vec<Photo> = (0..photos).map(|_| photo()).collect();
            Person { name: format!("person {at}"), looked_at: photos.len(), photos }
        };
        photos.iter().enumerate().map(person).collect()
    }

    #[test]
    fn who_is_held_out_hangs_on_name_and_number_alone() {
        let first = |name: &str| Sha256::digest(name.as_bytes())[0];
        assert_eq!(first("hello"), 0x2c);
        let high = (0..).map(|n| format!("person {n}")).find(|name| first(name) == 169).unwrap();
        let low = (0..).map(|n| format!("person {n}")).find(|name| first(name) == 168).unwrap();
        for photos in [1, 4, 9] {
            assert!(is_held_out("hello", photos) && is_held_out(&low, photos) && !is_held_out(&high, photos));
        }
        for photos in [0, 2, 3] {
            assert!(!is_held_out("hello", photos));
        }
    }
}
