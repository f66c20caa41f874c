//! What `hadir evaluate` and `hadir calibrate` begin with: the faces of a folder of people.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use anyhow::{anyhow, bail};

use super::output::{plain, tell};
use super::progress::ProgressLine;
use super::setup::Setup;
use crate::evaluation::cache::Cache;
use crate::evaluation::collect::{CollectError, Progress, collect};
use crate::evaluation::people::Person;
use crate::gallery::bulk::Plan;
use crate::words::{Language, Text};

/// Which photos, and what is kept of them.
#[derive(Debug, clap::Args)]
pub(super) struct PhotoArguments {
    /// The folder, with a folder of photos for each person
    #[arg(value_name = "PHOTOS")]
    folder: PathBuf,
    /// Repeats what is drawn at random
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// Keep the faces in this file, for the next run. It holds them as numbers by which these people can be recognised:
    /// treat it as photos of them
    #[arg(long, value_name = "FILE.csv")]
    cache: Option<PathBuf>,
}

/// The faces of everyone in the folder; `Err` with the exit code when it was stopped.
pub(super) fn people(
    setup: &Setup,
    arguments: &PhotoArguments,
    stop: &AtomicBool,
) -> anyhow::Result<Result<Vec<Person>, ExitCode>> {
    let PhotoArguments { folder, cache: file, .. } = arguments;
    let plan =
        Plan::of_folder(folder).map_err(|error| anyhow!("The folder {} cannot be read: {error}.", folder.display()))?;
    for (name, refusal) in &plan.refused_folders {
        tell(format_args!("{}: {}", plain(name), refusal.text().sentence()));
    }
    if plan.photos.is_empty() {
        bail!(
            "There is nobody in {}. It must hold a folder for each person, named as they are, with photos inside.",
            folder.display()
        );
    }
    let engines = setup.engines()?;
    let mut cache = open_cache(setup, file.as_deref())?;
    let progress = ProgressLine::on_stderr(Language::English);
    let collected = collect(&plan.photos, &engines, &mut cache, stop, &|now| {
        progress.tell((now.done, now.total), Text::said(words(now)), now.left);
    });
    progress.end();
    if let Some(file) = file
        && let Err(error) = cache.write(file)
    {
        tell(format_args!("hadir: The faces cannot be kept in {}: {error}.", plain(&file.display().to_string())));
    }
    let collected = match collected {
        Ok(collected) => collected,
        Err(CollectError::Stopped) => {
            let kept = if file.is_some() { " The faces that were found are kept for the next run." } else { "" };
            tell(format_args!("Stopped.{kept}"));
            return Ok(Err(ExitCode::FAILURE));
        }
        Err(CollectError::NoEngine(reason)) => bail!("{reason}"),
    };
    for (photo, reason) in &collected.unreadable {
        let photo = photo.strip_prefix(folder).unwrap_or(photo);
        tell(format_args!("{}: {reason}", plain(&photo.display().to_string())));
    }
    match collected.unreadable.len() {
        0 => {}
        1 => tell(format_args!("1 photo cannot be read; the others are used.")),
        unreadable => tell(format_args!("{unreadable} photos cannot be read; the others are used.")),
    }
    Ok(Ok(collected.people))
}

fn open_cache(setup: &Setup, file: Option<&Path>) -> anyhow::Result<Cache> {
    let upsampling = setup.settings.current().upsampling.value;
    let Some(file) = file else { return Ok(Cache::new(upsampling)) };
    Cache::read(file, upsampling)
        .map_err(|error| anyhow!("{} is no place for the faces: {error}. Give another file.", file.display()))
}

fn words(progress: Progress) -> String {
    let Progress { done, total, without_face, unreadable, .. } = progress;
    format!("{done} of {total} photos: {without_face} without a face, {unreadable} unreadable")
}
