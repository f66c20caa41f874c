//! What a station without a window tells on stderr: how its camera, its log and its server are, and what went wrong.

use crate::gallery::Gallery;
use crate::station::view::{CameraState, EngineState, JournalState, ServerState, View};
use crate::text;
use crate::words::Text;

/// What the person was told of the camera, the server and of notices, so that nothing is told twice.
#[derive(Default)]
pub(super) struct Told {
    camera: Option<Text>,
    /// A picture came.
    pub has_watched: bool,
    notices: u64,
    journal: JournalState,
    engine: Option<EngineState>,
    server: Option<Text>,
}

impl Told {
    /// What there is to tell since the last look.
    pub fn news(&mut self, view: &View) -> Vec<Text> {
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
                JournalState::Working => text!("cli-recorded-again"),
                JournalState::Failing { message, advice } => {
                    text!("cli-not-recorded", message = message, advice = advice)
                }
            });
            self.journal = view.journal.clone();
        }
        match &view.engine {
            failing @ EngineState::Failing { message, advice } if self.engine.as_ref() != Some(failing) => {
                lines.push(text!("cli-not-recognised", message = message, advice = advice));
                self.engine = Some(failing.clone());
            }
            EngineState::Ready if self.engine.take().is_some() => {
                lines.push(text!("cli-recognised-again"));
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
            lines.push(notice.text.clone().then(notice.advice.clone()));
        }
        self.notices = view.notices.iter().map(|notice| notice.number + 1).fold(self.notices, u64::max);
        lines
    }

    fn camera_line(&self, state: &CameraState) -> Option<Text> {
        match state {
            CameraState::None => None,
            // Only the first time: a camera in trouble is opened again and again.
            CameraState::Opening { name } => self.camera.is_none().then(|| text!("cli-opening", name = name)),
            // Without the size: a folder of stills would be told anew with each.
            CameraState::Live { name, .. } => Some(text!("cli-watching", name = name)),
            CameraState::Trouble { message, advice, .. } => Some(message.clone().sentence().then(advice.clone())),
            CameraState::Ended { name } => Some(text!("cli-ended", name = name)),
        }
    }

    fn server_line(&self, state: &ServerState) -> Option<Text> {
        match state {
            ServerState::Off => self.server.as_ref().map(|_| text!("cli-server-off")),
            ServerState::Starting => None,
            ServerState::Running { url, others, needs_key } => {
                let answers = match others.as_slice() {
                    [] => text!("cli-server-answers", url = url),
                    others => text!("cli-server-answers-others", url = url, others = others.join(", ")),
                };
                let key = match needs_key {
                    true => text!("cli-server-needs-key"),
                    false => text!("cli-server-alone"),
                };
                Some(answers.then(key))
            }
            ServerState::Failed { message, advice } => {
                Some(text!("cli-server-fails", message = message, advice = advice))
            }
        }
    }
}

/// How many there are to be recognised.
pub(super) fn people_enrolled(gallery: &Gallery) -> Text {
    match gallery.snapshot().students.len() {
        0 => text!("cli-nobody-enrolled"),
        count => text!("cli-enrolled", count = count),
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
            message: text!("camera-lost", name = "door"),
            advice: Text::said("Plug it in."),
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
        let lines: Vec<String> = states
            .into_iter()
            .flat_map(|camera| told.news(&View { camera, ..View::default() }))
            .map(|text| text.to_string())
            .collect();
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
            message: text!("server-port-taken", port = "8000"),
            advice: text!("server-port-taken-advice"),
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
        let lines: Vec<String> = states
            .into_iter()
            .flat_map(|server| told.news(&View { server, ..View::default() }))
            .map(|text| text.to_string())
            .collect();
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
            |number, text: &str| Notice { number, level: Level::Error, text: Text::said(text), advice: Text::NOTHING };
        let mut told = Told::default();
        let mut news = |notices: Vec<Notice>| {
            let told = told.news(&View { notices: Arc::new(notices), ..View::default() });
            told.iter().map(Text::to_string).collect::<Vec<_>>()
        };
        assert_eq!(news(vec![notice(0, "First.")]), ["First."]);
        assert_eq!(news(vec![notice(0, "First."), notice(1, "Second.")]), ["Second."]);
        assert!(news(vec![notice(1, "Second.")]).is_empty());
    }
}
