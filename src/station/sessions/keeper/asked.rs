//! What a person asks of the sessions.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::super::view::Level;
use super::super::{Say, SessionCommand, export};
use super::Keeper;
use crate::core::StudentId;
use crate::core::session::{Ended, EntryRefusal, Mark, Occurrence, Phase, Said, SessionKey};
use crate::journal::{JournalError, Moment, SessionRow};
use crate::text;
use crate::words::{Language, Text};

/// Longest reason that is kept, in characters.
const MAX_REASON: usize = 200;

/// Why something that was asked was not done, for the person: what happened, and what to do.
type Refused = (Text, Text);

impl Keeper {
    /// Does what a person asks, or tells why not.
    pub(in super::super) fn obey(&mut self, command: SessionCommand, now: Moment, zone: &TimeZone) {
        // Whatever comes of it is shown at once, and looked at anew.
        self.made_of = None;
        self.opened.clear();
        if let Err((text, advice)) = self.try_obey(command, now, zone) {
            self.screen.tell(Level::Error, text, advice);
        }
    }

    fn try_obey(&mut self, command: SessionCommand, now: Moment, zone: &TimeZone) -> Result<(), Refused> {
        match command {
            SessionCommand::AddEntry(entry) => {
                entry.check().map_err(refusal)?;
                self.timetable = None;
                self.journal.add_entry(&entry).map_err(|error| failed(&error))?;
            }
            SessionCommand::ChangeEntry { number, entry } => {
                entry.check().map_err(refusal)?;
                self.timetable = None;
                self.journal.change_entry(number, &entry).map_err(|error| match error {
                    JournalError::Gone => (text!("session-entry-gone"), text!("session-entry-gone-advice")),
                    error => failed(&error),
                })?;
            }
            SessionCommand::RemoveEntry(number) => {
                self.timetable = None;
                self.journal.remove_entry(number).map_err(|error| failed(&error))?;
            }
            SessionCommand::Show(shown) => self.shown = shown,
            SessionCommand::List(listed) => self.listed = listed,
            SessionCommand::Mark { session, student, say, reason } => {
                self.mark(session, &student, Some((say, reason)), now, zone)?;
            }
            SessionCommand::Unmark { session, student } => self.mark(session, &student, None, now, zone)?,
            SessionCommand::End(key) => {
                let (plan, members, _) = self.begun(key, now, zone)?;
                self.end(&plan, &members, now.at, zone, Ended::ByHand).map_err(|error| failed(&error))?;
            }
            SessionCommand::Reopen(key) => {
                let plan = self.planned(key, zone)?;
                if plan.phase(now.at) != Phase::On {
                    return Err((text!("session-not-reopened"), text!("session-not-reopened-advice")));
                }
                self.journal.reopen_session(key).map_err(|error| failed(&error))?;
            }
            SessionCommand::Export { session, file } => {
                let plan = self.planned(session, zone)?;
                let today = zone.to_datetime(now.at).date();
                let session = self.session(plan, now, today, true).map_err(|error| failed(&error))?;
                let people = self.register.snapshot();
                self.export(file, move |language, zone| export::board_table(&session, &people, language, zone));
            }
            SessionCommand::ExportRecap { class, first, last, file } => {
                let mut closings =
                    self.reader.closings(first, last, class.as_deref()).map_err(|error| failed(&error))?;
                closings.retain(|closing| closing.session.class == class);
                let people = self.register.snapshot();
                self.export(file, move |language, _| export::recap_table(&closings, &people, language));
            }
        }
        Ok(())
    }

    fn planned(&mut self, key: SessionKey, zone: &TimeZone) -> Result<Occurrence, Refused> {
        let gone = || (text!("session-gone"), text!("session-gone-advice"));
        self.plan_of(key, zone).map_err(|error| failed(&error))?.ok_or_else(gone)
    }

    /// A session of which something is to be kept, with its members: where it was not opened, it is now.
    fn begun(
        &mut self,
        key: SessionKey,
        now: Moment,
        zone: &TimeZone,
    ) -> Result<(Occurrence, Vec<StudentId>, SessionRow), Refused> {
        let plan = self.planned(key, zone)?;
        let closing = self.closing_of(key).map_err(|error| failed(&error))?;
        let members = self.members(&plan, closing.as_ref(), zone.to_datetime(now.at).date());
        let row = match self.reader.session(key).map_err(|error| failed(&error))? {
            Some(row) => row,
            None => self.journal.open_session(&plan, &members, now).map_err(|error| failed(&error))?,
        };
        Ok((plan, members, row))
    }

    fn mark(
        &mut self,
        key: SessionKey,
        student: &StudentId,
        said: Option<(Say, Option<String>)>,
        now: Moment,
        zone: &TimeZone,
    ) -> Result<(), Refused> {
        let (plan, members, row) = self.begun(key, now, zone)?;
        let deliver = self.screen.settings().webhook_url.value.is_some();
        let Some((say, reason)) = said else {
            self.journal.set_mark(row.number, student, None, None, now.at, deliver).map_err(|error| failed(&error))?;
            self.dispatcher.poke();
            return Ok(());
        };
        if !members.contains(student) {
            return Err((text!("session-no-member", student = student.as_str()), text!("session-no-member-advice")));
        }
        let moment = |at: Option<Timestamp>, seen: Option<Timestamp>| {
            if plan.phase(now.at) == Phase::Before {
                return Err((text!("session-not-begun"), text!("session-not-begun-advice")));
            }
            // Nobody comes before they could, nor in the future.
            let last = plan.until.min(now.at).max(plan.opens);
            Ok(at.or(seen).unwrap_or(now.at).clamp(plan.opens, last))
        };
        let (said, record) = match say {
            Say::Here(at) | Say::Late(at) => {
                let board = self.board(&plan, &row, &members, None).map_err(|error| failed(&error))?;
                // What a camera saw stands in the log already; what a person said before is recorded anew.
                let seat = board.seat(student).filter(|seat| !seat.by_hand);
                let seen = seat.and_then(|seat| seat.status.at());
                let at = moment(at, seen)?;
                let said = match say {
                    Say::Late(_) => Said::Late { at, event: None },
                    _ => Said::Here { at, event: None },
                };
                (said, (seen != Some(at)).then_some(deliver))
            }
            Say::Absent => (Said::Absent, None),
            Say::Excused(why) => (Said::Excused(why), None),
        };
        let mark = Mark { said, reason: tidy(reason), at: now.at };
        self.journal
            .set_mark(row.number, student, Some(&mark), record, now.at, deliver)
            .map_err(|error| failed(&error))?;
        self.dispatcher.poke();
        Ok(())
    }

    fn export(&mut self, file: PathBuf, table: impl FnOnce(Language, &TimeZone) -> export::Made + Send + 'static) {
        if self.exporting.as_ref().is_some_and(|running| !running.is_finished())
            || self.screen.export().is_some_and(|export| export.ended.is_none())
        {
            self.screen.tell(Level::Warning, text!("session-export-runs"), text!("session-export-runs-advice"));
            return;
        }
        self.exporting = export::start(&self.screen, file, table);
    }
}

/// A reason as it is kept.
fn tidy(reason: Option<String>) -> Option<String> {
    let reason: String = reason?.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let reason: String = reason.trim().chars().take(MAX_REASON).collect();
    (!reason.is_empty()).then_some(reason)
}

fn failed(error: &JournalError) -> Refused {
    (text!("session-not-kept", reason = error.text()), error.advice())
}

fn refusal(refusal: EntryRefusal) -> Refused {
    (refusal.text(), text!("session-entry-advice"))
}
