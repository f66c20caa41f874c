//! Photos of a gallery that are perhaps of somebody else: [`core::check`](crate::core::check()) over what is enrolled.

use super::{NewTemplate, Snapshot, TemplateKey};
use crate::core::{self, Embedding, Lookalikes, Picture, References, Scoring, StrangersNamed, StudentId};
use crate::text;
use crate::words::Text;

/// What there is to say of a gallery.
pub type Findings = core::Checked<TemplateKey>;

/// A photo that is perhaps of somebody else.
pub type Misplaced = core::Misplaced<TemplateKey>;

/// What is said of a student who is perhaps this one as well, to stand behind a colon.
pub fn same_as(student: &str) -> Text {
    text!("check-same", student = student)
}

/// Checks the photos of those for whom `whom` is true. `go_on` is told how many were looked at, and of how many, and says
/// whether to; `None` where it did not.
pub fn check(
    snapshot: &Snapshot,
    whom: &dyn Fn(&StudentId) -> bool,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Findings> {
    let checked = core::check(Scoring::shipped(), snapshot.pictures(), whom, go_on)?;
    let misplaced = checked.misplaced.into_iter().filter_map(|found| {
        let core::Misplaced { student, photo, why, evidence, is_nearly_certain } = found;
        let photo = snapshot.student(&student)?.templates.get(photo)?.key.clone();
        Some(Misplaced { student, photo, why, evidence, is_nearly_certain })
    });
    Some(Findings { photos: checked.photos, misplaced: misplaced.collect(), same: checked.same })
}

/// Whom of those enrolled a face that is to be enrolled looks like.
pub fn lookalikes(snapshot: &Snapshot, template: &NewTemplate, strangers: StrangersNamed) -> Lookalikes {
    let scoring = Scoring::shipped();
    let mirrored = template.mirrored.as_ref().map(Embedding::as_slice);
    let picture = Picture { plain: template.embedding.as_slice(), mirrored };
    Lookalikes::of(scoring, &References::new(scoring, snapshot.pictures()), strangers, [picture])
}

/// What speaks against one of a student's photos; `None`: nothing.
pub fn doubt(snapshot: &Snapshot, student: &StudentId, photo: &TemplateKey) -> Option<Misplaced> {
    let found = check(snapshot, &|whom| whom == student, &mut |_, _| true)?;
    found.misplaced.into_iter().find(|misplaced| misplaced.photo == *photo)
}
