//! `hadir recognize FILE...`: who is on photos, a line of JSON for each.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use serde::Serialize;

use super::FaceArguments;
use super::output::{Written, tell, write_line, written};
use super::setup::Setup;
use crate::core::{FaceBox, Templates, Tolerance, UNKNOWN};
use crate::engine::{FaceEngine, every_processor};
use crate::images;

/// What `hadir recognize --help` says.
pub(super) const HELP: &str = r#"Says who is on photos (JPEG, PNG, WebP), a line of JSON for each, such as

  {"file":"class.jpg","ok":true,"results":[{"box":[120,260,220,160],"label":"alip","distance":0.38}],
   "frame_info":{"w":640,"h":480}}

box is top, right, bottom, left. A photo that cannot be used has "ok":false and the reason in "msg"; the others go on,
and the exit code is 1."#;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Photos
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub faces: FaceArguments,
}

pub(super) fn run(setup: &Setup, files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let engines = setup.engines()?;
    let gallery = setup.gallery()?;
    let mut engine = engines().map_err(|error| anyhow!("{} {}", error.text().sentence(), error.advice()))?;
    engine.set_threads(every_processor());
    let snapshot = gallery.snapshot();
    let tolerance = setup.settings.current().tolerance.value;
    let mut out = io::stdout();
    let mut all_well = true;
    for file in files {
        let found = look_at(file, engine.as_mut(), &snapshot.templates, tolerance);
        all_well &= found.is_ok();
        let line = serde_json::to_string(&Line::new(file, found))?;
        match written(write_line(&mut out, &line)) {
            Ok(Written::Yes) => {}
            Ok(Written::ReaderGone) => break,
            Err(error) => {
                tell(format_args!("hadir: The results cannot be written: {error}."));
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The faces of a photo, or why there are none to tell.
fn look_at(
    file: &Path,
    engine: &mut dyn FaceEngine,
    templates: &Templates,
    tolerance: Tolerance,
) -> Result<Photo, String> {
    let picture = images::read(file)
        .and_then(|bytes| images::decode(&bytes))
        .map_err(|error| error.text().sentence().to_string())?;
    let faces = engine.faces(&picture).map_err(|error| error.text().sentence().to_string())?;
    let results = faces
        .into_iter()
        .map(|face| {
            let found = templates.name(&face.embedding, tolerance);
            let label = found.student.map_or_else(|| UNKNOWN.to_owned(), |student| student.to_string());
            NamedFace { face_box: face.face_box, label, distance: found.distance }
        })
        .collect();
    Ok(Photo { results, frame_info: FrameInfo { w: picture.width(), h: picture.height() } })
}

#[derive(Serialize)]
struct Line {
    file: String,
    ok: bool,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    photo: Option<Photo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    msg: Option<String>,
}

impl Line {
    fn new(file: &Path, found: Result<Photo, String>) -> Self {
        let file = file.to_string_lossy().into_owned();
        match found {
            Ok(photo) => Self { file, ok: true, photo: Some(photo), msg: None },
            Err(msg) => Self { file, ok: false, photo: None, msg: Some(msg) },
        }
    }
}

#[derive(Serialize)]
struct Photo {
    results: Vec<NamedFace>,
    frame_info: FrameInfo,
}

#[derive(Serialize)]
struct NamedFace {
    #[serde(rename = "box")]
    face_box: FaceBox,
    label: String,
    distance: f64,
}

#[derive(Serialize)]
struct FrameInfo {
    w: u32,
    h: u32,
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;
    use crate::core::StudentId;
    use crate::engine::scripted::{ScriptedEngine, embedding_of, paint};

    #[test]
    fn a_line_says_who_is_where_as_the_original_service_does() {
        let mut templates = Templates::default();
        templates.push(&StudentId::parse("alip").unwrap(), &[embedding_of(10).unwrap()]);
        let mut picture = RgbImage::new(64, 48);
        paint(&mut picture, 12, FaceBox::new(4, 20, 24, 2));
        paint(&mut picture, 200, FaceBox::new(10, 50, 30, 30));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("class.png");
        picture.save(&file).unwrap();

        let found = look_at(&file, &mut ScriptedEngine, &templates, Tolerance::DEFAULT);
        let line = serde_json::to_string(&Line::new(Path::new("class.png"), found)).unwrap();
        let expected = concat!(
            r#"{"file":"class.png","ok":true,"results":[{"box":[4,20,24,2],"label":"alip","distance":0.02},"#,
            r#"{"box":[10,50,30,30],"label":"Unknown","distance":1.9}],"frame_info":{"w":64,"h":48}}"#
        );
        assert_eq!(line, expected);
    }

    #[test]
    fn a_file_that_is_no_picture_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notes.jpg");
        std::fs::write(&file, "not a picture").unwrap();
        let found = look_at(&file, &mut ScriptedEngine, &Templates::default(), Tolerance::DEFAULT);
        let line = serde_json::to_value(Line::new(&file, found)).unwrap();
        assert_eq!(line["ok"], false);
        assert_eq!(line["msg"], "This is not a JPEG, PNG or WebP picture.");
        assert!(line.get("results").is_none());
    }
}
