//! Which of the students are looked at: by what is typed, by class, and those without photos.

use eframe::egui::{Button, ComboBox, Id, Key, Modifiers, RichText, Role, TextEdit, TextStyle, Ui, vec2};

use super::super::icons::{self, Icon};
use super::super::language::say;
use super::super::widgets;
use crate::core::{InClass, Roster, Wanted};

/// What is chosen.
#[derive(Default)]
pub struct Filters {
    wanted: Wanted,
}

impl Filters {
    /// What is typed.
    pub fn text(&self) -> &str {
        self.wanted.text.trim()
    }

    /// Those without photos, and nothing else is left out.
    pub fn only_without_photos(&mut self) {
        self.wanted = Wanted { without_photos: true, ..Wanted::default() };
    }

    /// Who is looked for.
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// The row of them.
    pub fn ui(&mut self, ui: &mut Ui, everyone: &Roster) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            self.search_ui(ui);
            self.class_ui(ui, everyone);
            self.without_photos_ui(ui, everyone);
            let count = everyone.find(&self.wanted).count();
            let text = RichText::new(say!("people-count", count = count)).text_style(TextStyle::Small);
            ui.label(text.color(super::theme::palette(ui).text_soft));
        });
    }

    fn search_ui(&mut self, ui: &mut Ui) {
        let edit = TextEdit::singleline(&mut self.wanted.text)
            .id(Id::unique("search people"))
            .prefix(icons::atom(Icon::Search, 18.0))
            .hint_text(say!("people-search-hint"))
            .desired_width(230.0_f32.min(ui.available_width() - 24.0));
        let response = ui.add(edit);
        widgets::named(&response, Role::TextInput, &say!("people-search"));
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
            response.request_focus();
        }
        if response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.wanted.text.clear();
        }
    }

    /// The classes, each with how many are in it.
    fn class_ui(&mut self, ui: &mut Ui, everyone: &Roster) {
        let classes = everyone.classes();
        let is_there = match &self.wanted.class {
            InClass::Any => true,
            InClass::Of(class) => classes.iter().any(|(other, _)| other == class),
            InClass::None => everyone.without_class() > 0,
        };
        if !is_there {
            self.wanted.class = InClass::Any;
        }
        if classes.is_empty() {
            return;
        }
        let all = (InClass::Any, say!("people-all-classes"));
        let each = classes
            .iter()
            .map(|(class, count)| (InClass::Of(class.clone()), say!("people-class", class = class, count = *count)));
        let none = everyone.without_class();
        let none = (none > 0).then(|| (InClass::None, say!("people-no-class", count = none)));
        let choices: Vec<(InClass, String)> = std::iter::once(all).chain(each).chain(none).collect();
        let shown = choices.iter().find(|(class, _)| *class == self.wanted.class).map_or("", |(_, text)| text);
        ui.name_inputs(say!("people-which-class"), |ui| {
            let combo = ComboBox::from_id_salt("class of people").width(140.0).selected_text(shown).truncate();
            combo.show_ui(ui, |ui| {
                for (class, text) in &choices {
                    if ui.add(Button::selectable(*class == self.wanted.class, text.as_str())).clicked() {
                        self.wanted.class = class.clone();
                    }
                }
            });
        });
    }

    fn without_photos_ui(&mut self, ui: &mut Ui, everyone: &Roster) {
        let count = everyone.without_photos();
        if count == 0 {
            self.wanted.without_photos = false;
            return;
        }
        let words = RichText::new(say!("people-without-photos", count = count)).text_style(TextStyle::Button);
        let atoms = (icons::atom(Icon::CameraOff, 16.0), words);
        let button = Button::new(atoms).selected(self.wanted.without_photos);
        if ui.add(button.min_size(vec2(0.0, super::theme::CONTROL_HEIGHT))).clicked() {
            self.wanted.without_photos ^= true;
        }
    }
}
