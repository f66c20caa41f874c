use jiff::SignedDuration;
use jiff::civil::{date, time};
use jiff::tz::TimeZone;

use super::super::entry::{Days, Entry};
use super::*;

fn id(text: &str) -> StudentId {
    StudentId::parse(text).unwrap()
}

/// From 07:00, late from 07:10, until 08:30 UTC; it opens at 06:30.
fn session() -> Occurrence {
    let day = date(2026, 11, 23);
    let [from, late_from, until] = [(7, 0), (7, 10), (8, 30)].map(|(hour, minute)| time(hour, minute, 0, 0));
    let entry = Entry { class: None, days: Days::Once(day), from, late_from, until, opens_early: 30, limited: false };
    entry.on(1, day, &TimeZone::UTC).unwrap()
}

fn at(text: &str) -> Timestamp {
    format!("2026-11-23T{text}Z").parse().unwrap()
}

fn came(event: i64, student: &str, text: &str) -> Arrival {
    Arrival { event, student: id(student), at: at(text), by_hand: false }
}

fn mark(said: Said, text: &str) -> Mark {
    Mark { said, reason: Some("a note".to_owned()), at: at(text) }
}

fn statuses(board: &Board) -> Vec<Status> {
    board.seats.iter().map(|seat| seat.status).collect()
}

#[test]
fn who_comes_is_here_or_late_and_who_does_not_is_absent_at_the_end() {
    let members = ["alip", "budi", "citra", "dewi", "eka"].map(id);
    let arrivals = [
        came(9, "budi", "07:10:00"),
        came(8, "citra", "06:29:59"),
        came(3, "alip", "07:40:00"),
        came(2, "alip", "06:30:00"),
        came(10, "dewi", "08:30:01"),
        came(11, "yoga", "07:05:00"),
        came(12, "yoga", "07:06:00"),
    ];
    let board = |ended| Board::new(&session(), &members, &arrivals, &HashMap::new(), ended);
    let on = board(None);
    let (here, late) = (Status::Here { at: at("06:30:00") }, Status::Late { at: at("07:10:00") });
    assert_eq!(statuses(&on), [here, late, Status::NotYet, Status::NotYet, Status::NotYet]);
    assert_eq!(on.counts, Counts { here: 1, late: 1, not_yet: 3, ..Counts::default() });
    assert_eq!(on.others, [came(11, "yoga", "07:05:00")], "once, and with the first time");
    assert_eq!((on.seats[0].event, on.seats[0].by_hand), (Some(2), false));

    let over = board(Some(at("08:31:00")));
    assert_eq!(statuses(&over), [here, late, Status::Absent, Status::Absent, Status::Absent]);
    // Whoever comes after it was ended early was not there.
    let early = board(Some(at("07:09:00")));
    assert_eq!(early.counts, Counts { here: 1, absent: 4, ..Counts::default() });
}

#[test]
fn a_word_of_a_person_holds_over_what_was_seen() {
    let members = ["alip"].map(id);
    let arrivals = [came(2, "alip", "07:20:00")];
    let with = |arrivals: &[Arrival], mark: Mark| {
        Board::new(&session(), &members, arrivals, &HashMap::from([(id("alip"), mark)]), None).seats.remove(0)
    };
    let here = with(&arrivals, mark(Said::Here { at: at("07:20:00"), event: None }, "07:21:00"));
    assert_eq!(
        (here.status, here.by_hand, here.event, here.reason.as_deref()),
        (Status::Here { at: at("07:20:00") }, true, Some(2), Some("a note"))
    );
    let absent = with(&arrivals, mark(Said::Absent, "07:21:00"));
    assert_eq!((absent.status, absent.by_hand), (Status::Absent, true));
    // Said before they came: whoever said it could not know.
    for said in [Said::Absent, Said::Excused(Excuse::Sick)] {
        let came_after_all = with(&arrivals, mark(said, "06:50:00"));
        assert_eq!((came_after_all.status, came_after_all.by_hand), (Status::Late { at: at("07:20:00") }, false));
        assert_eq!(came_after_all.reason.as_deref(), Some("a note"), "it is still told");
    }
    let sick = with(&[], mark(Said::Excused(Excuse::Sick), "06:50:00"));
    assert_eq!((sick.status, sick.by_hand), (Status::Excused(Excuse::Sick), true));
}

#[test]
fn a_word_that_hangs_on_an_event_goes_with_it() {
    let members = ["alip", "budi"].map(id);
    let marks = HashMap::from([(id("alip"), mark(Said::Here { at: at("07:02:00"), event: Some(5) }, "07:30:00"))]);
    let board = |arrivals: &[Arrival]| Board::new(&session(), &members, arrivals, &marks, None);
    let by_hand = |student: &str| Arrival { by_hand: true, ..came(5, student, "07:02:00") };
    let (here, not_yet) = (Status::Here { at: at("07:02:00") }, Status::NotYet);
    assert_eq!(statuses(&board(&[by_hand("alip")])), [here, not_yet]);
    assert_eq!(statuses(&board(&[by_hand("budi")])), [not_yet, here], "it was budi after all");
    assert_eq!(statuses(&board(&[])), [not_yet, not_yet]);
}

#[test]
fn who_is_said_to_be_here_after_an_early_end_is() {
    let marks = HashMap::from([(id("alip"), mark(Said::Here { at: at("08:05:00"), event: Some(5) }, "08:05:00"))]);
    let arrivals = [Arrival { by_hand: true, ..came(5, "alip", "08:05:00") }, came(6, "budi", "08:06:00")];
    let members = ["alip", "budi"].map(id);
    let board = Board::new(&session(), &members, &arrivals, &marks, Some(at("08:00:00")));
    assert_eq!(
        statuses(&board),
        [Status::Here { at: at("08:05:00") }, Status::Absent],
        "a camera's word comes too late"
    );
    assert!(board.seats[0].by_hand);
}

/// A morning of chance: members, arrivals and what was said.
struct Morning {
    members: Vec<StudentId>,
    arrivals: Vec<Arrival>,
    marks: HashMap<StudentId, Mark>,
    ended: Option<Timestamp>,
}

impl Morning {
    fn of(dice: &mut fastrand::Rng) -> Self {
        let people: Vec<StudentId> = (0..12).map(|n| id(&format!("s{n}"))).collect();
        let members: Vec<StudentId> = people[..dice.usize(0..12)].to_vec();
        let moment = |dice: &mut fastrand::Rng| at("06:00:00") + SignedDuration::from_secs(dice.i64(0..3 * 3600));
        let arrivals: Vec<Arrival> = (1..dice.i64(1..40))
            .map(|event| Arrival {
                event,
                student: people[dice.usize(0..12)].clone(),
                at: moment(dice),
                by_hand: dice.bool(),
            })
            .collect();
        let mut marks = HashMap::new();
        for student in &people {
            let event = dice.bool().then(|| dice.i64(1..40));
            let said = match dice.u8(0..6) {
                0 => Said::Here { at: moment(dice), event },
                1 => Said::Late { at: moment(dice), event },
                2 => Said::Absent,
                3 => Said::Excused([Excuse::Sick, Excuse::Leave, Excuse::Other][dice.usize(0..3)]),
                _ => continue,
            };
            marks.insert(student.clone(), Mark { said, reason: None, at: moment(dice) });
        }
        let ended = dice.bool().then(|| moment(dice));
        Self { members, arrivals, marks, ended }
    }

    fn board(&self) -> Board {
        Board::new(&session(), &self.members, &self.arrivals, &self.marks, self.ended)
    }
}

#[test]
fn of_any_morning_everybody_stands_somewhere_once() {
    let mut dice = fastrand::Rng::with_seed(7);
    for round in 0..3000 {
        let morning = Morning::of(&mut dice);
        let board = morning.board();
        assert!(board.seats.iter().map(|seat| &seat.student).eq(&morning.members), "{round}");
        assert_eq!(board.counts.all(), morning.members.len());
        assert_eq!(board.counts, Counts::of(board.seats.iter().map(|seat| &seat.status)));
        assert!(board.others.iter().all(|other| !morning.members.contains(&other.student)));
        for seat in &board.seats {
            assert_eq!(seat.status == Status::NotYet, morning.ended.is_none() && !seat.by_hand && seat.event.is_none());
            // Who was seen in time and of whom nobody said anything is on the board, and nobody else.
            let end = morning.ended.unwrap_or(Timestamp::MAX).min(session().until);
            let was_seen = morning
                .arrivals
                .iter()
                .any(|arrival| arrival.student == seat.student && (session().opens..=end).contains(&arrival.at));
            assert!(morning.marks.contains_key(&seat.student) || seat.status.is_here() == was_seen, "{round} {seat:?}");
        }
    }
}

#[test]
fn of_any_morning_the_order_of_the_log_says_nothing() {
    let mut dice = fastrand::Rng::with_seed(8);
    for _ in 0..500 {
        let mut morning = Morning::of(&mut dice);
        let before = morning.board();
        dice.shuffle(&mut morning.arrivals);
        assert_eq!(morning.board(), before);
    }
}

#[test]
fn of_any_morning_a_corrected_event_moves_from_the_one_to_the_other() {
    let mut dice = fastrand::Rng::with_seed(9);
    for round in 0..2000 {
        let mut morning = Morning::of(&mut dice);
        morning.marks.clear();
        let Some(at) = dice.usize(0..40).checked_rem(morning.arrivals.len()) else { continue };
        let before = morning.board();
        let wrong = morning.arrivals[at].student.clone();
        let right = id(&format!("s{}", dice.usize(0..12)));
        morning.arrivals[at].student = right.clone();
        let after = morning.board();
        for (before, after) in before.seats.iter().zip(&after.seats) {
            if before.student != wrong && before.student != right {
                assert_eq!(before, after, "{round}: it is none of theirs");
            }
        }
        // And back: nothing stays behind.
        morning.arrivals[at].student = wrong;
        assert_eq!(morning.board(), before);
        // One that is removed is as if it had never been.
        let removed = morning.arrivals.remove(at);
        assert!(morning.board().seats.iter().all(|seat| seat.event != Some(removed.event)));
    }
}

#[test]
fn those_who_are_missing_can_stand_first_and_one_group_alone() {
    let seat = |student, status| Seat { student: id(student), status, by_hand: false, reason: None, event: None };
    let at = Timestamp::UNIX_EPOCH;
    let statuses = [
        ("alip", Status::Here { at }),
        ("budi", Status::NotYet),
        ("citra", Status::Late { at }),
        ("dewi", Status::Excused(Excuse::Sick)),
        ("eka", Status::NotYet),
    ];
    let seats: Vec<Seat> = statuses.iter().map(|(student, status)| seat(student, *status)).collect();
    let counts = Counts::of(seats.iter().map(|seat| &seat.status));
    let board = Board { seats, others: Vec::new(), counts };
    let names = |group, missing_first| -> Vec<String> {
        board.seats_of(group, missing_first).iter().map(|seat| seat.student.to_string()).collect()
    };
    assert_eq!(names(None, false), ["alip", "budi", "citra", "dewi", "eka"]);
    assert_eq!(names(None, true), ["budi", "eka", "citra", "dewi", "alip"]);
    assert_eq!(names(Some(Group::NotYet), false), ["budi", "eka"]);
    for group in Group::ALL {
        assert_eq!(names(Some(group), true).len(), counts.of_group(group), "{group:?}");
    }
}
