//! Video files and folders of stills, as the person gives them, by the real ffmpeg.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper that fails is a test that fails")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hadir::camera::{self, CameraSource, Picture, SourceOptions};
use hadir::core::FrameSize;
use tempfile::TempDir;

/// Runs ffmpeg to make something to play.
fn make(arguments: &[&str], file: &Path) {
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i"])
        .args(arguments)
        .arg(file)
        .status()
        .unwrap();
    assert!(made.success());
}

/// A clip of so many pictures, ten a second, 64 x 48.
fn clip(folder: &TempDir, name: &str, pictures: u32) -> PathBuf {
    let file = folder.path().join(name);
    make(&["testsrc=size=64x48:rate=10", "-frames:v", &pictures.to_string(), "-c:v", "mpeg4"], &file);
    file
}

fn open(path: &Path, options: &SourceOptions) -> Box<dyn CameraSource> {
    camera::open(path.to_str().unwrap(), options).unwrap()
}

/// What is said when this is opened, or then asked for its first picture.
fn refusal(path: &Path) -> String {
    let options = SourceOptions::default();
    let first = camera::open(path.to_str().unwrap(), &options).and_then(|mut source| source.next_picture());
    first.unwrap_err().to_string()
}

fn all_pictures(source: &mut dyn CameraSource) -> Vec<Picture> {
    std::iter::from_fn(|| source.next_picture().unwrap()).collect()
}

fn millis(pictures: &[Picture]) -> Vec<u128> {
    pictures.iter().map(|picture| picture.source_time.as_millis()).collect()
}

/// Processes whose arguments name this folder, by their numbers.
fn processes_on(folder: &Path) -> Vec<u32> {
    let of = folder.to_str().unwrap();
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers
        .filter(|number| {
            let arguments = std::fs::read(format!("/proc/{number}/cmdline")).unwrap_or_default();
            *number != std::process::id() && String::from_utf8_lossy(&arguments).contains(of)
        })
        .collect()
}

#[test]
fn a_file_gives_every_picture_at_its_time_and_ends() {
    let folder = TempDir::new().unwrap();
    let clip = clip(&folder, "clip.mp4", 10);
    let mut source = open(&clip, &SourceOptions::default());
    assert_eq!(source.name(), "clip.mp4");
    assert!(!source.is_lossless());
    let pictures = all_pictures(&mut *source);
    assert_eq!(millis(&pictures), [0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
    assert!(pictures.iter().all(|picture| picture.rgb.dimensions() == (64, 48)));
    assert_ne!(pictures[0].rgb, pictures[9].rgb);
    assert!(source.next_picture().unwrap().is_none(), "the end stays the end");
}

#[test]
fn a_file_plays_in_real_time() {
    let folder = TempDir::new().unwrap();
    let clip = clip(&folder, "clip.mp4", 8);
    let mut source = open(&clip, &SourceOptions::default());
    let first = source.next_picture().unwrap().unwrap();
    let start = Instant::now();
    let last = all_pictures(&mut *source).pop().unwrap();
    // No picture comes before its time. That none comes late is not for a test to say.
    assert!(start.elapsed() + Duration::from_millis(1) >= last.source_time - first.source_time);
}

#[test]
fn rate_and_size_are_as_asked_and_the_shape_stays() {
    let folder = TempDir::new().unwrap();
    let clip = clip(&folder, "clip.mp4", 10);
    let size = Some(FrameSize { width: 32, height: 32 });
    let mut source = open(&clip, &SourceOptions { size, rate: Some(5.0), repeat: false });
    let pictures = all_pictures(&mut *source);
    assert_eq!(millis(&pictures), [0, 200, 400, 600, 800]);
    assert!(pictures.iter().all(|picture| picture.rgb.dimensions() == (32, 24)));
}

#[test]
fn a_repeated_file_goes_on_and_so_does_its_clock() {
    let folder = TempDir::new().unwrap();
    let clip = clip(&folder, "clip.mp4", 3);
    let mut source = open(&clip, &SourceOptions { rate: None, size: None, repeat: true });
    let pictures: Vec<_> = (0..8).map(|_| source.next_picture().unwrap().unwrap()).collect();
    assert_eq!(millis(&pictures), [0, 100, 200, 300, 400, 500, 600, 700]);
    assert_eq!(pictures[1].rgb, pictures[4].rgb);
}

#[test]
fn no_name_of_a_file_is_an_option_or_a_protocol() {
    let folder = TempDir::new().unwrap();
    for name in ["-i.mp4", "a b %d 'c' \"d\".mp4", "pipe:0.mp4", "کلاس.mp4"] {
        let plain = clip(&folder, "plain.mp4", 2);
        let file = folder.path().join(name);
        std::fs::rename(plain, &file).unwrap();
        let mut source = open(&file, &SourceOptions::default());
        assert_eq!(source.name(), name);
        assert_eq!(all_pictures(&mut *source).len(), 2, "{name}");
    }
}

#[test]
fn what_is_no_video_is_told_in_words() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    };
    let whole = std::fs::read(clip(&folder, "whole.mp4", 10)).unwrap();
    let sound = folder.path().join("sound.wav");
    make(&["sine=duration=0.2"], &sound);
    for (path, told) in [
        (folder.path().join("missing.mp4"), "missing.mp4 is not there"),
        (file("empty.mp4", b""), "empty.mp4 cannot be used: the file is empty"),
        (file("notes.avi", b"these are only words"), "notes.avi cannot be used: it is no video Hadir can read"),
        (
            file("half.mp4", &whole[..whole.len() / 2]),
            "half.mp4 cannot be used: the file is damaged or was not written to its end",
        ),
    ] {
        assert_eq!(refusal(&path), told);
    }
    let told = refusal(&sound);
    assert!(told.starts_with("sound.wav cannot be used: "), "{told}");
}

#[test]
fn a_playlist_leads_to_no_other_file() {
    let folder = TempDir::new().unwrap();
    let secret = folder.path().join("secret.ts");
    make(&["testsrc=size=64x48:rate=10", "-frames:v", "5", "-c:v", "mpeg2video"], &secret);
    let path = secret.display();
    for (name, text) in [
        ("list.m3u8", format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.5,\n{path}\n#EXT-X-ENDLIST\n")),
        ("list.mp4", format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.5,\nfile:{path}\n#EXT-X-ENDLIST\n")),
        ("list.ffconcat", "ffconcat version 1.0\nfile secret.ts\n".to_owned()),
    ] {
        let list = folder.path().join(name);
        std::fs::write(&list, text).unwrap();
        let told = refusal(&list);
        assert_eq!(told, format!("{name} cannot be used: Hadir does not open this kind of file or address"));
    }
}

#[test]
fn a_stop_ends_a_wait_and_leaves_no_process() {
    let folder = TempDir::new().unwrap();
    let clip = clip(&folder, "clip.mp4", 300);
    // A picture every ten seconds: the second is long to wait for.
    let mut source = open(&clip, &SourceOptions { rate: Some(0.1), size: None, repeat: true });
    let stop = source.stopper().unwrap();
    assert!(source.next_picture().unwrap().is_some());
    let stopping = std::thread::spawn(move || stop());
    while source.next_picture().unwrap().is_some() {}
    stopping.join().unwrap();
    drop(source);
    assert_eq!(processes_on(folder.path()), Vec::<u32>::new());
}

#[test]
fn dropping_a_source_under_way_leaves_no_process() {
    let folder = TempDir::new().unwrap();
    let clip = clip(&folder, "clip.mp4", 300);
    let mut source = open(&clip, &SourceOptions::default());
    assert!(source.next_picture().unwrap().is_some());
    assert_eq!(processes_on(folder.path()).len(), 1, "ffmpeg, under way");
    drop(source);
    assert_eq!(processes_on(folder.path()), Vec::<u32>::new());
}

const PLAY: &str = "HADIR_TEST_PLAY";

/// Not a test of its own: what the next one starts as another process.
#[test]
fn plays_for_another_test() {
    if let Some(clip) = std::env::var_os(PLAY) {
        let mut source = open(Path::new(&clip), &SourceOptions { repeat: true, ..SourceOptions::default() });
        while source.next_picture().unwrap().is_some() {}
    }
}

#[test]
#[cfg(target_os = "linux")]
fn no_process_outlives_hadir_not_even_when_it_is_killed() {
    let folder = TempDir::new().unwrap();
    let clip = clip(&folder, "clip.mp4", 300);
    let mut hadir = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "plays_for_another_test"])
        .env(PLAY, &clip)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Not the one that asks for the clip's rate, nor the one that asks the system to end ffmpeg with us.
    let is_ffmpeg =
        |pid: &u32| std::fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|comm| comm == "ffmpeg\n");
    let start = Instant::now();
    let ffmpeg = loop {
        if let Some(pid) = processes_on(folder.path()).into_iter().find(is_ffmpeg) {
            break pid;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "ffmpeg never began");
        std::thread::sleep(Duration::from_millis(10));
    };
    // Stopped, it cannot notice that nobody reads what it writes: only the system can end it.
    let stopped = Command::new("sh").arg("-c").arg(format!("kill -STOP {ffmpeg}")).status().unwrap();
    assert!(stopped.success());
    hadir.kill().unwrap();
    hadir.wait().unwrap();
    let start = Instant::now();
    while !processes_on(folder.path()).is_empty() {
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", processes_on(folder.path()));
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A PNG of one colour.
fn still(folder: &TempDir, name: &str, colour: u8) {
    image::RgbImage::from_pixel(8, 8, image::Rgb([colour; 3])).save(folder.path().join(name)).unwrap();
}

#[test]
fn stills_come_in_order_and_the_unreadable_are_passed_over() {
    let folder = TempDir::new().unwrap();
    for (name, colour) in [("10.png", 10), ("9.png", 9), ("1.PNG", 1)] {
        still(&folder, name, colour);
    }
    std::fs::write(folder.path().join("2.jpg"), b"not a picture").unwrap();
    std::fs::write(folder.path().join("notes.txt"), b"not a picture").unwrap();
    std::fs::create_dir(folder.path().join("3.png")).unwrap();
    let mut source = open(folder.path(), &SourceOptions { rate: Some(20.0), ..SourceOptions::default() });
    assert!(source.is_lossless());
    let pictures = all_pictures(&mut *source);
    let colours: Vec<u8> = pictures.iter().map(|picture| picture.rgb.get_pixel(0, 0).0[0]).collect();
    assert_eq!(colours, [1, 9, 10]);
    assert_eq!(millis(&pictures), [0, 50, 100]);
}

#[test]
fn repeated_stills_begin_again() {
    let folder = TempDir::new().unwrap();
    still(&folder, "a.png", 1);
    still(&folder, "b.png", 2);
    let mut source = open(folder.path(), &SourceOptions { rate: Some(50.0), size: None, repeat: true });
    let colours: Vec<u8> = (0..5).map(|_| source.next_picture().unwrap().unwrap().rgb.get_pixel(0, 0).0[0]).collect();
    assert_eq!(colours, [1, 2, 1, 2, 1]);
}

#[test]
fn one_picture_is_a_folder_of_one() {
    let folder = TempDir::new().unwrap();
    still(&folder, "a.png", 7);
    still(&folder, "b.png", 8);
    let mut source = open(&folder.path().join("a.png"), &SourceOptions::default());
    assert_eq!(source.name(), "a.png");
    assert_eq!(all_pictures(&mut *source).len(), 1);
}

#[test]
fn a_folder_of_which_nothing_can_be_read_says_so() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.jpg"), b"not a picture").unwrap();
    let mut source = open(folder.path(), &SourceOptions { repeat: true, ..SourceOptions::default() });
    let told = source.next_picture().unwrap_err().to_string();
    assert!(told.ends_with("cannot be used: none of its pictures can be read"), "{told}");
}
