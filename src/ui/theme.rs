//! How the window looks: one palette for daylight and one for the dark, one scale of type, one rhythm of spaces.
//!
//! Every pair of text and background used anywhere is held to WCAG AA by the test at the end.

use std::sync::Arc;

use eframe::egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Margin, Shadow, Stroke,
    Style, TextStyle, Theme, ThemePreference, Ui, Vec2, Visuals,
    style::{HandleShape, ScrollStyle},
};

use crate::settings;

/// Corners of what holds something: cards, the feed.
pub const CARD_RADIUS: u8 = 14;
/// Corners of what is pressed or typed into.
pub const CONTROL_RADIUS: u8 = 9;
/// Height of what is pressed: a finger's worth.
pub const CONTROL_HEIGHT: f32 = 38.0;
/// Between things that belong together, and between things that do not.
pub const GAP: f32 = 8.0;
/// Between cards, and around a screen.
pub const GUTTER: f32 = 16.0;

/// The colours of one theme, by what they are for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    /// Behind everything.
    pub canvas: Color32,
    /// Cards and panels.
    pub surface: Color32,
    /// Wells: behind the feed, behind an absent picture.
    pub sunken: Color32,
    /// What is typed into.
    pub field: Color32,
    /// A control at rest, and under the pointer.
    pub control: Color32,
    pub control_hover: Color32,
    /// Edges of cards.
    pub line: Color32,
    /// Edges of controls: seen by everyone.
    pub line_strong: Color32,
    pub text: Color32,
    pub text_soft: Color32,
    /// The one colour of what to press next.
    pub accent: Color32,
    pub accent_hover: Color32,
    pub on_accent: Color32,
    /// The accent as text, and as a quiet background.
    pub accent_text: Color32,
    pub accent_soft: Color32,
    pub warn_text: Color32,
    pub warn_soft: Color32,
    pub bad_text: Color32,
    pub bad_soft: Color32,
    pub bad: Color32,
    pub bad_hover: Color32,
    pub on_bad: Color32,
    /// The rail with the screens' names.
    pub rail: Color32,
    pub rail_hover: Color32,
    pub rail_selected: Color32,
    pub rail_text: Color32,
    pub rail_text_selected: Color32,
}

/// Paper and pine.
pub const LIGHT: Palette = Palette {
    canvas: Color32::from_rgb(0xF3, 0xF2, 0xED),
    surface: Color32::from_rgb(0xFE, 0xFE, 0xFC),
    sunken: Color32::from_rgb(0xE6, 0xE5, 0xDD),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    control: Color32::from_rgb(0xF1, 0xF0, 0xEA),
    control_hover: Color32::from_rgb(0xE7, 0xE6, 0xDE),
    line: Color32::from_rgb(0xDD, 0xDB, 0xD1),
    line_strong: Color32::from_rgb(0x86, 0x85, 0x79),
    text: Color32::from_rgb(0x1B, 0x23, 0x20),
    text_soft: Color32::from_rgb(0x55, 0x5F, 0x5A),
    accent: Color32::from_rgb(0x0E, 0x6B, 0x5B),
    accent_hover: Color32::from_rgb(0x0A, 0x58, 0x4B),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    accent_text: Color32::from_rgb(0x0A, 0x5C, 0x4E),
    accent_soft: Color32::from_rgb(0xDA, 0xEC, 0xE5),
    warn_text: Color32::from_rgb(0x7A, 0x4A, 0x00),
    warn_soft: Color32::from_rgb(0xFB, 0xEE, 0xD3),
    bad_text: Color32::from_rgb(0x9A, 0x26, 0x1D),
    bad_soft: Color32::from_rgb(0xFB, 0xE6, 0xE1),
    bad: Color32::from_rgb(0xB3, 0x32, 0x27),
    bad_hover: Color32::from_rgb(0x97, 0x27, 0x1E),
    on_bad: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    rail: Color32::from_rgb(0x12, 0x37, 0x30),
    rail_hover: Color32::from_rgb(0x1C, 0x47, 0x3E),
    rail_selected: Color32::from_rgb(0xF3, 0xF2, 0xED),
    rail_text: Color32::from_rgb(0xCF, 0xE0, 0xD9),
    rail_text_selected: Color32::from_rgb(0x0F, 0x3D, 0x34),
};

/// The same door in the evening.
pub const DARK: Palette = Palette {
    canvas: Color32::from_rgb(0x12, 0x17, 0x15),
    surface: Color32::from_rgb(0x1B, 0x22, 0x1F),
    sunken: Color32::from_rgb(0x0B, 0x0F, 0x0E),
    field: Color32::from_rgb(0x10, 0x15, 0x13),
    control: Color32::from_rgb(0x27, 0x30, 0x2C),
    control_hover: Color32::from_rgb(0x32, 0x3D, 0x38),
    line: Color32::from_rgb(0x2D, 0x37, 0x33),
    line_strong: Color32::from_rgb(0x74, 0x83, 0x7C),
    text: Color32::from_rgb(0xEC, 0xF1, 0xEE),
    text_soft: Color32::from_rgb(0xA8, 0xB5, 0xAF),
    accent: Color32::from_rgb(0x54, 0xC8, 0xAB),
    accent_hover: Color32::from_rgb(0x74, 0xDA, 0xC0),
    on_accent: Color32::from_rgb(0x05, 0x25, 0x1D),
    accent_text: Color32::from_rgb(0x72, 0xD8, 0xBE),
    accent_soft: Color32::from_rgb(0x1D, 0x3A, 0x33),
    warn_text: Color32::from_rgb(0xF3, 0xC2, 0x6A),
    warn_soft: Color32::from_rgb(0x35, 0x2A, 0x12),
    bad_text: Color32::from_rgb(0xFF, 0xA5, 0x99),
    bad_soft: Color32::from_rgb(0x3D, 0x1D, 0x19),
    bad: Color32::from_rgb(0xFF, 0x8E, 0x80),
    bad_hover: Color32::from_rgb(0xFF, 0xAB, 0xA0),
    on_bad: Color32::from_rgb(0x38, 0x0B, 0x06),
    rail: Color32::from_rgb(0x0B, 0x11, 0x0F),
    rail_hover: Color32::from_rgb(0x1A, 0x25, 0x21),
    rail_selected: Color32::from_rgb(0x1D, 0x3A, 0x33),
    rail_text: Color32::from_rgb(0xA8, 0xB5, 0xAF),
    rail_text_selected: Color32::from_rgb(0x8F, 0xE6, 0xCE),
};

/// What lies over the feed, whatever the theme: it must hold on any picture.
pub mod over_feed {
    use super::Color32;

    pub const KNOWN: Color32 = Color32::from_rgb(0x0A, 0x6B, 0x55);
    pub const ON_KNOWN: Color32 = Color32::from_rgb(0xFF, 0xFF, 0xFF);
    pub const KNOWN_EDGE: Color32 = Color32::from_rgb(0x3D, 0xE3, 0xB4);
    pub const UNKNOWN: Color32 = Color32::from_rgb(0x1E, 0x1A, 0x12);
    pub const ON_UNKNOWN: Color32 = Color32::from_rgb(0xFF, 0xCF, 0x70);
    pub const UNKNOWN_EDGE: Color32 = Color32::from_rgb(0xFF, 0xC2, 0x4B);
    pub const UNSURE: Color32 = Color32::from_rgb(0xFF, 0xC2, 0x4B);
    pub const ON_UNSURE: Color32 = Color32::from_rgb(0x24, 0x19, 0x02);
    pub const LOOKING_EDGE: Color32 = Color32::from_rgb(0xF2, 0xF5, 0xF3);
    pub const SHADOW: Color32 = Color32::from_black_alpha(150);
    pub const CHIP: Color32 = Color32::from_rgb(0x14, 0x1C, 0x19);
    pub const ON_CHIP: Color32 = Color32::from_rgb(0xF2, 0xF5, 0xF3);
}

/// The palette of the theme this part of the window is drawn in.
pub fn palette(ui: &Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// Names, headings, what is pressed.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// Running text.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The style of a screen's title.
pub fn title_style() -> TextStyle {
    TextStyle::Name("title".into())
}

/// The style of a label beside a control, and of names in lists.
pub fn strong_style() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Puts fonts and both themes in place.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT, Theme::Light));
    ctx.set_style_of(Theme::Dark, style(&DARK, Theme::Dark));
    // Where the desktop does not say: a door is a bright place.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
}

/// What the setting means to egui.
pub fn preference(theme: settings::Theme) -> ThemePreference {
    match theme {
        settings::Theme::System => ThemePreference::System,
        settings::Theme::Light => ThemePreference::Light,
        settings::Theme::Dark => ThemePreference::Dark,
    }
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut add = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    };
    add("regular", notosans::REGULAR_TTF);
    add("bold", notosans::BOLD_TTF);
    // Drawn around the middle of a line, lucide's letters sit a little high.
    let icons = FontTweak { y_offset_factor: 0.07, ..FontTweak::default() };
    let bytes = FontData::from_static(lucide_icons::LUCIDE_FONT_BYTES).tweak(icons);
    fonts.font_data.insert("icons".to_owned(), Arc::new(bytes));
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let with = |first: &[&str]| first.iter().map(|&name| name.to_owned()).chain(fallback.clone()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, with(&["regular"]));
    fonts.families.insert(FontFamily::Name("bold".into()), with(&["bold", "regular"]));
    fonts.families.insert(FontFamily::Name("icons".into()), with(&["icons"]));
    fonts
}

fn style(palette: &Palette, theme: Theme) -> Style {
    let mut style = theme.default_style();
    style.text_styles = [
        (title_style(), bold(24.0)),
        (TextStyle::Heading, bold(18.0)),
        (strong_style(), bold(15.5)),
        (TextStyle::Body, regular(15.5)),
        (TextStyle::Button, bold(15.0)),
        (TextStyle::Monospace, FontId::monospace(14.0)),
        (TextStyle::Small, regular(13.5)),
    ]
    .into();

    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::splat(GAP);
    spacing.button_padding = Vec2::new(14.0, 8.0);
    spacing.interact_size = Vec2::new(CONTROL_HEIGHT, CONTROL_HEIGHT);
    spacing.icon_width = 20.0;
    spacing.icon_width_inner = 12.0;
    spacing.icon_spacing = 8.0;
    spacing.slider_width = 220.0;
    spacing.slider_rail_height = 6.0;
    spacing.combo_width = 200.0;
    spacing.combo_height = 320.0;
    spacing.tooltip_width = 340.0;
    spacing.menu_margin = Margin::same(8);
    spacing.scroll = ScrollStyle { bar_width: 10.0, ..ScrollStyle::thin() };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    style.visuals = visuals(palette, theme.default_visuals());
    style
}

fn visuals(palette: &Palette, mut visuals: Visuals) -> Visuals {
    let radius = CornerRadius::same(CONTROL_RADIUS);
    let widgets = &mut visuals.widgets;
    for state in [&mut widgets.noninteractive, &mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        state.corner_radius = radius;
        state.expansion = 0.0;
        state.fg_stroke = Stroke::new(1.5, palette.text);
    }
    widgets.noninteractive.bg_fill = palette.surface;
    widgets.noninteractive.weak_bg_fill = palette.surface;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.line);
    widgets.inactive.bg_fill = palette.control;
    widgets.inactive.weak_bg_fill = palette.control;
    widgets.inactive.bg_stroke = Stroke::new(1.0, palette.line_strong);
    widgets.hovered.bg_fill = palette.control_hover;
    widgets.hovered.weak_bg_fill = palette.control_hover;
    widgets.hovered.bg_stroke = Stroke::new(1.0, palette.text_soft);
    // Pressed, and what the keyboard is at: the ring must be seen.
    widgets.active.bg_fill = palette.control_hover;
    widgets.active.weak_bg_fill = palette.control_hover;
    widgets.active.bg_stroke = Stroke::new(2.5, palette.accent);
    widgets.open = widgets.hovered;

    visuals.weak_text_color = Some(palette.text_soft);
    visuals.selection.bg_fill = palette.accent_soft;
    visuals.selection.stroke = Stroke::new(2.0, palette.accent_text);
    visuals.hyperlink_color = palette.accent_text;
    visuals.faint_bg_color = palette.control;
    visuals.extreme_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.field);
    visuals.code_bg_color = palette.control;
    visuals.warn_fg_color = palette.warn_text;
    visuals.error_fg_color = palette.bad_text;
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(12);
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    let shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: Color32::from_black_alpha(56) };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.panel_fill = palette.canvas;
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = HandleShape::Circle;
    visuals.striped = false;
    visuals.disabled_alpha = 0.5;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2 relative luminance.
    fn luminance(color: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_what_lies_behind_it() {
        for (name, p) in [("light", LIGHT), ("dark", DARK)] {
            let pairs = [
                ("text on canvas", p.text, p.canvas),
                ("text on surface", p.text, p.surface),
                ("text on sunken", p.text, p.sunken),
                ("text in a field", p.text, p.field),
                ("text on a control", p.text, p.control),
                ("text on a control under the pointer", p.text, p.control_hover),
                ("soft text on canvas", p.text_soft, p.canvas),
                ("soft text on surface", p.text_soft, p.surface),
                ("soft text on sunken", p.text_soft, p.sunken),
                ("soft text in a field", p.text_soft, p.field),
                ("on accent", p.on_accent, p.accent),
                ("on accent under the pointer", p.on_accent, p.accent_hover),
                ("accent on surface", p.accent_text, p.surface),
                ("accent on canvas", p.accent_text, p.canvas),
                ("accent on soft", p.accent_text, p.accent_soft),
                ("text on accent soft", p.text, p.accent_soft),
                ("warning on soft", p.warn_text, p.warn_soft),
                ("warning on surface", p.warn_text, p.surface),
                ("text on warning", p.text, p.warn_soft),
                ("bad on soft", p.bad_text, p.bad_soft),
                ("bad on surface", p.bad_text, p.surface),
                ("text on bad soft", p.text, p.bad_soft),
                ("on bad", p.on_bad, p.bad),
                ("on bad under the pointer", p.on_bad, p.bad_hover),
                ("rail", p.rail_text, p.rail),
                ("rail under the pointer", p.rail_text, p.rail_hover),
                ("rail selected", p.rail_text_selected, p.rail_selected),
                ("known on the feed", over_feed::ON_KNOWN, over_feed::KNOWN),
                ("unknown on the feed", over_feed::ON_UNKNOWN, over_feed::UNKNOWN),
                ("unsure on the feed", over_feed::ON_UNSURE, over_feed::UNSURE),
                ("chip on the feed", over_feed::ON_CHIP, over_feed::CHIP),
            ];
            for (pair, text, behind) in pairs {
                let ratio = contrast(text, behind);
                assert!(ratio >= 4.5, "{name}: {pair} has a contrast of {ratio:.2}, below 4.5");
            }
        }
    }

    #[test]
    fn edges_of_controls_and_the_focus_ring_can_be_seen() {
        for (name, p) in [("light", LIGHT), ("dark", DARK)] {
            for (pair, edge, behind) in [
                ("control on surface", p.line_strong, p.surface),
                ("control on canvas", p.line_strong, p.canvas),
                ("focus on surface", p.accent, p.surface),
                ("focus on canvas", p.accent, p.canvas),
                ("focus on a control", p.accent, p.control_hover),
            ] {
                let ratio = contrast(edge, behind);
                assert!(ratio >= 3.0, "{name}: {pair} has a contrast of {ratio:.2}, below 3");
            }
        }
    }
}
