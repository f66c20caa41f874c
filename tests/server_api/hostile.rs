//! What no client should send.

use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

use crate::stage::{FACE, File, Text, file, picture, png, stage};

/// Repeatable noise (xorshift).
struct Noise(u64);

impl Noise {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn ids_that_are_paths_or_tricks_are_refused_and_write_nothing() {
    let stage = stage(&[], |_, _| {});
    let image = png(&[(10, FACE)]);
    let long = "a".repeat(65);
    let huge = "a".repeat(100_000);
    for id in [
        "   ",
        "../x",
        "a/b",
        "C:\\x",
        "a\\b",
        ".hidden",
        "..",
        "a\0b",
        "a\nb",
        "a\u{202e}b",
        "a\u{200f}b",
        " a",
        "a ",
        "a*b",
        "a😀",
        "unknown",
        "Unknown",
        "\u{3164}",
        &long,
        &huge,
        "%2e%2e%2f",
        "\u{fffd}",
    ] {
        let answer = stage.post("/enroll", &[Text("student_id", id), File("image", &image)]);
        let json = answer.json();
        assert_eq!(answer.status, 422, "{id:?}");
        assert_eq!(json["detail"][0]["loc"], serde_json::json!(["body", "student_id"]));
        assert_eq!(json["detail"][0]["input"], id);
    }
    assert!(stage.gallery.snapshot().students.is_empty());
    for id in ["王小明", "นักเรียน", "Budi Santoso", "x.npy", "٣٤"] {
        let answer = stage.post("/enroll", &[Text("student_id", id), File("image", &image)]);
        assert_eq!(answer.json()["saved"], 1, "{id}");
        assert_eq!(stage.recognize(&image).status, 200);
    }
}

#[test]
fn a_thousand_crafted_pictures_cost_a_bad_request_each_and_no_more() {
    let stage = stage(&[("alip", 10)], |_, _| {});
    let painted = picture(&[(10, FACE)]);
    let small = DynamicImage::from(image::imageops::thumbnail(&painted, 60, 30));
    let jpeg = hadir::images::encode_jpeg(&small.to_rgb8()).unwrap();
    let mut seeds = vec![
        jpeg.clone(),
        written(&small, ImageFormat::Png),
        written(&small, ImageFormat::WebP),
        written(&DynamicImage::from(small.to_rgb16()), ImageFormat::Png),
        written(&DynamicImage::from(small.to_luma8()), ImageFormat::Png),
    ];
    // Four inks: an Adobe marker, and a fourth component that its scan does not have.
    let mut inks = jpeg.clone();
    inks.splice(2..2, *b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x02");
    seeds.push(inks);
    let mut noise = Noise(0x9e37_79b9_7f4a_7c15);
    let mut sent = 0;
    let mut send = |bytes: &[u8]| {
        let path = if sent % 3 == 0 { "/recognize/realtime" } else { "/recognize" };
        let answer = stage.post(path, &[File("image", bytes)]);
        assert!([200, 400, 413].contains(&answer.status), "{}: {:?}", answer.status, answer.text());
        sent += 1;
    };
    for seed in &seeds {
        for _ in 0..80 {
            send(&seed[..noise.below(seed.len())]);
        }
        for _ in 0..80 {
            let mut bytes = seed.clone();
            for _ in 0..=noise.below(8) {
                let at = noise.below(bytes.len());
                bytes[at] ^= 1 << noise.below(8);
            }
            send(&bytes);
        }
    }
    for n in 0..40 {
        // Beginnings of other formats, and of none.
        let starts: [&[u8]; 8] = [
            b"GIF89a",
            b"BM",
            b"II*\0",
            b"RIFF\xff\xff\xff\xffWEBPVP8 ",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xe0",
            b"\0\0\0\x18ftypheic",
            b"<svg",
        ];
        let mut bytes = starts[n % starts.len()].to_vec();
        bytes.extend((0..noise.below(2000)).map(|_| noise.below(256) as u8));
        send(&bytes);
    }
    assert!(sent >= 1000, "{sent}");
    assert_eq!(stage.recognize(&png(&[(10, FACE)])).json()["results"][0]["label"], "alip");
    assert_eq!(stage.get("/health").status, 200);
}

/// The size of a PNG, written over the one it has; its checksum is made to fit.
fn claim(png: &mut [u8], width: u32, height: u32) {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = u32::MAX;
    for &byte in &png[12..29] {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    png[29..33].copy_from_slice(&(!sum).to_be_bytes());
}

#[test]
fn a_picture_past_the_limits_is_refused_by_its_header() {
    let stage = stage(&[], |_, _| {});
    let tiny = file(&RgbImage::new(2, 2), ImageFormat::Png);
    for (width, height) in [(4097, 10), (10, 4097), (16_000, 4000), (65_535, 65_535), (3, 1 << 20)] {
        let mut bomb = tiny.clone();
        claim(&mut bomb, width, height);
        let answer = stage.recognize(&bomb);
        assert_eq!((answer.status, answer.json()["ok"].as_bool()), (413, Some(false)), "{width} x {height}");
    }
    // 16 bits a channel: 4096 x 4096 of these are 128 MB.
    let mut deep = written(&DynamicImage::from(RgbaImage::new(2, 2)).to_rgba16().into(), ImageFormat::Png);
    claim(&mut deep, 4096, 4096);
    assert_eq!(stage.recognize(&deep).status, 413);
    let mut jpeg = hadir::images::encode_jpeg(&RgbImage::new(16, 16)).unwrap();
    let frame = jpeg.windows(2).position(|two| two == b"\xff\xc0").unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x3e, 0x80, 0x3e, 0x80]);
    assert_eq!(stage.recognize(&jpeg).status, 413);
    let fits = file(&RgbImage::new(4096, 64), ImageFormat::Png);
    assert_eq!(stage.recognize(&fits).status, 200);
    let too_long = vec![0; 11 << 20];
    assert_eq!(stage.recognize(&too_long).status, 413);
}

#[test]
fn a_form_with_much_that_nobody_asked_for_is_read_or_refused_and_never_kept() {
    let stage = stage(&[("alip", 10)], |_, _| {});
    let image = png(&[(10, FACE)]);
    let extra = vec![7; 5 << 20];
    let answer = stage.post("/recognize", &[File("other", &extra), Text("x", "y"), File("image", &image)]);
    assert_eq!(answer.json()["results"][0]["label"], "alip");
    let twice = stage.post("/recognize", &[File("image", b"junk"), File("image", &image)]);
    assert_eq!(twice.status, 200, "the last holds");
    let many: Vec<_> = (0..1001).map(|_| Text("x", "y")).collect();
    assert_eq!(stage.post("/recognize", &many).status, 400);
    for (content_type, body) in [
        ("multipart/form-data", &b"x"[..]),
        ("multipart/form-data; boundary=x", b"junk"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\ncut",
        ),
    ] {
        let answer = stage.ask("POST /recognize", &format!("Content-Type: {content_type}\r\n"), body);
        assert_eq!((answer.status, answer.json()["ok"].as_bool()), (400, Some(false)), "{content_type}");
    }
}
