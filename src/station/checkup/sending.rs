//! The way to the school's main API.

use jiff::{SignedDuration, Timestamp};

use super::{Action, Check, Section, Subject};
use crate::core::Answer;
use crate::settings::Settings;
use crate::text;
use crate::web;
use crate::webhook::{Deliveries, Pause};
use crate::words::Text;

/// What waits for less than this is on its way.
const ON_ITS_WAY: SignedDuration = SignedDuration::from_mins(10);
/// What waits for longer than this is not going to get there by itself.
const TOO_LONG: SignedDuration = SignedDuration::from_hours(12);

pub(super) fn main_api(settings: &Settings) -> Check {
    match &settings.webhook_url.value {
        None => Check::ok(Subject::MainApi, text!("checkup-api-none")),
        Some(url) => Check::ok(Subject::MainApi, text!("checkup-api-set", place = web::place_of(url))),
    }
}

/// The same of a station that runs; `since` the arrival that was to be sent first has been waiting.
pub(super) fn of_station(
    settings: &Settings,
    deliveries: &Deliveries,
    since: Option<Timestamp>,
    now: Timestamp,
) -> Check {
    const SUBJECT: Subject = Subject::MainApi;
    let Deliveries { queued, given_up, .. } = *deliveries;
    let waiting = text!("checkup-api-waiting", count = queued);
    let kept = text!("checkup-api-kept-advice");
    let check = match (&deliveries.paused, queued) {
        (_, 0) if !deliveries.enabled => return main_api(settings),
        _ if !deliveries.enabled => {
            let detail = text!("checkup-api-none-waiting", waiting = waiting);
            let advice = text!("checkup-log-no-api-advice");
            return Check::warning(SUBJECT, detail, advice).mended(Action::Settings(Section::MainApi));
        }
        (Some(Pause::ByPerson), _) => {
            let detail = text!("checkup-api-paused", waiting = waiting);
            Check::warning(SUBJECT, detail, text!("checkup-api-paused-advice"))
        }
        (Some(Pause::Refused { answer, since, .. }), _) => {
            let detail = text!("checkup-api-refuses", since = *since, answer = said(answer), waiting = waiting);
            Check::problem(SUBJECT, detail, text!("checkup-api-refuses-advice").then(kept))
        }
        (_, 1..) => {
            let waits = since.map_or(SignedDuration::ZERO, |since| now.duration_since(since));
            let last = deliveries.last.as_ref().map(|(_, answer)| answer);
            let detail = match (since.filter(|_| waits >= ON_ITS_WAY), last) {
                (None, _) => return Check::ok(SUBJECT, text!("checkup-api-on-its-way", count = queued)),
                (Some(since), None) => text!("checkup-api-waits", waiting = waiting, since = since),
                (Some(since), Some(answer)) => {
                    text!("checkup-api-waits-said", waiting = waiting, since = since, answer = said(answer))
                }
            };
            let advice = text!("checkup-api-waits-advice").then(kept);
            match waits {
                waits if waits >= TOO_LONG => Check::problem(SUBJECT, detail, advice),
                _ => Check::warning(SUBJECT, detail, advice),
            }
        }
        _ if given_up > 0 => {
            let detail = text!("checkup-api-never-taken", count = given_up);
            Check::warning(SUBJECT, detail, text!("checkup-log-never-taken-advice"))
        }
        _ => match &deliveries.last {
            None => return main_api(settings),
            Some((at, _)) => return Check::ok(SUBJECT, text!("checkup-api-answered", at = *at)),
        },
    };
    check.mended(Action::Delivery)
}

/// What it said last.
fn said(answer: &Answer) -> Text {
    match (answer.http_status, &answer.message) {
        (Some(status), message) if message.to_string().trim().is_empty() => Text::said(status),
        (Some(status), message) => text!("checkup-api-said", status = status.to_string(), message = message),
        (None, message) => message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    fn look(deliveries: &Deliveries, waits: Option<SignedDuration>) -> Check {
        let now = Timestamp::now();
        of_station(&Settings::default(), deliveries, waits.map(|waits| now - waits), now)
    }

    #[test]
    fn what_waits_is_on_its_way_then_worth_a_look_and_then_a_problem() {
        let nobody = Answer { http_status: None, message: Text::said("Nobody listens there.") };
        let deliveries =
            Deliveries { enabled: true, queued: 12, last: Some((Timestamp::now(), nobody)), ..Deliveries::default() };
        let table = [
            (SignedDuration::from_secs(5), State::Ok),
            (SignedDuration::from_mins(20), State::Warning),
            (SignedDuration::from_hours(20), State::Problem),
        ];
        for (waits, state) in table {
            let check = look(&deliveries, Some(waits));
            assert_eq!((check.state, check.action.is_some()), (state, state != State::Ok), "{waits}");
            assert!(check.detail.to_string().contains("12 arrivals"), "{}", check.detail);
            assert_eq!(check.detail.to_string().contains("Nobody listens there."), state != State::Ok);
        }
    }

    #[test]
    fn whatever_keeps_arrivals_back_is_said() {
        let on = Deliveries { enabled: true, ..Deliveries::default() };
        let answer = Answer { http_status: Some(401), message: Text::said("who are you?") };
        let at = Timestamp::now();
        let refused = Pause::Refused { answer: answer.clone(), since: at, next_probe: at };
        let api = Some(Action::Settings(Section::MainApi));
        for (deliveries, state, action, words) in [
            (Deliveries::default(), State::Ok, None, "none is set"),
            (Deliveries { queued: 3, ..Deliveries::default() }, State::Warning, api, "no address is set"),
            (on.clone(), State::Ok, None, "none is set"),
            (Deliveries { last: Some((at, answer)), ..on.clone() }, State::Ok, None, "everything is sent"),
            (Deliveries { given_up: 2, ..on.clone() }, State::Warning, Some(Action::Delivery), "2"),
            (
                Deliveries { paused: Some(Pause::ByPerson), ..on.clone() },
                State::Warning,
                Some(Action::Delivery),
                "switched off",
            ),
            (
                Deliveries { paused: Some(refused), queued: 1, ..on },
                State::Problem,
                Some(Action::Delivery),
                "who are you?",
            ),
        ] {
            let check = look(&deliveries, None);
            assert_eq!((check.state, check.action), (state, action), "{}", check.detail);
            assert!(check.detail.to_string().contains(words), "{}", check.detail);
        }
    }
}
