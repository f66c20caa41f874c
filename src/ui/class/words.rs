//! How a session and those in it are said: in a word, an icon and a colour.

use eframe::egui::Color32;
use jiff::SignedDuration;
use jiff::civil::Weekday;

use super::super::icons::Icon;
use super::super::language::{say, spoken};
use super::super::theme::Palette;
use super::super::widgets::Tone;
use crate::core::session::{Counts, Ended, Excuse, Group, Occurrence, Seat, Status, Weekdays};
use crate::station::sessions::{Session, Stage};
use crate::words::Dates;

/// The icon of a group.
pub fn icon(group: Group) -> Icon {
    match group {
        Group::Here => Icon::CircleCheck,
        Group::Late => Icon::ClockAlert,
        Group::Excused => Icon::FileText,
        Group::NotYet => Icon::CircleDashed,
        Group::Absent => Icon::CircleX,
    }
}

/// Text and background of a group.
pub fn colors(group: Group, palette: &Palette) -> (Color32, Color32) {
    match group {
        Group::Here => Tone::Good.colors(palette),
        Group::Late => Tone::Warning.colors(palette),
        Group::Excused => (palette.text, palette.sunken),
        Group::NotYet => (palette.text_soft, palette.surface),
        Group::Absent => Tone::Bad.colors(palette),
    }
}

/// How many stand so: "24 here".
pub fn count(group: Group, count: usize) -> String {
    match group {
        Group::Here => say!("class-count-here", count = count),
        Group::Late => say!("class-count-late", count = count),
        Group::Excused => say!("class-count-excused", count = count),
        Group::NotYet => say!("class-count-not-yet", count = count),
        Group::Absent => say!("class-count-absent", count = count),
    }
}

/// A group as a heading.
pub fn group(group: Group) -> String {
    match group {
        Group::Here => say!("class-here"),
        Group::Late => say!("class-late"),
        Group::Excused => say!("class-excused"),
        Group::NotYet => say!("class-not-yet"),
        Group::Absent => say!("class-absent"),
    }
}

/// Why somebody is excused.
pub fn excuse(excuse: Excuse) -> String {
    match excuse {
        Excuse::Sick => say!("class-sick"),
        Excuse::Leave => say!("class-leave"),
        Excuse::Other => say!("class-other"),
    }
}

/// How somebody stands: "late 07:24", "sick: flu".
pub fn status(seat: &Seat, dates: &Dates) -> String {
    let word = match seat.status {
        Status::Here { at } => say!("class-here-at", time = dates.clock(at)),
        Status::Late { at } => say!("class-late-at", time = dates.clock(at)),
        Status::Excused(why) => excuse(why),
        Status::NotYet => say!("class-not-yet"),
        Status::Absent => say!("class-absent"),
    };
    match &seat.reason {
        Some(reason) => say!("class-with-reason", status = word, reason = reason),
        None => word,
    }
}

/// The class, or everyone.
pub fn class(class: Option<&str>) -> String {
    class.map_or_else(|| say!("class-everyone"), str::to_owned)
}

/// From when until when.
pub fn times(plan: &Occurrence, dates: &Dates) -> String {
    say!("class-times", from = dates.clock(plan.from), until = dates.clock(plan.until))
}

/// Where a session is: an icon, and a few words.
pub fn stage(session: &Session, dates: &Dates, now: jiff::Timestamp) -> (Icon, String) {
    let plan = &session.plan;
    match session.stage {
        Stage::Before if now < plan.opens => (Icon::CalendarClock, say!("class-opens", time = dates.clock(plan.opens))),
        Stage::Before => (Icon::CalendarClock, say!("class-begins", time = dates.clock(plan.from))),
        Stage::On => {
            // Up to the next minute: at the last one it is not over.
            let seconds = plan.until.duration_since(now).max(SignedDuration::ZERO).as_secs();
            let minutes = (seconds + 59) / 60;
            let left = match minutes {
                0..=90 => say!("class-closes-in", minutes = minutes),
                _ => say!("class-closes-at", time = dates.clock(plan.until)),
            };
            (Icon::Timer, left)
        }
        Stage::Ended => {
            let closing = session.closing.as_ref();
            let time = dates.clock(closing.map_or(plan.until, |closing| closing.over_at));
            match closing.map(|closing| closing.ended) {
                Some(Ended::ByHand) => (Icon::CircleCheckBig, say!("class-closed-by-hand", time = time)),
                Some(Ended::AtNextStart) => (Icon::CircleCheckBig, say!("class-closed-at-start", time = time)),
                Some(Ended::InTime) | None => (Icon::CircleCheckBig, say!("class-closed", time = time)),
            }
        }
        Stage::NobodyCame => (Icon::CalendarX, say!("class-nobody-came")),
        Stage::NotHeld => (Icon::CalendarX, say!("class-not-held")),
    }
}

/// How many of how many are here.
pub fn how_many(counts: Counts) -> String {
    say!("class-here-of", here = counts.here + counts.late, all = counts.all())
}

/// Days of the week: "Mon Tue Wed", "every day".
pub fn weekdays(days: Weekdays, dates: &Dates) -> String {
    if days == Weekdays::ALL {
        return say!("class-every-day");
    }
    if days == Weekdays::SCHOOL {
        let [first, last] = [Weekday::Monday, Weekday::Friday].map(|day| dates.weekday(day, true));
        return say!("class-days-from-to", first = first, last = last);
    }
    days.iter().map(|day| dates.weekday(day, true)).collect::<Vec<_>>().join(" ")
}

/// One of the letters that stand for a mark: as schools write it in their lists.
pub fn letter(mark: &crate::words::Text) -> Option<eframe::egui::Key> {
    eframe::egui::Key::from_name(&spoken(mark))
}
