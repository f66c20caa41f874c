//! When an event is tried again that the main API did not take, and what an HTTP status means for it.

use std::time::Duration;

use jiff::Timestamp;

/// The waits after the first tries: most failures are over in seconds or minutes.
const FIRST_WAITS: [Duration; 4] =
    [Duration::from_secs(5), Duration::from_secs(30), Duration::from_secs(120), Duration::from_secs(600)];
/// The wait after each further try.
const LATER_WAIT: Duration = HOUR;
/// How many tries follow at that pace: three days of them. Tries are counted, not days, so that a clock set forward gives
/// up nothing.
const LATER_TRIES: u32 = 72;
/// The waits between probes of an endpoint that refuses; the last holds from there on.
const PROBE_WAITS: [Duration; 4] = [Duration::from_secs(60), Duration::from_secs(300), Duration::from_secs(900), HOUR];
/// A wait is up to this share shorter or longer, so that stations that failed together do not come back together.
const JITTER: f64 = 0.2;
/// The longest that an answer can make us wait: no server holds attendance for a day.
const LONGEST_ASKED: Duration = HOUR;
const SHORTEST_ASKED: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// How often an event is tried before it is given up.
pub const MAX_TRIES: u32 = FIRST_WAITS.len() as u32 + LATER_TRIES + 1;

/// When to try again. All its waits are multiplied by its pace, which is 1 outside tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schedule {
    pace: f64,
}

impl Schedule {
    /// A schedule of this pace. One that is no pace (not a number, negative) is 1.
    pub fn new(pace: f64) -> Self {
        Self { pace: if pace.is_finite() && pace >= 0.0 { pace } else { 1.0 } }
    }

    /// The wait after try number `tries` (the first is 1) failed; `None`: it is given up. `random` is in `[0, 1)`.
    pub fn wait(&self, tries: u32, random: f64) -> Option<Duration> {
        if tries >= MAX_TRIES {
            return None;
        }
        let wait = FIRST_WAITS.get(tries.saturating_sub(1) as usize).copied().unwrap_or(LATER_WAIT);
        let jitter = 1.0 - JITTER + 2.0 * JITTER * random.clamp(0.0, 1.0);
        Some(self.paced(wait).mul_f64(jitter))
    }

    /// The wait until an endpoint that refused `refusals` probes is tried again.
    pub fn probe(&self, refusals: u32) -> Duration {
        let last = PROBE_WAITS.len() - 1;
        self.paced(PROBE_WAITS[(refusals as usize).min(last)])
    }

    /// The wait that `Retry-After` asks for, at `now`: a number of seconds or a date. Never less than a second or more
    /// than an hour. `None` when it says neither.
    pub fn asked(&self, retry_after: &str, now: Timestamp) -> Option<Duration> {
        let text = retry_after.trim();
        let wait = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            // More digits than a number has are as good as for ever.
            text.parse().map_or(LONGEST_ASKED, Duration::from_secs)
        } else {
            let date = Timestamp::try_from(httpdate::parse_http_date(text).ok()?).ok()?;
            Duration::try_from(date.duration_since(now)).unwrap_or_default()
        };
        Some(self.paced(wait.clamp(SHORTEST_ASKED, LONGEST_ASKED)))
    }

    /// The longest wait there can be. What is due later than that was written before the clock was set back.
    pub fn longest(&self) -> Duration {
        self.paced(HOUR).mul_f64(1.0 + JITTER)
    }

    fn paced(&self, wait: Duration) -> Duration {
        wait.mul_f64(self.pace.min(1e3))
    }
}

/// What an HTTP status means for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The main API has it.
    Taken,
    /// The main API wants no events from here: the next one would fare no better.
    Refused,
    /// It may take it another time.
    Again,
}

/// What an HTTP status means for an event.
pub fn meaning(status: u16) -> Meaning {
    match status {
        200..=299 => Meaning::Taken,
        401 | 403 | 404 | 410 => Meaning::Refused,
        _ => Meaning::Again,
    }
}

/// Whether an answer of this status may ask, by `Retry-After`, that nothing at all be sent until then.
pub fn may_ask_for_rest(status: u16) -> bool {
    matches!(status, 429 | 503)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn waits_grow_to_an_hour_and_end_after_three_days_of_them() {
        let schedule = Schedule::new(1.0);
        let table = [
            (0, Some(5)),
            (1, Some(5)),
            (2, Some(30)),
            (3, Some(120)),
            (4, Some(600)),
            (5, Some(3600)),
            (40, Some(3600)),
            (76, Some(3600)),
            (77, None),
            (u32::MAX, None),
        ];
        for (tries, wait) in table {
            assert_eq!(schedule.wait(tries, 0.5), wait.map(secs), "after try {tries}");
        }
        let hourly = (1..MAX_TRIES).filter(|&tries| schedule.wait(tries, 0.5) == Some(HOUR)).count();
        assert_eq!(hourly, 72);
    }

    #[test]
    fn jitter_is_a_fifth_either_way() {
        let schedule = Schedule::new(1.0);
        for (random, wait) in [(0.0, 480), (0.25, 540), (0.5, 600), (1.0, 720), (7.0, 720), (-1.0, 480)] {
            let got = schedule.wait(4, random).unwrap();
            assert!(got.abs_diff(secs(wait)) < Duration::from_millis(1), "{random}: {got:?}");
        }
        assert!((0..100).all(|n| schedule.wait(9, f64::from(n) / 100.0).unwrap() <= schedule.longest()));
    }

    #[test]
    fn a_pace_holds_for_every_wait_and_a_bad_one_is_one() {
        let fast = Schedule::new(0.01);
        assert_eq!(fast.wait(1, 0.5), Some(Duration::from_millis(50)));
        assert_eq!(fast.probe(0), Duration::from_millis(600));
        assert_eq!(fast.asked("120", Timestamp::UNIX_EPOCH), Some(Duration::from_millis(1200)));
        for pace in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(Schedule::new(pace).wait(1, 0.5), Some(secs(5)), "{pace}");
        }
    }

    #[test]
    fn probes_come_ever_more_rarely_down_to_one_an_hour() {
        let schedule = Schedule::new(1.0);
        for (refusals, minutes) in [(0, 1), (1, 5), (2, 15), (3, 60), (4, 60), (u32::MAX, 60)] {
            assert_eq!(schedule.probe(refusals), secs(60 * minutes), "{refusals}");
        }
    }

    #[test]
    fn retry_after_is_honoured_within_bounds() {
        let schedule = Schedule::new(1.0);
        let now: Timestamp = "2026-11-22T07:00:00Z".parse().unwrap();
        let table = [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(1)),
            ("86400", Some(3600)),
            ("99999999999999999999999", Some(3600)),
            ("Sun, 22 Nov 2026 07:02:00 GMT", Some(120)),
            ("Sunday, 22-Nov-26 07:00:30 GMT", Some(30)),
            ("Sun, 22 Nov 2026 06:00:00 GMT", Some(1)),
            ("Tue, 24 Nov 2026 07:00:00 GMT", Some(3600)),
            ("soon", None),
            ("-5", None),
            ("1.5", None),
            ("", None),
        ];
        for (text, wait) in table {
            assert_eq!(schedule.asked(text, now), wait.map(secs), "{text}");
        }
    }

    #[test]
    fn a_status_is_taken_refused_or_tried_again() {
        use Meaning::*;
        let table = [
            (200, Taken),
            (204, Taken),
            (299, Taken),
            (100, Again),
            (301, Again),
            (307, Again),
            (400, Again),
            (401, Refused),
            (402, Again),
            (403, Refused),
            (404, Refused),
            (405, Again),
            (410, Refused),
            (422, Again),
            (429, Again),
            (500, Again),
            (503, Again),
            (999, Again),
        ];
        for (status, expected) in table {
            assert_eq!(meaning(status), expected, "{status}");
        }
        assert!([429, 503].into_iter().all(may_ask_for_rest) && ![200, 500, 404].into_iter().any(may_ask_for_rest));
    }
}
