//! Naming the faces of a picture that stands alone, by all that this one picture shows.

use image::RgbImage;

use super::everyone::Everyone;
use super::view::NamedFace;
use crate::core::{Case, Finding, Probe, Rule, Scoring, Standing};
use crate::engine::{EngineError, Face, FaceEngine};
use crate::gallery::Snapshot;
use crate::settings::Settings;

/// Finds the faces of a picture, everywhere in it, and names them by the rule that is set.
pub(super) fn name(
    engine: &mut dyn FaceEngine,
    picture: &RgbImage,
    enrolled: &Snapshot,
    everyone: &mut Everyone,
    settings: &Settings,
) -> Result<Vec<NamedFace>, EngineError> {
    engine.set_upsampling(settings.upsampling.value);
    let found = engine.faces(picture)?;
    let nearest = |face: &Face| enrolled.templates.name(&face.embedding, settings.tolerance.value);
    let mut faces: Vec<NamedFace> = found.iter().map(|face| NamedFace::alone(face.face_box, nearest(face))).collect();
    if settings.rule.value == Rule::Nearest || faces.is_empty() {
        return Ok(faces);
    }
    let boxes: Vec<_> = found.iter().map(|face| face.face_box).collect();
    let mirrored = engine.embed_mirrored(picture, &boxes)?;
    let scoring = Scoring::shipped();
    let probes: Vec<Probe> = found
        .iter()
        .zip(&mirrored)
        .map(|(face, mirrored)| {
            let mut probe = scoring.probe(&face.embedding);
            scoring.add(&mut probe, mirrored, 1.0);
            probe
        })
        .collect();
    everyone.take_in(enrolled);
    let references = everyone.references();
    let cases: Vec<Case<'_>> = probes.iter().map(|probe| Case { probe, named: None, surer_by: 0.0 }).collect();
    let findings = references.name(scoring, settings.strangers_named.value, &cases);
    for ((face, finding), probe) in faces.iter_mut().zip(findings).zip(&probes) {
        face.found.student = None;
        match finding {
            Finding::Student(student) => face.found.student = Some(student),
            Finding::Either(two) => face.standing = Standing::Unsure(two),
            Finding::Nobody => {}
        }
        face.score = references.score_of(scoring, probe, face.found.student.as_ref());
    }
    Ok(faces)
}
