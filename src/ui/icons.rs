//! Icons: lucide's font for the controls, and Hadir's own mark, drawn.

use eframe::egui::{
    Align2, Atom, Color32, FontFamily, FontId, IconData, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, pos2,
};
pub use lucide_icons::Icon;

use super::theme;

/// An icon inside a button, in the colour of the button's text.
pub fn atom<'a>(icon: Icon, size: f32) -> Atom<'a> {
    Atom::paint(Vec2::splat(size), move |ui, args| {
        paint(ui.painter(), icon, args.rect.center(), size, args.fallback_text_color);
    })
}

/// Paints an icon around a point.
pub fn paint(painter: &Painter, icon: Icon, center: Pos2, size: f32, color: Color32) {
    painter.text(center, Align2::CENTER_CENTER, char::from(icon), font(size), color);
}

fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icons".into()))
}

/// Hadir's mark: the corners of a viewfinder, and in it a tick. Present.
pub fn paint_mark(painter: &Painter, rect: Rect, edge: Color32, tick: Color32) {
    let size = rect.width();
    let stroke = Stroke::new(size * 0.085, edge);
    let arm = size * 0.24;
    let inner = rect.shrink(size * 0.06);
    for (corner, x, y) in [
        (inner.left_top(), 1.0, 1.0),
        (inner.right_top(), -1.0, 1.0),
        (inner.right_bottom(), -1.0, -1.0),
        (inner.left_bottom(), 1.0, -1.0),
    ] {
        painter.line(vec![corner + Vec2::new(arm * x, 0.0), corner, corner + Vec2::new(0.0, arm * y)], stroke);
    }
    let at = |x: f32, y: f32| pos2(rect.left() + size * x, rect.top() + size * y);
    painter.line(vec![at(0.28, 0.52), at(0.44, 0.68), at(0.74, 0.34)], Stroke::new(size * 0.115, tick));
}

/// A round button-like well with an icon, for places where there is nothing else to show.
pub fn paint_roundel(painter: &Painter, icon: Icon, center: Pos2, radius: f32, fill: Color32, color: Color32) {
    painter.circle_filled(center, radius, fill);
    paint(painter, icon, center, radius * 0.95, color);
}

/// The dashed edge of a face that is nobody's.
pub fn paint_dashed(painter: &Painter, rect: Rect, stroke: Stroke, dash: f32) {
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(eframe::egui::Shape::dashed_line(&corners, stroke, dash, dash * 0.7));
}

/// A solid edge with rounded corners.
pub fn paint_outline(painter: &Painter, rect: Rect, radius: f32, stroke: Stroke) {
    painter.rect_stroke(rect, radius, stroke, StrokeKind::Middle);
}

/// The window's icon: the mark on the rail's green, drawn pixel by pixel.
pub fn window_icon() -> IconData {
    const SIDE: u32 = 64;
    let palette = &theme::LIGHT;
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let at = pos2((x as f32 + 0.5) / SIDE as f32, (y as f32 + 0.5) / SIDE as f32);
            let [r, g, b, a] = icon_pixel(at, palette);
            rgba.extend([r, g, b, a]);
        }
    }
    IconData { rgba, width: SIDE, height: SIDE }
}

/// The icon's colour at a point of the unit square.
fn icon_pixel(at: Pos2, palette: &theme::Palette) -> [u8; 4] {
    const SOFT: f32 = 0.02;
    let coverage = |distance: f32| (0.5 - distance / SOFT).clamp(0.0, 1.0);
    let near = |a: Pos2, b: Pos2, half_width: f32| distance_to_segment(at, a, b) - half_width;

    let mut bracket = f32::INFINITY;
    for (x, y) in [(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)] {
        let arm = |from: f32| if from < 0.5 { from + 0.17 } else { from - 0.17 };
        bracket = bracket.min(near(pos2(x, y), pos2(arm(x), y), 0.032));
        bracket = bracket.min(near(pos2(x, y), pos2(x, arm(y)), 0.032));
    }
    let tick = near(pos2(0.35, 0.51), pos2(0.46, 0.62), 0.045).min(near(pos2(0.46, 0.62), pos2(0.67, 0.39), 0.045));
    let plate = {
        let q = (at - pos2(0.5, 0.5)).abs() - Vec2::splat(0.5 - 0.2);
        q.max(Vec2::ZERO).length() - 0.2 + q.x.max(q.y).min(0.0)
    };
    let mix = |below: Color32, above: Color32, share: f32| below.lerp_to_gamma(above, share);
    let color = mix(palette.rail, theme::over_feed::KNOWN_EDGE, coverage(bracket));
    let color = mix(color, Color32::WHITE, coverage(tick));
    [color.r(), color.g(), color.b(), (coverage(plate) * 255.0) as u8]
}

fn distance_to_segment(point: Pos2, a: Pos2, b: Pos2) -> f32 {
    let along = b - a;
    let share = ((point - a).dot(along) / along.length_sq()).clamp(0.0, 1.0);
    point.distance(a + along * share)
}
