use super::*;

/// A face that lies so far from the first on one axis.
fn face(at: f64) -> Embedding {
    let mut values = [0.0; EMBEDDING_LEN];
    values[0] = at;
    Embedding::new(&values).unwrap()
}

fn seen(at: f64, day: i64, weight: f64) -> Sighted {
    let at_time = Timestamp::from_second(1_800_000_000 + day * 86_400).unwrap();
    Sighted { embedding: face(at), jpeg: format!("a picture of {at} on {day}").into_bytes(), weight, at: at_time }
}

fn opened() -> (tempfile::TempDir, Strangers) {
    let folder = tempfile::tempdir().unwrap();
    let strangers = Strangers::of(folder.path());
    (folder, strangers)
}

#[test]
fn the_same_stranger_is_one_and_another_is_another() {
    let (_folder, mut strangers) = opened();
    let first = strangers.keep(&seen(0.0, 0, 0.5)).unwrap();
    let other = strangers.keep(&seen(2.0, 0, 0.5)).unwrap();
    assert_eq!(strangers.keep(&seen(0.3, 1, 0.9)).unwrap(), first);
    // Near the second picture of the first, and not near the first.
    assert_eq!(strangers.keep(&seen(0.7, 2, 0.1)).unwrap(), first);
    assert_ne!(first, other);
    let all = strangers.all().unwrap();
    assert_eq!(all.iter().map(|s| (s.number, s.visits)).collect::<Vec<_>>(), [(first, 3), (other, 1)]);
    let one = &all[0];
    assert_eq!((one.first_at, one.last_at), (seen(0.0, 0, 0.0).at, seen(0.0, 2, 0.0).at));
    let weights: Vec<f64> = one.pictures.iter().map(|picture| picture.seen.weight).collect();
    assert_eq!(weights, [0.9, 0.5, 0.1], "the best first");
    assert_eq!(one.pictures[0].seen, seen(0.3, 1, 0.9), "as it was kept");
}

#[test]
fn of_many_pictures_the_best_stay_and_of_many_strangers_those_seen_last() {
    let (_folder, mut strangers) = opened();
    for weight in 0..9 {
        strangers.keep(&seen(0.0, 0, f64::from(weight) / 10.0)).unwrap();
    }
    let all = strangers.all().unwrap();
    assert_eq!((all[0].visits, all[0].pictures.len()), (9, MOST_PICTURES));
    assert_eq!(all[0].pictures.last().unwrap().seen.weight, 0.4);
    for other in 1..=MOST as i64 {
        strangers.keep(&seen(10.0 * other as f64, other, 0.5)).unwrap();
    }
    assert_eq!(strangers.len().unwrap(), MOST);
    assert!(strangers.get(all[0].number).unwrap().is_none(), "who was seen least lately went");
}

#[test]
fn what_is_old_or_dismissed_is_gone_from_the_file_too() {
    let (folder, mut strangers) = opened();
    let old = strangers.keep(&seen(0.0, 0, 0.5)).unwrap();
    strangers.keep(&seen(0.0, 5, 0.6)).unwrap();
    let dismissed = strangers.keep(&seen(2.0, 5, 0.5)).unwrap();
    let gone = strangers.keep(&seen(4.0, 1, 0.5)).unwrap();
    assert!(strangers.remove_before(seen(0.0, 3, 0.0).at).unwrap());
    assert!(!strangers.remove_before(seen(0.0, 3, 0.0).at).unwrap(), "there is nothing more");
    assert!(strangers.get(gone).unwrap().is_none());
    assert_eq!(strangers.get(old).unwrap().unwrap().pictures.len(), 1, "only the picture of the first day went");
    strangers.forget(&[dismissed]).unwrap();
    let numbers: Vec<i64> = strangers.all().unwrap().iter().map(|stranger| stranger.number).collect();
    assert_eq!(numbers, [old]);
    let bytes = fs::read(folder.path().join(NAME)).unwrap();
    let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("a picture of 0 on 5") && !has("a picture of 2 on 5") && !has("a picture of 4 on 1"));
    assert!(strangers.keep(&seen(2.0, 6, 0.5)).unwrap() > dismissed, "a number is not given twice");
}

#[test]
fn who_looks_like_a_student_who_was_removed_goes_too() {
    let (_folder, mut strangers) = opened();
    strangers.keep(&seen(0.0, 0, 0.5)).unwrap();
    let other = strangers.keep(&seen(2.0, 0, 0.5)).unwrap();
    assert!(!strangers.forget_like(&[face(5.0)]).unwrap());
    assert!(strangers.forget_like(&[face(5.0), face(0.2)]).unwrap());
    assert_eq!(strangers.all().unwrap().iter().map(|one| one.number).collect::<Vec<_>>(), [other]);
}

#[test]
fn off_leaves_no_file_and_asking_makes_none() {
    let (folder, mut strangers) = opened();
    let files = || fs::read_dir(folder.path()).unwrap().count();
    assert!(strangers.is_empty().unwrap() && strangers.all().unwrap().is_empty());
    strangers.clear().unwrap();
    assert_eq!(files(), 0);
    strangers.keep(&seen(0.0, 0, 0.5)).unwrap();
    assert!(files() > 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder.path().join(NAME)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "for its owner alone");
    }
    strangers.clear().unwrap();
    assert_eq!(files(), 0);
    assert!(strangers.is_empty().unwrap());
}

#[test]
fn they_are_there_after_a_restart_and_a_damaged_file_is_begun_anew() {
    let (folder, mut strangers) = opened();
    strangers.keep(&seen(0.0, 0, 0.5)).unwrap();
    drop(strangers);
    assert_eq!(Strangers::of(folder.path()).len().unwrap(), 1);
    let path = folder.path().join(NAME);
    let mut bytes = fs::read(&path).unwrap();
    bytes.iter_mut().skip(100).for_each(|byte| *byte = 0xa5);
    fs::write(&path, bytes).unwrap();
    let mut strangers = Strangers::of(folder.path());
    assert_eq!(strangers.len().unwrap(), 0);
    strangers.keep(&seen(0.0, 0, 0.5)).unwrap();
    assert_eq!(strangers.len().unwrap(), 1);
}
