//! The class list: the day's sessions, and of the one that is chosen who is here, late, not yet there or excused.
//!
//! - `day`: the sessions of a day, and other days
//! - `begin`: a session that begins now; `timetable`, `editor`: those that come by themselves
//! - `board`: the session that is chosen: its counts, what is to be known of it, and its end
//! - `grid`: those in it, a card each; `seat`: what is said of one of them by hand; `summary`: how it ended
//! - `export`: a session or a month of them as a file
//! - `words`: how all of this is said

use eframe::egui::{Frame, Margin, Panel, Ui};
use jiff::civil::Date;

use self::words::class;
use super::icons::Icon;
use super::language::say;
use super::save::Save;
use super::theme::{GAP, GUTTER};
use super::widgets::{self, Action};
use super::{Scene, Screen};
use crate::core::session::SessionKey;
use crate::station::Command;
use crate::station::sessions::{Session, SessionCommand, Sessions, Stage};

mod begin;
mod board;
mod day;
mod editor;
mod export;
mod grid;
mod pill;
mod seat;
mod summary;
mod timetable;
pub mod words;

/// From so much room on the day stands beside its session.
const WIDE: f32 = 720.0;

/// Where the person is among the sessions.
#[derive(Default)]
pub struct State {
    /// The day that is looked at; `None`: today.
    day: Option<Date>,
    chosen: Option<SessionKey>,
    /// A person chose it. Else it is the one that is on.
    is_picked: bool,
    /// Something is being done with it.
    works: bool,
    page: Page,
    /// Where there is no room for both, the day is looked at and not the session.
    shows_day: bool,
    /// What the station was asked for.
    asked: (Option<SessionKey>, Option<Date>),
    /// A session of this class was begun, and is not there yet; and those that were there before.
    begun: Option<(Option<String>, Vec<SessionKey>)>,
    begin: begin::State,
    timetable: timetable::State,
    board: board::State,
    export: export::State,
}

/// What stands beside the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Page {
    #[default]
    Session,
    Begin,
    Timetable,
}

impl State {
    /// The screen is left: the station need not keep anything fresh for it.
    pub fn leave(&mut self, scene: &mut Scene<'_>) {
        self.ask(scene, None, None);
        (self.day, self.is_picked, self.begun) = (None, false, None);
        self.board.leave();
        self.export.leave(scene);
    }

    /// The place of a file that is being asked for.
    pub fn place(&mut self) -> Option<&mut Save> {
        self.export.place()
    }

    /// From now on this session is shown.
    pub fn open(&mut self, key: SessionKey) {
        self.day = Some(key.date);
        (self.chosen, self.is_picked) = (Some(key), true);
        (self.page, self.shows_day) = (Page::Session, false);
    }

    fn look_at(&mut self, day: Option<Date>) {
        (self.day, self.chosen, self.is_picked, self.begun) = (day, None, false, None);
        self.page = Page::Session;
    }

    /// Asks the station for what is shown.
    fn ask(&mut self, scene: &mut Scene<'_>, session: Option<SessionKey>, day: Option<Date>) {
        let (was_session, was_day) = std::mem::replace(&mut self.asked, (session, day));
        if was_session != session {
            scene.send(Command::Session(SessionCommand::Show(session)));
        }
        if was_day != day {
            scene.send(Command::Session(SessionCommand::List(day.map(|day| (day, day)))));
        }
    }

    /// Chooses the session that is to be shown, unless a person did.
    fn follow(&mut self, sessions: &[Session]) {
        if let Some((class, before)) = &self.begun {
            let is_new = |session: &&Session| session.plan.class == *class && !before.contains(&session.plan.key);
            if let Some(session) = sessions.iter().find(is_new) {
                let key = session.plan.key;
                self.begun = None;
                self.open(key);
            }
        }
        let is_there = |key: &SessionKey| sessions.iter().any(|session| session.plan.key == *key);
        if (self.is_picked || self.works) && self.chosen.as_ref().is_some_and(is_there) {
            return;
        }
        let first = |stage| sessions.iter().find(|session| session.stage == stage).map(|session| session.plan.key);
        self.is_picked = false;
        self.chosen = first(Stage::On)
            .or_else(|| self.chosen.filter(is_there))
            .or_else(|| first(Stage::Before))
            .or_else(|| sessions.last().map(|session| session.plan.key));
    }
}

/// The screen.
pub fn class_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    export::bar_ui(ui, &state.export, scene);
    let view = scene.view.sessions.clone();
    let today = view.today.unwrap_or_else(|| scene.dates.date(scene.now));
    // Whoever looks at today goes on with the next day.
    state.day = state.day.filter(|day| *day != today);
    let day = state.day.unwrap_or(today);
    let sessions = view.on_day(day, &scene.dates.zone);
    state.follow(&sessions);
    let shown = day::Day { day, today, sessions: &sessions };
    if ui.available_width() >= WIDE {
        let width = if ui.available_width() > 1100.0 { 296.0 } else { 244.0 };
        let frame = Frame::new().outer_margin(Margin { right: GUTTER as i8, ..Margin::ZERO });
        let panel = Panel::left("day").exact_size(width).resizable(false).show_separator_line(false).frame(frame);
        panel.show(ui, |ui| day::day_ui(ui, state, scene, &shown));
        page_ui(ui, state, scene, &view, &shown, false);
    } else if state.shows_day || (state.page == Page::Session && state.chosen.is_none()) {
        day::day_ui(ui, state, scene, &shown);
    } else {
        page_ui(ui, state, scene, &view, &shown, true);
    }
    export::ask_ui(ui, &mut state.export, scene);
    state.ask(scene, state.chosen, Some(day));
}

/// `is_alone`: the day does not stand beside it.
fn page_ui(
    ui: &mut Ui,
    state: &mut State,
    scene: &mut Scene<'_>,
    view: &Sessions,
    shown: &day::Day<'_>,
    is_alone: bool,
) {
    match state.page {
        Page::Begin => begin_ui(ui, state, scene, view),
        Page::Timetable => {
            if timetable::timetable_ui(ui, &mut state.timetable, scene, shown.today) {
                (state.page, state.shows_day) = (Page::Session, is_alone);
            }
        }
        Page::Session => {
            let session = state.chosen.and_then(|key| view.find(key, &scene.dates.zone));
            match session {
                Some(session) => {
                    let acts = board::board_ui(ui, &mut state.board, scene, &session, is_alone);
                    state.shows_day = acts.goes_back;
                    // What is being worked on is not taken away by another session that begins.
                    state.works = acts.is_begun;
                    if let Some(wanted) = acts.export {
                        state.export.begin(wanted);
                    }
                }
                None => nothing_ui(ui, state, scene, shown),
            }
        }
    }
}

/// A session begins today, whatever day is looked at.
fn begin_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, view: &Sessions) {
    let on = |class: Option<&str>| {
        let is_on = |session: &&Session| session.stage == Stage::On && session.plan.class.as_deref() == class;
        view.sessions.iter().find(is_on).map(|session| session.plan.key)
    };
    match begin::begin_ui(ui, &mut state.begin, scene, on) {
        begin::Said::Nothing => {}
        begin::Said::Back => (state.page, state.shows_day) = (Page::Session, true),
        begin::Said::Open(key) => state.open(key),
        begin::Said::Begin(entry) => {
            let before = view.sessions.iter().map(|session| session.plan.key).collect();
            state.look_at(None);
            state.begun = Some((entry.class.clone(), before));
            scene.send(Command::Session(SessionCommand::AddEntry(entry)));
        }
    }
}

/// There is no session: what would bring one.
fn nothing_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, shown: &day::Day<'_>) {
    let knows_classes = scene.view.people.classes().len() > 0;
    let has_timetable = timetable::has_lines(scene, shown.today);
    let is_today = shown.day == shown.today;
    let (icon, title, text) = match (knows_classes, has_timetable) {
        (false, false) => (Icon::School, say!("class-no-classes"), say!("class-no-classes-text")),
        (true, false) => (Icon::CalendarDays, say!("class-no-timetable"), say!("class-no-timetable-text")),
        (_, true) if is_today => (Icon::CalendarOff, say!("class-holiday"), say!("class-holiday-text")),
        (_, true) => (Icon::CalendarOff, say!("class-no-session"), say!("class-no-session-text")),
    };
    let (action, name) = match (knows_classes, has_timetable) {
        (false, false) => (Icon::Users, say!("class-to-students")),
        (true, false) => (Icon::CalendarPlus, say!("class-make-timetable")),
        (_, true) if is_today => (Icon::Play, say!("class-begin-anyway")),
        (_, true) => (Icon::CalendarDays, say!("class-to-today")),
    };
    let mut pressed = false;
    widgets::placeholder(ui, icon, &title, &text, |ui| pressed = Action::primary(action, name).show(ui).clicked());
    if pressed {
        match (knows_classes, has_timetable) {
            (false, false) => scene.go = Some(Screen::People),
            (true, false) => {
                state.page = Page::Timetable;
                state.timetable.add(scene, shown.today);
            }
            (_, true) if is_today => state.page = Page::Begin,
            (_, true) => state.look_at(None),
        }
    }
}

/// The sessions that are on, over the camera's picture: each with its counts, and a way to its board.
pub fn strip_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let view = scene.view.sessions.clone();
    let on: Vec<&Session> = view.sessions.iter().filter(|session| session.stage == Stage::On).collect();
    if on.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for session in on {
            let class = class(session.plan.class.as_deref());
            let counts = session.counts().map(words::how_many).unwrap_or_default();
            let (_, left) = words::stage(session, scene.dates, scene.now);
            let text = say!("class-strip", class = class, counts = counts, left = left);
            let chip = widgets::chip(ui, Icon::School, &text, widgets::Tone::Good);
            if chip.on_hover_text(say!("class-strip-hint")).clicked() {
                scene.opens = Some(session.plan.key);
                scene.go = Some(Screen::Class);
            }
        }
    });
    ui.add_space(GAP / 2.0);
}
