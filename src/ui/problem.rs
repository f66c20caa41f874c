//! The small window for a start that failed.

use eframe::egui::{self, CentralPanel, Frame, Key, Label, Margin, RichText, TextStyle};

use super::icons::{self, Icon};
use super::language::{self, say, spoken};
use super::widgets::{self, Action};
use super::{APP_ID, WindowError, theme, viewport};
use crate::words::{Language, Text};

/// Says in a window of its own why Hadir cannot start and what to do; returns when the person has read it.
pub fn show_problem(language: Language, message: &Text, advice: &Text) -> Result<(), WindowError> {
    language::speak(language);
    let size = [520.0, 340.0];
    let options = eframe::NativeOptions {
        viewport: viewport().with_inner_size(size).with_min_inner_size(size),
        centered: true,
        ..eframe::NativeOptions::default()
    };
    let problem = Problem { message: message.clone(), advice: advice.clone() };
    let create = |cc: &eframe::CreationContext<'_>| {
        theme::install(&cc.egui_ctx);
        Ok(Box::new(problem) as Box<dyn eframe::App>)
    };
    eframe::run_native(APP_ID, options, Box::new(create)).map_err(WindowError::from)
}

struct Problem {
    message: Text,
    advice: Text,
}

impl eframe::App for Problem {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let palette = theme::palette(ui);
        let frame = Frame::new().fill(palette.canvas).inner_margin(Margin::same(24));
        CentralPanel::default().frame(frame).show(ui, |ui| {
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(56.0), egui::Sense::hover());
            icons::paint_roundel(
                ui.painter(),
                Icon::TriangleAlert,
                rect.center(),
                28.0,
                palette.bad_soft,
                palette.bad_text,
            );
            ui.add_space(theme::GAP);
            ui.add(Label::new(RichText::new(say!("window-cannot-start")).text_style(theme::title_style())).wrap());
            ui.add_space(theme::GAP);
            ui.add(
                Label::new(RichText::new(spoken(&self.message)).text_style(TextStyle::Body)).wrap().selectable(true),
            );
            widgets::soft(ui, &spoken(&self.advice));
            ui.with_layout(egui::Layout::bottom_up(egui::Align::Max), |ui| {
                let close = Action::primary(Icon::X, say!("window-close")).show(ui);
                if close.clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
                    ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
                }
            });
        });
    }
}
