//! Why a face at the door has no name, in the few words of a label: to whoever stands there, what to do about it.

use crate::core::Flaw;
use crate::text;
use crate::words::Text;

/// From this part of the width that is needed on, a step is enough; ...
const A_LITTLE: f64 = 0.8;
/// ... from this on, a few; below, the face is far away.
const SOME: f64 = 0.6;

/// The one thing to say of a face; `None` where it is nothing that whoever stands there could change.
pub fn hint(flaw: Flaw) -> Option<Text> {
    Some(match flaw {
        Flaw::TooSmall { width, needed } => match f64::from(width) / f64::from(needed.max(1)) {
            part if part >= A_LITTLE => text!("faces-closer-little"),
            part if part >= SOME => text!("faces-closer"),
            _ => text!("faces-closer-much"),
        },
        Flaw::TooDark => text!("faces-too-dark"),
        Flaw::TooBright => text!("faces-too-bright"),
        Flaw::TurnedAway => text!("faces-look-here"),
        Flaw::Tilted => text!("faces-upright"),
        Flaw::Blurred => text!("faces-hold-still"),
        Flaw::Nobody | Flaw::Several(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_closer_to_come_goes_by_how_small_the_face_is() {
        let said = |width| hint(Flaw::TooSmall { width, needed: 60 }).unwrap().to_string();
        assert_eq!([55, 40, 24].map(said), ["Come a little closer", "Come closer", "Come much closer"]);
    }
}
