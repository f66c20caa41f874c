//! What comes from outside of the window: what was chosen in the desktop's dialogs, and what is dropped on it.

use eframe::egui::{self, Align, Align2, Color32, CornerRadius, Id, Order, Rect, Stroke, vec2};

use super::files::{Answer, Choose, Chosen, Dropped, is_list};
use super::icons::{self, Icon};
use super::language::say;
use super::notices::Notices;
use super::{Scene, Screen, class, enrol, log, people, settings, theme};
use crate::settings::Change;
use crate::station::Command;
use crate::text;

/// The screens that ask for files.
pub struct Asking<'a> {
    pub enrol: &'a mut enrol::State,
    pub settings: &'a mut settings::State,
    pub class: &'a mut class::State,
    pub people: &'a mut people::State,
    pub log: &'a mut log::State,
}

/// Hands what was chosen or dropped to the screen that it is for.
pub fn take_answer(
    answer: Answer,
    scene: &mut Scene<'_>,
    Asking { enrol, settings, class, people, log }: Asking<'_>,
    notices: &mut Notices,
) {
    match answer {
        Answer::Dropped(Dropped { folders, files, missing }) => {
            if let Some(first) = missing.first() {
                notices.warn(text!("app-missing", path = first), text!("app-missing-advice"));
            }
            let (lists, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_list(file));
            if folders.len() + files.len() > 0 {
                scene.go = Some(Screen::Enrol);
            }
            match &folders[..] {
                [] => {}
                _ if enrol::is_running(scene.view) => {
                    notices.warn(text!("app-still-enrolling"), text!("app-one-folder-advice"));
                }
                [folder, others @ ..] => {
                    scene.send(Command::EnrolFolder(folder.clone()));
                    if !others.is_empty() {
                        notices.warn(text!("app-one-folder", folder = folder), text!("app-one-folder-advice"));
                    }
                }
            }
            if !files.is_empty() {
                enrol.take_dropped(files);
            }
            if let [list, others @ ..] = &lists[..] {
                people.import(list, scene);
                if !others.is_empty() {
                    notices.warn(text!("app-one-list", file = list), text!("app-one-list-advice"));
                }
            }
        }
        Answer::LookedFor { file, there } => {
            let places = [log.export().place(), class.place(), people.place()];
            places.into_iter().flatten().for_each(|save| save.take_looked_for(file.clone(), there));
        }
        Answer::Chosen(_, Chosen::Nothing) => {}
        Answer::Chosen(what, Chosen::NoDialog) => {
            notices.warn(text!("app-no-dialog"), text!("app-no-dialog-advice"));
            match what {
                Choose::Photos | Choose::ClassFolder => enrol.type_paths(),
                // These have a line to type in beside them.
                Choose::CameraFile | Choose::CameraFolder | Choose::DataFolder | Choose::SaveFile { .. } => {}
                Choose::StudentsList => people.type_path(),
                // The settings file takes these too.
                Choose::Certificate | Choose::CertificateKey => {}
            }
        }
        Answer::Chosen(Choose::Photos, Chosen::These(photos)) => enrol.take_chosen(photos, scene),
        Answer::Chosen(what, Chosen::These(paths)) => {
            let several = paths.len() > 1;
            let Some(path) = paths.into_iter().next() else { return };
            if several && what == Choose::ClassFolder {
                notices.warn(text!("app-one-folder", folder = &path), text!("app-one-folder-advice"));
            }
            match what {
                Choose::ClassFolder => scene.send(Command::EnrolFolder(path)),
                Choose::DataFolder => scene.change(Change::Data(path)),
                Choose::Certificate => scene.change(Change::TlsCertificate(Some(path))),
                Choose::CertificateKey => scene.change(Change::TlsKey(Some(path))),
                Choose::SaveFile { what, .. } => {
                    // Whoever has left the question meanwhile wants no answer of another.
                    let places = [log.export().place(), class.place(), people.place()];
                    if let Some(save) = places.into_iter().flatten().find(|save| save.what() == what) {
                        save.take_chosen(path);
                    }
                }
                Choose::StudentsList => people.import(&path, scene),
                Choose::CameraFile | Choose::CameraFolder | Choose::Photos => settings.take_camera(&path, scene),
            }
        }
    }
}

/// What was dropped on the window is sorted first, which takes the disk.
pub fn take_dropped(ctx: &egui::Context, scene: &mut Scene<'_>) {
    let dropped: Vec<_> =
        ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !dropped.is_empty() {
        scene.files.sort_out(dropped);
    }
}

/// While something is held over the window: what letting go would do.
pub fn drop_hint_ui(ctx: &egui::Context) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let layer = egui::LayerId::new(Order::Foreground, Id::unique("drop hint"));
    let painter = ctx.layer_painter(layer);
    let palette = if ctx.theme() == egui::Theme::Dark { &theme::DARK } else { &theme::LIGHT };
    let screen = ctx.content_rect();
    painter.rect_filled(screen, CornerRadius::ZERO, Color32::from_black_alpha(140));
    let card = Rect::from_center_size(screen.center(), vec2(460.0, 190.0));
    painter.rect_filled(card, CornerRadius::same(18), palette.surface);
    icons::paint_dashed(&painter, card.shrink(12.0), Stroke::new(2.0, palette.accent), 10.0);
    icons::paint(&painter, Icon::ImageDown, card.center() - vec2(0.0, 36.0), 44.0, palette.accent_text);
    painter.text(
        card.center() + vec2(0.0, 24.0),
        Align2::CENTER_CENTER,
        say!("app-drop-title"),
        theme::bold(19.0),
        palette.text,
    );
    let format = egui::text::TextFormat::simple(theme::regular(14.5), palette.text_soft);
    let mut job = egui::text::LayoutJob::single_section(say!("app-drop-text"), format);
    (job.wrap.max_width, job.halign) = (card.width() - 60.0, Align::Center);
    painter.galley(card.center() + vec2(0.0, 40.0), painter.layout_job(job), palette.text_soft);
}
