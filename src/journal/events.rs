//! Events being recorded: each, and its place in the outbox, in one transaction.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Transaction, params};
use uuid::Uuid;

use super::{Journal, JournalError, LastSeen, Moment, Outcome, SEEN_EVERY, Seen, lock, outbox, rows, write_last_seen};
use crate::core::{Corrects, Decision, Event, EventKind, Sighting, StudentId};

impl Journal {
    /// Records a recognition, if it counts: after `cooldown` for this student. `deliver`: it is to be sent.
    ///
    /// # Errors
    /// When it could not be written. It has not counted then.
    pub fn record(&self, seen: &Seen, cooldown: Duration, deliver: bool) -> Result<Outcome, JournalError> {
        let Seen { recognition, moment, camera, crop } = seen;
        let student = recognition.student.as_ref();
        let uptime = moment.since_start();
        let moved = self.unwritten(|_| true);
        let outcome = self.change(|transaction| {
            // Decided again while nobody else can write: two frames of one student may be on their way here.
            if let Decision::Cooldown { left } = self.lock_attendance().decide(uptime, student, cooldown) {
                return Ok(Outcome::Cooldown { left });
            }
            let mut event = new_event(EventKind::Recognized, recognition.student.clone(), moment.at);
            event.sighting = Some(Sighting {
                distance: recognition.distance,
                // What is no number would not be the same when it is read again.
                score: recognition.score.filter(|score| score.is_finite()),
                face_box: recognition.face_box,
                frame_size: recognition.frame_size,
            });
            event.camera.clone_from(camera);
            event.number = rows::insert(transaction, &event)?;
            if let Some(jpeg) = crop {
                let mut insert = transaction.prepare_cached("INSERT INTO crop (event, jpeg) VALUES (?, ?)")?;
                insert.execute(params![event.number, jpeg])?;
            }
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO presence (student, at_ms, uptime_ms, boot) VALUES (?, ?, ?, ?)",
                )?
                .execute(params![
                    student.map_or("", StudentId::as_str),
                    moment.at.as_millisecond(),
                    uptime.as_millis() as i64,
                    self.inner.boot.0,
                ])?;
            let delivery = match deliver {
                true => Some(outbox::queue(transaction, &event, event.label(), moment.at)?),
                false => None,
            };
            write_last_seen(transaction, &moved)?;
            Ok(Outcome::Recorded { event: Box::new(event), delivery })
        })?;
        match &outcome {
            Outcome::Recorded { event, .. } => {
                self.mark_written(&moved);
                self.lock_attendance().count(uptime, student);
                let visit = LastSeen { number: event.number, at: event.at, written: event.at };
                lock(&self.inner.seen).insert(student.cloned(), visit);
            }
            Outcome::Cooldown { .. } => self.note_seen(student, moment.at),
        }
        Ok(outcome)
    }

    /// Whether this student would count now. Waits for no disk. When they would not, they are known to have been seen.
    pub fn decide(&self, student: Option<&StudentId>, moment: Moment, cooldown: Duration) -> Decision {
        let decision = self.lock_attendance().decide(moment.since_start(), student, cooldown);
        if matches!(decision, Decision::Cooldown { .. }) {
            self.note_seen(student, moment.at);
        }
        decision
    }

    /// Writes down when students were last seen, where that has not been done for a while; `all`: in any case.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn write_seen(&self, all: bool) -> Result<(), JournalError> {
        let is_due = |visit: &LastSeen| {
            visit.at > visit.written && (all || visit.at.duration_since(visit.written) >= SEEN_EVERY)
        };
        let moved = self.unwritten(is_due);
        if moved.is_empty() {
            return Ok(());
        }
        self.change(|transaction| write_last_seen(transaction, &moved))?;
        self.mark_written(&moved);
        Ok(())
    }

    /// Records that an event was about somebody else, or nobody. A correction of a correction is one of the first event.
    /// Whoever was named wrongly counts when they come, however long the cooldown: they have not been here, and whoever it
    /// was has.
    ///
    /// # Errors
    /// When it could not be written, when there is no such event, or when whom it was about is not known any more.
    pub fn correct(
        &self,
        number: i64,
        student: Option<&StudentId>,
        at: Timestamp,
        deliver: bool,
    ) -> Result<Event, JournalError> {
        let (event, was_here) =
            self.change(|transaction| self.correct_in(transaction, number, student, at, deliver))??;
        self.after_correction(&event, student, was_here);
        Ok(event)
    }

    /// The same, in a transaction that does more; [`Self::after_correction`] belongs behind it. Gives the correction, and
    /// whether whoever was named wrongly counted by that.
    pub(super) fn correct_in(
        &self,
        transaction: &Transaction<'_>,
        number: i64,
        student: Option<&StudentId>,
        at: Timestamp,
        deliver: bool,
    ) -> rusqlite::Result<Result<(Event, bool), JournalError>> {
        let find = |number: i64| rows::select(transaction, "WHERE e.id = ?", &[&number]).map(|mut found| found.pop());
        let mut corrected = find(number)?;
        if corrected.as_ref().is_some_and(|kept| kept.damaged) {
            return Ok(Err(JournalError::Damaged));
        }
        if let Some(first) = corrected.as_ref().and_then(|kept| kept.event.corrects.as_ref()) {
            corrected = find(first.number)?;
        }
        let Some(corrected) = corrected else { return Ok(Err(JournalError::Gone)) };
        if corrected.damaged {
            return Ok(Err(JournalError::Damaged));
        }
        let mut event = new_event(EventKind::Corrected, student.cloned(), at);
        event.sighting = corrected.event.sighting;
        event.camera.clone_from(&corrected.event.camera);
        // The lane of what is corrected: a receiver hears of the mistake first.
        let lane = corrected.event.label().to_owned();
        event.corrects = Some(Corrects {
            number: corrected.event.number,
            webhook_id: corrected.event.webhook_id,
            student: corrected.event.student,
        });
        event.number = rows::insert(transaction, &event)?;
        transaction
            .prepare_cached("UPDATE event SET corrected_by = ?2 WHERE id = ?1")?
            .execute(params![corrected.event.number, event.number])?;
        // Where they counted again since, that stands.
        let wrong = event.corrects.as_ref().and_then(|corrects| corrects.student.as_ref());
        let was_here = match wrong.filter(|wrong| student != Some(wrong)) {
            Some(wrong) => {
                let at_ms = corrected.event.at.as_millisecond();
                if let Some(right) = student {
                    transaction
                        .prepare_cached(
                            "INSERT INTO presence (student, at_ms, uptime_ms, boot)
                             SELECT ?3, at_ms, uptime_ms, boot FROM presence WHERE student = ?1 AND at_ms = ?2
                             ON CONFLICT (student) DO UPDATE SET at_ms = excluded.at_ms,
                             uptime_ms = excluded.uptime_ms, boot = excluded.boot
                             WHERE excluded.at_ms > presence.at_ms",
                        )?
                        .execute(params![wrong.as_str(), at_ms, right.as_str()])?;
                }
                let mut delete = transaction.prepare_cached("DELETE FROM presence WHERE student = ? AND at_ms = ?")?;
                delete.execute(params![wrong.as_str(), at_ms])? > 0 || self.is_present_by(wrong, corrected.event.number)
            }
            None => false,
        };
        if deliver {
            outbox::queue(transaction, &event, &lane, at)?;
        }
        Ok(Ok((event, was_here)))
    }

    /// What follows from a correction that was written.
    pub(super) fn after_correction(&self, event: &Event, student: Option<&StudentId>, was_here: bool) {
        if was_here && let Some(Corrects { student: Some(wrong), .. }) = &event.corrects {
            self.lock_attendance().give(wrong, student);
            self.forgot();
        }
    }

    /// Whether it was this event by which a student counted last, as far as this process has seen.
    fn is_present_by(&self, student: &StudentId, number: i64) -> bool {
        lock(&self.inner.seen).get(&Some(student.clone())).is_some_and(|visit| visit.number == number)
    }

    /// Records that a student came whom no camera saw.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn add_by_hand(&self, student: &StudentId, at: Timestamp, deliver: bool) -> Result<Event, JournalError> {
        self.change(|transaction| {
            let mut event = new_event(EventKind::Manual, Some(student.clone()), at);
            event.number = rows::insert(transaction, &event)?;
            if deliver {
                outbox::queue(transaction, &event, event.label(), at)?;
            }
            Ok(event)
        })
    }
}

/// An event that has no number yet, with an id that no other has.
pub(super) fn new_event(kind: EventKind, student: Option<StudentId>, at: Timestamp) -> Event {
    Event {
        number: 0,
        webhook_id: format!("evt_{}", Uuid::now_v7().simple()),
        kind,
        student,
        // As it is kept, so that it is the same when it is read again.
        at: rows::moment(at.as_millisecond()),
        sighting: None,
        camera: None,
        corrects: None,
    }
}
