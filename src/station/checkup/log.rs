//! The attendance log.

use super::{Check, Subject};
use crate::journal::Journal;
use crate::station::view::JournalState;
use crate::text;

/// The log, and what waits in it to be sent.
pub(super) fn attendance_log(journal: &Journal, is_sent: bool) -> Vec<Check> {
    let mut checks =
        vec![match journal.probe().and_then(|()| Ok((journal.counts()?, journal.reader().count_all()?))) {
            Err(error) => Check::problem(Subject::Log, error.text(), error.advice()),
            Ok((counts, total)) => {
                let arrivals = text!("checkup-arrivals", count = total);
                match (counts.queued, counts.given_up) {
                    (0, 0) => Check::ok(Subject::Log, arrivals),
                    (0, failed) => Check::warning(
                        Subject::Log,
                        text!("checkup-log-never-taken", arrivals = arrivals, count = failed),
                        text!("checkup-log-never-taken-advice"),
                    ),
                    (waiting, _) if is_sent => {
                        Check::ok(Subject::Log, text!("checkup-log-waiting", arrivals = arrivals, count = waiting))
                    }
                    (waiting, _) => Check::warning(
                        Subject::Log,
                        text!("checkup-log-no-api", arrivals = arrivals, count = waiting),
                        text!("checkup-log-no-api-advice"),
                    ),
                }
            }
        }];
    checks.extend(
        journal
            .problems()
            .into_iter()
            .map(|problem| Check::warning(Subject::Log, problem, text!("checkup-log-compare-advice"))),
    );
    checks.extend(journal.set_asides().iter().map(|aside| {
        Check::warning(Subject::Log, text!("checkup-log-aside", file = aside), text!("checkup-log-aside-advice"))
    }));
    checks
}

/// The same of a station that runs: whether attendance is being recorded.
pub(super) fn of_station(state: &JournalState) -> Check {
    match state {
        JournalState::Working => Check::ok(Subject::Log, text!("checkup-log-recorded")),
        JournalState::Failing { message, advice } => {
            let detail = text!("checkup-log-not-recorded", reason = message);
            Check::problem(Subject::Log, detail, advice.clone())
        }
    }
}
