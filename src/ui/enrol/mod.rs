//! Making students known: pictures from the camera, photos of one student, or a folder of a whole class.
//!
//! - `booth`: the camera's picture with the `outline` for the face, and what to say to whoever stands there; `shots`: the
//!   pictures taken; `taken`: what is done with them; `resemblance`: a face that is somebody else's already
//! - `one`: whose they are, and photos of one student; `consent`: who agreed to it; `folder`: a whole class
//! - `report`: how an enrolment of many photos goes, and went

use std::path::PathBuf;

use eframe::egui::{Frame, Margin, Panel, ScrollArea, Ui};

use super::Scene;
use super::is_narrow;
use super::language::spoken;
use super::pictures::Pictures;
use super::student;
use super::theme::GUTTER;
use crate::core::StudentId;
use crate::station::view::Capture;
use crate::station::{Command, View};

mod booth;
mod consent;
mod folder;
mod one;
mod outline;
pub mod report;
mod resemblance;
mod shots;
mod taken;

/// What the person has begun here.
#[derive(Default)]
pub struct State {
    student: student::Field,
    /// Whom the photos are for that are being chosen in a dialog: what is typed may be another by its end.
    choosing_for: Option<StudentId>,
    /// Photos that wait for the person to say whose they are.
    waiting: Vec<PathBuf>,
    consent: consent::State,
    resemblance: resemblance::State,
    folder: folder::State,
    report: report::State,
}

impl State {
    /// What follows from the view whatever screen is shown.
    pub fn follow(&mut self, view: &View, pictures: &mut Pictures) {
        let has_none = match &view.capture {
            Capture::Idle | Capture::Refused { .. } => true,
            Capture::Following { shots, .. } => shots.is_empty(),
            Capture::Ready { .. } | Capture::Saving | Capture::Saved { .. } => false,
        };
        if has_none {
            pictures.forget_captures();
            self.resemblance.forget();
        }
    }

    /// Photos came in by themselves. What is typed may be left from another student: nothing is enrolled before the
    /// person has said whose they are.
    pub fn take_dropped(&mut self, files: Vec<PathBuf>) {
        self.waiting.extend(files);
        self.student.focus();
    }

    /// Photos were chosen, for the student named when the dialog was opened.
    pub fn take_chosen(&mut self, files: Vec<PathBuf>, scene: &mut Scene<'_>) {
        match self.choosing_for.take() {
            Some(student) if !is_running(scene.view) && self.consent.refusal(&student, scene.view).is_none() => {
                self.enrol_files(student, files, scene);
            }
            _ => self.take_dropped(files),
        }
    }

    /// This student is to be enrolled.
    pub fn begin(&mut self, student: &StudentId) {
        self.student.fill(student);
        self.consent.forget();
    }

    /// Offers to type a path.
    pub fn type_paths(&mut self) {
        self.folder.type_paths();
    }

    fn enrol_files(&mut self, student: StudentId, files: Vec<PathBuf>, scene: &mut Scene<'_>) {
        self.consent.record(&student, scene);
        scene.send(Command::EnrolFiles { student, files });
    }

    /// Whoever comes next is somebody else.
    fn next_student(&mut self) {
        self.student.clear();
        self.student.focus();
        self.consent.forget();
    }
}

/// Whether photos are being enrolled now.
pub fn is_running(view: &View) -> bool {
    view.enrolment.as_ref().is_some_and(|enrolment| enrolment.report.is_none())
}

/// Below this width everything stands in one column, and the whole of it scrolls.
const ONE_COLUMN: f32 = 700.0;
/// How high the camera's picture is then.
const PICTURE_HEIGHT: f32 = 240.0;

/// The screen.
pub fn enrol_ui(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if let Some(enrolment) = scene.view.enrolment.clone()
        && let Some(report) = &enrolment.report
    {
        if report::report_ui(ui, &mut state.report, scene, &spoken(&enrolment.title), report) {
            state.next_student();
        }
        return;
    }
    if ui.available_width() < ONE_COLUMN {
        ScrollArea::vertical().auto_shrink(false).id_salt("enrol").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            one::student_ui(ui, state, scene);
            booth::booth_ui(ui, state, scene, Some(PICTURE_HEIGHT));
            folder::class_ui(ui, &mut state.folder, scene);
        });
        return;
    }
    let width = if is_narrow(ui.ctx()) { 356.0 } else { 420.0 };
    let frame = Frame::new().outer_margin(Margin { left: GUTTER as i8, ..Margin::ZERO });
    let panel = Panel::right("enrol").exact_size(width).resizable(false).show_separator_line(false).frame(frame);
    panel.show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            one::student_ui(ui, state, scene);
            folder::class_ui(ui, &mut state.folder, scene);
        });
    });
    booth::booth_ui(ui, state, scene, None);
}
