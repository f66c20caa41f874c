//! How a session ended, as it is posted. The original service has no such event.

use jiff::Timestamp;
use serde::Serialize;

use crate::core::EventKind;
use crate::core::session::{Closing, Counts, Excuse, Seat, Status};

#[derive(Serialize)]
struct Payload<'a> {
    event: &'static str,
    session: Session<'a>,
    ts: i64,
    counts: Stood,
    students: Vec<Student<'a>>,
}

#[derive(Serialize)]
struct Session<'a> {
    id: &'a str,
    revision: u32,
    class: Option<&'a str>,
    date: String,
    from: String,
    late_from: String,
    until: String,
    closed: String,
}

#[derive(Serialize)]
struct Stood {
    here: usize,
    late: usize,
    absent: usize,
    excused: usize,
}

#[derive(Serialize)]
struct Student<'a> {
    student_id: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ts: Option<i64>,
    by_hand: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    excuse: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// The body for a session that ended, JSON.
pub(super) fn of_closing(closing: &Closing) -> serde_json::Result<Vec<u8>> {
    let planned = &closing.session;
    // As the school's clock shows it, and what that differs from UTC.
    let time = |at: Timestamp| at.display_with_offset(closing.offset).to_string();
    let Counts { here, late, not_yet, absent, excused } = closing.counts;
    serde_json::to_vec(&Payload {
        event: EventKind::SessionClosed.name(),
        session: Session {
            id: &closing.id,
            revision: closing.revision,
            class: planned.class.as_deref(),
            date: planned.key.date.to_string(),
            from: time(planned.from),
            late_from: time(planned.late_from),
            until: time(planned.until),
            closed: time(closing.over_at.min(planned.until)),
        },
        ts: closing.at.as_second(),
        counts: Stood { here, late, absent: absent + not_yet, excused },
        students: closing.seats.iter().map(student).collect(),
    })
}

fn student(seat: &Seat) -> Student<'_> {
    let (status, excuse) = match seat.status {
        Status::Here { .. } => ("here", None),
        Status::Late { .. } => ("late", None),
        Status::NotYet | Status::Absent => ("absent", None),
        Status::Excused(Excuse::Sick) => ("excused", Some("sick")),
        Status::Excused(Excuse::Leave) => ("excused", Some("leave")),
        Status::Excused(Excuse::Other) => ("excused", Some("other")),
    };
    Student {
        student_id: seat.student.as_str(),
        status,
        ts: seat.status.at().map(Timestamp::as_second),
        by_hand: seat.by_hand,
        excuse,
        reason: seat.reason.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use jiff::tz::{Offset, TimeZone};

    use super::*;
    use crate::core::StudentId;
    use crate::core::session::{Days, Ended, Entry};

    #[test]
    fn the_end_of_a_session_says_how_everybody_stood() {
        let day = date(2026, 11, 23);
        let entry = Entry {
            class: Some("7B".to_owned()),
            days: Days::Once(day),
            from: time(7, 0, 0, 0),
            late_from: time(7, 10, 0, 0),
            until: time(8, 30, 0, 0),
            opens_early: 30,
            limited: true,
        };
        let offset = Offset::constant(7);
        let session = entry.on(4, day, &TimeZone::fixed(offset)).unwrap();
        let seat = |student, status, by_hand, reason: Option<&str>| Seat {
            student: StudentId::parse(student).unwrap(),
            status,
            by_hand,
            reason: reason.map(str::to_owned),
            event: Some(3),
        };
        let seats = vec![
            seat("alip", Status::Here { at: session.opens }, false, None),
            seat("budi", Status::Excused(Excuse::Sick), true, Some("flu")),
            seat("citra", Status::Absent, false, None),
        ];
        let at = session.until;
        let counts = Counts::of(seats.iter().map(|seat| &seat.status));
        let id = "ses_1".to_owned();
        let ended = Ended::InTime;
        let closing = Closing {
            event: 9,
            id,
            revision: 2,
            session,
            offset,
            over_at: at,
            at,
            ended,
            counts,
            is_sent: true,
            seats,
        };
        assert_eq!(
            String::from_utf8(of_closing(&closing).unwrap()).unwrap(),
            concat!(
                r#"{"event":"attendance.session_closed","session":{"id":"ses_1","revision":2,"class":"7B","#,
                r#""date":"2026-11-23","from":"2026-11-23T07:00:00+07:00","late_from":"2026-11-23T07:10:00+07:00","#,
                r#""until":"2026-11-23T08:30:00+07:00","closed":"2026-11-23T08:30:00+07:00"},"ts":1795397400,"#,
                r#""counts":{"here":1,"late":0,"absent":1,"excused":1},"students":["#,
                r#"{"student_id":"alip","status":"here","ts":1795390200,"by_hand":false},"#,
                r#"{"student_id":"budi","status":"excused","by_hand":true,"excuse":"sick","reason":"flu"},"#,
                r#"{"student_id":"citra","status":"absent","by_hand":false}]}"#
            )
        );
    }
}
