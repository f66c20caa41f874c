//! The rail: the screens by name, and how far an enrolment is that runs behind them.

use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Frame, Key, Layout, Margin, Panel, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::icons::{self, Icon};
use super::language::{say, spoken};
use super::{Scene, Screen, check, enrol, theme, widgets};
use crate::text;
use crate::words::Text;

/// One screen as the rail shows it.
pub struct Item {
    pub screen: Screen,
    icon: Icon,
    name: Text,
    pub key: Key,
    pub number: Key,
}

/// The screens, from the top.
pub const ITEMS: [Item; 8] = [
    Item { screen: Screen::Live, icon: Icon::ScanFace, name: text!("rail-live"), key: Key::F1, number: Key::Num1 },
    Item { screen: Screen::Class, icon: Icon::School, name: text!("rail-class"), key: Key::F2, number: Key::Num2 },
    Item { screen: Screen::Enrol, icon: Icon::UserPlus, name: text!("rail-enrol"), key: Key::F3, number: Key::Num3 },
    Item { screen: Screen::People, icon: Icon::Users, name: text!("rail-people"), key: Key::F4, number: Key::Num4 },
    Item { screen: Screen::Log, icon: Icon::ClipboardList, name: text!("rail-log"), key: Key::F5, number: Key::Num5 },
    Item { screen: Screen::Delivery, icon: Icon::Send, name: text!("rail-delivery"), key: Key::F6, number: Key::Num6 },
    Item {
        screen: Screen::Check,
        icon: Icon::ClipboardCheck,
        name: text!("rail-check"),
        key: Key::F7,
        number: Key::Num7,
    },
    Item {
        screen: Screen::Settings,
        icon: Icon::Settings,
        name: text!("rail-settings"),
        key: Key::F8,
        number: Key::Num8,
    },
];

/// What a screen is called.
pub fn name(screen: Screen) -> String {
    ITEMS.iter().find(|item| item.screen == screen).map_or_else(String::new, |item| spoken(&item.name))
}

/// Room under the screens' names for how far an enrolment is.
const PROGRESS_HEIGHT: f32 = 58.0;
const SPACE: f32 = 6.0;
/// With less height than this there is no room for Hadir's mark above the screens.
const WITH_MARK: f32 = 500.0;
/// With less than this every point counts.
const LOW: f32 = 400.0;
/// A screen's name that is less high than this has no picture above it.
const WITH_ICON: f32 = 36.0;

/// The rail.
pub fn rail_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: Screen) {
    let palette = theme::palette(ui);
    let is_low = ui.available_height() < LOW;
    let frame = Frame::new().fill(palette.rail).inner_margin(Margin::symmetric(8, if is_low { 5 } else { 14 }));
    let panel = Panel::left("rail").exact_size(96.0).resizable(false).show_separator_line(false).frame(frame);
    panel.show(ui, |ui| {
        let space = if is_low { 2.0 } else { SPACE };
        ui.spacing_mut().item_spacing.y = space;
        // Where there is little room, the screens come first.
        if ui.available_height() > WITH_MARK {
            let (mark, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
            let square = Rect::from_center_size(mark.center(), Vec2::splat(36.0));
            icons::paint_mark(ui.painter(), square, theme::over_feed::KNOWN_EDGE, Color32::WHITE);
            ui.add_space(12.0);
        }
        let enrolling = enrol::is_running(scene.view);
        let below = if enrolling { PROGRESS_HEIGHT } else { 0.0 };
        let height = ((ui.available_height() - below) / ITEMS.len() as f32 - space).clamp(26.0, 66.0);
        for item in &ITEMS {
            let wanting = if item.screen == Screen::Check { check::wanting(scene.view) } else { 0 };
            if rail_item(ui, item, screen == item.screen, height, wanting).clicked() {
                scene.go = Some(item.screen);
            }
        }
        progress_ui(ui, scene);
    });
}

/// `wanting`: so many things are to be looked at there.
fn rail_item(ui: &mut Ui, item: &Item, selected: bool, height: f32, wanting: usize) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let (fill, color) = match (selected, response.hovered()) {
        (true, _) => (palette.rail_selected, palette.rail_text_selected),
        (false, true) => (palette.rail_hover, palette.rail_text),
        (false, false) => (palette.rail, palette.rail_text),
    };
    let edge = match response.has_focus() {
        true => Stroke::new(2.5, theme::over_feed::KNOWN_EDGE),
        false => Stroke::NONE,
    };
    ui.painter().rect(rect, CornerRadius::same(12), fill, edge, StrokeKind::Inside);
    // With little room, the word says more than the picture.
    let has_icon = height >= WITH_ICON;
    if has_icon {
        let above = rect.center() - vec2(0.0, height * 0.15);
        icons::paint(ui.painter(), item.icon, above, (height * 0.38).min(25.0), color);
    }
    let below = rect.center() + vec2(0.0, if has_icon { height * 0.27 } else { 0.0 });
    let name = spoken(&item.name);
    ui.painter().text(below, Align2::CENTER_CENTER, &name, theme::bold(13.5), color);
    let name = match wanting {
        0 => name,
        count => {
            let at = if has_icon { rect.right_top() + vec2(-17.0, 14.0) } else { rect.right_center() - vec2(9.0, 0.0) };
            ui.painter().circle_filled(at, 9.0, theme::over_feed::UNSURE);
            let sign = theme::over_feed::ON_UNSURE;
            ui.painter().text(at, Align2::CENTER_CENTER, "!", theme::bold(14.0), sign);
            say!("rail-check-wanting", name = &name, count = count)
        }
    };
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, &name));
    response.on_hover_text(say!("rail-shortcut", key = item.key.name(), number = item.number.name()))
}

/// Enrolment goes on whatever screen is looked at: the rail says how far it is.
fn progress_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(enrolment) = scene.view.enrolment.as_ref().filter(|_| enrol::is_running(scene.view)) else { return };
    let palette = theme::palette(ui);
    let progress = enrolment.progress;
    let share = progress.done as f32 / progress.total.max(1) as f32;
    ui.with_layout(Layout::bottom_up(Align::Center), |ui| {
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), PROGRESS_HEIGHT - SPACE), Sense::click());
        let text = say!("rail-progress", done = progress.done, total = progress.total);
        ui.painter().text(
            rect.center_top() + vec2(0.0, 10.0),
            Align2::CENTER_CENTER,
            say!("rail-enrolling"),
            theme::regular(12.5),
            palette.rail_text,
        );
        ui.painter().text(
            rect.center_top() + vec2(0.0, 27.0),
            Align2::CENTER_CENTER,
            &text,
            theme::bold(12.5),
            palette.rail_text,
        );
        let bar = Rect::from_center_size(rect.center_bottom() - vec2(0.0, 8.0), vec2(rect.width() - 12.0, 5.0));
        ui.painter().rect_filled(bar, 3.0, palette.rail_hover);
        let done = Rect::from_min_size(bar.min, vec2(bar.width() * share, bar.height()));
        ui.painter().rect_filled(done, 3.0, theme::over_feed::KNOWN_EDGE);
        let name = say!("rail-progress-name", done = progress.done, total = progress.total);
        widgets::named(&response, Role::Button, &name);
        if response.clicked() {
            scene.go = Some(Screen::Enrol);
        }
    });
}
