//! A session: its counts, what is to be known of it, those in it, and its end.

use eframe::egui::{Align, Label, Layout, RichText, Ui};

use super::super::icons::Icon;
use super::super::language::say;
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, Screen, dialog, sending};
use super::pill::pill;
use super::{export, grid, seat, summary, words};
use crate::core::StudentId;
use crate::core::session::{Arrival, Board, Counts, Entry, Group, Seat, SessionKey, Status};
use crate::station::Command;
use crate::station::sessions::{Say, Session, SessionCommand, Stage};

/// With less height than this, what stands over the cards is one line.
const LOW: f32 = 400.0;
/// With less room than this, buttons beside the title are icons.
const NARROW: f32 = 560.0;
/// Names of those of other classes that are said.
const OTHERS: usize = 3;
/// Names of those who are not enrolled that are told.
const NAMED: usize = 12;

/// How the person looks at a session.
#[derive(Default)]
pub struct State {
    of: Option<SessionKey>,
    /// Only these are shown.
    group: Option<Group>,
    missing_first: bool,
    /// Of one that has ended: the cards, and not the summary.
    shows_cards: bool,
    grid: grid::State,
    seat: Option<seat::State>,
    /// It is about to be closed, once the person says so.
    closing: bool,
    /// Who was marked last, and can be taken back.
    marked: Option<StudentId>,
}

impl State {
    /// The screen is left.
    pub fn leave(&mut self) {
        let missing_first = self.missing_first;
        *self = Self { missing_first, ..Self::default() };
    }
}

/// What came of it.
#[derive(Default)]
pub struct Acts {
    /// The person works on this session.
    pub is_begun: bool,
    /// The day is to be looked at.
    pub goes_back: bool,
    /// This is to be written to a file.
    pub export: Option<export::Wanted>,
}

/// The session. `is_alone`: the day does not stand beside it.
pub fn board_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, session: &Session, is_alone: bool) -> Acts {
    let key = session.plan.key;
    if state.of != Some(key) {
        state.leave();
        state.of = Some(key);
    }
    let mut acts = Acts::default();
    let is_low = ui.available_height() < LOW;
    ui.horizontal(|ui| {
        if is_alone {
            acts.goes_back = widgets::icon_button(ui, Icon::ArrowLeft, &say!("class-sessions")).clicked();
        }
        head_ui(ui, state, scene, session, &mut acts);
    });
    news_ui(ui, scene, session, is_low);
    let Some(board) = session.board.clone() else {
        widgets::waiting(ui, &say!("class-waiting"));
        return acts;
    };
    if is_low {
        ui.horizontal_wrapped(|ui| {
            counts_ui(ui, state, session, &board);
            view_ui(ui, state, scene, session, &board);
            if let Some(others) = others(scene, &board) {
                pill(ui, Icon::ArrowRightLeft, &others, Tone::Calm.colors(theme::palette(ui)), false);
            }
        });
    } else {
        ui.horizontal_wrapped(|ui| counts_ui(ui, state, session, &board));
        ui.horizontal_wrapped(|ui| view_ui(ui, state, scene, session, &board));
        if let Some(others) = others(scene, &board) {
            widgets::status_line(ui, Icon::ArrowRightLeft, &others, Tone::Calm);
        }
    }
    ui.add_space(GAP / 2.0);
    let opened = if session.stage == Stage::Ended && !state.shows_cards {
        summary::summary_ui(ui, scene, &board, state.group)
    } else {
        cards_ui(ui, state, scene, session, &board)
    };
    if let Some(student) = opened {
        let reason = board.seat(&student).and_then(|seat| seat.reason.clone());
        state.seat = Some(seat::State::new(student, reason));
    }
    panel_ui(ui, state, scene, session, &board);
    close_ui(ui, state, scene, session, board.counts);
    acts.is_begun = state.seat.is_some()
        || state.closing
        || (state.marked.is_some() && matches!(session.stage, Stage::Before | Stage::On));
    acts
}

/// Which session, where it is, and what can be done with all of it.
fn head_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, session: &Session, acts: &mut Acts) {
    let is_wide = ui.available_width() >= NARROW;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let mut button = |icon, name: String, refusal: Option<String>| match is_wide {
            true => Action::plain(icon, name).refused(refusal).show(ui).clicked(),
            false => ui.add_enabled_ui(refusal.is_none(), |ui| widgets::icon_button(ui, icon, &name).clicked()).inner,
        };
        let can_end = matches!(session.stage, Stage::On | Stage::NobodyCame | Stage::NotHeld);
        if can_end && button(Icon::CircleStop, say!("class-close"), None) {
            state.closing = true;
        }
        let goes_on = session.stage == Stage::Ended && scene.now < session.plan.until;
        if goes_on && button(Icon::Undo2, say!("class-reopen"), None) {
            scene.send(Command::Session(SessionCommand::Reopen(session.plan.key)));
        }
        if session.stage != Stage::Before {
            acts.export = export::button_ui(ui, scene, session, is_wide);
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let class = words::class(session.plan.class.as_deref());
            ui.add(Label::new(RichText::new(class).text_style(theme::title_style())).truncate());
            let (_, stage) = words::stage(session, scene.dates, scene.now);
            let late = say!("class-late-from", time = scene.dates.clock(session.plan.late_from));
            let times = words::times(&session.plan, scene.dates);
            let line = match session.stage {
                Stage::Before | Stage::On => say!("class-head", times = times, late = late, stage = stage),
                Stage::Ended | Stage::NobodyCame | Stage::NotHeld => {
                    say!("class-head-over", times = times, stage = stage)
                }
            };
            widgets::caption(ui, &line);
        });
    });
}

/// What has to be known of it before anything else.
fn news_ui(ui: &mut Ui, scene: &mut Scene<'_>, session: &Session, is_low: bool) {
    let end = Command::Session(SessionCommand::End(session.plan.key));
    match session.stage {
        Stage::Before | Stage::On => {}
        Stage::NobodyCame | Stage::NotHeld => {
            widgets::caption(ui, &say!("class-not-held-text"));
        }
        Stage::Ended => {
            if session.differs {
                let (text, advice) = (say!("class-differs"), say!("class-differs-text"));
                if is_low {
                    // The class comes first.
                    ui.horizontal_wrapped(|ui| {
                        ui.label(RichText::new(text).text_style(theme::strong_style())).on_hover_text(advice);
                        if Action::plain(Icon::Check, say!("class-close-again")).show(ui).clicked() {
                            scene.send(end);
                        }
                    });
                    return told_ui(ui, scene, session);
                }
                widgets::banner(ui, Tone::Warning, Icon::Pencil, &text, &advice, |ui| {
                    if Action::plain(Icon::Check, say!("class-close-again")).show(ui).clicked() {
                        scene.send(end);
                    }
                });
            }
            told_ui(ui, scene, session);
        }
    }
    ui.add_space(GAP / 2.0);
}

/// Whether the main API was told.
fn told_ui(ui: &mut Ui, scene: &Scene<'_>, session: &Session) {
    let is_sent = session.closing.as_ref().is_some_and(|closing| closing.is_sent);
    match sending::glance(session.delivery.as_ref(), scene) {
        Some(glance) => {
            let text = say!("class-told", state = glance.state());
            widgets::status_line(ui, glance.icon, &text, glance.tone);
        }
        None if is_sent => widgets::status_line(ui, Icon::Send, &say!("class-told-soon"), Tone::Calm),
        None if scene.view.settings.webhook_url.value.is_some() => {
            widgets::status_line(ui, Icon::Info, &say!("class-not-told"), Tone::Calm);
        }
        None => {}
    }
}

/// How many stand how, each a filter.
fn counts_ui(ui: &mut Ui, state: &mut State, session: &Session, board: &Board) {
    ui.spacing_mut().item_spacing.x = 6.0;
    let all = say!("class-count-all", count = board.seats.len());
    let palette = theme::palette(ui);
    let plain = (palette.text, palette.control);
    if pill(ui, Icon::Users, &all, plain, state.group.is_none()).clicked() {
        state.group = None;
    }
    let is_over = !matches!(session.stage, Stage::Before | Stage::On);
    for group in Group::ALL {
        let count = board.counts.of_group(group);
        let always = if is_over { group == Group::Absent } else { group == Group::NotYet };
        if count == 0 && group != Group::Here && !always && state.group != Some(group) {
            continue;
        }
        let is_chosen = state.group == Some(group);
        let colors = words::colors(group, palette);
        if pill(ui, words::icon(group), &words::count(group, count), colors, is_chosen).clicked() {
            state.group = (!is_chosen).then_some(group);
        }
    }
}

/// How they are looked at, and what is to be done about some of them.
fn view_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, session: &Session, board: &Board) {
    if session.stage == Stage::Ended {
        let (summary, cards) = (say!("class-summary"), say!("class-cards"));
        widgets::segmented(ui, &mut state.shows_cards, &[(false, &summary), (true, &cards)]);
    }
    if session.stage != Stage::Ended || state.shows_cards {
        let palette = theme::palette(ui);
        let colors = if state.missing_first { Tone::Good.colors(palette) } else { (palette.text, palette.control) };
        if pill(ui, Icon::ListFilter, &say!("class-missing-first"), colors, state.missing_first).clicked() {
            state.missing_first ^= true;
        }
    }
    not_enrolled_ui(ui, scene, board);
    limit_ui(ui, scene, session);
    // Last: what comes and goes must not move anything else under the finger.
    undo_ui(ui, state, scene, session, board);
}

/// What was marked last can be taken back.
fn undo_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>, session: &Session, board: &Board) {
    let Some(seat) = state.marked.as_ref().and_then(|student| board.seat(student)).filter(|seat| seat.by_hand) else {
        return;
    };
    let (name, said) = (scene.view.people.name(&seat.student), words::status(seat, scene.dates));
    let text = say!("class-undo", name = name, status = said);
    if pill(ui, Icon::Undo2, &text, Tone::Calm.colors(theme::palette(ui)), false).clicked() {
        unmark(scene, session, seat.student.clone());
        state.marked = None;
    }
}

/// Who is not enrolled: the camera cannot know them.
fn not_enrolled_ui(ui: &mut Ui, scene: &mut Scene<'_>, board: &Board) {
    let (gallery, people) = (scene.view.gallery.clone(), scene.view.people.clone());
    let seats = board.seats.iter().filter(|seat| gallery.student(&seat.student).is_none());
    let names: Vec<&str> = seats.map(|seat| people.name(&seat.student)).collect();
    if names.is_empty() {
        return;
    }
    let text = say!("class-some-not-enrolled", count = names.len());
    let chip = pill(ui, Icon::CameraOff, &text, Tone::Calm.colors(theme::palette(ui)), false);
    let some = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    if chip.on_hover_text(format!("{some}\n{}", say!("class-to-enrol"))).clicked() {
        scene.go = Some(Screen::Enrol);
    }
}

/// Who came, and is of another class.
fn others(scene: &Scene<'_>, board: &Board) -> Option<String> {
    if board.others.is_empty() {
        return None;
    }
    let label = |arrival: &Arrival| {
        let (name, time) = (scene.view.people.label(&arrival.student), scene.dates.clock(arrival.at));
        say!("class-other-at", name = name, time = time)
    };
    let names = board.others.iter().take(OTHERS).map(label).collect::<Vec<_>>().join("; ");
    Some(match board.others.len().saturating_sub(OTHERS) {
        0 => say!("class-others", names = names),
        more => say!("class-others-more", names = names, count = more),
    })
}

/// Whether the door expects this class alone.
fn limit_ui(ui: &mut Ui, scene: &mut Scene<'_>, session: &Session) {
    let Some(class) = &session.plan.class else { return };
    if !matches!(session.stage, Stage::Before | Stage::On) {
        return;
    }
    let number = session.plan.key.schedule;
    let Some((_, entry)) = scene.view.sessions.timetable.iter().find(|(of, _)| *of == number) else { return };
    let mut limited = entry.limited;
    let switch = widgets::switch(ui, &mut limited, &say!("class-limited", class = class));
    if switch.on_hover_text(say!("class-limited-text")).changed() {
        let entry = Entry { limited, ..entry.clone() };
        scene.send(Command::Session(SessionCommand::ChangeEntry { number, entry }));
    }
}

/// The cards. Gives the student of whom more is to be said.
fn cards_ui(
    ui: &mut Ui,
    state: &mut State,
    scene: &mut Scene<'_>,
    session: &Session,
    board: &Board,
) -> Option<StudentId> {
    let seats = board.seats_of(state.group, state.missing_first);
    if seats.is_empty() {
        let (title, text) = match board.seats.is_empty() {
            true => (say!("class-nobody-in-it"), say!("class-nobody-in-it-text")),
            false => (say!("class-nobody-stands-so"), String::new()),
        };
        widgets::placeholder(ui, Icon::Users, &title, &text, |_| {});
        return None;
    }
    match grid::grid_ui(ui, &mut state.grid, scene, &seats)? {
        grid::Act::Open(student) => return Some(student),
        grid::Act::Mark(student, say) => mark(state, scene, session, student, say, None),
        grid::Act::Unmark(student) => unmark(scene, session, student),
    }
    None
}

fn mark(
    state: &mut State,
    scene: &mut Scene<'_>,
    session: &Session,
    student: StudentId,
    say: Say,
    reason: Option<String>,
) {
    let is_said = |seat: &Seat| seat.by_hand && seat.reason == reason && says(seat.status, say);
    if session.board.as_ref().and_then(|board| board.seat(&student)).is_some_and(is_said) {
        // Said once more, it would be one more arrival.
        return;
    }
    state.marked = Some(student.clone());
    let session = session.plan.key;
    scene.send(Command::Session(SessionCommand::Mark { session, student, say, reason }));
}

/// Whether somebody stands as this says.
pub fn says(status: Status, say: Say) -> bool {
    match say {
        Say::Here(_) => matches!(status, Status::Here { .. }),
        Say::Late(_) => matches!(status, Status::Late { .. }),
        Say::Absent => status == Status::Absent,
        Say::Excused(why) => status == Status::Excused(why),
    }
}

fn unmark(scene: &mut Scene<'_>, session: &Session, student: StudentId) {
    scene.send(Command::Session(SessionCommand::Unmark { session: session.plan.key, student }));
}

/// What is said of the one who is open.
fn panel_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>, session: &Session, board: &Board) {
    let Some(mut open) = state.seat.take() else { return };
    let Some(seat) = board.seat(&open.student) else { return };
    match seat::seat_ui(ui, &mut open, scene, session, seat) {
        seat::Said::Nothing => {
            state.seat = Some(open);
            return;
        }
        seat::Said::Close => {}
        seat::Said::Mark(say, reason) => mark(state, scene, session, open.student.clone(), say, reason),
        seat::Said::Unmark => unmark(scene, session, open.student.clone()),
    }
    // The keyboard goes on where it was.
    state.grid.focus(open.student);
}

/// Asks before it is closed.
fn close_ui(ui: &Ui, state: &mut State, scene: &mut Scene<'_>, session: &Session, counts: Counts) {
    if !state.closing {
        return;
    }
    let class = words::class(session.plan.class.as_deref());
    let missing = counts.not_yet + counts.absent;
    let settings = &scene.view.settings;
    let is_sent = settings.send_sessions.value && settings.webhook_url.value.is_some();
    let question = |ui: &mut Ui| {
        widgets::heading(ui, Icon::CircleStop, &say!("class-close-question", class = &class));
        widgets::soft(
            ui,
            &say!("class-close-text", here = counts.here + counts.late, excused = counts.excused, count = missing),
        );
        if is_sent {
            widgets::caption(ui, &say!("class-close-sent"));
        }
    };
    let yes = Action::primary(Icon::CircleStop, say!("class-close-yes"));
    match dialog::ask(ui, "close the session", 420.0, question, yes, &say!("class-keep-open")) {
        dialog::Said::Nothing => return,
        dialog::Said::No => {}
        dialog::Said::Yes => {
            scene.send(Command::Session(SessionCommand::End(session.plan.key)));
            (state.group, state.shows_cards) = (None, false);
        }
    }
    state.closing = false;
}
