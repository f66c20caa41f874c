//! Who recognises, and whether that goes.

use std::path::Path;

use super::{Action, Check, Section, Subject};
use crate::engine::Models;
use crate::remote::{self, Health, Target, Timing};
use crate::station::view::{Asking, EngineState, Remote};
use crate::text;
use crate::words::Text;

pub(super) fn face_models(folder: &Path) -> Check {
    match Models::in_folder(folder).check() {
        Ok(()) => Check::ok(Subject::Models, text!("checkup-models-complete", folder = folder)),
        Err(error) => Check::problem(Subject::Models, error.text(), error.advice()),
    }
}

/// Who recognises: this PC or, where that is set, another Hadir, which is asked how it is; no picture is sent to it.
pub fn recognition(elsewhere: Option<&Target>, timing: Timing) -> Check {
    let Some(target) = elsewhere else { return Check::ok(Subject::Recognition, text!("checkup-recognition-here")) };
    let place = target.place();
    match remote::try_out(target, timing) {
        Ok(Health { students: Some(0), .. } | Health { pictures: Some(0), .. }) => Check::warning(
            Subject::Recognition,
            text!("checkup-recognition-nobody", place = place),
            text!("checkup-recognition-nobody-advice"),
        ),
        Ok(Health { students, pictures }) => {
            let students = students.map(|count| text!("checkup-students", count = count));
            let templates = pictures.map(|count| text!("checkup-templates", count = count));
            let knows = Text::list(students.into_iter().chain(templates));
            Check::ok(
                Subject::Recognition,
                match knows.is_nothing() {
                    true => text!("checkup-recognition-answers", place = place),
                    false => text!("checkup-recognition-knows", place = place, knows = knows),
                },
            )
        }
        Err(trouble) => {
            let detail = text!("checkup-recognition-trouble", reason = trouble.message);
            Check::problem(Subject::Recognition, detail, trouble.advice)
        }
    }
}

/// The same of a station that runs; of another Hadir, by what it answered last.
pub(super) fn of_station(engine: &EngineState, remote: Option<&Remote>) -> Check {
    let here = match engine {
        EngineState::Loading => Check::ok(Subject::Recognition, text!("checkup-recognition-loading")),
        EngineState::Ready => Check::ok(Subject::Recognition, text!("checkup-recognition-here")),
        EngineState::Failing { message, advice } | EngineState::Failed { message, advice } => {
            Check::problem(Subject::Recognition, message.clone(), advice.clone()).mended(Action::RetryEngine)
        }
    };
    let Some(Remote { place, asking, .. }) = remote else { return here };
    match asking {
        Asking::Waiting => Check::ok(Subject::Recognition, text!("checkup-recognition-elsewhere", place = place)),
        Asking::Answering { .. } => {
            Check::ok(Subject::Recognition, text!("checkup-recognition-answers", place = place))
        }
        Asking::Trouble { message, advice } => {
            let detail = text!("checkup-recognition-trouble", reason = message);
            Check::problem(Subject::Recognition, detail, advice.clone()).mended(Action::Settings(Section::OtherHadir))
        }
    }
}
