//! The window's frame: the rail with the screens, the header, keys, and what is dropped on it.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{
    self, Align, CentralPanel, Frame, Id, Key, KeyboardShortcut, Label, Layout, Margin, Modifiers, Pos2, Rect,
    RichText, Sense, TextStyle, Ui, UiBuilder, vec2,
};
use jiff::Timestamp;

use super::answers::{Asking, drop_hint_ui, take_answer, take_dropped};
use super::awake::Awake;
use super::feed::CameraChange;
use super::files::{DesktopDialogs, FileDialogs, Files};
use super::icons::Icon;
use super::language::{say, spoken};
use super::notices::Notices;
use super::pictures::Pictures;
use super::theme::{self, GAP, GUTTER};
use super::widgets::{self, Tone};
use super::{
    Backend, Scene, Screen, check, class, delivery, door, elsewhere, enrol, gallery_check, greeting, is_narrow,
    language, live, log, people, rail, settings, welcome,
};
use crate::settings::{Change, TextSize, Theme};
use crate::station::View;
use crate::station::view::CameraState;
use crate::words::{Dates, Language};

/// The window of one station.
pub struct App {
    backend: Arc<dyn Backend>,
    screen: Screen,
    theme: Option<Theme>,
    dates: Dates,
    pictures: Pictures,
    files: Files,
    camera_change: CameraChange,
    notices: Notices,
    greetings: greeting::State,
    door: door::State,
    awake: Awake,
    live: live::State,
    class: class::State,
    enrol: enrol::State,
    people: people::State,
    gallery_check: gallery_check::State,
    log: log::State,
    delivery: delivery::State,
    check: check::State,
    settings: settings::State,
    welcome: welcome::State,
}

impl App {
    /// The window over a station, with the desktop's own dialogs.
    pub fn new(cc: &eframe::CreationContext<'_>, backend: Arc<dyn Backend>) -> Self {
        Self { awake: Awake::by_desktop(), ..Self::with_dialogs(cc, backend, Arc::new(DesktopDialogs)) }
    }

    /// The same, with other dialogs, and without keeping the screen lit.
    pub fn with_dialogs(
        cc: &eframe::CreationContext<'_>,
        backend: Arc<dyn Backend>,
        dialogs: Arc<dyn FileDialogs>,
    ) -> Self {
        let ctx = &cc.egui_ctx;
        theme::install(ctx);
        // The size is a setting.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        Self {
            backend,
            screen: Screen::Live,
            theme: None,
            dates: Dates { language: Language::default(), zone: jiff::tz::TimeZone::system() },
            pictures: Pictures::new(ctx),
            files: Files::new(ctx, dialogs),
            camera_change: CameraChange::default(),
            notices: Notices::default(),
            greetings: greeting::State::default(),
            door: door::State::default(),
            awake: Awake::default(),
            live: live::State::default(),
            class: class::State::default(),
            enrol: enrol::State::default(),
            people: people::State::default(),
            gallery_check: gallery_check::State::default(),
            log: log::State::default(),
            delivery: delivery::State::default(),
            check: check::State::default(),
            settings: settings::State::default(),
            welcome: welcome::State::default(),
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let view = self.backend.view();
        let now = Timestamp::now();
        self.follow(ui.ctx(), &view, now);
        // What was chosen in a dialog waits while the window is the door's.
        let answers = if self.door.is_on() { Vec::new() } else { self.files.answers() };

        let Self { screen, dates, pictures, files, camera_change, notices, .. } = self;
        let mut scene = Scene {
            view: &view,
            pictures,
            files,
            camera_change,
            dates,
            now,
            commands: Vec::new(),
            go: None,
            opens: None,
            opens_student: None,
            enrols: None,
            section: None,
        };
        if self.door.is_on() {
            return door::door_ui(ui, &mut self.door, &self.greetings, &mut scene);
        }
        for answer in answers {
            take_answer(
                answer,
                &mut scene,
                Asking {
                    enrol: &mut self.enrol,
                    settings: &mut self.settings,
                    class: &mut self.class,
                    people: &mut self.people,
                    log: &mut self.log,
                },
                notices,
            );
        }
        take_dropped(ui.ctx(), &mut scene);
        if !view.settings.welcomed.value {
            welcome::welcome_ui(ui, &mut self.welcome, &mut scene, notices);
            drop_hint_ui(ui.ctx());
            scene.commands.into_iter().for_each(|command| self.backend.send(command));
            return;
        }
        keys(ui.ctx(), &mut scene, &mut self.door);

        rail::rail_ui(ui, &mut scene, *screen);
        let palette = theme::palette(ui);
        let frame = Frame::new().fill(palette.canvas).inner_margin(Margin::symmetric(GUTTER as i8, 12));
        CentralPanel::default().frame(frame).show(ui, |ui| {
            header_ui(ui, &mut scene, *screen, notices, |ui, scene| match *screen {
                Screen::Live => {
                    door_button_ui(ui, &mut self.door);
                    live::header_buttons_ui(ui, &mut self.live, scene);
                }
                Screen::Log => log::header_buttons_ui(ui, &mut self.log, scene),
                Screen::People => gallery_check::header_button_ui(ui, &mut self.gallery_check, scene),
                Screen::Class | Screen::Enrol | Screen::Delivery | Screen::Check | Screen::Settings => {}
            });
            ui.add_space(GAP / 2.0);
            notices.bars_ui(ui, &mut scene, *screen);
            elsewhere::note_ui(ui, &scene, *screen);
            // An id of its own: a bar that comes or goes above must not take the keyboard out of a field.
            let of_its_own = UiBuilder::new().scope_id(Id::unique(("screen", *screen as u8)));
            ui.scope_builder(of_its_own, |ui| match *screen {
                Screen::Live => live::live_ui(ui, &mut self.live, &self.greetings, &mut scene),
                Screen::Class => class::class_ui(ui, &mut self.class, &mut scene),
                Screen::Enrol => enrol::enrol_ui(ui, &mut self.enrol, &mut scene),
                Screen::People if self.gallery_check.is_open() => {
                    gallery_check::gallery_check_ui(ui, &mut self.gallery_check, &mut scene);
                }
                Screen::People => people::people_ui(ui, &mut self.people, &mut scene),
                Screen::Log => log::log_ui(ui, &mut self.log, &mut scene),
                Screen::Delivery => delivery::delivery_ui(ui, &mut self.delivery, &mut scene),
                Screen::Check => check::check_ui(ui, &mut self.check, &mut scene),
                Screen::Settings => settings::settings_ui(ui, &mut self.settings, &mut scene),
            });
        });
        drop_hint_ui(ui.ctx());

        if let Some(session) = scene.opens {
            self.class.open(session);
        }
        if let Some(student) = scene.enrols.take() {
            self.enrol.begin(&student);
            scene.go = Some(Screen::Enrol);
        }
        if let Some(student) = scene.opens_student.take() {
            self.gallery_check.close();
            self.people.choose(student);
        }
        if let Some(section) = scene.section {
            self.settings.show(section);
        }
        if let Some(next) = scene.go
            && next != *screen
        {
            match *screen {
                Screen::Class => self.class.leave(&mut scene),
                Screen::Log => self.log.leave(&mut scene),
                Screen::Delivery => self.delivery.leave(&mut scene),
                Screen::Check => self.check.leave(),
                Screen::Settings => self.settings.leave(&mut scene),
                Screen::People => {
                    self.people.leave(&mut scene);
                    self.gallery_check.close();
                }
                Screen::Live | Screen::Enrol => {}
            }
            *screen = next;
            ui.ctx().request_repaint();
        }
        for command in scene.commands {
            self.backend.send(command);
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

impl App {
    /// What follows from the view whatever screen is shown.
    fn follow(&mut self, ctx: &egui::Context, view: &View, now: Timestamp) {
        let theme = view.settings.theme.value;
        if self.theme != Some(theme) {
            self.theme = Some(theme);
            ctx.set_theme(theme::preference(theme));
        }
        ctx.set_zoom_factor(view.settings.text_size.value.get());
        self.dates.language = view.settings.language.value;
        language::speak(self.dates.language);
        self.camera_change.observe(view);
        self.pictures.begin_frame();
        if !matches!(view.camera, CameraState::Live { .. }) {
            self.pictures.forget_preview();
        }
        self.enrol.follow(view, &mut self.pictures);
        self.greetings.follow(view, ctx.input(|input| input.time), now);
        self.door.follow(ctx, view);
        self.awake.keep(self.door.is_on());
    }
}

/// The keys that work on every screen.
fn keys(ctx: &egui::Context, scene: &mut Scene<'_>, door: &mut door::State) {
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        // A question is open: it is answered first.
        return;
    }
    ctx.input_mut(|input| {
        for item in &rail::ITEMS {
            let by_number = KeyboardShortcut::new(Modifiers::COMMAND, item.number);
            let by_key = KeyboardShortcut::new(Modifiers::NONE, item.key);
            if input.consume_shortcut(&by_number) || input.consume_shortcut(&by_key) {
                scene.go = Some(item.screen);
            }
        }
    });
    // As in a browser, and kept.
    let size = scene.view.settings.text_size.value;
    for (key, next) in [
        (Key::Plus, size.next(true)),
        (Key::Equals, size.next(true)),
        (Key::Minus, size.next(false)),
        (Key::Num0, TextSize::default()),
    ] {
        if ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, key)) && next != size {
            scene.change(Change::TextSize(next));
        }
    }
    if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, door::KEY)) {
        door.open(ctx);
        scene.go = Some(Screen::Live);
    }
    let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
    let toggle = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F11));
    if toggle || (full && escapes(ctx)) {
        ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
    }
}

/// Escape was pressed, and nothing nearer is there to leave.
fn escapes(ctx: &egui::Context) -> bool {
    let nearer = ctx.memory(|memory| memory.focused().is_some());
    !nearer && !egui::Popup::is_any_open(ctx) && ctx.input(|input| input.key_pressed(Key::Escape))
}

const HEADER_HEIGHT: f32 = 44.0;
/// With less width than this, the header has no room for the day beside the clock.
const WITH_DAY: f32 = 780.0;

fn header_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: Screen,
    notices: &mut Notices,
    buttons: impl FnOnce(&mut Ui, &mut Scene<'_>),
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER_HEIGHT), Sense::hover());
    let row = |layout| UiBuilder::new().max_rect(rect).layout(layout);
    let left = ui.scope_builder(row(Layout::left_to_right(Align::Center)), |ui| match screen {
        Screen::Live => clock_ui(ui, scene),
        screen => title_ui(ui, &rail::name(screen)),
    });
    let right = ui.scope_builder(row(Layout::right_to_left(Align::Center)), |ui| {
        full_screen_ui(ui);
        buttons(ui, scene);
        camera_chip_ui(ui, scene);
    });
    let from = left.response.rect.right() + GUTTER;
    let to = right.response.rect.left() - GAP;
    if to - from > 60.0 {
        let room = Rect::from_min_max(Pos2::new(from, rect.top()), Pos2::new(to, rect.bottom()));
        notices.toast_ui(ui, room, scene);
    }
}

fn title_ui(ui: &mut Ui, title: &str) {
    ui.add(Label::new(RichText::new(title).text_style(theme::title_style())));
}

fn clock_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.x = 12.0;
    ui.label(RichText::new(scene.dates.clock(scene.now)).font(theme::bold(30.0)));
    let room = ui.ctx().content_rect().width();
    if room > WITH_DAY && (!is_narrow(ui.ctx()) || !Notices::has_toast(scene)) {
        let day = RichText::new(scene.dates.day(scene.now)).color(palette.text_soft);
        ui.label(day.text_style(TextStyle::Body));
    }
    let second = scene.now.as_second().rem_euclid(60) as u64;
    ui.ctx().request_repaint_after(Duration::from_secs(60 - second));
}

fn door_button_ui(ui: &mut Ui, door: &mut door::State) {
    let name = say!("door-open", key = door::KEY.name());
    if widgets::icon_button(ui, Icon::DoorOpen, &name).clicked() {
        door.open(ui.ctx());
    }
}

fn full_screen_ui(ui: &mut Ui) {
    let full = ui.input(|input| input.viewport().fullscreen.unwrap_or(false));
    let (icon, name) = match full {
        true => (Icon::Minimize, say!("app-leave-full-screen")),
        false => (Icon::Maximize, say!("app-full-screen")),
    };
    if widgets::icon_button(ui, icon, &name).clicked() {
        ui.ctx().send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
    }
}

/// How the camera is, in a few words; pressed, it leads to where another can be chosen.
fn camera_chip_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (icon, text, tone, more) = match &scene.view.camera {
        CameraState::None => (Icon::VideoOff, say!("app-no-camera"), Tone::Warning, String::new()),
        CameraState::Opening { name } => {
            (Icon::Hourglass, say!("app-camera-opening", name = name), Tone::Calm, String::new())
        }
        CameraState::Live { name, size, rate } => {
            let more = say!("app-camera-live", width = size.width, height = size.height, rate = *rate);
            (Icon::Video, name.clone(), Tone::Good, more)
        }
        CameraState::Trouble { name, message, .. } => {
            (Icon::VideoOff, say!("app-camera-trouble", name = name), Tone::Bad, spoken(message))
        }
        CameraState::Ended { name } => {
            (Icon::CircleStop, say!("app-camera-ended", name = name), Tone::Calm, String::new())
        }
    };
    ui.scope(|ui| {
        ui.set_max_width(if is_narrow(ui.ctx()) { 240.0 } else { 320.0 });
        let hint = format!("{more}{}{}", if more.is_empty() { "" } else { "\n" }, say!("app-choose-camera"));
        if widgets::chip(ui, icon, &text, tone).on_hover_text(hint).clicked() {
            scene.go = Some(Screen::Settings);
        }
    });
}
