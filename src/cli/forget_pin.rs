//! `hadir forget-pin`: for whoever has forgotten the PIN of the door screen.

use std::process::ExitCode;

use super::output::tell;
use super::setup::Setup;
use crate::settings::Change;
use crate::text;

pub(super) const HELP: &str = "\
Takes away the PIN that leaving the door screen asks for. Whoever can do this can read and write the settings file, and
could delete the PIN there.

A Hadir that is open goes on asking until it is started again.";

pub(super) fn run(mut setup: Setup) -> anyhow::Result<ExitCode> {
    setup.tell_problems();
    let language = setup.settings.current().language.value;
    if setup.settings.current().door_pin.value.is_none() {
        tell(format_args!("{}", text!("door-pin-none-there").say(language)));
        return Ok(ExitCode::SUCCESS);
    }
    setup.settings.change(Change::DoorPin(None))?;
    tell(format_args!("{}", text!("door-pin-forgotten").say(language)));
    Ok(ExitCode::SUCCESS)
}
