//! The timetable on the command line, for a station that has no window.

use std::io;

use anyhow::anyhow;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::output::{plain, tell, write_line, written};
use super::setup::Setup;
use crate::core::People;
use crate::core::session::{Days, Entry, OPENS_EARLY, Weekdays, clock_of};
use crate::journal::Journal;
use crate::text;
use crate::words::{self, Dates, Language, Text};

/// The days of the week as they may be written, Monday first, in both languages.
const DAYS: [[&str; 2]; 7] =
    [["mon", "sen"], ["tue", "sel"], ["wed", "rab"], ["thu", "kam"], ["fri", "jum"], ["sat", "sab"], ["sun", "min"]];
/// Whoever comes so many minutes after the beginning is late, where nobody says otherwise.
const LATE_AFTER: i64 = 10;

/// A line of the timetable, as it is said.
#[derive(Debug, clap::Args)]
pub(super) struct Line {
    /// The class that is expected; without it, everyone
    class: Option<String>,
    /// When it begins, as 07:00
    #[arg(long, value_name = "TIME", value_parser = time)]
    from: Time,
    /// When it ends
    #[arg(long, value_name = "TIME", value_parser = time)]
    until: Time,
    /// From when on somebody is late; without it, 10 minutes after the beginning
    #[arg(long, value_name = "TIME", value_parser = time)]
    late_from: Option<Time>,
    /// On these days of every week, as mon,wed,fri; without it, Monday to Friday
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = weekday)]
    days: Vec<Weekday>,
    /// Once, on this date, as 2026-11-24
    #[arg(long, value_name = "DATE", conflicts_with_all = ["days", "last"])]
    on: Option<Date>,
    /// Every week until this date
    #[arg(long, value_name = "DATE")]
    last: Option<Date>,
    /// Meanwhile the door expects this class
    #[arg(long, requires = "class")]
    limited: bool,
}

fn time(text: &str) -> Result<Time, String> {
    clock_of(text).ok_or_else(|| "A time is written as 07:00.".to_owned())
}

fn weekday(text: &str) -> Result<Weekday, String> {
    let typed = text.trim().to_lowercase();
    let at = DAYS.iter().position(|names| names.iter().any(|name| typed.starts_with(name)));
    let day = at.and_then(|at| Weekday::from_monday_zero_offset(at as i8).ok());
    day.ok_or_else(|| "A day is written as mon, tue, wed, thu, fri, sat or sun.".to_owned())
}

impl Line {
    fn entry(&self, people: &People, today: Date) -> Entry {
        let Self { class, from, until, late_from, days, on, last, limited } = self;
        // As the school's list spells it.
        let class = class.as_deref().map(str::trim);
        let known = class.and_then(|class| people.classes().find(|known| known.eq_ignore_ascii_case(class)));
        let on_days = if days.is_empty() { Weekdays::SCHOOL } else { Weekdays::of(days.iter().copied()) };
        Entry {
            class: known.or(class).map(str::to_owned),
            days: on.map_or(Days::Weekly { on: on_days, first: today, last: *last }, Days::Once),
            from: *from,
            late_from: late_from.unwrap_or_else(|| from.saturating_add(LATE_AFTER.minutes()).min(*until)),
            until: *until,
            opens_early: OPENS_EARLY,
            limited: *limited,
        }
    }
}

/// Adds a line.
pub(super) fn add(setup: &Setup, journal: &Journal, people: &People, line: &Line) -> anyhow::Result<()> {
    let language = setup.language();
    let entry = line.entry(people, Zoned::now().date());
    entry.check().map_err(|refusal| anyhow!("{}", refusal.text().say(language)))?;
    let number = journal.add_entry(&entry).map_err(|error| unusable(&error.text(), language))?;
    if entry.class.as_deref().is_some_and(|class| people.members(class).is_empty()) {
        tell(format_args!("{}", text!("session-cli-nobody").say(language)));
    }
    print(&[(number, entry)], language)
}

/// Prints the lines there are.
pub(super) fn list(setup: &Setup, journal: &Journal) -> anyhow::Result<()> {
    let language = setup.language();
    let lines = journal.timetable().map_err(|error| unusable(&error.text(), language))?;
    print(&lines, language)
}

/// Takes a line out.
pub(super) fn remove(setup: &Setup, journal: &Journal, number: i64) -> anyhow::Result<()> {
    let language = setup.language();
    let lines = journal.timetable().map_err(|error| unusable(&error.text(), language))?;
    if !lines.iter().any(|(known, _)| *known == number) {
        let number = number.to_string();
        return Err(anyhow!("{}", text!("session-cli-no-line", number = number).say(language)));
    }
    journal.remove_entry(number).map_err(|error| unusable(&error.text(), language))
}

fn unusable(reason: &Text, language: Language) -> anyhow::Error {
    anyhow!("{}", text!("session-cli-unreadable", reason = reason).say(language))
}

/// A line for each: number, times, days, class.
fn print(lines: &[(i64, Entry)], language: Language) -> anyhow::Result<()> {
    let dates = Dates { language, zone: TimeZone::system() };
    let written_out = lines.iter().map(|(number, entry)| {
        let everyone = text!("session-of-everyone").say(language);
        let class = plain(entry.class.as_deref().unwrap_or(&everyone));
        let [from, late, until] = [entry.from, entry.late_from, entry.until].map(|time| dates.clock_of(time));
        let days = match entry.days {
            Days::Once(date) => date.to_string(),
            Days::Weekly { on, last, .. } => {
                let days = on.iter().map(|day| dates.weekday(day, true)).collect::<Vec<_>>().join(" ");
                last.map_or(days.clone(), |last| {
                    text!("session-cli-days-until", days = days, last = last.to_string()).say(language)
                })
            }
        };
        text!(
            "session-cli-line",
            number = number.to_string(),
            from = from,
            late = late,
            until = until,
            days = days,
            class = class
        )
        .say(language)
    });
    let lines = written_out.collect::<Vec<_>>().join("\n");
    if lines.is_empty() {
        tell(format_args!("{}", text!("session-cli-no-lines").say(language)));
        return Ok(());
    }
    let unwritable = |error| anyhow!("{}", text!("cli-table-unwritable", reason = words::io(&error)).say(language));
    written(write_line(&mut io::stdout(), &lines)).map(drop).map_err(unwritable)
}
