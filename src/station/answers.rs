//! Who waits for the main API's first answer to an event.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot;

use crate::core::{Delivery, Report};

/// As many answers are remembered for somebody who asks a moment too late.
const REMEMBERED: usize = 64;

/// Events by number, and whoever waits for what the main API says of them.
#[derive(Debug, Default)]
pub(super) struct Answers {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    waiting: HashMap<i64, oneshot::Sender<Report>>,
    /// The dispatcher may be quicker than whoever has just recorded the event.
    recent: VecDeque<(i64, Report)>,
}

impl Answers {
    /// Hands the first answer to `waiting`, now or when it comes.
    pub(super) fn wait(&self, number: i64, waiting: oneshot::Sender<Report>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, report)) = state.recent.iter().find(|(other, _)| *other == number) {
            // Whoever asked may be gone.
            let _ = waiting.send(report.clone());
            return;
        }
        state.waiting.retain(|_, waiting| !waiting.is_closed());
        state.waiting.insert(number, waiting);
    }

    /// Takes in how an event's way goes.
    pub(super) fn came(&self, number: i64, delivery: &Delivery) {
        let Some(report) = delivery.report() else { return };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = state.waiting.remove(&number) {
            let _ = waiting.send(report);
            return;
        }
        state.recent.push_front((number, report));
        state.recent.truncate(REMEMBERED);
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::core::{Answer, DeliveryState};
    use crate::words::Text;

    fn sent(message: &str) -> Delivery {
        let answer = Some(Answer { http_status: Some(200), message: Text::said(message) });
        Delivery { state: DeliveryState::Sent { at: Timestamp::UNIX_EPOCH }, tries: 1, answer }
    }

    #[test]
    fn the_first_answer_is_handed_over_whether_it_comes_before_or_after_it_is_asked_for() {
        let answers = Answers::default();
        let (early, mut late) = (oneshot::channel(), oneshot::channel());
        answers.wait(1, early.0);
        answers.came(1, &sent("one"));
        answers.came(2, &sent("two"));
        answers.wait(2, late.0);
        let message = |report: Option<Report>| match report {
            Some(Report::Sent { message, .. }) => message,
            other => panic!("{other:?}"),
        };
        let mut early = early.1;
        assert_eq!(message(early.try_recv().ok()), "one");
        assert_eq!(message(late.1.try_recv().ok()), "two");
    }

    #[test]
    fn a_delivery_that_was_not_tried_is_no_answer() {
        let answers = Answers::default();
        let (waiting, mut answer) = oneshot::channel();
        answers.wait(1, waiting);
        let due = Timestamp::UNIX_EPOCH;
        answers.came(1, &Delivery { state: DeliveryState::Queued { due }, tries: 0, answer: None });
        assert!(answer.try_recv().is_err());
        answers.came(1, &sent("one"));
        assert!(answer.try_recv().is_ok());
    }
}
