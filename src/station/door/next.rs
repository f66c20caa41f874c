//! What is looked at next: which pictures are scanned, and whose face is described.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

use super::Door;
use super::hands::{Look, Scan};
use super::scene::Scene;
use crate::camera::Frame;
use crate::core::{FaceBox, FrameSize, Purpose, Standing, Track};
use crate::settings::Settings;

/// The whole picture is looked through so often where something moves that is known already.
const SCAN_EVERY: Duration = Duration::from_millis(1000);
/// Whose face is known is looked at so often, lest it has become somebody else's.
const LOOK_AGAIN: Duration = Duration::from_millis(2000);
/// A face that is nobody's is looked at so often, as it may turn.
const LOOK_AT_STRANGER: Duration = Duration::from_millis(500);
/// A face that is still too far to be told apart, or is one of two students', is looked at so often as fast as can be, and
/// then as seldom as a stranger's: a poster down the corridor must not keep a processor busy all day.
const LOOKS_AT_FIRST: u32 = 12;
/// Who was not found for so long may be somebody else now.
pub(super) const LOST_SIGHT_AFTER: Duration = Duration::from_millis(300);
/// Nothing newer came for so long, and a face of the picture there is may be looked at a second time.
const ONCE_MORE_AFTER: Duration = Duration::from_millis(100);

impl Door {
    /// Has the picture looked through where somebody may be in it who is not followed.
    pub(super) fn ask_scanner(&mut self, frame: &Arc<Frame>, scene: &Arc<Scene>, settings: &Settings) {
        if !self.scanner.is_free() || self.scanning.rests() {
            return;
        }
        let at = self.moment(frame);
        let faces: Vec<FaceBox> = self.in_view().map(|track| track.face_box).collect();
        let changed = self.scanned.as_ref().map(|(before, _)| scene.changed_beside(before, &faces)).unwrap_or_default();
        let moved_anew = self.restless.calls_for_look(&changed, at);
        let is_due = self.scanned.as_ref().is_none_or(|(before, then)| {
            moved_anew
                || (at.saturating_sub(*then) >= SCAN_EVERY && scene.differs(before))
                || self.tracks.all().iter().any(|track| track.missed > 0)
        });
        if is_due {
            self.restless.looked_for(changed);
            self.scanner.ask(Scan { frame: frame.clone(), upsampling: settings.upsampling.value });
            self.scanned = Some((scene.clone(), at));
        }
    }

    /// Has the face described that needs it most, in the picture in which it was found last: of whom it is not known who
    /// they are, who was looked at least; then of the others, who was not looked at for longest; the larger before the
    /// smaller.
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
            let at_once = Some((false, asked, Reverse(Duration::ZERO)));
            let Some(visit) = self.visits.get(track.id) else { return at_once };
            let may_be_another = visit.is_doubted() || face.is_some_and(|face| face.was_lost);
            let is_far = f64::from(track.face_box.width()) < Purpose::Door.needed_width();
            let again_after = match (visit.standing(), visit.name()) {
                _ if may_be_another => return at_once,
                (Standing::Decided, Some(_)) => LOOK_AGAIN,
                (Standing::Decided, None) => LOOK_AT_STRANGER,
                (Standing::Looking, _) if !is_far => return at_once,
                _ if asked < LOOKS_AT_FIRST => return at_once,
                _ => LOOK_AT_STRANGER,
            };
            let waited = track.seen_at.saturating_sub(visit.last_at());
            (waited > again_after).then_some((true, 0, Reverse(waited)))
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
