//! What a row has to be to be believed: SQLite itself does not notice a flipped bit in a name.

use sha2::{Digest as _, Sha256};

/// The digest of a row, being made of its parts.
#[derive(Default)]
pub(super) struct Digest(Sha256);

impl Digest {
    /// One more part; `None`: nothing stands there.
    pub(super) fn part(&mut self, bytes: Option<&[u8]>) {
        // Lengths keep "ab", "c" from looking like "a", "bc".
        self.0.update(bytes.map_or(u64::MAX, |bytes| bytes.len() as u64).to_le_bytes());
        self.0.update(bytes.unwrap_or_default());
    }

    /// A text.
    pub(super) fn text(&mut self, text: Option<&str>) {
        self.part(text.map(str::as_bytes));
    }

    /// A number.
    pub(super) fn number(&mut self, number: Option<i64>) {
        self.part(number.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
    }

    /// As it is kept.
    pub(super) fn end(self) -> i64 {
        let hash = self.0.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        i64::from_le_bytes(first)
    }
}
