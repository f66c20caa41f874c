//! What was looked at: first what is not in order, each with what to do, and then the rest in one list.

use eframe::egui::{Align, Label, Layout, RichText, Sense, Stroke, TextStyle, Ui, Vec2, vec2};

use super::super::icons::{self, Icon};
use super::super::language::{say, spoken};
use super::super::theme::{self, GAP};
use super::super::widgets::{self, Action, Tone};
use super::super::{Scene, Screen};
use crate::station::Command;
use crate::station::checkup::{Action as Where, Check, Checked, Section, State, Subject};

/// With less width than this, a name stands above what was found.
const SIDE_BY_SIDE: f32 = 520.0;

/// All of it.
pub fn rows_ui(ui: &mut Ui, scene: &mut Scene<'_>, checked: &Checked) {
    for check in checked.wanting() {
        widgets::card(ui, |ui| wanting_ui(ui, scene, check));
    }
    let good: Vec<&Check> = checked.checks.iter().filter(|check| check.state == State::Ok).collect();
    if good.is_empty() {
        return;
    }
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for (place, check) in good.into_iter().enumerate() {
            if place > 0 {
                let line = Stroke::new(1.0, theme::palette(ui).line);
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
                ui.painter().hline(rect.x_range(), rect.center().y, line);
            }
            good_ui(ui, check);
        }
    });
}

/// One thing that is not in order.
fn wanting_ui(ui: &mut Ui, scene: &mut Scene<'_>, check: &Check) {
    let palette = theme::palette(ui);
    let (tone, mark, word) = match check.state {
        State::Problem => (Tone::Bad, Icon::OctagonAlert, say!("morning-problem")),
        State::Warning | State::Ok => (Tone::Warning, Icon::TriangleAlert, say!("morning-warning")),
    };
    let (color, soft) = tone.colors(palette);
    ui.horizontal_top(|ui| {
        let (well, _) = ui.allocate_exact_size(Vec2::splat(44.0), Sense::hover());
        icons::paint_roundel(ui.painter(), icon(check.subject), well.center(), 22.0, soft, color);
        ui.add_space(6.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(spoken(&check.subject.name())).text_style(TextStyle::Heading));
                let (at, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
                icons::paint(ui.painter(), mark, at.center(), 16.0, color);
                ui.label(RichText::new(word).text_style(TextStyle::Small).color(color));
            });
            let detail = spoken(&check.detail.clone().sentence());
            ui.add(Label::new(RichText::new(&detail).text_style(theme::strong_style())).wrap().selectable(true));
            if !check.advice.is_nothing() {
                widgets::soft(ui, &spoken(&check.advice));
            }
            if let Some(action) = check.action {
                ui.add_space(GAP / 2.0);
                action_ui(ui, scene, action, &detail);
            }
        });
    });
}

/// The button that leads to where it is mended; read out with what it is about, as others may be called the same.
fn action_ui(ui: &mut Ui, scene: &mut Scene<'_>, action: Where, about: &str) {
    let (icon, name) = match action {
        Where::Settings(Section::Camera) => (Icon::Video, say!("morning-to-camera")),
        Where::Settings(Section::OtherHadir) => (Icon::Server, say!("morning-to-other-hadir")),
        Where::Settings(Section::MainApi) => (Icon::School, say!("morning-to-api")),
        Where::Settings(Section::Server) => (Icon::Server, say!("morning-to-server")),
        Where::Settings(Section::Data) => (Icon::Database, say!("morning-to-data")),
        Where::Enrol => (Icon::UserPlus, say!("morning-to-enrol")),
        Where::Students => (Icon::Users, say!("morning-to-students")),
        Where::Delivery => (Icon::Send, say!("morning-to-delivery")),
        Where::RetryEngine => (Icon::RefreshCw, say!("notices-try-again")),
    };
    let response = Action::plain(icon, &name).show(ui);
    widgets::named(&response, eframe::egui::Role::Button, &say!("morning-action", action = &name, about = about));
    if !response.clicked() {
        return;
    }
    match action {
        Where::Settings(section) => scene.go_to_settings(section),
        Where::Enrol => scene.go = Some(Screen::Enrol),
        Where::Students => scene.go = Some(Screen::People),
        Where::Delivery => scene.go = Some(Screen::Delivery),
        Where::RetryEngine => scene.send(Command::RetryEngine),
    }
}

/// One thing that is in order.
fn good_ui(ui: &mut Ui, check: &Check) {
    let palette = theme::palette(ui);
    let name = spoken(&check.subject.name());
    let detail = spoken(&check.detail.clone().sentence());
    let side_by_side = ui.available_width() > SIDE_BY_SIDE;
    ui.horizontal_top(|ui| {
        // As high as a line, and no button.
        ui.spacing_mut().interact_size.y = 22.0;
        let (well, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
        icons::paint(ui.painter(), icon(check.subject), well.center(), 19.0, palette.text_soft);
        ui.add_space(4.0);
        let layout = Layout::top_down(Align::Min);
        let name = RichText::new(name).text_style(theme::strong_style());
        let detail = Label::new(RichText::new(detail).color(palette.text_soft)).wrap().selectable(true);
        let mark = |ui: &mut Ui| widgets::status_line(ui, Icon::CircleCheck, &say!("morning-good"), Tone::Good);
        if side_by_side {
            ui.allocate_ui_with_layout(vec2(190.0, 0.0), layout, |ui| {
                ui.set_width(190.0);
                ui.add(Label::new(name).wrap());
            });
            ui.allocate_ui_with_layout(vec2(110.0, 0.0), layout, |ui| {
                ui.set_width(110.0);
                mark(ui);
            });
            ui.vertical(|ui| ui.add(detail));
        } else {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Label::new(name).wrap());
                mark(ui);
                ui.add(detail);
            });
        }
    });
}

fn icon(subject: Subject) -> Icon {
    match subject {
        Subject::Camera | Subject::Webcams => Icon::Video,
        Subject::Light => Icon::Sun,
        Subject::Clock => Icon::Clock,
        Subject::Disk => Icon::HardDrive,
        Subject::Models | Subject::Recognition => Icon::ScanFace,
        Subject::Data => Icon::Database,
        Subject::Photos => Icon::Images,
        Subject::Register => Icon::Users,
        Subject::Log => Icon::ClipboardList,
        Subject::MainApi => Icon::School,
        Subject::Server => Icon::Server,
        Subject::Ffmpeg => Icon::Film,
        Subject::Settings => Icon::Settings,
        Subject::Screen => Icon::Monitor,
    }
}
