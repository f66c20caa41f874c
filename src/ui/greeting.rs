//! A greeting for whoever was just recorded: large enough to be read from two metres, with the face, by name and time of
//! day. For a stranger there is nothing but a quiet mark.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{
    Color32, CornerRadius, FontId, Galley, Id, Pos2, Rect, Role, Sense, Shadow, Ui, UiBuilder, Vec2, pos2, vec2,
};
use image::RgbImage;
use jiff::{SignedDuration, Timestamp};

use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::theme::{self, GAP, over_feed};
use super::{Scene, widgets};
use crate::core::{StudentId, UNKNOWN};
use crate::station::View;
use crate::text;

/// So many seconds somebody is greeted, where nobody waits.
const SHOWN: f64 = 5.0;
/// Nobody is greeted for less than so many seconds: in this time a child finds their own name.
const LEAST: f64 = 1.6;
/// As many are greeted at once.
const AT_ONCE: usize = 3;
/// Seconds in which a greeting comes and goes.
const FADE: f64 = 0.18;
/// Whoever was recorded longer ago has walked on: the window was minimised, or another screen was shown.
const FRESH: SignedDuration = SignedDuration::from_secs(20);
/// So many seconds the mark of a stranger is there.
const MARK_SHOWN: f64 = 2.0;
/// The height of the newest greeting and of those before, as parts of the room's.
const LARGE: f32 = 0.27;
const SMALL: f32 = 0.13;

/// Who is greeted, and who is about to be.
#[derive(Debug, Default)]
pub struct State {
    /// The newest arrival that was looked at; `None` before the first look.
    newest: Option<i64>,
    /// Those that another Hadir recognised at this camera, as far as they are listed and were looked at.
    heard: Option<HashSet<u64>>,
    /// Who waits, the first first.
    waiting: VecDeque<Whom>,
    /// Who is greeted, the newest first.
    greeted: Vec<Greeted>,
    /// Since when the mark of a stranger is there.
    stranger_since: Option<f64>,
    /// They are drawn from the top, where the faces are low in the picture.
    is_above: bool,
}

/// Somebody who was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    /// The arrival of this number.
    Arrival(i64),
    /// Whom another Hadir recognised, by the row's number.
    Heard(u64),
}

#[derive(Debug, Clone, PartialEq)]
struct Greeted {
    whom: Whom,
    since: f64,
}

/// What there is to say to somebody.
struct Person {
    name: String,
    at: Timestamp,
    crop: Option<Arc<RgbImage>>,
}

impl State {
    /// Looks who has come. `time` is the window's, in seconds.
    pub fn follow(&mut self, view: &View, time: f64, now: Timestamp) {
        let is_fresh = |at: Timestamp| now.duration_since(at) < FRESH;
        let newest = self.newest.replace(view.arrivals.first().map_or(i64::MIN, |arrival| arrival.number));
        let new = view.arrivals.iter().take_while(|arrival| newest.is_some_and(|newest| arrival.number > newest));
        for arrival in new.collect::<Vec<_>>().into_iter().rev().filter(|arrival| is_fresh(arrival.at)) {
            match arrival.recognition.student {
                Some(_) => self.welcome(Whom::Arrival(arrival.number), view),
                None => self.stranger_since = Some(time),
            }
        }
        let heard = view.remote.iter().flat_map(|remote| remote.heard.iter()).filter(|heard| heard.answered);
        let mut here = HashSet::new();
        for heard in heard.collect::<Vec<_>>().into_iter().rev() {
            let is_new = self.heard.as_ref().is_some_and(|before| !before.contains(&heard.number));
            here.insert(heard.number);
            match (is_new && is_fresh(heard.last_at), heard.label != UNKNOWN) {
                (true, true) => self.welcome(Whom::Heard(heard.number), view),
                (true, false) => self.stranger_since = Some(time),
                (false, _) => {}
            }
        }
        self.heard = Some(here);

        // Who was corrected or removed meanwhile is not greeted by a name that is not theirs.
        self.waiting.retain(|whom| whom.person(view).is_some());
        self.greeted.retain(|greeted| greeted.whom.person(view).is_some());
        if self.greeted.is_empty() {
            // As long as anybody is greeted it stays: a greeting that jumps is not read.
            self.is_above = faces_are_low(view);
        }
        self.turn(time);
    }

    /// Somebody who is greeted already, or about to be, is not greeted twice.
    fn welcome(&mut self, whom: Whom, view: &View) {
        let name = |whom: Whom| whom.person(view).map(|person| person.name);
        let same = |other: &mut Whom| name(*other) == name(whom);
        let greeted = self.greeted.iter_mut().map(|greeted| &mut greeted.whom);
        match self.waiting.iter_mut().chain(greeted).find_map(|other| same(other).then_some(other)) {
            Some(other) => *other = whom,
            None => self.waiting.push_back(whom),
        }
    }

    /// Lets go of whom was greeted long enough, and begins with the next.
    fn turn(&mut self, time: f64) {
        self.greeted.retain(|greeted| time - greeted.since < SHOWN);
        if self.stranger_since.is_some_and(|since| time - since >= MARK_SHOWN) {
            self.stranger_since = None;
        }
        while !self.waiting.is_empty() {
            if self.greeted.len() >= AT_ONCE {
                if self.greeted.last().is_some_and(|oldest| time - oldest.since < LEAST) {
                    return;
                }
                self.greeted.pop();
            }
            let next = self.waiting.pop_front().map(|whom| Greeted { whom, since: time });
            self.greeted.splice(0..0, next);
        }
    }

    /// When something changes by itself, in seconds.
    fn next_turn(&self, time: f64) -> Option<f64> {
        let fading = self.greeted.iter().any(|greeted| greeted.opacity(time) < 1.0);
        let oldest = self.greeted.last().map(|oldest| match self.waiting.is_empty() {
            true => oldest.since + SHOWN - FADE - time,
            false => oldest.since + LEAST - time,
        });
        let mark = self.stranger_since.map(|since| since + MARK_SHOWN - time);
        let soon = fading.then_some(1.0 / 30.0);
        [soon, oldest, mark].into_iter().flatten().min_by(f64::total_cmp).map(|seconds| seconds.max(0.01))
    }
}

impl Greeted {
    /// How strongly it is drawn, 0 to 1.
    fn opacity(&self, time: f64) -> f64 {
        let age = time - self.since;
        (age / FADE).min((SHOWN - age) / FADE).clamp(0.1, 1.0)
    }
}

impl Whom {
    /// Who it is by now; `None` where it turned out to be nobody, or is not listed any more.
    fn person(self, view: &View) -> Option<Person> {
        match self {
            Self::Arrival(number) => {
                let arrival = view.arrivals.iter().find(|arrival| arrival.number == number)?;
                let student = arrival.recognition.student.as_ref()?;
                let name = called(view, student).to_owned();
                Some(Person { name, at: arrival.at, crop: Some(arrival.crop.clone()) })
            }
            Self::Heard(number) => {
                let heard = view.remote.as_ref()?.heard.iter().find(|heard| heard.number == number)?;
                let student = StudentId::parse(&heard.label);
                let name = student.map_or(heard.label.clone(), |student| called(view, &student).to_owned());
                Some(Person { name, at: heard.last_at, crop: heard.crop.clone() })
            }
        }
    }

    /// What its picture is kept by: as in the list of arrivals.
    fn number(self) -> i64 {
        match self {
            Self::Arrival(number) => number,
            Self::Heard(number) => -1 - number as i64,
        }
    }
}

/// Whether the faces in view are in the lower half of the picture, where whoever comes next would be covered.
fn faces_are_low(view: &View) -> bool {
    let Some(overlay) = &view.overlay else { return false };
    let middle = overlay.frame_size.height as i32 / 2;
    let (low, high): (Vec<_>, Vec<_>) =
        overlay.faces.iter().partition(|face| face.face_box.top + face.face_box.bottom > 2 * middle);
    low.len() > high.len()
}

/// What somebody is called to their face.
fn called<'a>(view: &'a View, student: &'a StudentId) -> &'a str {
    view.people.name(student)
}

/// Draws who is greeted over the feed, from the edge where fewer faces are, or that is further from `taken`: nothing is
/// drawn over that.
pub fn greeting_ui(ui: &mut Ui, state: &State, scene: &mut Scene<'_>, feed: Rect, taken: Option<Rect>) {
    let time = ui.input(|input| input.time);
    if let Some(seconds) = state.next_turn(time) {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(seconds));
    }
    let room = feed.shrink(10.0);
    let from_top = taken.map_or(state.is_above, |taken| taken.center().y > room.center().y);
    let mut edge = if from_top { room.top() } else { room.bottom() };
    let (large, small) = ((room.height() * LARGE).clamp(84.0, 230.0), (room.height() * SMALL).clamp(52.0, 110.0));
    for (place, greeted) in state.greeted.iter().enumerate() {
        let Some(person) = greeted.whom.person(scene.view) else { continue };
        let height = if place == 0 { large } else { small };
        let (top, next) = if from_top { (edge, edge + height + GAP) } else { (edge - height, edge - height - GAP) };
        let card = Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), height));
        if taken.is_some_and(|taken| taken.intersects(card)) || (place > 0 && !room.expand(1.0).contains_rect(card)) {
            break;
        }
        edge = next;
        let of_its_own = UiBuilder::new().scope_id(Id::unique(("greeting", greeted.whom.number())));
        ui.scope_builder(of_its_own.max_rect(card), |ui| {
            ui.multiply_opacity(greeted.opacity(time) as f32);
            card_ui(ui, scene, card, greeted.whom, &person, place == 0);
        });
    }
    if state.stranger_since.is_some() {
        // In a corner where nobody is greeted.
        mark_ui(
            ui,
            if from_top { feed.right_bottom() - Vec2::splat(34.0) } else { feed.right_top() + vec2(-34.0, 34.0) },
        );
    }
}

fn card_ui(ui: &mut Ui, scene: &mut Scene<'_>, room: Rect, whom: Whom, person: &Person, is_newest: bool) {
    let height = room.height();
    let pad = height * 0.1;
    let side = height - 2.0 * pad;
    let greeting = scene.dates.hour(person.at);
    let greeting = text!("greeting-by-hour", hour = i64::from(greeting));
    let spoken_whole = say!("greeting-whole", greeting = greeting.clone(), name = person.name.as_str());
    // The name is more than the tick.
    let tick_room = if room.width() < height * 4.0 { 0.0 } else { height * 0.62 };
    let text_room = room.width() - side - tick_room - 3.0 * pad;
    let name = fitting(ui, &person.name, if is_newest { height * 0.4 } else { height * 0.44 }, text_room);
    let small = theme::regular((height * 0.2).max(17.0));
    let above = is_newest.then(|| widgets::lines(ui, &spoken(&greeting), small, over_feed::ON_KNOWN, text_room, 1));

    let text_width = name.size().x.max(above.as_ref().map_or(0.0, |line| line.size().x));
    let width = (side + text_width + tick_room + 3.0 * pad).min(room.width());
    let card = Rect::from_min_size(pos2(room.center().x - width / 2.0, room.top()), vec2(width, height));
    let radius = CornerRadius::same((height * 0.16).min(28.0) as u8);
    let shadow = Shadow { offset: [0, 4], blur: 18, spread: 0, color: Color32::from_black_alpha(110) };
    ui.painter().add(shadow.as_shape(card, radius));
    ui.painter().rect_filled(card, radius, over_feed::KNOWN);

    let face = Rect::from_min_size(card.min + Vec2::splat(pad), Vec2::splat(side));
    let texture = person.crop.as_ref().map(|crop| scene.pictures.arrival(whom.number(), crop));
    widgets::paint_face(ui, face, texture.as_ref(), (side * 0.14) as u8);
    let left = face.right() + pad;
    let lines = name.size().y + above.as_ref().map_or(0.0, |line| line.size().y);
    let mut top = card.center().y - lines / 2.0;
    if let Some(line) = above {
        let at = pos2(left, top);
        top += line.size().y;
        ui.painter().galley(at, line, over_feed::ON_KNOWN);
    }
    ui.painter().galley(pos2(left, top), name, over_feed::ON_KNOWN);
    if tick_room > 0.0 {
        let tick = pos2(card.right() - pad - height * 0.26, card.center().y);
        icons::paint(ui.painter(), Icon::CircleCheck, tick, height * 0.42, over_feed::KNOWN_EDGE);
    }
    let response = ui.interact(card, ui.scope_id().with("card"), Sense::hover());
    widgets::named(&response, Role::Status, &spoken_whole);
}

/// A name as large as it may be on one line; a long one is smaller, and a very long one takes two.
fn fitting(ui: &Ui, name: &str, size: f32, room: f32) -> Arc<Galley> {
    let font = |size: f32| -> FontId { theme::bold(size) };
    let whole = widgets::lines(ui, name, font(size), over_feed::ON_KNOWN, f32::INFINITY, 1);
    if whole.size().x <= room {
        return whole;
    }
    let smaller = (size * room / whole.size().x).max(size * 0.55);
    let rows = if smaller > size * 0.55 { 1 } else { 2 };
    widgets::lines(ui, name, font(smaller * 0.98), over_feed::ON_KNOWN, room, rows)
}

/// Somebody came who is not enrolled: a small grey mark in a corner, which says nothing of anyone.
fn mark_ui(ui: &Ui, center: Pos2) {
    icons::paint_roundel(ui.painter(), Icon::UserRound, center, 20.0, over_feed::CHIP, over_feed::ON_CHIP);
    let around = Rect::from_center_size(center, Vec2::splat(40.0));
    let response = ui.interact(around, ui.scope_id().with("stranger"), Sense::hover());
    widgets::named(&response, Role::Image, &say!("greeting-stranger"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Many, so many seconds after the start.
    fn came(numbers: impl IntoIterator<Item = i64>) -> State {
        State { waiting: numbers.into_iter().map(Whom::Arrival).collect(), ..State::default() }
    }

    fn shown(state: &State) -> Vec<i64> {
        state.greeted.iter().map(|greeted| greeted.whom.number()).collect()
    }

    #[test]
    fn up_to_three_are_greeted_at_once_the_newest_first() {
        let mut state = came(0..2);
        state.turn(0.0);
        assert_eq!(shown(&state), [1, 0]);
        state.waiting.extend([2, 3].map(Whom::Arrival));
        state.turn(1.0);
        assert_eq!(shown(&state), [2, 1, 0], "the fourth waits until the first was there long enough");
        state.turn(1.7);
        assert_eq!(shown(&state), [3, 2, 1]);
        state.turn(SHOWN + 1.0);
        assert_eq!(shown(&state), [3]);
        state.turn(9.0);
        assert_eq!(shown(&state), [0_i64; 0]);
    }

    #[test]
    fn nobody_of_a_class_that_comes_at_once_is_lost_from_sight_too_soon() {
        let mut state = came(0..30);
        let mut seen = std::collections::BTreeMap::<i64, (f64, f64)>::new();
        for tick in 0..600 {
            let time = f64::from(tick) / 20.0;
            state.turn(time);
            for number in shown(&state) {
                seen.entry(number).or_insert((time, time)).1 = time;
            }
        }
        assert_eq!(seen.len(), 30);
        for (number, (from, to)) in seen {
            assert!(to - from >= 1.5, "{number} was there for {} s", to - from);
            assert!(from < 20.0, "{number} waited {from} s");
        }
    }
}
