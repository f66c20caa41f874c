//! The sounds themselves, made of sines that fade: nothing is read from a file.

use std::f32::consts::TAU;

use crate::settings::Sound;

/// Samples a second.
pub(super) const RATE: u32 = 44_100;
/// The loudest that a sample gets: a sound for those who stand at the door, not for the room behind it.
const LOUDEST: f32 = 0.35;
/// A sound that begins at once clicks: it takes so many seconds to be there.
const ATTACK: f32 = 0.006;
/// It is led to silence within so many seconds at its end.
const RELEASE: f32 = 0.03;

/// One note.
struct Note {
    /// When it begins, in seconds.
    at: f32,
    /// In Hertz.
    pitch: f32,
    /// In so many seconds it fades to a third.
    fades: f32,
}

/// How a note sounds: of each partial, how many times as high it is, how loud, and how much sooner it fades.
type Voice = &'static [(f32, f32, f32)];

const SOFT: Voice = &[(1.0, 1.0, 1.0), (2.0, 0.25, 1.6), (3.0, 0.08, 2.4)];
/// A bell's partials are not multiples of each other.
const BELL: Voice = &[(1.0, 1.0, 1.0), (2.0, 0.45, 1.3), (2.76, 0.3, 1.9), (5.4, 0.15, 3.5)];
/// A bar of wood's second partial lies two octaves up and is gone at once.
const WOOD: Voice = &[(1.0, 1.0, 1.0), (3.93, 0.4, 3.0), (9.2, 0.1, 8.0)];

/// A sound as samples of one channel, [`RATE`] a second; `None` where there is nothing to be heard.
pub(super) fn samples(sound: Sound) -> Option<Vec<f32>> {
    let note = |at, pitch, fades| Note { at, pitch, fades };
    Some(match sound {
        Sound::None => return None,
        Sound::Chime => mix(&[note(0.0, 659.26, 0.14), note(0.13, 880.0, 0.2)], SOFT, 0.9),
        Sound::Bell => mix(&[note(0.0, 1046.5, 0.26)], BELL, 1.1),
        Sound::Wood => mix(&[note(0.0, 523.25, 0.07), note(0.11, 783.99, 0.09)], WOOD, 0.5),
    })
}

fn mix(notes: &[Note], voice: Voice, seconds: f32) -> Vec<f32> {
    let count = (seconds * RATE as f32) as usize;
    let at = |sample: usize| sample as f32 / RATE as f32;
    let mut samples: Vec<f32> =
        (0..count).map(|sample| notes.iter().map(|note| note.sample(voice, at(sample))).sum()).collect();
    let peak = samples.iter().fold(f32::EPSILON, |peak, sample| peak.max(sample.abs()));
    for (number, sample) in samples.iter_mut().enumerate() {
        *sample *= LOUDEST / peak * (at(count - 1 - number) / RELEASE).min(1.0);
    }
    samples
}

impl Note {
    fn sample(&self, voice: Voice, at: f32) -> f32 {
        let since = at - self.at;
        if since <= 0.0 {
            return 0.0;
        }
        let begun = (since / ATTACK).min(1.0);
        let partial = |&(times, loud, sooner): &(f32, f32, f32)| {
            loud * (-since * sooner / self.fades).exp() * (TAU * self.pitch * times * since).sin()
        };
        begun * voice.iter().map(partial).sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sound_is_short_and_soft_and_begins_and_ends_in_silence() {
        assert_eq!(samples(Sound::None), None);
        for sound in Sound::ALL.into_iter().skip(1) {
            let samples = samples(sound).unwrap();
            let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
            assert!((0.3..0.4).contains(&peak), "{sound:?}: {peak}");
            assert!(samples.len() < RATE as usize * 6 / 5, "{sound:?} is a melody");
            assert_eq!((samples[0], samples[samples.len() - 1]), (0.0, 0.0), "{sound:?} clicks");
            let loud = |part: &[f32]| part.iter().map(|sample| sample * sample).sum::<f32>() / part.len() as f32;
            let (early, late) = (loud(&samples[..RATE as usize / 4]), loud(&samples[samples.len() - 2000..]));
            assert!(late < early / 50.0, "{sound:?} does not fade: {early} {late}");
        }
    }
}
