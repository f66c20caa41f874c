//! Of whom it was unsure when they left: whoever stands at the door has their hands full, and may still say who it was.

use std::time::{Duration, Instant};

use super::seen::Seen;
use crate::core::{Probe, StudentId};

/// So long there is an answer to be had.
const ANSWERED_WITHIN: Duration = Duration::from_secs(20);

/// A face that has gone, and was one of two students'.
pub(super) struct Question {
    /// The number under which it was followed.
    pub(super) track: u64,
    pub(super) choices: [StudentId; 2],
    pub(super) seen: Seen,
    /// All the evidence of it.
    pub(super) probe: Probe,
}

/// All that are open.
#[derive(Default)]
pub(super) struct Questions {
    /// The oldest first, and since when.
    open: Vec<(Question, Instant)>,
}

impl Questions {
    pub(super) fn ask(&mut self, question: Question, now: Instant) {
        self.open.push((question, now));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Question> {
        self.open.iter().map(|(question, _)| question)
    }

    /// The one that was asked of this face: it is answered.
    pub(super) fn take(&mut self, track: u64) -> Option<Question> {
        let at = self.iter().position(|question| question.track == track)?;
        Some(self.open.remove(at).0)
    }

    /// Those that nobody will answer: it is too late, or it may be somebody who is not enrolled any more.
    pub(super) fn take_lapsed(&mut self, now: Instant, is_enrolled: impl Fn(&StudentId) -> bool) -> Vec<Question> {
        let is_lapsed = |(question, since): &mut (Question, Instant)| {
            now.saturating_duration_since(*since) >= ANSWERED_WITHIN || !question.choices.iter().all(&is_enrolled)
        };
        self.open.extract_if(.., is_lapsed).map(|(question, _)| question).collect()
    }

    /// All: nobody is to answer any more.
    pub(super) fn take_all(&mut self) -> Vec<Question> {
        std::mem::take(&mut self.open).into_iter().map(|(question, _)| question).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use image::RgbImage;

    use super::super::super::portrait::Portrait;
    use super::*;
    use crate::core::{Embedding, FaceBox, FrameSize, Match, Quality};
    use crate::engine::Description;
    use crate::journal::Moment;

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    fn question(track: u64, choices: [&str; 2]) -> Question {
        let portrait = Portrait {
            face_box: FaceBox::new(0, 10, 10, 0),
            frame_size: FrameSize { width: 10, height: 10 },
            moment: Moment::now(),
            source_time: Duration::ZERO,
            crop: Arc::new(RgbImage::new(1, 1)),
        };
        let found = Match { student: None, distance: 0.4 };
        let described = Description { embedding: Embedding::new(&[0.0; 128]).unwrap(), quality: Quality::default() };
        let seen = Seen::new(described, portrait, found, None);
        Question { track, choices: choices.map(id), seen, probe: Probe::default() }
    }

    fn tracks(questions: &[Question]) -> Vec<u64> {
        questions.iter().map(|question| question.track).collect()
    }

    #[test]
    fn a_question_is_open_for_a_while_and_as_long_as_both_are_enrolled() {
        let (mut questions, begun) = (Questions::default(), Instant::now());
        questions.ask(question(1, ["budi", "anto"]), begun);
        questions.ask(question(2, ["citra", "dewi"]), begun + Duration::from_secs(5));
        questions.ask(question(3, ["budi", "anto"]), begun + Duration::from_secs(5));
        let after = |s: u64| begun + Duration::from_secs(s);
        assert!(questions.take_lapsed(after(19), |_| true).is_empty());
        assert_eq!(tracks(&questions.take_lapsed(after(21), |_| true)), [1]);
        assert_eq!(tracks(&questions.take_lapsed(after(22), |student| student.as_str() != "dewi")), [2]);
        assert!(questions.take(2).is_none());
        assert!(questions.take(3).is_some_and(|question| question.track == 3));
        assert!(questions.take(3).is_none() && questions.is_empty());
    }
}
