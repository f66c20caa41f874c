//! How small a face the detector looks for.

/// How many times a picture is doubled before faces are looked for: each step finds faces half as large and costs about
/// four times the time. HOG alone finds faces from about 80 pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Upsampling(u8);

impl Upsampling {
    /// The original service's own: one doubling.
    pub const DEFAULT: Self = Self(1);
    /// Every choice there is.
    pub const ALL: [Self; 3] = [Self(0), Self(1), Self(2)];

    /// Takes 0, 1 or 2.
    pub fn new(times: u8) -> Option<Self> {
        (times <= 2).then_some(Self(times))
    }

    /// How many doublings.
    pub fn times(self) -> u8 {
        self.0
    }
}

impl Default for Upsampling {
    fn default() -> Self {
        Self::DEFAULT
    }
}
