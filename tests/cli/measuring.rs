//! Measuring recognition on photos, and fitting its parameters.

use std::fs;

use serde_json::Value;

use crate::pc::{Pc, code, printed, said, sample};

/// A folder of two people with the sample photographs, one of them unreadable, and a stranger in whose photo is no face.
fn people() -> Pc {
    let pc = Pc::new();
    let photos = [
        ("obama.jpg", "photos/obama/1.jpg"),
        ("obama2.jpg", "photos/obama/2.jpg"),
        ("obama3.jpg", "photos/obama/3.jpg"),
        ("biden.jpg", "photos/biden/1.jpg"),
    ];
    for (from, to) in photos {
        let to = pc.path(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(sample(from), to).unwrap();
    }
    fs::write(pc.path("photos/biden/2.jpg"), "not a picture").unwrap();
    pc.picture("photos/nobody/1.png", &image::RgbImage::new(160, 120));
    pc
}

#[test]
fn evaluating_a_few_people_says_what_is_too_few() {
    let pc = people();
    fs::write(pc.path("groups.csv"), "person,group\nobama,44th\nbiden,46th\n").unwrap();
    let arguments = ["evaluate", "photos", "--enrolled", "1,30", "--photos", "1,3", "--track", "2", "--splits", "2"];
    let files = ["--cache", "faces.csv", "--json", "all.json", "--det", "det.svg", "--groups", "groups.csv"];
    let run = |seed: &str| {
        let output = pc.hadir(arguments).args(files).args(["--seed", seed]).output().unwrap();
        assert_eq!(code(&output), 0, "{}", said(&output));
        output
    };
    let output = run("7");
    let table = printed(&output);
    for words in [
        "2 people, 5 photos; 2 random splits by person, seed 7.",
        "No face was found (FTA) in 1 of 5 photos: 20.0 (",
        "too few people: 1 have the 2 photos it takes",
        "too few people: 0 have the 4 photos it takes",
        "1 enrolled with 1 photo each: FPIR 1 % takes 100 strangers; here are 1.",
        "44th",
    ] {
        assert!(table.contains(words), "{words}: {table}");
    }
    let told = said(&output);
    assert!(told.contains("biden/2.jpg: This is not a JPEG, PNG or WebP picture."), "{told}");
    assert!(told.contains("6 of 6 photos: 1 without a face, 1 unreadable"), "{told}");

    let report: Value = serde_json::from_slice(&fs::read(pc.path("all.json")).unwrap()).unwrap();
    let one = &report["single"][0]["figures"];
    assert_eq!((one["tried"].as_u64(), one["strangers"].as_u64()), (Some(1), Some(1)));
    // The only one enrolled is the likest of all, by any rule.
    assert!(one["rules"].as_array().unwrap().iter().all(|rule| rule["rank1"]["value"] == 1.0), "{one}");
    assert!(
        fs::read_to_string(pc.path("det.svg")).unwrap().contains("<title>1 enrolled with 1 photo, one photo a try")
    );
    // As many lines as pictures, and of those with a face 256 numbers.
    let faces = fs::read_to_string(pc.path("faces.csv")).unwrap();
    let mut columns: Vec<usize> = faces.lines().map(|line| line.split(',').count()).collect();
    columns.sort_unstable();
    assert_eq!(columns, [2, 258, 258, 258, 258]);

    assert_eq!(printed(&run("7")), table, "repeatable, and from the cache");
    assert_ne!(printed(&run("8")), table);
}

#[test]
fn calibrating_on_a_few_people_writes_nothing() {
    let pc = people();
    let output = pc.hadir(["calibrate", "photos", "--output", "scoring.json"]).output().unwrap();
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(said(&output).contains("Nothing can be fitted on these photos: too few people have several photos (1)"));
    assert!(!pc.path("scoring.json").exists());
}

#[test]
fn what_is_given_wrongly_is_told_before_any_photo_is_looked_at() {
    let pc = people();
    fs::write(pc.path("no.json"), "{}").unwrap();
    fs::create_dir(pc.path("empty")).unwrap();
    let table: [(&[&str], &str); 6] = [
        (&["photos", "--parameters", "no.json"], "no.json holds no parameters of the score"),
        (&["photos", "--groups", "nowhere.csv"], "nowhere.csv cannot be read"),
        (&["photos", "--det", "nowhere/det.svg"], "cannot be written"),
        (&["photos", "--cache", "no.json"], "is no place for the faces"),
        (&["photos", "--held-out", "--refit"], "cannot be used with"),
        (&["empty"], "There is nobody in empty"),
    ];
    for (arguments, words) in table {
        let output = pc.hadir(["evaluate"]).args(arguments).output().unwrap();
        assert_eq!(code(&output), 2, "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
        assert!(!said(&output).contains(" of 6 photos") && printed(&output).is_empty());
    }
}
