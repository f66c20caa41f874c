//! The cooldown: a student who stays in view is one arrival, not one a frame.

use std::collections::HashMap;
use std::time::Duration;

use jiff::SignedDuration;

use super::student_id::StudentId;

/// Decides which recognitions count. `None` as student is a face that is nobody's; all of them share one cooldown.
///
/// Its moments are those of a clock that never goes back, whatever people do to the one on the wall.
#[derive(Debug, Default)]
pub struct Attendance {
    counted: HashMap<Option<StudentId>, SignedDuration>,
}

/// What a recognition amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It counts.
    Count,
    /// The same student counted a moment ago.
    Cooldown {
        /// How long until they would count again.
        left: Duration,
    },
}

/// A clock that was set back by less than this since the machine's last run was only mended; no two frames are in the
/// wrong order by more.
const SLIGHTLY: SignedDuration = SignedDuration::from_mins(5);

impl Attendance {
    /// Whether a face recognised at `now` counts. A cooldown of zero counts every recognition.
    pub fn decide(&self, now: SignedDuration, student: Option<&StudentId>, cooldown: Duration) -> Decision {
        let Some(&last) = self.counted.get(&student.cloned()) else { return Decision::Count };
        // Nobody counted long after now: what was remembered is wrong, and is not to keep anyone from counting.
        if last - now > SLIGHTLY {
            return Decision::Count;
        }
        // Frames may be handed over in another order than they were taken in: one from before is of the same visit.
        let passed = (now - last).max(SignedDuration::ZERO).unsigned_abs();
        match cooldown.checked_sub(passed) {
            Some(left) if !left.is_zero() => Decision::Cooldown { left },
            _ => Decision::Count,
        }
    }

    /// A recognition at `now` counted, and is recorded.
    pub fn count(&mut self, now: SignedDuration, student: Option<&StudentId>) {
        self.counted.insert(student.cloned(), now);
    }

    /// A recognition at `then` was found to have counted. Where a later one is known, that stands.
    pub fn remember(&mut self, then: SignedDuration, student: Option<&StudentId>) {
        let last = self.counted.entry(student.cloned()).or_insert(then);
        *last = then.max(*last);
    }

    /// Whoever counted as one student was another, or nobody who is enrolled.
    pub fn give(&mut self, from: &StudentId, to: Option<&StudentId>) {
        if let Some(then) = self.counted.remove(&Some(from.clone()))
            && to.is_some()
        {
            self.remember(then, to);
        }
    }

    /// A student who counted before `then` counts again when they come.
    pub fn forget_before(&mut self, then: SignedDuration, student: &StudentId) {
        let student = Some(student.clone());
        if self.counted.get(&student).is_some_and(|counted| *counted < then) {
            self.counted.remove(&student);
        }
    }

    /// Nobody is to know any more that this student counted.
    pub fn forget(&mut self, student: &StudentId) {
        self.counted.remove(&Some(student.clone()));
    }
}

/// When somebody counted who did so before the machine was started anew, on the clock that began with it: `age` is what
/// the clocks on the wall say has passed since, `now` the moment on the new clock.
///
/// `None` when it cannot be known, as when the clock has lost its battery: then they count again, because an arrival too
/// many can be seen and one too few cannot.
pub fn counted_before_start(age: SignedDuration, now: SignedDuration) -> Option<SignedDuration> {
    if age.is_negative() && age.abs() > SLIGHTLY {
        return None;
    }
    now.checked_sub(age.max(SignedDuration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: f64) -> SignedDuration {
        SignedDuration::from_secs_f64(s)
    }

    fn secs(s: f64) -> Duration {
        Duration::from_secs_f64(s)
    }

    fn id(text: &str) -> StudentId {
        StudentId::parse(text).unwrap()
    }

    #[test]
    fn who_was_somebody_else_has_not_counted_and_the_other_has() {
        let mut attendance = Attendance::default();
        let (alip, yoga, cooldown) = (id("alip"), id("yoga"), secs(60.0));
        attendance.count(at(10.0), Some(&alip));
        attendance.give(&alip, Some(&yoga));
        assert_eq!(attendance.decide(at(20.0), Some(&alip), cooldown), Decision::Count);
        assert!(matches!(attendance.decide(at(20.0), Some(&yoga), cooldown), Decision::Cooldown { .. }));
        attendance.give(&yoga, None);
        attendance.give(&yoga, Some(&alip));
        for student in [Some(&alip), Some(&yoga), None] {
            assert_eq!(attendance.decide(at(20.0), student, cooldown), Decision::Count);
        }
    }

    #[test]
    fn a_student_counts_once_in_the_cooldown() {
        let mut attendance = Attendance::default();
        let (alip, yoga) = (id("alip"), id("yoga"));
        let table = [
            (0.0, Some(&alip), Decision::Count),
            (0.1, Some(&yoga), Decision::Count),
            (2.0, Some(&alip), Decision::Cooldown { left: secs(3.0) }),
            (2.5, None, Decision::Count),
            (3.0, None, Decision::Cooldown { left: secs(4.5) }),
            (5.0, Some(&alip), Decision::Count),
            (5.05, Some(&yoga), Decision::Cooldown { left: secs(0.05) }),
            (9.9, Some(&alip), Decision::Cooldown { left: secs(0.1) }),
        ];
        for (now, who, decision) in table {
            let got = attendance.decide(at(now), who, secs(5.0));
            match (got, decision) {
                (Decision::Cooldown { left: a }, Decision::Cooldown { left: b }) => {
                    assert!(a.abs_diff(b) < secs(1e-6), "at {now}");
                }
                _ => assert_eq!(got, decision, "at {now}"),
            }
            if got == Decision::Count {
                attendance.count(at(now), who);
            }
        }
    }

    #[test]
    fn a_cooldown_of_zero_counts_every_recognition() {
        let mut attendance = Attendance::default();
        for _ in 0..3 {
            assert_eq!(attendance.decide(at(1.0), None, Duration::ZERO), Decision::Count);
            attendance.count(at(1.0), None);
        }
    }

    #[test]
    fn what_was_not_recorded_does_not_keep_anyone_from_counting() {
        let attendance = Attendance::default();
        assert_eq!(attendance.decide(at(1.0), None, secs(60.0)), Decision::Count);
        assert_eq!(attendance.decide(at(2.0), None, secs(60.0)), Decision::Count);
    }

    #[test]
    fn of_what_is_remembered_and_what_is_known_the_later_stands() {
        let mut attendance = Attendance::default();
        for (then, left) in [(at(3.0), 3.0), (at(1.0), 3.0), (at(4.0), 4.0)] {
            attendance.remember(then, None);
            assert_eq!(attendance.decide(at(5.0), None, secs(5.0)), Decision::Cooldown { left: secs(left) });
        }
    }

    #[test]
    fn who_seems_to_have_counted_long_after_now_counts() {
        let mut attendance = Attendance::default();
        attendance.remember(at(100_000.0), None);
        assert_eq!(attendance.decide(at(1.0), None, secs(5.0)), Decision::Count);
    }

    #[test]
    fn a_changed_cooldown_holds_from_the_next_recognition() {
        let mut attendance = Attendance::default();
        attendance.count(at(0.0), None);
        assert_eq!(attendance.decide(at(2.0), None, secs(60.0)), Decision::Cooldown { left: secs(58.0) });
        assert_eq!(attendance.decide(at(2.0), None, secs(1.0)), Decision::Count);
    }

    #[test]
    fn who_counted_before_the_machine_was_started_anew_is_known_by_the_wall_clock_where_it_can_be() {
        let now = at(30.0);
        for (age, counted) in [
            (at(10.0), Some(at(20.0))),
            (at(3600.0), Some(at(-3570.0))),
            (at(0.0), Some(now)),
            (at(-20.0), Some(now)),
            (at(-299.0), Some(now)),
            (at(-301.0), None),
            (at(-1e9), None),
        ] {
            assert_eq!(counted_before_start(age, now), counted, "{age}");
        }
    }
}
