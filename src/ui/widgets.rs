//! The few pieces every screen is made of.

use std::borrow::Cow;
use std::sync::Arc;

use eframe::egui::{
    Align, Align2, Atom, Button, Color32, CornerRadius, FontId, Frame, Galley, Id, Label, Layout, Margin, Rect,
    Response, RichText, Role, Sense, Stroke, StrokeKind, TextStyle, TextureHandle, Ui, UiBuilder, Vec2, Widget,
    WidgetInfo, epaint, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::icons::{self, Icon};
use super::theme::{self, CARD_RADIUS, CONTROL_HEIGHT, GAP, GUTTER};

/// How much a button wants to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Primary,
    Plain,
    Quiet,
    Danger,
}

/// A button with an icon, its words, and, where it cannot be pressed, the reason.
#[must_use = "show it"]
pub struct Action<'a> {
    icon: Option<Icon>,
    text: Cow<'a, str>,
    weight: Weight,
    refusal: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    truncated: bool,
    min_size: Vec2,
}

impl<'a> Action<'a> {
    fn new(icon: Icon, text: impl Into<Cow<'a, str>>, weight: Weight) -> Self {
        Self {
            icon: Some(icon),
            text: text.into(),
            weight,
            refusal: None,
            hint: None,
            truncated: false,
            min_size: vec2(0.0, CONTROL_HEIGHT),
        }
    }

    /// The one thing to do next.
    pub fn primary(icon: Icon, text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(icon, text, Weight::Primary)
    }

    /// Something else that can be done.
    pub fn plain(icon: Icon, text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(icon, text, Weight::Plain)
    }

    /// Something that need not be seen at first.
    pub fn quiet(icon: Icon, text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(icon, text, Weight::Quiet)
    }

    /// Something that takes away.
    pub fn danger(icon: Icon, text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(icon, text, Weight::Danger)
    }

    /// Without the icon.
    pub fn bare(mut self) -> Self {
        self.icon = None;
        self
    }

    /// Cannot be pressed now, and why; pressing is possible where this is `None`.
    pub fn refused(mut self, reason: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.refusal = reason.map(Into::into);
        self
    }

    /// What is told when the pointer rests on it.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Larger, for the one button a screen is for.
    pub fn large(mut self) -> Self {
        self.min_size = vec2(190.0, 48.0);
        self
    }

    /// Shortened where there is no room for all of it, instead of in two lines.
    pub fn truncate(mut self) -> Self {
        self.truncated = true;
        self
    }

    /// Where buttons stand in rows, one for which there is no room left goes to the next.
    fn begin_row(&self, ui: &mut Ui) {
        if !ui.layout().main_wrap() || ui.cursor().left() < ui.max_rect().left() + 1.0 {
            return;
        }
        let font = TextStyle::Button.resolve(ui.style());
        let text = ui.painter().layout_no_wrap(self.text.clone().into_owned(), font, Color32::PLACEHOLDER);
        let icon = if self.icon.is_some() { 18.0 + ui.spacing().icon_spacing } else { 0.0 };
        let needed = text.size().x + icon + 2.0 * ui.spacing().button_padding.x + 4.0;
        if needed.max(self.min_size.x) > ui.available_size_before_wrap().x {
            ui.end_row();
        }
    }

    pub fn min_width(mut self, width: f32) -> Self {
        self.min_size.x = width;
        self
    }

    pub fn show(self, ui: &mut Ui) -> Response {
        let palette = theme::palette(ui);
        self.begin_row(ui);
        let icon = self.icon.map(|icon| icons::atom(icon, 18.0)).unwrap_or_default();
        let text = RichText::new(self.text).text_style(TextStyle::Button);
        let button = match self.icon {
            Some(_) => Button::new((icon, text)),
            None => Button::new(text),
        };
        let button = button.min_size(self.min_size).frame_when_inactive(self.weight != Weight::Quiet);
        let button = if self.truncated { button.truncate() } else { button };
        let colors = match self.weight {
            Weight::Primary => Some((palette.accent, palette.accent_hover, palette.on_accent)),
            Weight::Danger => Some((palette.bad, palette.bad_hover, palette.on_bad)),
            Weight::Plain | Weight::Quiet => None,
        };
        let response = ui
            .scope(|ui| {
                if let Some((rest, hover, text)) = colors {
                    let ring = Stroke::new(2.5, palette.text);
                    let widgets = &mut ui.visuals_mut().widgets;
                    for (state, fill, edge) in [
                        (&mut widgets.inactive, rest, Stroke::NONE),
                        (&mut widgets.hovered, hover, Stroke::NONE),
                        (&mut widgets.active, hover, ring),
                    ] {
                        state.weak_bg_fill = fill;
                        state.bg_stroke = edge;
                        state.fg_stroke.color = text;
                    }
                }
                ui.add_enabled(self.refusal.is_none(), button)
            })
            .inner;
        let response = match self.refusal {
            Some(reason) => response.on_disabled_hover_text(reason.into_owned()),
            None => response,
        };
        match self.hint {
            Some(hint) => response.on_hover_text(hint.into_owned()),
            None => response,
        }
    }
}

/// A square button of one icon. `name` is read out, and told when the pointer rests on it.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let button = Button::new(icons::atom(icon, 20.0)).min_size(Vec2::splat(CONTROL_HEIGHT)).frame_when_inactive(false);
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = vec2((CONTROL_HEIGHT - 20.0) / 2.0, 4.0);
            ui.add(button)
        })
        .inner;
    named(&response, Role::Button, name);
    response.on_hover_text(name)
}

/// Gives something drawn a role and a name for those who do not see it.
pub fn named(response: &Response, role: Role, name: &str) {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(role, enabled, name));
}

/// Something that is on or off.
pub fn switch(ui: &mut Ui, on: &mut bool, name: &str) -> Response {
    let palette = theme::palette(ui);
    let size = vec2(40.0, 24.0);
    let text = ui.painter().layout_no_wrap(name.to_owned(), TextStyle::Body.resolve(ui.style()), palette.text);
    let total = vec2(size.x + GAP + text.size().x, size.y.max(text.size().y));
    let (rect, mut response) = ui.allocate_exact_size(total, Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let enabled = ui.is_enabled();
    let state = *on;
    response.widget_info(|| WidgetInfo::selected(Role::Switch, enabled, state, name));
    if ui.is_rect_visible(rect) {
        let how = ui.ctx().animate_bool_responsive(response.id, *on);
        let track = Align2::LEFT_CENTER.align_size_within_rect(size, rect);
        let fill = palette.sunken.lerp_to_gamma(palette.accent, how);
        let edge = palette.line_strong.lerp_to_gamma(palette.accent, how);
        let edge = if response.has_focus() { Stroke::new(2.5, palette.text) } else { Stroke::new(1.5, edge) };
        ui.painter().rect(track, 12.0, fill, edge, StrokeKind::Inside);
        let knob = pos2(track.left() + 12.0 + how * 16.0, track.center().y);
        let knob_fill = palette.text_soft.lerp_to_gamma(palette.on_accent, how);
        ui.painter().circle_filled(knob, 7.5, knob_fill);
        let at = pos2(track.right() + GAP, rect.center().y - text.size().y / 2.0);
        ui.painter().galley(at, text, palette.text);
    }
    response
}

/// One of a few, side by side. Says whether another was chosen.
pub fn segmented<T: PartialEq + Copy>(ui: &mut Ui, chosen: &mut T, choices: &[(T, &str)]) -> bool {
    let palette = theme::palette(ui);
    let mut changed = false;
    Frame::new().fill(palette.sunken).corner_radius(11).inner_margin(3).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for &(value, name) in choices {
                let selected = *chosen == value;
                ui.scope(|ui| {
                    let visuals = ui.visuals_mut();
                    visuals.selection.bg_fill = palette.surface;
                    visuals.selection.stroke.color = palette.accent_text;
                    for state in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered] {
                        state.bg_stroke = if selected { Stroke::new(1.0, palette.line) } else { Stroke::NONE };
                    }
                    let name = RichText::new(name).text_style(TextStyle::Button);
                    let button = Button::selectable(selected, name).min_size(vec2(64.0, 32.0));
                    if ui.add(button).clicked() && !selected {
                        *chosen = value;
                        changed = true;
                    }
                });
            }
        });
    });
    changed
}

/// One of several, each a line as wide as there is room. Says whether it was pressed.
pub fn choice(ui: &mut Ui, selected: bool, icon: Icon, name: &str) -> bool {
    let mark = if selected { Icon::CircleCheckBig } else { Icon::Circle };
    let size = vec2(ui.available_width(), CONTROL_HEIGHT);
    let name = RichText::new(name).font(theme::regular(15.5));
    let atoms = (icons::atom(icon, 18.0), name, grow(), icons::atom(mark, 18.0));
    ui.add(Button::new(atoms).selected(selected).truncate().min_size(size)).clicked()
}

/// A card: what belongs together.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    card_frame(ui)
        .show(ui, |ui| {
            ui.take_available_width();
            contents(ui)
        })
        .inner
}

/// The frame of a card.
pub fn card_frame(ui: &Ui) -> Frame {
    let palette = theme::palette(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(CARD_RADIUS)
        .inner_margin(Margin::same(GUTTER as i8))
}

/// A card's heading, with its icon.
pub fn heading(ui: &mut Ui, icon: Icon, text: &str) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
        icons::paint(ui.painter(), icon, rect.center(), 20.0, palette.accent_text);
        ui.add(Label::new(RichText::new(text).text_style(TextStyle::Heading)).truncate());
    });
}

/// A sentence in the quieter colour, wrapped.
pub fn soft(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).text_soft;
    ui.add(Label::new(RichText::new(text).color(color)).wrap())
}

/// A sentence that is meant to be read first, wrapped.
pub fn strong(ui: &mut Ui, text: &str) {
    ui.add(Label::new(RichText::new(text).text_style(theme::strong_style())).wrap());
}

/// A sentence in small letters, wrapped.
pub fn caption(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).text_soft;
    ui.add(Label::new(RichText::new(text).color(color).text_style(TextStyle::Small)).wrap())
}

/// The same in the colour of what it means.
pub fn remark(ui: &mut Ui, text: &str, tone: Tone) {
    let (color, _) = tone.colors(theme::palette(ui));
    ui.add(Label::new(RichText::new(text).text_style(TextStyle::Small).color(color)).wrap());
}

/// A text of so many lines at most, for painting; it ends in an ellipsis where it does not fit.
pub fn lines(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, color));
    job.wrap = TextWrapping { max_width: width, max_rows: rows, break_anywhere: rows == 1, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// How a chip or a banner is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Calm,
    Good,
    Warning,
    Bad,
}

impl Tone {
    /// Text and background.
    pub fn colors(self, palette: &theme::Palette) -> (Color32, Color32) {
        match self {
            Self::Calm => (palette.text_soft, palette.sunken),
            Self::Good => (palette.accent_text, palette.accent_soft),
            Self::Warning => (palette.warn_text, palette.warn_soft),
            Self::Bad => (palette.bad_text, palette.bad_soft),
        }
    }
}

/// A line with an icon, in a tone; one row, cut with an ellipsis where it does not fit.
pub fn status_line(ui: &mut Ui, icon: Icon, text: &str, tone: Tone) {
    let (color, _) = tone.colors(theme::palette(ui));
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
        icons::paint(ui.painter(), icon, rect.center(), 16.0, color);
        ui.add(Label::new(RichText::new(text).color(color).text_style(TextStyle::Small)).wrap());
    });
}

/// A calm page in the middle of the room there is: an icon, what is so, what to do.
pub fn placeholder(ui: &mut Ui, icon: Icon, title: &str, text: &str, buttons: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    let id = Id::unique(("placeholder", title));
    let room = ui.available_rect_before_wrap();
    let height: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(260.0);
    let rect = Rect::from_center_size(room.center(), vec2((room.width() - 48.0).clamp(120.0, 480.0), height));
    let inner = ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Center)), |ui| {
        let (well, _) = ui.allocate_exact_size(Vec2::splat(84.0), Sense::hover());
        icons::paint_roundel(ui.painter(), icon, well.center(), 42.0, palette.accent_soft, palette.accent_text);
        ui.add_space(GAP);
        ui.add(Label::new(RichText::new(title).text_style(TextStyle::Heading)).wrap());
        if !text.is_empty() {
            soft(ui, text);
        }
        ui.add_space(GAP);
        buttons(ui);
    });
    let used = inner.response.rect.height();
    if (used - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, used));
        ui.ctx().request_discard("a placeholder found its height");
    }
}

/// Something that is being waited for: an icon that turns four times a second, and what it is.
pub fn waiting(ui: &mut Ui, text: &str) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
        paint_waiting(ui, rect, palette.accent_text);
        ui.add(Label::new(RichText::new(text).color(palette.text_soft)).truncate());
    });
}

/// Eight dots, one after the other. Repaints eight times a second, not sixty.
pub fn paint_waiting(ui: &Ui, rect: Rect, color: Color32) {
    const DOTS: i64 = 8;
    let turn = (ui.input(|input| input.time) * DOTS as f64) as i64;
    for dot in 0..DOTS {
        let angle = dot as f32 / DOTS as f32 * std::f32::consts::TAU;
        let age = (turn - dot).rem_euclid(DOTS) as f32 / DOTS as f32;
        let at = rect.center() + Vec2::angled(angle) * rect.width() * 0.38;
        ui.painter().circle_filled(at, rect.width() * 0.09, color.gamma_multiply(1.0 - 0.85 * age));
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(125));
}

/// A face, filling a rounded rectangle; without a picture, the outline of a person.
pub fn paint_face(ui: &Ui, rect: Rect, picture: Option<&TextureHandle>, radius: u8) {
    let palette = theme::palette(ui);
    match picture {
        Some(texture) => {
            let size = texture.size_vec2();
            // The middle of the picture, as much of it as has the rectangle's shape.
            let scale = (rect.width() / size.x).max(rect.height() / size.y);
            let shown = rect.size() / scale / size;
            let uv = Rect::from_center_size(pos2(0.5, 0.5), shown);
            let shape = epaint::RectShape::filled(rect, CornerRadius::same(radius), Color32::WHITE);
            ui.painter().add(shape.with_texture(texture.id(), uv));
        }
        None => {
            ui.painter().rect_filled(rect, CornerRadius::same(radius), palette.sunken);
            let size = rect.width().min(rect.height()) * 0.5;
            icons::paint(ui.painter(), Icon::UserRound, rect.center(), size, palette.text_soft);
        }
    }
}

/// A bar over a screen: what happened and what to do, and what can be pressed about it.
pub fn banner(ui: &mut Ui, tone: Tone, icon: Icon, text: &str, advice: &str, buttons: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    let (color, fill) = tone.colors(palette);
    Frame::new().fill(fill).corner_radius(10).inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
        ui.take_available_width();
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
            icons::paint(ui.painter(), icon, rect.center(), 20.0, color);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons(ui);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let strong = RichText::new(text).text_style(theme::strong_style()).color(color);
                    ui.add(Label::new(strong).wrap());
                    if !advice.is_empty() {
                        ui.add(Label::new(RichText::new(advice).color(palette.text)).wrap());
                    }
                });
            });
        });
    });
}

/// A bar that cannot be overlooked, and not put away: for as long as something is wrong that must not be.
pub fn alarm(ui: &mut Ui, icon: Icon, text: &str, advice: &str) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.bad).corner_radius(10).inner_margin(Margin::symmetric(14, 10));
    let response = frame.show(ui, |ui| {
        ui.take_available_width();
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(30.0), Sense::hover());
            icons::paint(ui.painter(), icon, rect.center(), 26.0, palette.on_bad);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let text = RichText::new(text).text_style(TextStyle::Heading).color(palette.on_bad);
                ui.add(Label::new(text).wrap());
                ui.add(Label::new(RichText::new(advice).color(palette.on_bad)).wrap().selectable(true));
            });
        });
    });
    named(&response.response, Role::Alert, text);
}

/// Buttons one after the other, in as many rows as they need.
pub fn buttons_row<R>(ui: &mut Ui, buttons: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_wrapped(buttons).inner
}

/// A pill with an icon and a few words that can be pressed.
pub fn chip(ui: &mut Ui, icon: Icon, text: &str, tone: Tone) -> Response {
    let (color, fill) = tone.colors(theme::palette(ui));
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.weak_bg_fill = fill;
            state.fg_stroke.color = color;
            state.corner_radius = CornerRadius::same(17);
        }
        widgets.inactive.bg_stroke = Stroke::NONE;
        widgets.hovered.bg_stroke = Stroke::new(1.0, color);
        ui.spacing_mut().button_padding = vec2(12.0, 6.0);
        let words = RichText::new(text).text_style(TextStyle::Small);
        Button::new((icons::atom(icon, 16.0), words)).truncate().min_size(vec2(0.0, 34.0)).ui(ui)
    })
    .inner
}

/// Room that takes what is left of a row.
pub fn grow<'a>() -> Atom<'a> {
    Atom::grow()
}
