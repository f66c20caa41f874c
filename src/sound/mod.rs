//! A sound for who was recorded. They are made here, of sines ([`tones`]), and played by whatever the system plays sounds
//! with.
//!
//! The way out is opened for each sound and closed behind it: a sound card that is not there, or is another program's, or
//! is pulled out, costs that sound and nothing else, and nothing is held open through the silence of a day.

use std::num::NonZero;
use std::time::Duration;

use rodio::DeviceSinkBuilder;
use rodio::buffer::SamplesBuffer;

use crate::settings::Sound;
use crate::text;
use crate::words::Text;

mod tones;

/// What has been handed over may still be on its way to the loudspeaker.
const ON_THE_WAY: Duration = Duration::from_millis(250);

/// Plays a sound, and returns when it is over. Where the system takes its time, so does this: it is for a thread that may
/// wait.
///
/// # Errors
/// Why nothing is heard.
pub fn play(sound: Sound) -> Result<(), SoundError> {
    let Some(samples) = tones::samples(sound) else { return Ok(()) };
    let (Some(mono), Some(rate)) = (NonZero::new(1), NonZero::new(tones::RATE)) else { return Ok(()) };
    let unheard = |error: rodio::DeviceSinkError| {
        tracing::debug!(%error, "no sound can be played");
        SoundError::NoDevice
    };
    let went_wrong = |error| tracing::debug!(%error, "while a sound was played");
    let device = DeviceSinkBuilder::from_default_device().map_err(unheard)?.with_error_callback(went_wrong);
    let mut sink = device.open_sink_or_fallback().map_err(unheard)?;
    sink.log_on_drop(false);
    let length = Duration::from_secs_f64(samples.len() as f64 / f64::from(tones::RATE));
    sink.mixer().add(SamplesBuffer::new(mono, rate, samples));
    std::thread::sleep(length + ON_THE_WAY);
    Ok(())
}

/// Why nothing is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum SoundError {
    /// There is no way out for sound, or it is another program's.
    NoDevice,
}

impl SoundError {
    /// What happened, a sentence.
    pub fn text(self) -> Text {
        match self {
            Self::NoDevice => text!("sound-no-device"),
        }
    }

    /// What to do.
    pub fn advice(self) -> Text {
        match self {
            Self::NoDevice => text!("sound-no-device-advice"),
        }
    }
}
