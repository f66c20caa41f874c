//! The camera: which there are, and whether the one that is chosen gives pictures.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::{Action, Check, Section, Subject, light};
use crate::camera::{self, CameraError, CameraInfo, SourceOptions};
use crate::core::Light;
use crate::settings::Settings;
use crate::station::view::CameraState;
use crate::text;
use crate::words::{self, Text};

/// How long a camera may take to give its first picture.
const CAMERA_PATIENCE: Duration = Duration::from_secs(10);
/// A camera takes about so long to get used to the light, and its first pictures say nothing of it.
const EYES_OPEN: Duration = Duration::from_millis(1200);

pub(super) fn webcams(found: &[CameraInfo]) -> Check {
    if found.is_empty() {
        return Check::warning(Subject::Webcams, text!("checkup-webcams-none"), text!("checkup-webcams-none-advice"));
    }
    let list: Vec<_> = found
        .iter()
        .map(|camera| match camera.source.contains(' ') {
            true => format!("{0} (--source \"{1}\")", camera.name, camera.source),
            false => format!("{} (--source {})", camera.name, camera.source),
        })
        .collect();
    Check::ok(Subject::Webcams, Text::said(list.join(", ")))
}

/// Takes pictures with the camera that is set, and says what the light is like; its address is not shown, as there may be a
/// password in it.
pub(super) fn chosen(settings: &Settings, is_running: bool) -> Vec<Check> {
    let Some(source) = settings.source.value.clone() else {
        return vec![none()];
    };
    let options = SourceOptions { size: settings.size.value, rate: settings.rate.value, repeat: settings.repeat.value };
    let (give, taken) = mpsc::channel();
    // A read can block for ever: a thread of its own, which is left behind then.
    let started = thread::Builder::new().name("camera check".to_owned()).spawn(move || {
        // Nobody waits any more when it took too long.
        let _ = give.send(look_through(&source, &options));
    });
    if let Err(error) = started {
        let detail = text!("checkup-camera-no-thread", reason = words::io(&error));
        return vec![Check::problem(Subject::Camera, detail, text!("station-close-programs"))];
    }
    match taken.recv_timeout(CAMERA_PATIENCE) {
        Ok(Ok((name, Some(seen)))) => {
            let (width, height) = (seen.size.0.to_string(), seen.size.1.to_string());
            let camera = text!("checkup-camera-gives", name = name, width = width, height = height);
            vec![Check::ok(Subject::Camera, camera), light::check(&[seen.light])]
        }
        Ok(Ok((name, None))) => {
            let detail = text!("checkup-camera-empty", name = name);
            vec![Check::problem(Subject::Camera, detail, text!("checkup-camera-empty-advice"))]
        }
        Ok(Err(CameraError::Busy(name))) if is_running => {
            vec![Check::ok(Subject::Camera, text!("checkup-camera-open", name = name))]
        }
        Ok(Err(error)) => vec![Check::problem(Subject::Camera, error.text(), error.advice())],
        Err(_) => vec![Check::problem(
            Subject::Camera,
            text!("checkup-camera-silent", seconds = CAMERA_PATIENCE.as_secs()),
            text!("checkup-camera-silent-advice"),
        )],
    }
}

fn none() -> Check {
    Check::warning(Subject::Camera, text!("checkup-camera-none"), text!("checkup-camera-none-advice"))
        .mended(Action::Settings(Section::Camera))
}

/// What a camera gave.
struct Seen {
    size: (u32, u32),
    light: Light,
}

/// The camera's name, and what it gives once it has seen a little.
fn look_through(source: &str, options: &SourceOptions) -> Result<(String, Option<Seen>), CameraError> {
    let mut camera = camera::open(source, options)?;
    let name = camera.name().to_owned();
    let mut picture = camera.next_picture()?;
    let first = Instant::now();
    while picture.is_some() && first.elapsed() < EYES_OPEN {
        match camera.next_picture() {
            Ok(Some(next)) => picture = Some(next),
            // It gave one, and that is what was asked.
            Ok(None) | Err(_) => break,
        }
    }
    Ok((name, picture.map(|picture| Seen { size: picture.rgb.dimensions(), light: light::of(&picture.rgb, &[]) })))
}

/// The same of a station that runs.
pub(super) fn of_station(camera: &CameraState) -> Check {
    match camera {
        CameraState::None => none(),
        CameraState::Opening { name } => Check::ok(Subject::Camera, text!("checkup-camera-opening", name = name)),
        CameraState::Live { name, size, rate } => {
            let (width, height) = (size.width.to_string(), size.height.to_string());
            let detail = match *rate {
                ..1.0 => text!("checkup-camera-seldom", name = name, width = width, height = height),
                rate => {
                    let count = rate.round() as i64;
                    text!("checkup-camera-live", name = name, width = width, height = height, count = count)
                }
            };
            Check::ok(Subject::Camera, detail)
        }
        CameraState::Trouble { message, advice, .. } => {
            Check::problem(Subject::Camera, message.clone(), advice.clone()).mended(Action::Settings(Section::Camera))
        }
        CameraState::Ended { name } => {
            let detail = text!("checkup-camera-ended", name = name);
            Check::warning(Subject::Camera, detail, text!("checkup-camera-ended-advice"))
                .mended(Action::Settings(Section::Camera))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn without_a_camera_chosen_there_is_one_to_choose() {
        for check in [chosen(&Settings::default(), false).remove(0), of_station(&CameraState::None)] {
            assert_eq!((check.state, check.detail.to_string().as_str()), (State::Warning, "none is chosen yet"));
            assert_eq!(check.action, Some(Action::Settings(Section::Camera)));
        }
    }

    #[test]
    fn webcams_are_listed_with_what_to_call_them_by() {
        assert_eq!(webcams(&[]).state, State::Warning);
        let check = webcams(&[CameraInfo { source: "/dev/video0".to_owned(), name: "HD Webcam".to_owned() }]);
        assert_eq!(check.detail.to_string(), "HD Webcam (--source /dev/video0)");
    }
}
