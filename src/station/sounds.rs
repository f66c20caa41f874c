//! The sound of an arrival, on a thread of its own: nobody waits for a sound card. It is of the station and not of the
//! window, so that it is heard while the window is minimised, and where there is none.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, TrySendError, bounded};

use crate::settings::Sound;
use crate::sound::SoundError;

/// Where no sound can be played it is not tried again for so long: ALSA tells the terminal of each try.
const REST: Duration = Duration::from_secs(60);

/// Plays a sound to its end; [`crate::sound::play`] outside tests.
pub type Play = Arc<dyn Fn(Sound) -> Result<(), SoundError> + Send + Sync>;

/// Has sounds played. One that comes while another is heard is left out: of five who come in together, one sound says
/// that they are written down, and not five one behind the other.
#[derive(Clone)]
pub(super) struct Sounds(Option<Sender<Sound>>);

impl Sounds {
    /// Starts the thread; it ends when nobody can ask any more. It is not waited for, as a sound card may not answer.
    pub(super) fn start(play: Play) -> Self {
        let (ask, asked) = bounded::<Sound>(0);
        let run = move || {
            let mut unheard: Option<Instant> = None;
            for sound in asked {
                if unheard.is_some_and(|since| since.elapsed() < REST) {
                    continue;
                }
                let before = unheard.take();
                if let Err(error) = play(sound) {
                    unheard = Some(Instant::now());
                    if before.is_none() {
                        tracing::warn!(%error, "arrivals are not heard");
                    }
                }
            }
        };
        match std::thread::Builder::new().name("sound".to_owned()).spawn(run) {
            Ok(_) => Self(Some(ask)),
            Err(error) => {
                tracing::warn!(%error, "arrivals are not heard");
                Self(None)
            }
        }
    }

    /// Has a sound played, unless one is heard already. Never waits.
    pub(super) fn play(&self, sound: Sound) {
        if let (Some(ask), true) = (&self.0, sound != Sound::None) {
            match ask.try_send(sound) {
                Ok(()) | Err(TrySendError::Full(_)) => {}
                Err(TrySendError::Disconnected(_)) => tracing::debug!("the thread of sounds has ended"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_that_comes_while_another_is_heard_is_left_out_and_nobody_waits() {
        let (heard, hears) = bounded(9);
        let (go_on, goes_on) = bounded::<()>(0);
        let sounds = Sounds::start(Arc::new(move |sound| {
            heard.send(sound).unwrap();
            let _ = goes_on.recv();
            Err(SoundError::NoDevice)
        }));
        // The thread takes a moment to listen.
        let first = loop {
            sounds.play(Sound::Bell);
            if let Ok(first) = hears.recv_timeout(Duration::from_millis(5)) {
                break first;
            }
        };
        sounds.play(Sound::Chime);
        sounds.play(Sound::None);
        drop(go_on);
        assert_eq!((first, hears.recv_timeout(Duration::from_millis(100)).ok()), (Sound::Bell, None));
    }
}
