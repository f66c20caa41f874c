//! `hadir`: the station with its window.

use std::process::ExitCode;
use std::sync::Arc;

use super::COULD_NOT_START;
use super::output::tell;
use super::setup::Setup;
use crate::engine::dlib_factory;
use crate::server::Server;
use crate::settings::Problem;
use crate::station::view::Level;
use crate::station::{Parts, Station};
use crate::ui;

pub(super) fn run(setup: Setup) -> anyhow::Result<ExitCode> {
    let gallery = match setup.open_gallery() {
        Ok(gallery) => gallery,
        Err(Problem { text, advice }) => {
            // Whoever started Hadir from the menu sees no terminal.
            let language = setup.language();
            tell(format_args!("hadir: {}", text.clone().then(advice.clone()).say(language)));
            ui::show_problem(language, &text, &advice)?;
            return Ok(ExitCode::from(COULD_NOT_START));
        }
    };
    let (journal, secrets) = (setup.journal(), setup.secrets());
    let mut problems = setup.settings.problems().to_vec();
    problems.extend_from_slice(secrets.problems());
    // Missing models do not keep it from starting: the window says how to mend them.
    let engines = dlib_factory(setup.models);
    // They outlive the window, and end in this order: whoever is being answered is answered by a station that runs.
    let (mut held, mut server) = (None, None);
    let closed = ui::run(|wake| {
        let parts = Parts::new(gallery, journal, setup.settings, secrets, engines);
        let station = Station::start(Parts { wake, ..parts })?;
        for Problem { text, advice } in problems {
            station.tell(Level::Warning, text, advice);
        }
        let station = Arc::new(station);
        server = Some(Server::start(station.clone())?);
        held = Some(station.clone());
        Ok(station)
    });
    drop(server);
    drop(held);
    closed?;
    Ok(ExitCode::SUCCESS)
}
