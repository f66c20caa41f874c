//! `hadir`: the station with its window.

use std::process::ExitCode;
use std::sync::Arc;

use super::output::sentence;
use super::setup::Setup;
use crate::engine::dlib_factory;
use crate::settings::Problem;
use crate::station::view::Level;
use crate::station::{Parts, Station, Wake, capture};
use crate::ui;

pub(super) fn run(setup: Setup) -> anyhow::Result<ExitCode> {
    ui::run(move |wake| start(setup, wake))?;
    Ok(ExitCode::SUCCESS)
}

/// Starts the station behind the window. Missing models do not keep it from starting: the window says how to mend them.
fn start(setup: Setup, wake: Wake) -> Result<Arc<Station>, Problem> {
    let gallery = setup.open_gallery()?;
    let problems = setup.settings.problems().to_vec();
    let station = Station::start(Parts {
        gallery,
        settings: setup.settings,
        engines: dlib_factory(setup.models),
        cameras: capture::cameras(),
        recognitions: None,
        wake,
    })
    .map_err(|error| Problem {
        text: sentence(&error),
        advice: "Close other programs, then start Hadir again.".to_owned(),
    })?;
    for Problem { text, advice } in problems {
        station.tell(Level::Warning, text, advice);
    }
    Ok(Arc::new(station))
}
