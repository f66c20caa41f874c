//! Every setting, what it means, and where its value came from.

use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use eframe::egui::{
    Align, Button, ComboBox, Key, Label, Layout, RichText, ScrollArea, Slider, Stroke, TextEdit, TextStyle, Ui,
    UiBuilder, vec2,
};

use super::Scene;
use super::files::Choose;
use super::icons::{self, Icon};
use super::theme::{self, CONTROL_HEIGHT, GAP};
use super::widgets::{self, Action};
use crate::camera;
use crate::core::{FrameSize, Tolerance, Upsampling};
use crate::settings::{Change, DateLanguage, Origin, Theme};
use crate::station::Command;
use crate::station::view::CameraState;

/// What is being changed and has not been let go of yet.
#[derive(Default)]
pub struct State {
    asked_for_cameras: bool,
    source: String,
    tolerance: Option<Held>,
    cooldown: Option<Held>,
    data: String,
}

impl State {
    /// A file or folder was chosen as camera.
    pub fn take_camera(&mut self, path: &Path, scene: &mut Scene<'_>) {
        scene.change(Change::Source(Some(path.display().to_string())));
    }
}

const WIDTH: f32 = 860.0;

/// The screen.
pub fn settings_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if scene.view.cameras.is_none() && !state.asked_for_cameras {
        state.asked_for_cameras = true;
        scene.send(Command::ListCameras);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let room = ui.available_width();
        let width = room.min(WIDTH);
        let rect = eframe::egui::Rect::from_min_size(
            ui.cursor().min + vec2((room - width) / 2.0, 0.0),
            vec2(width - 8.0, f32::INFINITY),
        );
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            widgets::card(ui, |ui| camera_ui(ui, state, scene));
            widgets::card(ui, |ui| recognition_ui(ui, state, scene));
            widgets::card(ui, |ui| data_ui(ui, state, scene));
            widgets::card(ui, |ui| look_ui(ui, scene));
            ui.add_space(GAP);
        });
    });
}

/// One setting: its name and meaning on the left, its control on the right, and under it where the value came from.
fn setting(ui: &mut Ui, name: &str, meaning: &str, from: Origin, control: impl FnOnce(&mut Ui)) {
    setting_that(ui, name, meaning, from, words::wins_again(from), control);
}

/// The same, with what a change here comes to.
fn setting_that(
    ui: &mut Ui,
    name: &str,
    meaning: &str,
    from: Origin,
    comes_to: Option<String>,
    control: impl FnOnce(&mut Ui),
) {
    let palette = theme::palette(ui);
    ui.add_space(6.0);
    let top = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), top, Stroke::new(1.0, palette.line));
    ui.add_space(12.0);
    let left = (ui.available_width() * 0.38).max(230.0);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(left, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(left);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(name).text_style(theme::strong_style()));
            widgets::caption(ui, meaning);
        });
        ui.add_space(GAP);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.name_inputs(name, control);
            origin_ui(ui, from, comes_to);
        });
    });
}

fn origin_ui(ui: &mut Ui, from: Origin, comes_to: Option<String>) {
    widgets::caption(ui, &words::origin(from));
    if let Some(comes_to) = comes_to {
        let palette = theme::palette(ui);
        let text = RichText::new(comes_to).text_style(TextStyle::Small).color(palette.warn_text);
        ui.add(Label::new(text).wrap());
    }
}

fn camera_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Video, words::CAMERA);
    let settings = scene.view.settings.clone();
    setting(ui, words::SOURCE, words::SOURCE_MEANING, settings.source.from, |ui| source_ui(ui, state, scene));

    setting(ui, words::SIZE, words::SIZE_MEANING, settings.size.from, |ui| {
        let name = words::size(settings.size.value);
        ComboBox::from_id_salt("size").selected_text(name).show_ui(ui, |ui| {
            let sizes = [(640, 480), (800, 600), (1280, 720), (1920, 1080)];
            let sizes = sizes.map(|(width, height)| Some(FrameSize { width, height }));
            for size in std::iter::once(None).chain(sizes) {
                let selected = settings.size.value == size;
                if ui.add(Button::selectable(selected, words::size(size))).clicked() && !selected {
                    scene.change(Change::Size(size));
                }
            }
        });
    });

    setting(ui, words::RATE, words::RATE_MEANING, settings.rate.from, |ui| {
        ComboBox::from_id_salt("rate").selected_text(words::rate(settings.rate.value)).show_ui(ui, |ui| {
            for rate in [None, Some(5.0), Some(10.0), Some(15.0), Some(25.0), Some(30.0)] {
                let selected = settings.rate.value == rate;
                if ui.add(Button::selectable(selected, words::rate(rate))).clicked() && !selected {
                    scene.change(Change::Rate(rate));
                }
            }
        });
    });

    setting(ui, words::MIRROR, words::MIRROR_MEANING, settings.mirror.from, |ui| {
        let mut on = settings.mirror.value;
        if widgets::switch(ui, &mut on, words::MIRROR_SWITCH).changed() {
            scene.change(Change::Mirror(on));
        }
    });

    setting(ui, words::REPEAT, words::REPEAT_MEANING, settings.repeat.from, |ui| {
        let mut on = settings.repeat.value;
        if widgets::switch(ui, &mut on, words::REPEAT_SWITCH).changed() {
            scene.change(Change::Repeat(on));
        }
    });
}

fn source_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let chosen = scene.view.settings.source.value.clone();
    match scene.view.cameras.clone() {
        None => widgets::waiting(ui, words::LOOKING_FOR_CAMERAS),
        Some(cameras) => {
            if cameras.is_empty() {
                widgets::status_line(ui, Icon::VideoOff, words::NO_WEBCAM, widgets::Tone::Calm);
            }
            for camera in cameras.iter() {
                let selected = chosen.as_deref() == Some(camera.source.as_str());
                // Pressed though it is chosen: it is to be tried again.
                if choice_ui(ui, selected, Icon::Webcam, &camera.name) {
                    scene.change(Change::Source(Some(camera.source.clone())));
                }
            }
            let listed = cameras.iter().any(|camera| chosen.as_deref() == Some(camera.source.as_str()));
            if let (Some(source), false) = (&chosen, listed) {
                // The same: a file that has ended is played again.
                if choice_ui(ui, true, Icon::Film, &source_name(source, &scene.view.camera)) {
                    scene.change(Change::Source(Some(source.clone())));
                }
            }
            if choice_ui(ui, chosen.is_none(), Icon::VideoOff, words::NONE) && chosen.is_some() {
                scene.change(Change::Source(None));
            }
        }
    }
    ui.horizontal_wrapped(|ui| {
        let looking = scene.view.cameras.is_none().then_some(words::LOOKING_FOR_CAMERAS);
        if Action::plain(Icon::RefreshCw, words::LOOK_AGAIN).refused(looking).show(ui).clicked() {
            scene.send(Command::ListCameras);
        }
        let choosing = scene.files.is_choosing().then_some(words::CHOOSING);
        if Action::plain(Icon::Film, words::VIDEO).refused(choosing).show(ui).clicked() {
            scene.files.choose(Choose::CameraFile);
        }
        if Action::plain(Icon::Images, words::STILLS).refused(choosing).show(ui).clicked() {
            scene.files.choose(Choose::CameraFolder);
        }
    });
    if let Some(source) = typed_ui(ui, &mut state.source, words::ADDRESS, words::ADDRESS_HINT, words::USE) {
        scene.change(Change::Source(Some(source)));
    }
}

/// A line that can be chosen, as wide as there is room. Says whether it was.
fn choice_ui(ui: &mut Ui, selected: bool, icon: Icon, name: &str) -> bool {
    let mark = if selected { Icon::CircleCheckBig } else { Icon::Circle };
    let size = vec2(ui.available_width(), CONTROL_HEIGHT);
    let name = RichText::new(name).font(theme::regular(15.5));
    let atoms = (icons::atom(icon, 18.0), name, widgets::grow(), icons::atom(mark, 18.0));
    ui.add(Button::new(atoms).selected(selected).truncate().min_size(size)).clicked()
}

/// A line to type, and what takes it over. Enter does too.
fn typed_ui(ui: &mut Ui, text: &mut String, name: &str, hint: &str, button: &str) -> Option<String> {
    let mut taken = None;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 94.0).max(80.0);
        let edit = TextEdit::singleline(text).hint_text(hint).desired_width(width);
        let response = ui.add(edit);
        widgets::named(&response, eframe::egui::Role::TextInput, name);
        let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let empty = text.trim().is_empty().then_some(words::TYPE_FIRST);
        let pressed = Action::plain(Icon::ArrowRight, button).refused(empty).show(ui).clicked();
        if (enter || pressed) && empty.is_none() {
            taken = Some(text.trim().to_owned());
            text.clear();
        }
    });
    taken
}

/// What a source that is no webcam is called: an address may hold a password, its name does not.
fn source_name(source: &str, camera: &CameraState) -> String {
    match camera {
        CameraState::Opening { name }
        | CameraState::Live { name, .. }
        | CameraState::Trouble { name, .. }
        | CameraState::Ended { name } => name.clone(),
        CameraState::None => camera::without_secrets(source),
    }
}

fn recognition_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::ScanFace, words::RECOGNITION);
    let settings = scene.view.settings.clone();
    setting(ui, words::TOLERANCE, words::TOLERANCE_MEANING, settings.tolerance.from, |ui| {
        let value = settings.tolerance.value.get();
        let shown = state.tolerance.map_or(value, |held| held.shown);
        let range = 0.30_f64.min(shown)..=0.60_f64.max(shown);
        let let_go =
            on_release(ui, &mut state.tolerance, value, range, |slider| slider.step_by(0.01).fixed_decimals(2));
        ends_ui(ui, words::STRICTER, words::LOOSER);
        if let Some(let_go) = let_go
            && let Some(tolerance) = Tolerance::new((let_go * 100.0).round() / 100.0)
        {
            scene.change(Change::Tolerance(tolerance));
        }
        widgets::caption(ui, words::tolerance(shown));
    });

    setting(ui, words::UPSAMPLING, words::UPSAMPLING_MEANING, settings.upsampling.from, |ui| {
        let chosen = settings.upsampling.value;
        for upsampling in Upsampling::ALL {
            let (name, _) = words::upsampling(upsampling.times());
            if choice_ui(ui, chosen == upsampling, Icon::ScanFace, name) && chosen != upsampling {
                scene.change(Change::Upsampling(upsampling));
            }
        }
        widgets::caption(ui, words::upsampling(chosen.times()).1);
    });

    setting(ui, words::COOLDOWN, words::COOLDOWN_MEANING, settings.cooldown.from, |ui| {
        let value = settings.cooldown.value.as_secs_f64();
        let shown = state.cooldown.map_or(value, |held| held.shown);
        let range = 0.0..=600.0_f64.max(shown);
        let let_go = on_release(ui, &mut state.cooldown, value, range, |slider| {
            slider.logarithmic(true).smallest_positive(1.0).fixed_decimals(0).suffix(words::SECONDS)
        });
        if let Some(let_go) = let_go {
            scene.change(Change::Cooldown(Duration::from_secs(let_go.round() as u64)));
        }
    });
}

/// What the two ends of a slider mean, under it.
fn ends_ui(ui: &mut Ui, left: &str, right: &str) {
    let size = vec2(ui.spacing().slider_width, 18.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
        widgets::caption(ui, left);
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| widgets::caption(ui, right));
    });
}

/// A slider that tells its value when it is let go of, and by each step of a key. While it is held, the station knows
/// nothing of it; after that, what was chosen is shown until the station has taken it over.
fn on_release(
    ui: &mut Ui,
    held: &mut Option<Held>,
    value: f64,
    range: RangeInclusive<f64>,
    steps: impl for<'a> FnOnce(Slider<'a>) -> Slider<'a>,
) -> Option<f64> {
    let before = held.filter(|held| held.instead_of == value);
    let mut shown = before.map_or(value, |held| held.shown);
    let palette = theme::palette(ui);
    let response = ui.scope(|ui| {
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = palette.accent;
        visuals.widgets.inactive.bg_fill = palette.sunken;
        for knob in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
            knob.fg_stroke = Stroke::new(2.0, palette.accent);
        }
        ui.add(steps(Slider::new(&mut shown, range)).update_while_editing(false))
    });
    let response = response.inner;
    let dragged = response.dragged();
    let let_go = !dragged && (before.is_some_and(|held| held.dragged) || response.changed());
    *held = (dragged || let_go || before.is_some()).then_some(Held { shown, instead_of: value, dragged });
    (let_go && shown != value).then_some(shown)
}

/// What a slider shows although the station does not know it yet.
#[derive(Debug, Clone, Copy)]
struct Held {
    shown: f64,
    instead_of: f64,
    dragged: bool,
}

fn data_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Database, words::DATA);
    let data = scene.view.settings.data.clone();
    let comes_to = words::decides_always(data.from);
    setting_that(ui, words::DATA_FOLDER, words::DATA_FOLDER_MEANING, data.from, comes_to, |ui| {
        let path = RichText::new(data.value.display().to_string()).text_style(TextStyle::Monospace);
        ui.add(Label::new(path).wrap().selectable(true));
        let choosing = scene.files.is_choosing().then_some(words::CHOOSING);
        if Action::plain(Icon::FolderOpen, words::CHOOSE_FOLDER).refused(choosing).show(ui).clicked() {
            scene.files.choose(Choose::DataFolder);
        }
        if let Some(path) = typed_ui(ui, &mut state.data, words::DATA_PATH, words::DATA_PATH_HINT, words::USE) {
            scene.change(Change::Data(path.into()));
        }
    });
}

fn look_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    widgets::heading(ui, Icon::Palette, words::LOOK);
    let settings = scene.view.settings.clone();
    setting(ui, words::THEME, words::THEME_MEANING, settings.theme.from, |ui| {
        let mut theme = settings.theme.value;
        let choices = [(Theme::System, words::SYSTEM), (Theme::Light, words::LIGHT), (Theme::Dark, words::DARK)];
        if widgets::segmented(ui, &mut theme, &choices) {
            scene.change(Change::Theme(theme));
        }
    });
    setting(ui, words::DATES, words::DATES_MEANING, settings.dates.from, |ui| {
        let mut dates = settings.dates.value;
        let choices = [(DateLanguage::English, words::ENGLISH), (DateLanguage::Indonesian, words::INDONESIAN)];
        if widgets::segmented(ui, &mut dates, &choices) {
            scene.change(Change::Dates(dates));
        }
        widgets::caption(ui, &scene.dates.day(scene.now));
    });
}

mod words {
    use super::{FrameSize, Origin};

    pub const CAMERA: &str = "Camera";
    pub const SOURCE: &str = "Which camera";
    pub const SOURCE_MEANING: &str =
        "A webcam, a video, a folder of pictures, or the address of a network camera (rtsp:// or http://).";
    pub const LOOKING_FOR_CAMERAS: &str = "Looking for webcams…";
    pub const NO_WEBCAM: &str = "No webcam was found.";
    pub const NONE: &str = "No camera";
    pub const LOOK_AGAIN: &str = "Look again";
    pub const VIDEO: &str = "A video…";
    pub const STILLS: &str = "A folder…";
    pub const ADDRESS: &str = "File, folder or address";
    pub const ADDRESS_HINT: &str = "rtsp://… or /home/…";
    pub const USE: &str = "Use";
    pub const TYPE_FIRST: &str = "Type it first.";
    pub const CHOOSING: &str = "The window for choosing is already open.";
    pub const SIZE: &str = "Size of the picture";
    pub const SIZE_MEANING: &str = "The nearest the camera can give. Larger finds smaller faces and takes longer.";
    pub const RATE: &str = "Pictures a second";
    pub const RATE_MEANING: &str = "Fewer spare an old computer.";
    pub const MIRROR: &str = "Mirror";
    pub const MIRROR_MEANING: &str = "People find themselves more easily in a mirror.";
    pub const MIRROR_SWITCH: &str = "Show the picture as a mirror";
    pub const REPEAT: &str = "Videos and folders";
    pub const REPEAT_MEANING: &str = "What happens when the last picture was shown.";
    pub const REPEAT_SWITCH: &str = "Begin again at the end";

    pub const RECOGNITION: &str = "Recognition";
    pub const TOLERANCE: &str = "How alike a face must be";
    pub const TOLERANCE_MEANING: &str = "Stricter gives fewer wrong names, and leaves more faces without one.";
    pub const STRICTER: &str = "Stricter";
    pub const LOOSER: &str = "Looser";
    pub const UPSAMPLING: &str = "How small a face may be";
    pub const UPSAMPLING_MEANING: &str = "Smaller faces are further from the door. Finding them takes longer.";
    pub const COOLDOWN: &str = "Listed again after";
    pub const COOLDOWN_MEANING: &str = "Whoever stays in view is listed once in this time.";
    pub const SECONDS: &str = " seconds";

    pub const DATA: &str = "Data";
    pub const DATA_FOLDER: &str = "Data folder";
    pub const DATA_FOLDER_MEANING: &str =
        "Where the enrolled faces are kept. A change takes effect when Hadir is started again; nothing is moved.";
    pub const CHOOSE_FOLDER: &str = "Choose a folder…";
    pub const DATA_PATH: &str = "Path of the data folder";
    pub const DATA_PATH_HINT: &str = "or type its path";

    pub const LOOK: &str = "Look and language";
    pub const THEME: &str = "Theme";
    pub const THEME_MEANING: &str = "Light for a bright corridor, dark for a dim one.";
    pub const SYSTEM: &str = "As the desktop";
    pub const LIGHT: &str = "Light";
    pub const DARK: &str = "Dark";
    pub const DATES: &str = "Language of dates";
    pub const DATES_MEANING: &str = "How days and times are written.";
    pub const ENGLISH: &str = "English";
    pub const INDONESIAN: &str = "Bahasa Indonesia";

    pub fn size(size: Option<FrameSize>) -> String {
        match size {
            None => "Automatic".to_owned(),
            Some(FrameSize { width, height }) => format!("{width} × {height}"),
        }
    }

    pub fn rate(rate: Option<f64>) -> String {
        match rate {
            None => "Automatic".to_owned(),
            Some(rate) => format!("{rate}"),
        }
    }

    pub fn tolerance(value: f64) -> &'static str {
        match value {
            value if value < 0.40 => "Strict: hardly ever a wrong name. Some students may have to look twice.",
            value if value <= 0.50 => "Balanced: right for most schools.",
            _ => "Loose: names more faces, and more often wrongly.",
        }
    }

    pub fn upsampling(times: u8) -> (&'static str, &'static str) {
        match times {
            0 => ("Near: a few steps away", "Finds faces from about 80 pixels across. The quickest."),
            1 => ("Usual: across a doorway", "Finds faces from about 40 pixels across."),
            _ => ("Far: across a room", "Finds faces from about 20 pixels across. About four times slower."),
        }
    }

    pub fn origin(from: Origin) -> String {
        match from {
            Origin::Default => "Default".to_owned(),
            Origin::File => "From the settings file".to_owned(),
            Origin::DotEnv(variable) => format!("Set by {variable} in the file .env"),
            Origin::Environment(variable) => format!("Set by the environment variable {variable}"),
            Origin::Argument(name) => format!("Given when Hadir was started ({})", dashed(name)),
        }
    }

    /// What a change here comes to at the next start.
    pub fn wins_again(from: Origin) -> Option<String> {
        let who = stronger(from)?;
        Some(format!("Changed here, it holds until Hadir is closed; then {who} decides again."))
    }

    /// The same of what is read only at a start.
    pub fn decides_always(from: Origin) -> Option<String> {
        let who = stronger(from)?;
        Some(format!("A change here is kept in the settings file, but while {who} is given, {who} decides."))
    }

    /// What is stronger than the settings file, if the value came from there.
    fn stronger(from: Origin) -> Option<String> {
        match from {
            Origin::Default | Origin::File => None,
            Origin::DotEnv(variable) | Origin::Environment(variable) => Some(variable.to_owned()),
            Origin::Argument(name) => Some(dashed(name)),
        }
    }

    fn dashed(name: &str) -> String {
        format!("--{}", name.trim_start_matches('-'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_value_came_from_is_said_in_words() {
        let cases = [
            (Origin::Default, "Default", false),
            (Origin::File, "From the settings file", false),
            (Origin::DotEnv("FACE_TOLERANCE"), "Set by FACE_TOLERANCE in the file .env", true),
            (Origin::Environment("FACE_TOLERANCE"), "Set by the environment variable FACE_TOLERANCE", true),
            (Origin::Argument("data"), "Given when Hadir was started (--data)", true),
            (Origin::Argument("--data"), "Given when Hadir was started (--data)", true),
        ];
        for (from, said, wins_again) in cases {
            assert_eq!(words::origin(from), said);
            assert_eq!(words::wins_again(from).is_some(), wins_again, "{said}");
        }
    }
}
