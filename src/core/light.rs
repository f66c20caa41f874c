//! Whether the light at the door is such that faces can be recognised: by the whole picture, and by the faces in it.

use super::quality::{Purpose, Quality};

/// How bright a picture is, or a face in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brightness {
    /// Mean brightness (luma), 0 to 255.
    pub light: f64,
    /// Standard deviation of the brightness, 0 to 127.5.
    pub contrast: f64,
}

impl Brightness {
    /// Of what was measured.
    pub fn of(quality: &Quality) -> Self {
        Self { light: quality.light, contrast: quality.contrast }
    }
}

/// The light of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Light {
    /// Of all of it.
    pub picture: Brightness,
    /// Of each face.
    pub faces: Vec<Brightness>,
}

/// What is wrong with the light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LightFlaw {
    /// The whole picture is nearly black: it is dark, or something covers the camera.
    Dark,
    /// The whole picture is one shade: washed out, fogged, or something covers the camera.
    Pale,
    /// Too little light falls on the faces.
    DarkFaces,
    /// The faces are dark before what is bright behind them.
    AgainstTheLight,
    /// Too much light falls on the faces.
    BrightFaces,
}

/// A face is before something bright where the picture is brighter than it by this.
const BEHIND: f64 = 40.0;

impl LightFlaw {
    /// What is to be said of the last few pictures; `None` where the light is good, or none has been seen.
    ///
    /// The whole picture is held to what is of no use at the door. A face is held to more, to what a photo for enrolment has
    /// to have: whoever comes now is one of many, and there is time to switch a lamp on.
    pub fn of(pictures: &[Light]) -> Option<Self> {
        let picture = middle(&pictures.iter().map(|light| light.picture))?;
        let door = Purpose::Door;
        if picture.light < *door.light().start() {
            return Some(Self::Dark);
        }
        if picture.light > *door.light().end() || picture.contrast < door.contrast() {
            return Some(Self::Pale);
        }
        let face = middle(&pictures.iter().flat_map(|light| light.faces.iter().copied()))?;
        let good = Purpose::Enrolment.light();
        match face.light {
            light if light > *good.end() => Some(Self::BrightFaces),
            light if light >= *good.start() => None,
            light if picture.light - light >= BEHIND => Some(Self::AgainstTheLight),
            _ => Some(Self::DarkFaces),
        }
    }
}

/// The median of each: one odd picture says nothing.
fn middle(all: &(impl Iterator<Item = Brightness> + Clone)) -> Option<Brightness> {
    let median = |of: fn(Brightness) -> f64| {
        let mut values: Vec<f64> = all.clone().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    Some(Brightness { light: median(|one| one.light)?, contrast: median(|one| one.contrast)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn light(picture: (f64, f64), faces: &[f64]) -> Light {
        let of = |(light, contrast)| Brightness { light, contrast };
        Light { picture: of(picture), faces: faces.iter().map(|&light| of((light, 40.0))).collect() }
    }

    #[test]
    fn the_light_is_judged_by_the_picture_and_by_the_faces_in_it() {
        type Case = ((f64, f64), &'static [f64], Option<LightFlaw>);
        let table: &[Case] = &[
            ((120.0, 50.0), &[], None),
            ((120.0, 50.0), &[110.0], None),
            ((3.0, 2.0), &[], Some(LightFlaw::Dark)),
            ((20.0, 30.0), &[120.0], Some(LightFlaw::Dark)),
            ((240.0, 20.0), &[], Some(LightFlaw::Pale)),
            ((120.0, 4.0), &[], Some(LightFlaw::Pale)),
            ((60.0, 40.0), &[35.0], Some(LightFlaw::DarkFaces)),
            ((150.0, 60.0), &[35.0], Some(LightFlaw::AgainstTheLight)),
            ((150.0, 60.0), &[210.0], Some(LightFlaw::BrightFaces)),
        ];
        for (picture, faces, flaw) in table {
            assert_eq!(LightFlaw::of(&[light(*picture, faces)]), *flaw, "{picture:?} {faces:?}");
        }
        assert_eq!(LightFlaw::of(&[]), None);
    }

    #[test]
    fn a_hand_before_the_camera_for_a_moment_is_no_darkness() {
        let (dark, good) = (light((3.0, 2.0), &[]), light((120.0, 50.0), &[]));
        assert_eq!(LightFlaw::of(&[good.clone(), dark.clone(), good.clone()]), None);
        assert_eq!(LightFlaw::of(&[good, dark.clone(), dark]), Some(LightFlaw::Dark));
    }
}
