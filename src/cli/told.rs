//! What a station without a window tells on stderr: how its camera, its log and its server are, and what went wrong.

use crate::core::sentence;
use crate::gallery::Gallery;
use crate::station::view::{CameraState, EngineState, JournalState, ServerState, View};

/// What the person was told of the camera, the server and of notices, so that nothing is told twice.
#[derive(Default)]
pub(super) struct Told {
    camera: Option<String>,
    /// A picture came.
    pub has_watched: bool,
    notices: u64,
    journal: JournalState,
    engine: Option<EngineState>,
    server: Option<String>,
}

impl Told {
    /// What there is to tell since the last look.
    pub fn news(&mut self, view: &View) -> Vec<String> {
        let mut lines = Vec::new();
        self.has_watched |= matches!(view.camera, CameraState::Live { .. } | CameraState::Ended { .. });
        if let Some(line) = self.camera_line(&view.camera)
            && self.camera.as_ref() != Some(&line)
        {
            lines.push(line.clone());
            self.camera = Some(line);
        }
        if view.journal != self.journal {
            lines.push(match &view.journal {
                JournalState::Working => "Attendance is being recorded again.".to_owned(),
                JournalState::Failing { message, advice } => {
                    format!("Attendance is not being recorded. {message} {advice}")
                }
            });
            self.journal = view.journal.clone();
        }
        match &view.engine {
            failing @ EngineState::Failing { message, advice } if self.engine.as_ref() != Some(failing) => {
                lines.push(format!("Faces are not being recognised. {message} {advice}"));
                self.engine = Some(failing.clone());
            }
            EngineState::Ready if self.engine.take().is_some() => {
                lines.push("Faces are being recognised again.".to_owned());
            }
            _ => {}
        }
        if let Some(line) = self.server_line(&view.server)
            && self.server.as_ref() != Some(&line)
        {
            lines.push(line.clone());
            self.server = Some(line);
        }
        for notice in view.notices.iter().filter(|notice| notice.number >= self.notices) {
            lines.push(format!("{} {}", notice.text, notice.advice).trim_end().to_owned());
        }
        self.notices = view.notices.iter().map(|notice| notice.number + 1).fold(self.notices, u64::max);
        lines
    }

    fn camera_line(&self, state: &CameraState) -> Option<String> {
        match state {
            CameraState::None => None,
            // Only the first time: a camera in trouble is opened again and again.
            CameraState::Opening { name } => self.camera.is_none().then(|| format!("Opening {name} \u{2026}")),
            // Without the size: a folder of stills would be told anew with each.
            CameraState::Live { name, .. } => Some(format!("Watching {name}.")),
            CameraState::Trouble { message, advice, .. } => {
                Some(format!("{} {advice}", sentence(message)).trim_end().to_owned())
            }
            CameraState::Ended { name } => Some(format!("{name} has come to its end.")),
        }
    }

    fn server_line(&self, state: &ServerState) -> Option<String> {
        match state {
            ServerState::Off => self.server.as_ref().map(|_| "The server is switched off.".to_owned()),
            ServerState::Starting => None,
            ServerState::Running { url, others, needs_key } => {
                let on_the_network = match others.as_slice() {
                    [] => String::new(),
                    others => format!(" and, for others on the network, at {}", others.join(", ")),
                };
                let key = match needs_key {
                    true => "Whoever asks needs the key, which `hadir serve --show-key` prints.",
                    false => "It answers this PC alone, and no key is needed.",
                };
                Some(format!("The server answers at {url}{on_the_network}. {key}"))
            }
            ServerState::Failed { message, advice } => {
                Some(format!("The server does not answer. {message} {advice} It is tried again every few seconds."))
            }
        }
    }
}

/// How many there are to be recognised.
pub(super) fn people_enrolled(gallery: &Gallery) -> String {
    match gallery.snapshot().students.len() {
        0 => "Nobody is enrolled yet: every face will be Unknown. Enrol with `hadir enroll DIR`.".to_owned(),
        1 => "1 student is enrolled.".to_owned(),
        many => format!("{many} students are enrolled."),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::core::FrameSize;
    use crate::station::view::{Level, Notice};

    #[test]
    fn each_state_of_the_camera_is_told_once() {
        let name = || "door".to_owned();
        let live = |rate| CameraState::Live { name: name(), size: FrameSize { width: 640, height: 480 }, rate };
        let lost = || CameraState::Trouble {
            name: name(),
            message: "door stopped giving pictures".to_owned(),
            advice: "Plug it in.".to_owned(),
        };
        let opening = || CameraState::Opening { name: name() };
        let states = [
            CameraState::None,
            opening(),
            live(0.0),
            live(29.7),
            lost(),
            opening(),
            lost(),
            live(30.0),
            CameraState::Ended { name: name() },
        ];
        let mut told = Told::default();
        let lines: Vec<String> =
            states.into_iter().flat_map(|camera| told.news(&View { camera, ..View::default() })).collect();
        let expected = [
            "Opening door \u{2026}",
            "Watching door.",
            "Door stopped giving pictures. Plug it in.",
            "Watching door.",
            "door has come to its end.",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn each_state_of_the_server_is_told_once_and_its_key_never() {
        let running = |needs_key| ServerState::Running {
            url: "http://127.0.0.1:8000".to_owned(),
            others: if needs_key { vec!["http://10.0.0.7:8000".to_owned()] } else { vec![] },
            needs_key,
        };
        let failed = || ServerState::Failed {
            message: "Port 8000 is taken by another program on this PC.".to_owned(),
            advice: "Close that program, or choose another port.".to_owned(),
        };
        let states = [
            ServerState::Off,
            ServerState::Starting,
            failed(),
            failed(),
            running(false),
            running(false),
            ServerState::Starting,
            running(true),
            ServerState::Off,
            ServerState::Off,
        ];
        let mut told = Told::default();
        let lines: Vec<String> =
            states.into_iter().flat_map(|server| told.news(&View { server, ..View::default() })).collect();
        let expected = [
            "The server does not answer. Port 8000 is taken by another program on this PC. Close that program, or \
             choose another port. It is tried again every few seconds.",
            "The server answers at http://127.0.0.1:8000. It answers this PC alone, and no key is needed.",
            "The server answers at http://127.0.0.1:8000 and, for others on the network, at http://10.0.0.7:8000. \
             Whoever asks needs the key, which `hadir serve --show-key` prints.",
            "The server is switched off.",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn each_notice_is_told_once() {
        let notice =
            |number, text: &str| Notice { number, level: Level::Error, text: text.to_owned(), advice: String::new() };
        let mut told = Told::default();
        let mut news = |notices: Vec<Notice>| told.news(&View { notices: Arc::new(notices), ..View::default() });
        assert_eq!(news(vec![notice(0, "First.")]), ["First."]);
        assert_eq!(news(vec![notice(0, "First."), notice(1, "Second.")]), ["Second."]);
        assert!(news(vec![notice(1, "Second.")]).is_empty());
    }
}
