//! The cooldown: a student who stays in view is one arrival, not one a frame.

use std::collections::HashMap;
use std::time::Duration;

use super::student_id::StudentId;

/// Decides which recognitions count. `None` as student is a face that is nobody's; all of them share one cooldown.
#[derive(Debug)]
pub struct Attendance {
    cooldown: Duration,
    counted: HashMap<Option<StudentId>, Duration>,
}

/// What a recognition amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It counts: tell the world.
    Count,
    /// The same student counted a moment ago.
    Cooldown {
        /// How long until they would count again.
        left: Duration,
    },
}

impl Attendance {
    /// Nobody seen yet. A cooldown of zero counts every recognition.
    pub fn new(cooldown: Duration) -> Self {
        Self { cooldown, counted: HashMap::new() }
    }

    /// Changes the cooldown, from the next recognition on.
    pub fn set_cooldown(&mut self, cooldown: Duration) {
        self.cooldown = cooldown;
    }

    /// A face was recognised at `now`, on any clock that never goes back.
    pub fn observe(&mut self, now: Duration, student: Option<&StudentId>) -> Decision {
        let student = student.cloned();
        if let Some(&last) = self.counted.get(&student) {
            let passed = now.saturating_sub(last);
            if passed < self.cooldown {
                return Decision::Cooldown { left: self.cooldown - passed };
            }
        }
        self.counted.insert(student, now);
        Decision::Count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(s: f64) -> Duration {
        Duration::from_secs_f64(s)
    }

    #[test]
    fn a_student_counts_once_in_the_cooldown() {
        let mut attendance = Attendance::new(secs(5.0));
        let alip = StudentId::parse("alip").unwrap();
        let yoga = StudentId::parse("yoga").unwrap();
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
            let got = attendance.observe(secs(now), who);
            match (got, decision) {
                (Decision::Cooldown { left: a }, Decision::Cooldown { left: b }) => {
                    assert!(a.abs_diff(b) < secs(1e-6), "at {now}");
                }
                _ => assert_eq!(got, decision, "at {now}"),
            }
        }
    }

    #[test]
    fn a_cooldown_of_zero_counts_every_recognition() {
        let mut attendance = Attendance::new(Duration::ZERO);
        for _ in 0..3 {
            assert_eq!(attendance.observe(secs(1.0), None), Decision::Count);
        }
    }

    #[test]
    fn a_changed_cooldown_holds_from_the_next_recognition() {
        let mut attendance = Attendance::new(secs(60.0));
        attendance.observe(secs(0.0), None);
        attendance.set_cooldown(secs(1.0));
        assert_eq!(attendance.observe(secs(2.0), None), Decision::Count);
    }
}
