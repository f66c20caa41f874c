//! A few words that can be pressed, and may be chosen; never cut.

use eframe::egui::{
    Button, Color32, CornerRadius, Response, RichText, Role, Stroke, TextStyle, TextWrapMode, Ui, Widget, WidgetInfo,
    vec2,
};

use super::super::icons::{self, Icon};
use super::super::theme;

/// The pill, in the colours of its text and its background.
pub fn pill(ui: &mut Ui, icon: Icon, text: &str, (color, fill): (Color32, Color32), is_chosen: bool) -> Response {
    let palette = theme::palette(ui);
    // Not in a scope: that would not go on in the next line where this one is full.
    let style = ui.style().clone();
    let widgets = &mut ui.visuals_mut().widgets;
    for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        state.weak_bg_fill = fill;
        state.fg_stroke.color = color;
        state.corner_radius = CornerRadius::same(18);
    }
    let chosen = Stroke::new(2.0, palette.accent);
    widgets.inactive.bg_stroke = if is_chosen { chosen } else { Stroke::new(1.0, palette.line) };
    widgets.hovered.bg_stroke = if is_chosen { chosen } else { Stroke::new(1.0, color) };
    ui.spacing_mut().button_padding = vec2(12.0, 6.0);
    let words = RichText::new(text).text_style(TextStyle::Button);
    let button = Button::new((icons::atom(icon, 17.0), words)).min_size(vec2(0.0, 36.0));
    let response = button.wrap_mode(TextWrapMode::Extend).ui(ui);
    ui.set_style(style);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, text));
    response
}
