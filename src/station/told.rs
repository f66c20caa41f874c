//! Whom another Hadir says it recognised, as the list shows them: each recognition once, whichever way it came.

use std::sync::Arc;

use image::RgbImage;
use jiff::{SignedDuration, Timestamp};

use super::view::Heard;
use crate::core::UNKNOWN;
use crate::remote::{Fate, Told};

/// As many as the screen lists.
const KEPT: usize = 200;
/// An answer and the message about the same recognition come this close together.
const TOGETHER: SignedDuration = SignedDuration::from_secs(30);
/// Whoever is seen again within this stays one row, where nothing new became of it.
const ONE_VISIT: SignedDuration = SignedDuration::from_secs(60);

/// Something another Hadir said of somebody it recognised.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// In its answer to a picture of this camera.
    Answered(Told),
    /// By its WebSocket: somebody was recognised, here or at another camera.
    Recognized(Told),
    /// By its WebSocket: the main API has answered about somebody recognised before.
    Dispatched(Told),
    /// By its WebSocket: so many messages were missed.
    Missed(u64),
}

/// Takes what was said into the list, newest first; `crop` is the face, where it was seen here.
pub(super) fn take(list: &mut Vec<Heard>, number: u64, said: &Said, crop: Option<Arc<RgbImage>>, now: Timestamp) {
    let (told, own) = match said {
        Said::Answered(told) => (told, true),
        Said::Recognized(told) => (told, false),
        Said::Dispatched(told) => return take_later(list, number, told, now),
        Said::Missed(_) => return,
    };
    let recent = |heard: &&mut Heard, within| now.duration_since(heard.last_at) < within;
    let same = |heard: &&mut Heard| heard.label == told.label;
    let old = if told.fate.as_ref().is_some_and(is_nothing_new) {
        list.iter_mut().find(|heard| same(heard) && recent(heard, ONE_VISIT))
    } else {
        // The other way it came: each answer has at most one message, and the first answer the first of them.
        let other_way = |heard: &&mut Heard| if own { !heard.answered } else { !heard.announced };
        let distance = |heard: &&mut Heard| heard.distance == told.distance;
        let new = |heard: &&mut Heard| !heard.fate.as_ref().is_some_and(is_nothing_new);
        let pair = |heard: &&mut Heard| {
            same(heard) && distance(heard) && new(heard) && other_way(heard) && recent(heard, TOGETHER)
        };
        list.iter_mut().rev().find(pair)
    };
    if let Some(heard) = old {
        heard.last_at = now;
        heard.answered |= own;
        heard.announced |= !own;
        heard.crop = heard.crop.take().or(crop);
        if heard.fate.is_none() {
            heard.fate.clone_from(&told.fate);
        }
        return;
    }
    add(list, Heard { crop, answered: own, announced: !own, ..heard_of(number, told, now) });
}

/// Whether a student came to this camera between the one list and the other.
pub(super) fn has_come(before: &[Heard], now: &[Heard]) -> bool {
    let here = |heard: &&Heard| heard.answered && heard.label != UNKNOWN;
    now.iter().filter(here).any(|heard| !before.iter().filter(here).any(|other| other.number == heard.number))
}

/// The main API has answered about a row that waits for it.
fn take_later(list: &mut Vec<Heard>, number: u64, told: &Told, now: Timestamp) {
    let same = |heard: &&mut Heard| heard.label == told.label;
    let waits = |heard: &&mut Heard| heard.fate.as_ref().is_none_or(Fate::is_waiting);
    if let Some(heard) = list.iter_mut().find(|heard| same(heard) && waits(heard)) {
        heard.fate.clone_from(&told.fate);
    } else if !list.iter().any(|heard| heard.label == told.label && heard.fate == told.fate) {
        add(list, Heard { announced: true, ..heard_of(number, told, now) });
    }
}

fn add(list: &mut Vec<Heard>, heard: Heard) {
    list.insert(0, heard);
    list.truncate(KEPT);
}

fn heard_of(number: u64, told: &Told, now: Timestamp) -> Heard {
    Heard {
        number,
        at: now,
        last_at: now,
        label: told.label.clone(),
        distance: told.distance,
        fate: told.fate.clone(),
        crop: None,
        answered: false,
        announced: false,
    }
}

/// They counted a moment ago, or nobody is told of them anyway: whoever stands in view is told of with every picture.
fn is_nothing_new(fate: &Fate) -> bool {
    fate.is_cooldown() || fate.is_not_to_be_sent()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remote::Outcome;

    fn told(label: &str, distance: f64, outcome: Outcome, message: &str) -> Told {
        let fate = Some(Fate { outcome, http_status: None, message: message.to_owned() });
        Told { label: label.to_owned(), distance: Some(distance), face_box: None, ts: None, fate }
    }

    fn sent(label: &str, distance: f64) -> Told {
        told(label, distance, Outcome::Sent, "ok")
    }

    fn skipped(label: &str, reason: &str) -> Told {
        told(label, 0.4, Outcome::Skipped, reason)
    }

    /// What the list says after all this, each so many seconds after the start.
    fn list(said: &[(i64, Said)]) -> Vec<Heard> {
        let mut list = Vec::new();
        for (number, (second, said)) in said.iter().enumerate() {
            take(&mut list, number as u64, said, None, Timestamp::from_second(*second).unwrap());
        }
        list
    }

    #[track_caller]
    fn check(said: &[(i64, Said)], expected: &[&str]) {
        let labels: Vec<_> = list(said).into_iter().map(|heard| heard.label).collect();
        assert_eq!(labels, expected, "{said:?}");
    }

    #[test]
    fn a_recognition_that_came_both_ways_is_one_row() {
        use Said::{Answered, Recognized};
        let (ours, theirs) = (|d| Answered(sent("a", d)), |d| Recognized(sent("a", d)));
        check(&[(0, theirs(0.3)), (0, ours(0.3))], &["a"]);
        check(&[(0, ours(0.3)), (1, theirs(0.3))], &["a"]);
        check(&[(0, ours(0.3)), (1, theirs(0.31))], &["a", "a"]);
        check(&[(0, ours(0.3)), (1, Recognized(sent("b", 0.3)))], &["b", "a"]);
        check(&[(0, theirs(0.3)), (0, ours(0.3)), (5, theirs(0.3)), (5, ours(0.3))], &["a", "a"]);
        check(&[(0, theirs(0.3)), (5, theirs(0.3)), (6, ours(0.3)), (6, ours(0.3))], &["a", "a"]);
        check(&[(0, theirs(0.3)), (600, ours(0.3))], &["a", "a"]);
    }

    #[test]
    fn whoever_stays_in_view_is_one_row_and_its_last_news_stays() {
        let again = |second| (second, Said::Answered(skipped("a", "cooldown_active (4s left)")));
        let rows = list(&[(0, Said::Answered(sent("a", 0.3))), again(1), again(2), again(50)]);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].fate.as_ref().unwrap().outcome, Outcome::Sent);
        assert_eq!((rows[0].at.as_second(), rows[0].last_at.as_second()), (0, 50));
        check(&[again(0), again(30), again(200)], &["a", "a"]);
        let never = |second| (second, Said::Recognized(skipped("a", "webhook_disabled")));
        check(&[never(0), again(1), never(5), never(10)], &["a"]);
        let original = told("a", 0.3, Outcome::Failed { queued: false }, "webhook_disabled");
        check(&[(0, Said::Answered(original.clone())), (5, Said::Answered(original))], &["a"]);
    }

    #[test]
    fn a_late_answer_of_the_main_api_completes_its_row() {
        let waiting = Said::Recognized(skipped("a", "queued"));
        let rows = list(&[(0, waiting.clone()), (8, Said::Dispatched(sent("a", 0.4)))]);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].fate.as_ref().unwrap().outcome, Outcome::Sent);
        check(&[(0, waiting.clone()), (8, Said::Dispatched(sent("b", 0.4)))], &["b", "a"]);
        check(&[(0, Said::Dispatched(sent("b", 0.4))), (0, Said::Dispatched(sent("b", 0.4)))], &["b"]);
    }

    #[test]
    fn a_student_comes_to_this_camera_once_whichever_way_it_was_said_first() {
        let mut list_now = Vec::new();
        let mut comes = |number, said| {
            let before = list_now.clone();
            take(&mut list_now, number, &said, None, Timestamp::from_second(number as i64).unwrap());
            has_come(&before, &list_now)
        };
        assert!(!comes(1, Said::Recognized(sent("a", 0.3))), "it may be at another camera");
        assert!(comes(2, Said::Answered(sent("a", 0.3))));
        assert!(!comes(3, Said::Answered(skipped("a", "cooldown_active (4s left)"))));
        assert!(!comes(4, Said::Answered(sent(UNKNOWN, 0.7))));
        assert!(comes(5, Said::Answered(sent("b", 0.3))));
    }

    #[test]
    fn the_list_has_an_end() {
        let many: Vec<_> = (0..300).map(|n| (n, Said::Recognized(sent(&n.to_string(), 0.3)))).collect();
        let rows = list(&many);
        assert_eq!((rows.len(), rows[0].label.as_str()), (KEPT, "299"));
    }
}
