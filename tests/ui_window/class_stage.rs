//! What the stories of the class list are made of: a class, a morning, its end.

use std::sync::Arc;

use hadir::core::session::{
    Board, Closing, Counts, Days, Ended, Entry, Excuse, OPENS_EARLY, Seat, SessionKey, Status, Weekdays,
};
use hadir::core::{People, Person};
use hadir::station::View;
use hadir::station::sessions::{Session, Sessions, Stage};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::fake::{door, gallery, id, sent};

/// Who is in 7B, and what they are called.
pub const CLASS: [(&str, &str); 5] =
    [("alip", "Alip"), ("budi", "Budi"), ("citra", "Citra"), ("dewi", "Dewi"), ("eka", "Eka")];

pub fn today() -> Date {
    Zoned::now().date()
}

/// A time of today, so many minutes from now, whatever hour it is: the sessions of the stories are about now.
pub fn minutes(from_now: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_mins(from_now)
}

pub fn people() -> People {
    let person = |name: &str, class: &str| Person {
        name: Some(name.to_owned()),
        class: Some(class.to_owned()),
        ..Person::default()
    };
    let class = CLASS.map(|(student, name)| (id(student), person(name, "7B")));
    People::new(class.into_iter().chain([(id("gita"), person("Gita", "8A"))]))
}

/// School days, 07:00 to 08:30.
pub fn entry(class: Option<&str>) -> Entry {
    let days = Days::Weekly { on: Weekdays::ALL, first: Date::constant(2026, 7, 13), last: None };
    let [from, late_from, until] = [(7, 0), (7, 10), (8, 30)].map(|(hour, minute)| Time::constant(hour, minute, 0, 0));
    let class = class.map(str::to_owned);
    Entry { class, days, from, late_from, until, opens_early: OPENS_EARLY, limited: false }
}

pub fn seat(student: &str, status: Status) -> Seat {
    Seat { student: id(student), status, by_hand: false, reason: None, event: None }
}

pub fn board(seats: Vec<Seat>) -> Board {
    let counts = Counts::of(seats.iter().map(|seat| &seat.status));
    Board { seats, others: Vec::new(), counts }
}

/// A session of 7B that is about now, with this board.
pub fn session(stage: Stage, seats: Vec<Seat>) -> Session {
    let key = SessionKey { date: today(), schedule: 1 };
    let mut plan = entry(Some("7B")).on(1, today(), &TimeZone::system()).unwrap();
    plan.key = key;
    (plan.opens, plan.from, plan.late_from, plan.until) = match stage {
        Stage::Before => (minutes(30), minutes(60), minutes(70), minutes(120)),
        _ => (minutes(-60), minutes(-30), minutes(-20), minutes(34)),
    };
    Session { board: Some(Arc::new(board(seats))), ..Session::planned(plan, stage) }
}

/// Alip came in time, Budi was late, Citra is sick, and of Dewi and Eka nothing is known.
pub fn morning() -> Vec<Seat> {
    let sick = Seat { by_hand: true, reason: Some("flu".to_owned()), ..seat("citra", Status::Excused(Excuse::Sick)) };
    vec![
        seat("alip", Status::Here { at: minutes(-29) }),
        seat("budi", Status::Late { at: minutes(-10) }),
        sick,
        seat("dewi", Status::NotYet),
        seat("eka", Status::NotYet),
    ]
}

/// The same after its end.
pub fn over() -> Vec<Seat> {
    let absent = |seat: Seat| match seat.status {
        Status::NotYet => Seat { status: Status::Absent, ..seat },
        _ => seat,
    };
    morning().into_iter().map(absent).collect()
}

pub fn closed(seats: Vec<Seat>) -> Session {
    let session = session(Stage::Ended, seats);
    let board = session.board.clone().unwrap();
    let closing = Closing {
        event: 9,
        id: "ses_1".to_owned(),
        revision: 1,
        session: session.plan.clone(),
        offset: Zoned::now().offset(),
        over_at: minutes(-1),
        at: minutes(-1),
        ended: Ended::ByHand,
        counts: board.counts,
        is_sent: true,
        seats: board.seats.clone(),
    };
    Session { closing: Some(Arc::new(closing)), delivery: Some(sent("thanks")), ..session }
}

/// A door with a class list of these sessions.
pub fn with(sessions: Vec<Session>) -> View {
    let shown = sessions.first().cloned().map(Arc::new);
    let sessions = Sessions {
        timetable: Arc::new(vec![(1, entry(Some("7B")))]),
        today: Some(today()),
        sessions: Arc::new(sessions),
        shown,
        ..Sessions::default()
    };
    let enrolled = gallery(&[("alip", 2), ("budi", 2), ("citra", 1), ("dewi", 1), ("gita", 1)]);
    View { sessions: Arc::new(sessions), people: Arc::new(people()), gallery: Arc::new(enrolled), ..door() }
}
