//! The PIN that leaving an unattended door asks for, as it is kept: so that it cannot be read back.

use std::fmt;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Fewest digits of a PIN.
pub const FEWEST_DIGITS: usize = 4;
/// Most digits of a PIN.
pub const MOST_DIGITS: usize = 12;
/// More memory than this, in KiB, no PIN of ours was made with: a file that says so would stop the machine.
const MOST_MEMORY: u32 = 1 << 18;
/// The same of rounds.
const MOST_ROUNDS: u32 = 64;

/// A PIN as Argon2id leaves it, with its salt, in the PHC string format. Whoever reads the file does not know it; as PINs
/// are short, they could find it out with patience, and who can read the file can also take it away.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// Why something cannot be a PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinRefusal {
    /// Something other than the digits 0 to 9, which are all that a screen to touch has.
    NotDigits,
    /// Fewer than [`FEWEST_DIGITS`] or more than [`MOST_DIGITS`].
    Length,
    /// It could not be made into what is kept: the system gives no random numbers, or no memory.
    Failed,
}

impl Pin {
    /// A new one. Slow on purpose: up to a second on an old PC.
    ///
    /// # Errors
    /// Why it cannot be one.
    pub fn new(digits: &str) -> Result<Self, PinRefusal> {
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(PinRefusal::NotDigits);
        }
        if !(FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len()) {
            return Err(PinRefusal::Length);
        }
        let hash = Argon2::default().hash_password(digits.as_bytes()).map_err(|_| PinRefusal::Failed)?;
        Ok(Self(hash.to_string()))
    }

    /// One as it was kept; `None` for anything else.
    pub fn of_kept(text: &str) -> Option<Self> {
        let hash = PasswordHash::new(text).ok()?;
        let within = |name, most: u32| hash.params.get_decimal(name).is_some_and(|value| value <= most);
        let is_ours = hash.algorithm.as_str() == "argon2id" && hash.hash.is_some();
        (is_ours && within("m", MOST_MEMORY) && within("t", MOST_ROUNDS)).then(|| Self(text.to_owned()))
    }

    /// As it is kept.
    pub fn kept(&self) -> &str {
        &self.0
    }

    /// Whether these are its digits. As slow as [`Self::new`].
    pub fn is(&self, digits: &str) -> bool {
        let matches = |hash| Argon2::default().verify_password(digits.as_bytes(), &hash).is_ok();
        PasswordHash::new(&self.0).is_ok_and(matches)
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\u{2022}\u{2022}\u{2022}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_known_again_and_cannot_be_read_from_what_is_kept() {
        let pin = Pin::new("2580").unwrap();
        assert!(pin.is("2580") && !pin.is("2581") && !pin.is(""));
        let kept = Pin::of_kept(pin.kept()).unwrap();
        assert!(kept.is("2580"));
        assert!(!kept.kept().contains("2580") && !format!("{kept:?}").contains('$'));
        assert_ne!(Pin::new("2580").unwrap(), pin, "each has a salt of its own");
    }

    #[test]
    fn what_cannot_be_a_pin_is_refused() {
        assert_eq!(Pin::new("123"), Err(PinRefusal::Length));
        assert_eq!(Pin::new(&"1".repeat(13)), Err(PinRefusal::Length));
        assert_eq!(Pin::new("12a4"), Err(PinRefusal::NotDigits));
        for text in ["", "2580", "$argon2id$v=19$m=4294967295,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo", "$2b$12$abc"] {
            assert_eq!(Pin::of_kept(text), None, "{text}");
        }
    }
}
