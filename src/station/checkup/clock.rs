//! This computer's clock and time zone: attendance is as true as they are.

use std::fs;
use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Check, Subject};
use crate::text;
use crate::words::Text;

/// Clocks that are this near to each other are the same.
const SAME: SignedDuration = SignedDuration::from_mins(2);
/// A clock that is off by this makes whoever is in time late.
const FAR_OFF: SignedDuration = SignedDuration::from_hours(1);

/// What a clock is held against; nobody is asked for it.
pub(super) struct Witnesses {
    /// What the clock says.
    pub(super) now: Timestamp,
    /// Where the computer believes it is.
    pub(super) zone: TimeZone,
    /// When the arrival was that was recorded last.
    pub(super) last: Option<Timestamp>,
    /// When the newest of Hadir's files was written.
    pub(super) newest: Option<Timestamp>,
    /// How far it is ahead of the main API's clock, by what that said last.
    pub(super) ahead: Option<SignedDuration>,
}

impl Witnesses {
    /// The clock and the time zone, and nothing to hold them against.
    pub(super) fn now() -> Self {
        Self { now: Timestamp::now(), zone: TimeZone::system(), last: None, newest: None, ahead: None }
    }
}

/// When the newest of this program, and of the files and folders right in the data folder, was written.
pub(super) fn newest_file(data: &Path) -> Option<Timestamp> {
    let inside = fs::read_dir(data).into_iter().flatten().flatten().map(|entry| entry.path());
    let written = |path: &Path| Timestamp::try_from(fs::metadata(path).ok()?.modified().ok()?).ok();
    inside.chain(std::env::current_exe()).filter_map(|path| written(&path)).max()
}

/// Whether the clock can be right.
pub(super) fn clock(witnesses: &Witnesses) -> Check {
    const SUBJECT: Subject = Subject::Clock;
    let Witnesses { now, zone, last, newest, ahead } = witnesses;
    let zone_name = zone.iana_name().filter(|_| !zone.is_unknown());
    let says = match zone_name {
        Some(name) => text!("checkup-clock-says", now = *now, zone = name),
        None => text!("checkup-clock-says-no-zone", now = *now),
    };
    let advice = text!("checkup-clock-advice");
    let before = |then: &Option<Timestamp>, by| then.filter(|then| then.duration_since(*now) > by);
    if let Some(last) = before(last, SAME) {
        let detail = text!("checkup-clock-before-arrival", says = says, last = last);
        return Check::problem(SUBJECT, detail, advice);
    }
    if let Some(newest) = before(newest, FAR_OFF) {
        let detail = text!("checkup-clock-before-file", says = says, newest = newest);
        return Check::problem(SUBJECT, detail, advice);
    }
    if let Some(ahead) = ahead.filter(|ahead| ahead.abs() > SAME) {
        let by = apart(ahead.abs());
        let detail = match ahead.is_positive() {
            true => text!("checkup-clock-ahead", says = says, by = by),
            false => text!("checkup-clock-behind", says = says, by = by),
        };
        return match ahead.abs() > FAR_OFF {
            true => Check::problem(SUBJECT, detail, advice),
            false => Check::warning(SUBJECT, detail, advice),
        };
    }
    // A school is somewhere.
    if zone_name.is_none_or(|name| ["UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu"].contains(&name)) {
        return Check::warning(SUBJECT, says, text!("checkup-clock-zone-advice"));
    }
    Check::ok(SUBJECT, says)
}

fn apart(by: SignedDuration) -> Text {
    match by.as_mins() {
        minutes @ ..120 => text!("checkup-clock-minutes", count = minutes),
        minutes @ ..2880 => text!("checkup-clock-hours", count = minutes / 60),
        minutes => text!("checkup-clock-days", count = minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    fn jakarta() -> Witnesses {
        Witnesses { zone: TimeZone::get("Asia/Jakarta").unwrap(), ..Witnesses::now() }
    }

    #[track_caller]
    fn check(witnesses: &Witnesses, state: State, words: &str) {
        let check = clock(witnesses);
        assert_eq!(check.state, state, "{}", check.detail);
        assert!(check.detail.to_string().contains(words), "{}", check.detail);
    }

    #[test]
    fn a_clock_that_nothing_speaks_against_is_right() {
        check(&jakarta(), State::Ok, "Asia/Jakarta");
        let now = Timestamp::now();
        let second = SignedDuration::from_secs(1);
        let near = Witnesses { last: Some(now), newest: Some(now), ahead: Some(second * 90), ..jakarta() };
        check(&near, State::Ok, "Asia/Jakarta");
    }

    #[test]
    fn a_clock_that_is_behind_what_has_happened_is_wrong() {
        let later = Some(Timestamp::now() + SignedDuration::from_hours(30));
        check(&Witnesses { last: later, ..jakarta() }, State::Problem, "the last arrival");
        check(&Witnesses { newest: later, ..jakarta() }, State::Problem, "a file");
    }

    #[test]
    fn a_clock_that_differs_from_the_main_apis_is_told_by_how_much() {
        let ahead = |minutes| Witnesses { ahead: Some(SignedDuration::from_mins(minutes)), ..jakarta() };
        check(&ahead(7), State::Warning, "7 minutes ahead");
        check(&ahead(-7), State::Warning, "7 minutes behind");
        check(&ahead(-60 * 7), State::Problem, "7 hours behind");
        check(&ahead(60 * 24 * 3), State::Problem, "3 days ahead");
    }

    #[test]
    fn a_computer_that_does_not_know_where_it_is_writes_the_wrong_hours() {
        for zone in [TimeZone::UTC, TimeZone::unknown()] {
            let check = clock(&Witnesses { zone, ..Witnesses::now() });
            assert_eq!(check.state, State::Warning);
            assert!(check.advice.to_string().contains("time zone"), "{}", check.advice);
        }
    }

    #[test]
    fn the_newest_file_is_no_older_than_one_that_was_just_written() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("new"), "").unwrap();
        let newest = newest_file(folder.path()).unwrap();
        assert!(Timestamp::now().duration_since(newest) < SignedDuration::from_mins(5), "{newest}");
    }
}
