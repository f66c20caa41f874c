//! `hadir serve`: the station without a screen, and its server on.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use anyhow::Context;

use super::output::{tell, write_line, written};
use super::setup::{Setup, stop_when_asked};
use super::told::{Told, people_enrolled};
use super::{COULD_NOT_START, CameraArguments, DoorArguments, Said, named};
use crate::server::Server;
use crate::settings::{self, Change, SecretName};
use crate::station::view::JournalState;
use crate::station::{Over, Parts, Station};

/// How often it is looked whether there is something to tell, or to end.
const LOOK: Duration = Duration::from_millis(50);

/// What `hadir serve --help` says.
pub(super) const HELP: &str = "\
The station without a window, and its server on whatever the settings say: other systems enrol and recognise over HTTP
and hear of arrivals over a WebSocket. /docs explains it all.

It answers this PC alone, at http://127.0.0.1:8000, unless --host says otherwise (0.0.0.0: the whole network); then
whoever asks must show a key, which is made at the first start, and which --show-key prints. A camera is recognised,
too, if one is chosen. It ends with Ctrl-C, or when it is asked to: what is being answered is answered first.";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Print the key that others must show, and end
    #[arg(long)]
    pub show_key: bool,
    #[command(flatten)]
    pub server: ServerArguments,
    #[command(flatten)]
    pub camera: CameraArguments,
    #[command(flatten)]
    pub door: DoorArguments,
}

/// What may be said of the server.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Server")]
pub(super) struct ServerArguments {
    /// The address to answer at: 127.0.0.1 for this PC alone, 0.0.0.0 for the whole network
    #[arg(long, value_name = "ADDRESS", value_parser = |text: &str| settings::parse("host", text))]
    host: Option<Change>,
    /// The port to answer at; 0 takes any that is free
    #[arg(long, value_name = "PORT", value_parser = |text: &str| settings::parse("port", text))]
    port: Option<Change>,
}

impl ServerArguments {
    /// The command itself says that the server is on.
    pub fn said(self) -> Said {
        named([(Some(Change::Serve(true)), "hadir serve"), (self.host, "--host"), (self.port, "--port")])
    }
}

pub(super) fn run(setup: Setup) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let engines = setup.engines()?;
    let gallery = setup.gallery()?;
    let stop = stop_when_asked()?;
    let language = setup.language();
    tell(format_args!("{}", people_enrolled(&gallery).say(language)));
    let (journal, secrets) = (setup.journal(), setup.secrets());
    for problem in secrets.problems() {
        tell(format_args!("{}", problem.text.clone().then(problem.advice.clone()).say(language)));
    }
    let station = Station::start(Parts::new(gallery, journal, setup.settings, secrets, engines));
    let station = Arc::new(station.context("no thread could be started")?);
    let server = Server::start(station.clone()).context("no thread could be started")?;
    let mut told = Told::default();
    let mut tell_news =
        || told.news(&station.view()).iter().for_each(|line| tell(format_args!("{}", line.say(language))));
    let no_engine = loop {
        tell_news();
        // A file that has come to its end ends nothing: others still ask.
        if let Some(Over::NoEngine { message, advice }) = station.is_over() {
            break Some(message.then(advice));
        }
        if stop.load(Ordering::Relaxed) {
            break None;
        }
        thread::sleep(LOOK);
    };
    // Whoever is being answered is answered by a station that runs.
    drop(server);
    if let Some(problem) = no_engine {
        tell(format_args!("hadir: {}", problem.say(language)));
        return Ok(ExitCode::from(COULD_NOT_START));
    }
    let is_recorded = station.view().journal == JournalState::Working;
    Ok(if is_recorded { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints the key, for whoever sets up another system. It is not made here: a station that runs would not know of it.
pub(super) fn show_key(setup: &Setup) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let (secrets, language) = (setup.secrets(), setup.language());
    for problem in secrets.problems() {
        tell(format_args!("{}", problem.text.clone().then(problem.advice.clone()).say(language)));
    }
    let Some(key) = secrets.get(SecretName::ServerKey) else {
        if !secrets.is_waiting() {
            tell(format_args!(
                "hadir: There is no key yet. It is made when the server first answers the network: \
                 `hadir serve --host 0.0.0.0`."
            ));
        }
        return Ok(ExitCode::FAILURE);
    };
    if let Err(error) = written(write_line(&mut io::stdout(), key.expose())) {
        tell(format_args!("hadir: The key cannot be written: {error}."));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
