//! What keeps events back for now. It outlives the process, as a note in the journal.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::status::Pause;
use crate::core::Answer;
use crate::core::retry::Schedule;
use crate::words::Text;

/// So many students' events must be refused before it is sure to be the endpoint, and not an event it dislikes.
const PROOF: usize = 4;

/// Why nothing is sent for now, if so.
#[derive(Debug, Clone, Default)]
pub(super) struct Hold {
    /// A person wants it so.
    pub(super) by_person: bool,
    refused: Option<Refused>,
    asked_until: Option<Timestamp>,
    /// Events that were refused shortly before another was taken: it is they that the main API dislikes.
    disliked: HashMap<i64, String>,
}

/// The endpoint refuses.
#[derive(Debug, Clone)]
struct Refused {
    answer: Answer,
    since: Timestamp,
    last_probe: Timestamp,
    next_probe: Timestamp,
    probes: u32,
    /// The events that were refused, and their lanes.
    events: HashMap<i64, String>,
}

/// What may be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MaySend {
    /// All that is due.
    Due,
    /// One event, due or not, when this time has come; `fresh`: earlier, if it is of a lane not yet refused.
    Probe { at: Timestamp, fresh: Option<Timestamp> },
    /// Nothing before then.
    Until(Timestamp),
    /// Nothing.
    Nothing,
}

impl Hold {
    /// What may be sent at `now`. A time further off than there can be was set by a clock that was wrong, and has come.
    pub(super) fn may_send(&self, now: Timestamp, schedule: &Schedule) -> MaySend {
        let sane = |time: Timestamp| if time > after(now, schedule.longest()) { now } else { time };
        if self.by_person {
            return MaySend::Nothing;
        }
        if let Some(refused) = &self.refused {
            let fresh = (refused.lanes() < PROOF).then(|| sane(after(refused.last_probe, schedule.probe(0))));
            return MaySend::Probe { at: sane(refused.next_probe), fresh };
        }
        match self.asked_until.map(sane) {
            Some(until) if until > now => MaySend::Until(until),
            _ => MaySend::Due,
        }
    }

    /// The lanes whose events were refused since the endpoint began to refuse.
    pub(super) fn refused_lanes(&self) -> impl Iterator<Item = &String> {
        self.refused.iter().flat_map(|refused| refused.events.values())
    }

    /// Whether the endpoint refuses.
    pub(super) fn is_refused(&self) -> bool {
        self.refused.is_some()
    }

    /// A probe is on its way; the next one waits longer.
    pub(super) fn probing(&mut self, now: Timestamp, schedule: &Schedule) {
        if let Some(refused) = &mut self.refused {
            refused.probes += 1;
            refused.last_probe = now;
            refused.next_probe = after(now, schedule.probe(refused.probes));
        }
    }

    /// The main API refused an event. Whether that is the endpoint's doing: if not, the event is one that it dislikes.
    pub(super) fn refused(
        &mut self,
        event: i64,
        lane: &str,
        answer: &Answer,
        now: Timestamp,
        schedule: &Schedule,
    ) -> bool {
        if self.refused.is_none() && self.disliked.contains_key(&event) {
            return false;
        }
        let refused = self.refused.get_or_insert_with(|| Refused {
            answer: answer.clone(),
            since: now,
            last_probe: now,
            next_probe: after(now, schedule.probe(0)),
            probes: 0,
            events: HashMap::new(),
        });
        refused.answer = answer.clone();
        refused.events.insert(event, lane.to_owned());
        true
    }

    /// A probe got no answer, which says nothing of the endpoint.
    pub(super) fn unanswered(&mut self, event: i64, lane: &str) {
        if let Some(refused) = &mut self.refused {
            refused.events.insert(event, lane.to_owned());
        }
    }

    /// The main API answered, and did not refuse. `taken`: it took the event.
    pub(super) fn answered(&mut self, taken: bool) {
        if let Some(refused) = self.refused.take()
            && taken
        {
            self.disliked.extend(refused.events);
        }
    }

    /// The main API wants to be left alone until then.
    pub(super) fn asked(&mut self, until: Timestamp) {
        // The last word holds: one from before the clock was set may lie years ahead.
        self.asked_until = Some(until);
    }

    /// An event is not tried any more.
    pub(super) fn done(&mut self, event: i64) {
        self.disliked.remove(&event);
    }

    /// Probe now, whatever was to be waited for.
    pub(super) fn probe_now(&mut self, now: Timestamp) {
        if let Some(refused) = &mut self.refused {
            refused.next_probe = now;
        }
        self.asked_until = None;
    }

    /// Another endpoint: what the last one said does not hold for it.
    pub(super) fn forget_endpoint(&mut self) {
        *self = Self { by_person: self.by_person, ..Self::default() };
    }

    /// For the screen.
    pub(super) fn pause(&self, now: Timestamp, schedule: &Schedule) -> Option<Pause> {
        match self.may_send(now, schedule) {
            MaySend::Due => None,
            MaySend::Nothing => Some(Pause::ByPerson),
            MaySend::Until(until) => Some(Pause::Asked { until }),
            MaySend::Probe { at, .. } => {
                let Refused { answer, since, .. } = self.refused.as_ref()?;
                Some(Pause::Refused { answer: answer.clone(), since: *since, next_probe: at.max(now) })
            }
        }
    }

    /// The note that keeps it over a restart; `None` when nothing is kept back.
    pub(super) fn to_note(&self) -> Option<String> {
        let refused = self.refused.as_ref().map(|refused| RefusedNote {
            http_status: refused.answer.http_status,
            message: refused.answer.message.to_kept(),
            since_ms: refused.since.as_millisecond(),
            probes: refused.probes,
        });
        let asked_until_ms = self.asked_until.map(Timestamp::as_millisecond);
        let note = Note { by_person: self.by_person, refused, asked_until_ms };
        if note == Note::default() { None } else { serde_json::to_string(&note).ok() }
    }

    /// Reads the note back, at `now`. An endpoint that refused is probed at once: whoever starts Hadir again may have
    /// mended it. A note that cannot be read keeps nothing back.
    pub(super) fn from_note(note: &str, now: Timestamp) -> Self {
        let Note { by_person, refused, asked_until_ms } = serde_json::from_str(note).unwrap_or_else(|error| {
            tracing::warn!(%error, "what delivery waited for is not known any more");
            Note::default()
        });
        let time = |ms| Timestamp::from_millisecond(ms).ok();
        Self {
            by_person,
            refused: refused.map(|refused| Refused {
                answer: Answer { http_status: refused.http_status, message: Text::of_kept(&refused.message) },
                since: time(refused.since_ms).unwrap_or(now),
                last_probe: now,
                next_probe: now,
                probes: refused.probes,
                events: HashMap::new(),
            }),
            asked_until: asked_until_ms.and_then(time),
            disliked: HashMap::new(),
        }
    }
}

impl Refused {
    fn lanes(&self) -> usize {
        self.events.values().collect::<std::collections::HashSet<_>>().len()
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Note {
    by_person: bool,
    refused: Option<RefusedNote>,
    asked_until_ms: Option<i64>,
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct RefusedNote {
    http_status: Option<u16>,
    message: String,
    since_ms: i64,
    probes: u32,
}

/// A wait as a time; never beyond what a time can be.
pub(super) fn after(now: Timestamp, wait: Duration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEDULE: fn() -> Schedule = || Schedule::new(1.0);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_795_374_000 + seconds).unwrap()
    }

    fn no(status: u16) -> Answer {
        Answer { http_status: Some(status), message: Text::said("no") }
    }

    fn refused() -> Hold {
        let mut hold = Hold::default();
        assert!(hold.refused(1, "alip", &no(401), at(0), &SCHEDULE()));
        hold
    }

    #[test]
    fn a_refusal_leaves_only_probes_ever_more_rarely() {
        let mut hold = refused();
        for (now, next) in [(0, 60), (60, 360), (360, 1260), (1260, 4860), (4860, 8460)] {
            let MaySend::Probe { at: probe, .. } = hold.may_send(at(now), &SCHEDULE()) else { panic!("{hold:?}") };
            assert_eq!(probe, at(next));
            hold.probing(at(next), &SCHEDULE());
            hold.refused(1, "alip", &no(401), at(next), &SCHEDULE());
        }
        hold.answered(true);
        assert_eq!(hold.may_send(at(9000), &SCHEDULE()), MaySend::Due);
    }

    #[test]
    fn until_it_is_proved_a_lane_not_yet_refused_is_probed_soon() {
        let mut hold = refused();
        for (n, lane) in [(2, "budi"), (3, "citra")] {
            hold.probing(at(60), &SCHEDULE());
            hold.refused(n, lane, &no(404), at(60), &SCHEDULE());
            let MaySend::Probe { fresh, .. } = hold.may_send(at(60), &SCHEDULE()) else { panic!("{hold:?}") };
            assert_eq!(fresh, Some(at(120)));
        }
        hold.refused(4, "dewi", &no(404), at(60), &SCHEDULE());
        let MaySend::Probe { fresh: None, .. } = hold.may_send(at(60), &SCHEDULE()) else { panic!("{hold:?}") };
    }

    #[test]
    fn an_event_that_is_disliked_keeps_nothing_else_back() {
        let mut hold = refused();
        hold.answered(true);
        assert!(!hold.refused(1, "alip", &no(404), at(90), &SCHEDULE()), "others were taken since");
        assert_eq!(hold.may_send(at(90), &SCHEDULE()), MaySend::Due);
        assert!(hold.refused(2, "budi", &no(404), at(90), &SCHEDULE()));
        hold.answered(false);
        assert!(hold.refused(2, "budi", &no(404), at(95), &SCHEDULE()), "none was taken: it may be the endpoint");
    }

    #[test]
    fn what_is_kept_back_outlives_the_process() {
        assert_eq!(Hold::default().to_note(), None);
        let mut hold = refused();
        hold.probing(at(60), &SCHEDULE());
        let again = Hold::from_note(&hold.to_note().unwrap(), at(100));
        let pause = again.pause(at(100), &SCHEDULE());
        assert_eq!(pause, Some(Pause::Refused { answer: no(401), since: at(0), next_probe: at(100) }));

        let mut hold = Hold::default();
        hold.asked(at(120));
        let again = Hold::from_note(&hold.to_note().unwrap(), at(10));
        assert_eq!(again.may_send(at(10), &SCHEDULE()), MaySend::Until(at(120)));
        assert_eq!(again.may_send(at(120), &SCHEDULE()), MaySend::Due);

        let hold = Hold { by_person: true, ..Hold::default() };
        assert_eq!(Hold::from_note(&hold.to_note().unwrap(), at(0)).may_send(at(0), &SCHEDULE()), MaySend::Nothing);
        for damaged in ["", "{", "[]", "7"] {
            assert_eq!(Hold::from_note(damaged, at(0)).may_send(at(0), &SCHEDULE()), MaySend::Due, "{damaged}");
        }
    }

    #[test]
    fn a_clock_set_back_keeps_nothing_waiting() {
        let day_before = at(-86_400);
        let mut hold = Hold::default();
        hold.asked(at(120));
        assert_eq!(hold.may_send(day_before, &SCHEDULE()), MaySend::Due);
        let MaySend::Probe { at: probe, .. } = refused().may_send(day_before, &SCHEDULE()) else { panic!() };
        assert_eq!(probe, day_before);
    }

    #[test]
    fn another_endpoint_starts_afresh_unless_a_person_paused() {
        let mut hold = refused();
        hold.by_person = true;
        hold.forget_endpoint();
        assert_eq!(hold.may_send(at(1), &SCHEDULE()), MaySend::Nothing);
        hold.by_person = false;
        assert_eq!(hold.may_send(at(1), &SCHEDULE()), MaySend::Due);
    }
}
