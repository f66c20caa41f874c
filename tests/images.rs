//! Whatever a file holds, it becomes the right pixels or a named refusal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::path::Path;

use hadir::core::FaceBox;
use hadir::images::{self, MAX_FILE_BYTES, MAX_SIDE, PictureError, decode, decode_jpeg, encode_jpeg};
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, Rgb, RgbImage};

/// A picture of which no turn or mirror image looks like another.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let corner = if x < width / 3 && y < height / 4 { 90 } else { 0 };
        Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 60 + corner])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    encode_jpeg(picture).unwrap()
}

fn progressive_jpeg(picture: &RgbImage) -> Vec<u8> {
    let transform = turbojpeg::Transform { progressive: true, ..Default::default() };
    turbojpeg::transform(&transform, &jpeg(picture)).unwrap().to_vec()
}

fn png(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    exif.into_iter().for_each(|exif| encoder.set_exif_metadata(exif).unwrap());
    encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

fn webp(picture: &RgbImage, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    exif.into_iter().for_each(|exif| encoder.set_exif_metadata(exif).unwrap());
    encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// An EXIF block that says how the camera was held, in the byte order of Canon (little) or of an iPhone (big).
fn exif(orientation: u8, big_endian: bool) -> Vec<u8> {
    let o = orientation;
    if big_endian {
        vec![b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, o, 0, 0, 0, 0, 0, 0]
    } else {
        vec![b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, o, 0, 0, 0, 0, 0, 0, 0]
    }
}

fn with_app1(jpeg: &[u8], content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, content, &jpeg[2..]].concat()
}

fn png_chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = !0u32;
    for byte in name.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    [&(data.len() as u32).to_be_bytes()[..], name, data, &(!crc).to_be_bytes()].concat()
}

/// The picture as a person sees it, from the definition of the EXIF value.
fn seen(stored: &RgbImage, orientation: u8) -> RgbImage {
    let (w, h) = stored.dimensions();
    let (width, height) = if (5..=8).contains(&orientation) { (h, w) } else { (w, h) };
    RgbImage::from_fn(width, height, |x, y| {
        let (from_x, from_y) = match orientation {
            2 => (w - 1 - x, y),
            3 => (w - 1 - x, h - 1 - y),
            4 => (x, h - 1 - y),
            5 => (y, x),
            6 => (y, h - 1 - x),
            7 => (w - 1 - y, h - 1 - x),
            8 => (w - 1 - y, x),
            _ => (x, y),
        };
        *stored.get_pixel(from_x, from_y)
    })
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn every_orientation_is_honoured_in_every_format() {
    let picture = scene(48, 32);
    let plain = jpeg(&picture);
    let stored = decode(&plain).unwrap();
    for orientation in 0..=9 {
        for big_endian in [false, true] {
            let block = exif(orientation, big_endian);
            let photo = with_app1(&plain, &[b"Exif\0\0", block.as_slice()].concat());
            let told = format!("orientation {orientation}, big endian: {big_endian}");
            assert!(decode(&photo).unwrap() == seen(&stored, orientation), "JPEG, {told}");
            let after_xmp = with_app1(&photo, b"http://ns.adobe.com/xap/1.0/\0<x/>");
            assert!(decode(&after_xmp).unwrap() == seen(&stored, orientation), "JPEG behind XMP, {told}");
            assert!(decode(&png(&picture, Some(block.clone()))).unwrap() == seen(&picture, orientation), "PNG, {told}");
            assert!(decode(&webp(&picture, Some(block))).unwrap() == seen(&picture, orientation), "WebP, {told}");
        }
    }
}

#[test]
fn an_orientation_behind_the_pixels_of_a_png_counts() {
    let picture = scene(48, 32);
    let mut bytes = png(&picture, None);
    let end = bytes.len() - 12;
    bytes.splice(end..end, png_chunk(b"eXIf", &exif(6, true)));
    assert!(decode(&bytes).unwrap() == seen(&picture, 6));
}

#[test]
fn a_broken_exif_block_does_not_spoil_the_photo() {
    let plain = jpeg(&scene(48, 32));
    let block = [b"Exif\0\0".as_slice(), &exif(6, false)].concat();
    for cut in 0..block.len() {
        decode(&with_app1(&plain, &block[..cut])).unwrap();
    }
    let wild = with_app1(&plain, b"Exif\0\0II*\0\xFF\xFF\xFF\xFF\x01\0");
    assert!(decode(&wild).unwrap() == decode(&plain).unwrap());
}

#[test]
fn the_camera_decoder_leaves_a_frame_as_it_is() {
    let plain = jpeg(&scene(48, 32));
    let held = with_app1(&plain, &[b"Exif\0\0".as_slice(), &exif(6, false)].concat());
    assert!(decode_jpeg(&held).unwrap() == decode_jpeg(&plain).unwrap());
}

#[test]
fn what_is_no_picture_is_said_to_be_none() {
    let refusal = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
    assert_eq!(refusal(b""), "the file is empty");
    for bytes in [b"Dear parents,".as_slice(), b"\xFF", b"\0\0\0\0", b"%PDF-1.7", b"<svg/>"] {
        assert_eq!(refusal(bytes), "this is not a JPEG, PNG or WebP picture");
    }
    assert_eq!(refusal(b"GIF89a......"), "this is a GIF picture; save it as JPEG, PNG or WebP");
    assert_eq!(refusal(b"BM..........."), "this is a BMP picture; save it as JPEG, PNG or WebP");
    assert_eq!(refusal(b"\0\0\0\x18ftypheic\0\0\0\0"), "this is a HEIC picture; save it as JPEG, PNG or WebP");
    assert_eq!(refusal(b"\xFF\xD8\xFF\xE0"), "the picture is damaged");
    assert_eq!(refusal(b"\x89PNG\r\n\x1a\n"), "the picture is damaged");
    assert_eq!(refusal(b"RIFF\0\0\0\0WEBPVP8 "), "the picture is damaged");
}

#[test]
fn enormous_pictures_are_refused_from_their_header() {
    fn check(bytes: &[u8], width: u32, height: u32) {
        match decode(bytes) {
            Err(PictureError::TooLarge { width: w, height: h }) => assert_eq!((w, h), (width, height)),
            other => panic!("{width} x {height}: {other:?}"),
        }
    }
    let small = scene(16, 16);
    let resized_png = |width: u32, height: u32| {
        let bytes = png(&small, None);
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [&bytes[..8], &png_chunk(b"IHDR", &header), &bytes[33..]].concat()
    };
    let resized_jpeg = |width: u16, height: u16| {
        let mut bytes = jpeg(&small);
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        bytes
    };
    let resized_webp = |width: u32, height: u32| {
        let mut bytes = webp(&small, Some(exif(1, false)));
        bytes[24..27].copy_from_slice(&(width - 1).to_le_bytes()[..3]);
        bytes[27..30].copy_from_slice(&(height - 1).to_le_bytes()[..3]);
        bytes
    };
    check(&resized_png(50_000, 50_000), 50_000, 50_000);
    check(&resized_png(MAX_SIDE + 1, 1), MAX_SIDE + 1, 1);
    check(&resized_png(8192, 8193), 8192, 8193);
    check(&resized_jpeg(50_000, 50_000), 50_000, 50_000);
    check(&resized_jpeg(1, 65_000), 1, 65_000);
    check(&resized_webp(50_000, 50_000), 50_000, 50_000);
}

#[test]
fn a_cut_picture_is_never_half_decoded() {
    let picture = scene(96, 64);
    for (format, bytes) in [
        ("JPEG", jpeg(&picture)),
        ("progressive JPEG", progressive_jpeg(&picture)),
        ("PNG", png(&picture, None)),
        ("WebP", webp(&picture, Some(exif(1, false)))),
    ] {
        let whole = decode(&bytes).unwrap();
        let mut refused = 0;
        for length in 0..bytes.len() {
            match decode(&bytes[..length]) {
                Ok(picture) => assert!(picture == whole, "{format} of {length} bytes of {}", bytes.len()),
                Err(_) => refused += 1,
            }
        }
        assert!(refused > bytes.len() * 9 / 10, "{format}: only {refused} of {} cuts refused", bytes.len());
    }
}

#[test]
fn no_damage_makes_the_decoder_panic() {
    let picture = scene(40, 24);
    for bytes in [
        with_app1(&jpeg(&picture), &[b"Exif\0\0".as_slice(), &exif(6, false)].concat()),
        progressive_jpeg(&picture),
        png(&picture, Some(exif(3, true))),
        webp(&picture, Some(exif(8, true))),
        unhex(ANIMATED_PNG),
        unhex(ANIMATED_WEBP),
        unhex(PALETTE_PNG),
    ] {
        for at in 0..bytes.len() {
            for value in [0, 0xFF, bytes[at] ^ 1, bytes[at] ^ 0x80] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                if let Ok(decoded) = decode(&damaged) {
                    assert!(decoded.width() > 0 && decoded.width() <= MAX_SIDE && decoded.height() > 0);
                }
            }
        }
    }
}

#[test]
fn gray_and_ink_jpegs_become_rgb() {
    let encode = |pixels: &[u8], format: turbojpeg::PixelFormat, subsampling| {
        let mut compressor = turbojpeg::Compressor::new().unwrap();
        compressor.set_quality(100);
        compressor.set_subsamp(subsampling);
        let pitch = 16 * format.size();
        compressor.compress_to_vec(turbojpeg::Image { pixels, width: 16, pitch, height: 16, format }).unwrap()
    };
    let gray = encode(&[120; 256], turbojpeg::PixelFormat::GRAY, turbojpeg::Subsamp::Gray);
    assert_eq!(decode(&gray).unwrap().get_pixel(5, 5).0, [120; 3]);

    // Full cyan and half black ink, as such files store it: 255 is none.
    let inks = [0, 255, 255, 128].repeat(256);
    let inks = encode(&inks, turbojpeg::PixelFormat::CMYK, turbojpeg::Subsamp::None);
    let pixel = decode(&inks).unwrap().get_pixel(5, 5).0;
    for (channel, expected) in pixel.iter().zip([0i32, 128, 128]) {
        assert!((i32::from(*channel) - expected).abs() <= 2, "{pixel:?}");
    }
}

#[test]
fn deep_and_transparent_pngs_become_8_bit_rgb() {
    let encode = |picture: DynamicImage| {
        let mut bytes = Vec::new();
        picture.write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
        decode(&bytes).unwrap().get_pixel(0, 0).0
    };
    let deep = image::ImageBuffer::from_pixel(3, 2, Rgb([0x12FFu16, 0x8000, 0xFFFF]));
    assert_eq!(encode(deep.into()), [0x12, 0x80, 0xFF], "the upper byte");
    let gray = image::GrayImage::from_pixel(3, 2, image::Luma([7]));
    assert_eq!(encode(gray.into()), [7; 3]);
    let deep_gray = image::ImageBuffer::from_pixel(3, 2, image::LumaA([0x34FFu16, 0]));
    assert_eq!(encode(deep_gray.into()), [0x34; 3]);
    let clear = image::RgbaImage::from_pixel(3, 2, image::Rgba([200, 100, 50, 0]));
    assert_eq!(encode(clear.into()), [200, 100, 50], "alpha is dropped, not blended");
}

/// 3 x 1 pixels, of which the second is transparent.
const PALETTE_PNG: &str = "\
    89504e470d0a1a0a0000000d4948445200000003000000010203000000668efc2700000009504c54450a141ec86432010203\
    b88b9f6d0000000274524e53ff00e5b7304a0000000a49444154789c63900000001a00192d88f4360000000049454e44ae42\
    6082";
/// 2 x 2 pixels, red, then blue.
const ANIMATED_PNG: &str = "\
    89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73000000086163544c0000000200000000f3\
    8d93700000001a6663544c0000000000000002000000020000000000000000000000010000d9611a51000000164944415478\
    9c63fccfc0c0c0c0c0c4c0c0c0c0c000000d1d01036ac29be90000001a6663544c0000000100000002000000020000000000\
    0000000000000100004212f0850000001a6664415400000002789c636460f8cfc0c0c0c4c0c0c0c0c000000b1f010339a00d\
    0f0000000049454e44ae426082";
/// 2 x 2 pixels, red, then blue.
const ANIMATED_WEBP: &str = "\
    524946468400000057454250565038580a00000002000000010000010000414e494d06000000000000000000414e4d462800\
    0000000000000000010000010000000000025650384c0f0000002f014000000710fd8ffe0722a2ff0100414e4d4628000000\
    000000000000010000010000000000005650384c0f0000002f014000000710d1fffe0722a2ff0100";

#[test]
fn a_palette_is_looked_up_and_an_animation_shows_its_first_picture() {
    let palette = decode(&unhex(PALETTE_PNG)).unwrap();
    assert_eq!(palette.into_raw(), [10, 20, 30, 200, 100, 50, 1, 2, 3]);
    assert_eq!(decode(&unhex(ANIMATED_PNG)).unwrap(), RgbImage::from_pixel(2, 2, Rgb([255, 0, 0])));
    assert_eq!(decode(&unhex(ANIMATED_WEBP)).unwrap(), RgbImage::from_pixel(2, 2, Rgb([255, 0, 0])));
}

#[test]
fn webcam_frames_without_tables_or_with_padding_are_read() {
    let whole = jpeg(&scene(64, 48));
    let pixels = decode_jpeg(&whole).unwrap();

    let mut bare = whole.clone();
    while let Some(at) = bare.windows(2).position(|pair| pair == [0xFF, 0xC4]) {
        let length = usize::from(u16::from_be_bytes([bare[at + 2], bare[at + 3]]));
        bare.drain(at..at + 2 + length);
    }
    assert!(bare.len() < whole.len() - 400, "no tables were taken out");
    assert!(decode_jpeg(&bare).unwrap() == pixels);

    let (body, end) = whole.split_at(whole.len() - 2);
    let padded = [body, &[0, 0, 0], end].concat();
    assert!(decode_jpeg(&padded).unwrap() == pixels);
    assert!(decode(&padded).unwrap() == pixels);
    let trailing = [whole.as_slice(), &[0; 64]].concat();
    assert!(decode_jpeg(&trailing).unwrap() == pixels);

    assert!(matches!(decode_jpeg(&whole[..whole.len() / 2]), Err(PictureError::Damaged)));
    assert!(matches!(decode_jpeg(b""), Err(PictureError::Empty)));
    assert!(matches!(decode_jpeg(b"no frame"), Err(PictureError::Damaged)));
}

#[test]
fn a_jpeg_of_a_picture_looks_like_it() {
    let picture = scene(80, 60);
    let again = decode(&encode_jpeg(&picture).unwrap()).unwrap();
    assert_eq!(again.dimensions(), picture.dimensions());
    let worst = again.iter().zip(picture.iter()).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
    assert!(worst < 40, "{worst}");
    assert!(matches!(encode_jpeg(&RgbImage::new(0, 0)), Err(PictureError::Damaged)));
}

#[test]
fn only_files_of_a_sane_size_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, length: u64| {
        let path = folder.path().join(name);
        std::fs::File::create(&path).unwrap().set_len(length).unwrap();
        path
    };
    assert_eq!(images::read(&file("some", 1000)).unwrap(), [0; 1000]);
    assert!(matches!(images::read(&file("none", 0)), Err(PictureError::Empty)));
    let error = images::read(&file("much", MAX_FILE_BYTES + 1)).unwrap_err();
    assert_eq!(error.to_string(), "the file is too large (64 MB; at most 64 MB)");
    assert!(matches!(images::read(folder.path()), Err(PictureError::Unreadable(_))));
    assert!(matches!(images::read(Path::new("/dev/zero")), Err(PictureError::Unreadable(_))));
    assert!(matches!(images::read(&folder.path().join("absent")), Err(PictureError::Unreadable(_))));
}

#[test]
fn a_crop_is_what_of_the_box_lies_in_the_picture() {
    let picture = scene(40, 30);
    let part = images::crop(&picture, FaceBox::new(5, 20, 15, 10)).unwrap();
    assert_eq!(part.dimensions(), (10, 10));
    assert_eq!(part.get_pixel(0, 0), picture.get_pixel(10, 5));
    assert_eq!(images::crop(&picture, FaceBox::new(-10, 60, 60, -10)).unwrap(), picture);
    assert_eq!(images::crop(&picture, FaceBox::new(0, 50, 10, 40)), None);
    assert_eq!(images::crop(&picture, FaceBox::new(10, 10, 5, 5)), None);
}
