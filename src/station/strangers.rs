//! The strangers thread: keeps the faces that were nobody's where the school wants that, shows them while somebody looks,
//! and has them enrolled or forgotten.
//!
//! It is the only one that has the file. Who hands it a face does not wait: a picture of a stranger is no arrival, and
//! may be lost.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};
use image::RgbImage;
use jiff::{SignedDuration, Timestamp};

use super::board::Board;
use super::view::{self, Level};
use crate::core::{Embedding, StudentId};
use crate::gallery::{Gallery, NewTemplate, Snapshot};
use crate::images;
use crate::strangers::{Sighted, Stranger, Strangers, StrangersError};
use crate::text;
use crate::words::Text;

/// As many faces and questions wait; more come only where the disk stands still.
pub(super) const ASKS: usize = 64;
/// A stranger no further than this from a student's photo may be that student, whom the door missed.
const LIKE: f64 = 0.5;

/// Something for the thread to do.
pub(super) enum Ask {
    /// Somebody left who was nobody.
    Keep(Left),
    /// A person looks at them, or no longer does.
    Show(bool),
    /// This stranger is a student: these pictures become photos of theirs.
    Enrol { stranger: i64, pictures: Vec<i64>, student: StudentId },
    /// Delete these.
    Dismiss(Vec<i64>),
    /// Delete the pictures that look like these: of a student who was removed.
    ForgetLike(Vec<Embedding>),
    /// Delete what is too old by the settings; all of it, where nothing is to be kept.
    Clean,
}

/// Somebody who left the door, and was nobody.
pub(super) struct Left {
    pub(super) embedding: Embedding,
    pub(super) crop: Arc<RgbImage>,
    /// How good a picture it is, 0 to 1.
    pub(super) weight: f64,
    pub(super) at: Timestamp,
}

/// Hands things to the thread.
#[derive(Clone)]
pub(super) struct Keeper(Sender<Ask>);

impl Keeper {
    pub(super) fn new(asks: Sender<Ask>) -> Self {
        Self(asks)
    }

    /// Never waits. Says whether it will be done.
    pub(super) fn ask(&self, ask: Ask) -> bool {
        self.0.try_send(ask).is_ok()
    }
}

pub(super) struct Keeping {
    board: Arc<Board>,
    gallery: Gallery,
    strangers: Strangers,
    /// Whether a person looks at them.
    is_shown: bool,
    /// Pictures as they were decoded for the list, by their numbers.
    decoded: HashMap<i64, Arc<RgbImage>>,
}

impl Keeping {
    /// Those of a data folder.
    pub(super) fn new(board: Arc<Board>, gallery: Gallery, data: &Path) -> Self {
        Self { board, gallery, strangers: Strangers::of(data), is_shown: false, decoded: HashMap::new() }
    }

    /// Runs until nobody can ask any more.
    pub(super) fn run(mut self, asks: &Receiver<Ask>) {
        self.clean();
        self.publish();
        for ask in asks {
            match ask {
                Ask::Keep(left) => self.keep(left),
                Ask::Show(is_shown) => {
                    self.is_shown = is_shown;
                    self.publish();
                }
                Ask::Enrol { stranger, pictures, student } => self.enrol(stranger, &pictures, &student),
                Ask::Dismiss(numbers) => {
                    let done = self.strangers.forget(&numbers);
                    self.tell(done.map(drop));
                    self.publish();
                }
                Ask::ForgetLike(looks) => {
                    let done = self.strangers.forget_like(&looks);
                    self.tell(done.map(drop));
                    self.publish();
                }
                Ask::Clean => {
                    if self.clean() {
                        self.publish();
                    }
                }
            }
        }
    }

    fn keep(&mut self, left: Left) {
        // It may have been switched off since.
        if self.board.settings().strangers_days.value.is_none() {
            return;
        }
        let jpeg = match images::encode_jpeg(&left.crop) {
            Ok(jpeg) => jpeg,
            Err(error) => return tracing::warn!(%error, "the picture of a stranger could not be kept"),
        };
        let seen = Sighted { embedding: left.embedding, jpeg, weight: left.weight, at: left.at };
        if let Err(error) = self.strangers.keep(&seen) {
            return tracing::warn!(%error, "the picture of a stranger could not be kept");
        }
        self.publish();
    }

    /// Says whether anything may be gone.
    fn clean(&mut self) -> bool {
        let done = match self.board.settings().strangers_days.value {
            None => self.strangers.clear().map(|()| true),
            Some(days) => match Timestamp::now().checked_sub(SignedDuration::from_hours(24 * i64::from(days))) {
                Ok(before) => self.strangers.remove_before(before),
                Err(_) => Ok(false),
            },
        };
        let gone = *done.as_ref().unwrap_or(&false);
        self.tell(done.map(drop));
        gone
    }

    /// Enrols as from a photo, one picture after the other. Who could not be enrolled is still there, with every picture.
    fn enrol(&mut self, number: i64, pictures: &[i64], student: &StudentId) {
        let stranger = match self.strangers.get(number) {
            Ok(Some(stranger)) => stranger,
            Ok(None) => {
                let (text, advice) = (text!("strangers-gone"), text!("strangers-gone-advice"));
                self.board.tell(Level::Warning, text, advice);
                return self.publish();
            }
            Err(error) => return self.tell(Err(error)),
        };
        let chosen = stranger.pictures.iter().filter(|picture| pictures.contains(&picture.number));
        let mut added = 0_usize;
        for picture in chosen {
            let Ok(crop) = images::decode(&picture.seen.jpeg) else { continue };
            let embedding = picture.seen.embedding.clone();
            let template = NewTemplate { embedding, mirrored: None, crop, photo: None };
            if let Err(error) = self.gallery.add(student, template) {
                let text = text!("strangers-not-enrolled", student = self.board.label(student), reason = error.text());
                self.board.tell(Level::Error, text, text!("strangers-not-enrolled-advice"));
                return self.publish();
            }
            added += 1;
        }
        if added > 0 {
            let done = self.strangers.forget(&[number]);
            self.tell(done.map(drop));
            let text = text!("strangers-enrolled", student = self.board.label(student), count = added);
            self.board.tell(Level::Info, text, Text::NOTHING);
        }
        self.publish();
    }

    fn tell(&self, done: Result<(), StrangersError>) {
        if let Err(error) = done {
            let text = text!("strangers-trouble", reason = error.text());
            self.board.tell(Level::Warning, text, text!("strangers-trouble-advice"));
        }
    }

    /// Shows how many there are, and while somebody looks, who.
    fn publish(&mut self) {
        let listed = if self.is_shown { self.strangers.all().map(Some) } else { Ok(None) };
        let (count, listed) = match listed {
            Ok(Some(all)) => {
                let snapshot = self.gallery.snapshot();
                let before = std::mem::take(&mut self.decoded);
                let shown =
                    all.into_iter().map(|stranger| self.shown(stranger, &before, &snapshot)).collect::<Vec<_>>();
                (shown.len(), Some(Arc::new(shown)))
            }
            Ok(None) => {
                self.decoded.clear();
                (self.strangers.len().unwrap_or_default(), None)
            }
            Err(error) => {
                self.tell(Err(error));
                (0, None)
            }
        };
        self.board.set_strangers(view::Strangers { count, listed });
    }

    fn shown(
        &mut self,
        stranger: Stranger,
        before: &HashMap<i64, Arc<RgbImage>>,
        snapshot: &Snapshot,
    ) -> view::Stranger {
        let Stranger { number, first_at, last_at, visits, pictures } = stranger;
        let like = pictures.iter().filter_map(|picture| snapshot.templates.nearest(&picture.seen.embedding));
        let like = like.min_by(|(_, a), (_, b)| a.total_cmp(b)).filter(|(_, distance)| *distance <= LIKE);
        let like = like.map(|(student, _)| student.clone());
        let pictures = pictures.into_iter().filter_map(|picture| {
            let known = before.get(&picture.number).cloned();
            let crop = known.or_else(|| images::decode(&picture.seen.jpeg).ok().map(Arc::new))?;
            self.decoded.insert(picture.number, crop.clone());
            Some(view::StrangerPicture { number: picture.number, at: picture.seen.at, crop })
        });
        let pictures = pictures.collect();
        view::Stranger { number, first_at, last_at, visits, like, pictures }
    }
}
