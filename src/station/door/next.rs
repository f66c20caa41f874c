//! What is looked at next: which pictures are scanned, and whose face is described.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

use super::Door;
use super::hands::{Look, Scan};
use super::scene::Scene;
use crate::camera::Frame;
use crate::core::{FaceBox, FrameSize, Standing, Track};
use crate::settings::Settings;

/// The whole picture is looked through so often where something moves that is known already.
const SCAN_EVERY: Duration = Duration::from_millis(1000);
/// Whose face is known is looked at so often, lest it has become somebody else's.
const LOOK_AGAIN: Duration = Duration::from_millis(2000);
/// A face that is nobody's is looked at so often, as it may turn.
const LOOK_AT_STRANGER: Duration = Duration::from_millis(500);
/// Nothing newer came for so long, and a face of the picture there is may be looked at a second time.
const ONCE_MORE_AFTER: Duration = Duration::from_millis(100);

impl Door {
    /// Has the picture looked through where somebody may be in it who is not followed.
    pub(super) fn ask_scanner(&mut self, frame: &Arc<Frame>, scene: &Arc<Scene>, settings: &Settings) {
        if !self.scanner.is_free() || self.scanning.rests() {
            return;
        }
        let at = self.moment(frame);
        let is_due = match &self.scanned {
            None => true,
            Some((before, then)) => {
                let faces: Vec<FaceBox> = self.in_view().map(|track| track.face_box).collect();
                scene.differs_beside(before, &faces)
                    || (at.saturating_sub(*then) >= SCAN_EVERY && scene.differs(before))
                    || self.tracks.all().iter().any(|track| track.missed > 0)
            }
        };
        if is_due {
            self.scanner.ask(Scan { frame: frame.clone(), upsampling: settings.upsampling.value });
            self.scanned = Some((scene.clone(), at));
        }
    }

    /// Has the face described that needs it most, in the picture in which it was found last: who is not decided before who
    /// is, who was looked at least before who was looked at often, the larger before the smaller.
    ///
    /// The picture that comes next says more than this one does once more, in a mirror: that is for cameras from which
    /// none comes soon.
    pub(super) fn ask_describer(&mut self) {
        if !self.describer.is_free() || self.describing.rests() {
            return;
        }
        let Some(newest) = &self.newest else { return };
        let looks_there_are = if newest.captured_at.elapsed() < ONCE_MORE_AFTER { 1 } else { 2 };
        let needs = |track: &Track, frame: &Frame| {
            let face = self.followed.get(&track.id);
            let asked = face.map_or(0, |face| face.asked);
            if face.map_or(0, |face| face.asked_in(frame.seq)) >= looks_there_are {
                return None;
            }
            let Some(visit) = self.visits.get(track.id) else { return Some((false, asked)) };
            let again_after = match (visit.standing(), visit.name()) {
                (Standing::Decided, Some(_)) => LOOK_AGAIN,
                (Standing::Decided, None) => LOOK_AT_STRANGER,
                (Standing::Looking | Standing::Unsure(_), _) => return Some((false, asked)),
            };
            (track.seen_at.saturating_sub(visit.last_at()) > again_after).then_some((true, asked))
        };
        let most = self.tracks.all().iter().filter(|track| track.missed == 0).filter_map(|track| {
            // Who was found by a scan, which takes its time, is not in any newer picture yet.
            let mut pictures = [Some(newest), self.scanned_in.as_ref()].into_iter().flatten();
            let frame = pictures.find(|frame| self.moment(frame) == track.seen_at)?;
            let size = FrameSize { width: frame.rgb.width(), height: frame.rgb.height() };
            let face_box = track.face_box.clipped_to(size);
            let is_there = face_box.width() > 0 && face_box.height() > 0;
            let need = needs(track, frame).filter(|_| is_there)?;
            Some(((need, Reverse(face_box.width())), (track.id, frame.clone(), face_box)))
        });
        let Some((_, (track, frame, face_box))) = most.min_by_key(|(need, _)| *need) else { return };
        let mirrored = self.followed.entry(track).or_default().ask_in(frame.seq);
        self.describer.ask(Look { track, frame, face_box, mirrored });
    }
}
