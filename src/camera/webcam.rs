//! Webcams, by nokhwa.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use image::RgbImage;
use nokhwa::pixel_format::RgbFormat;
use nokhwa::utils::{
    CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType, Resolution, frame_formats,
};
use nokhwa::{Camera, FormatDecoder, NokhwaError};

use super::{CameraError, CameraInfo, CameraSource, Picture, SourceOptions};
use crate::core::FrameSize;
use crate::images;
use crate::text;
use crate::words::Text;

/// The size asked for when nobody says.
const SIZE: FrameSize = FrameSize { width: 640, height: 480 };
/// Pictures a second asked for when nobody says.
const RATE: f64 = 30.0;
/// Forms, from the nearest, that are asked of a camera before it is taken as it is.
const MAX_FORMS: usize = 10;
/// Unreadable pictures in a row after which a camera is not usable. The first few of many cameras are.
const MAX_UNREADABLE: usize = 30;

/// A webcam that is streaming, or about to.
pub(super) struct Webcam {
    name: String,
    /// `None` only while it is dropped.
    camera: Option<Camera>,
    start: Option<Instant>,
    _claim: Claim,
}

/// The number and name of each of the system's video devices, cameras or not, in order.
fn devices() -> Vec<(u32, String)> {
    let mut devices: Vec<(u32, String)> = if cfg!(target_os = "linux") {
        // nokhwa would read the same, but panics on a name it does not expect in /dev.
        let entries = std::fs::read_dir("/sys/class/video4linux").into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.strip_prefix("video")?.parse().ok());
        numbers.filter_map(|number| Some((number, device_name(number)?))).collect()
    } else {
        let found = nokhwa::query(nokhwa::utils::ApiBackend::Auto).unwrap_or_default();
        found.iter().filter_map(|info| Some((info.index().as_index().ok()?, info.human_name()))).collect()
    };
    devices.sort();
    devices
}

/// What a device calls itself; `None` when it is not there or does not say.
pub(super) fn device_name(number: u32) -> Option<String> {
    let name = std::fs::read_to_string(format!("/sys/class/video4linux/video{number}/name")).ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The devices Hadir itself has open, once for each time. These are not to be tried by [`list`], which would change
/// their size under way. The lock is never held while a device is opened: a sick one may take for ever, and must not keep
/// another from being used.
static CLAIMED: Mutex<Vec<u32>> = Mutex::new(Vec::new());

#[derive(Debug)]
struct Claim(u32);

impl Claim {
    fn new(number: u32) -> Self {
        Self::all().push(number);
        Self(number)
    }

    fn all() -> MutexGuard<'static, Vec<u32>> {
        CLAIMED.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut all = Self::all();
        if let Some(at) = all.iter().position(|number| *number == self.0) {
            all.swap_remove(at);
        }
    }
}

pub(super) fn list() -> Vec<CameraInfo> {
    let usable: Vec<(u32, String)> = devices().into_iter().filter(|(number, _)| can_be_opened(*number)).collect();
    let same = |name: &str| usable.iter().filter(|(_, other)| other.eq_ignore_ascii_case(name)).count();
    usable
        .iter()
        .map(|(number, name)| {
            let by_name = same(name) == 1 && super::Place::of(name) == super::Place::Named(name);
            let source = match by_name {
                true => name.clone(),
                false if cfg!(target_os = "linux") => format!("/dev/video{number}"),
                false => number.to_string(),
            };
            CameraInfo { source, name: name.clone() }
        })
        .collect()
}

/// Whether a device gives pictures. Beside each webcam the system lists nodes that only tell about them.
fn can_be_opened(number: u32) -> bool {
    let _claim = {
        let mut all = Claim::all();
        if all.contains(&number) {
            return true;
        }
        all.push(number);
        Claim(number)
    };
    match connect(number) {
        Ok(_) => true,
        Err(error) => matches!(fault("", &error), CameraError::Busy(_)),
    }
}

/// Opens the device, in whatever form it gives first.
fn connect(number: u32) -> Result<Camera, NokhwaError> {
    let any = RequestedFormat::with_formats(RequestedFormatType::None, frame_formats());
    let open = || guarded(|| Camera::new(CameraIndex::Index(number), any));
    open().or_else(|error| match fault("", &error) {
        CameraError::Unusable { .. } => guarded(|| make_plain(number)).and_then(|()| open()),
        _ => Err(error),
    })
}

/// Sets a device to what any camera can do. It stays as the program before left it, and nokhwa does not open one that
/// was left with a form it does not know, or with a rate such as 7.5.
#[cfg(target_os = "linux")]
fn make_plain(number: u32) -> Result<(), NokhwaError> {
    use v4l::video::{Capture, capture::Parameters};

    let set = || {
        let device = v4l::Device::new(number as usize)?;
        let known = [b"YUYV", b"MJPG", b"NV12", b"RGB3", b"BGR3"];
        let mut formats = device.enum_formats()?.into_iter().map(|format| format.fourcc);
        if let Some(fourcc) = formats.find(|fourcc| known.contains(&&fourcc.repr)) {
            device.set_format(&v4l::Format::new(SIZE.width, SIZE.height, fourcc))?;
            device.set_params(&Parameters::with_fps(RATE as u32))?;
        }
        Ok(())
    };
    set().map_err(|error: std::io::Error| NokhwaError::GeneralError(error.to_string()))
}

#[cfg(not(target_os = "linux"))]
fn make_plain(_number: u32) -> Result<(), NokhwaError> {
    Ok(())
}

/// Drivers answer in ways nokhwa does not expect, and then it panics. That is one camera's fault, not Hadir's end.
fn guarded<T>(call: impl FnOnce() -> Result<T, NokhwaError>) -> Result<T, NokhwaError> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(NokhwaError::GeneralError("its driver answers oddly".to_owned())))
}

/// Opens the webcam that is called so, or alone begins so. Of one webcam's several devices, the one that gives pictures.
pub(super) fn open_named(name: &str, options: &SourceOptions) -> Result<Webcam, CameraError> {
    let mut first_error = None;
    for number in matching(name, &devices()) {
        match open(number, options) {
            Ok(webcam) => return Ok(webcam),
            // What holds the camera matters more than that its other devices give no pictures.
            Err(error @ CameraError::Unusable { .. }) => first_error = first_error.or(Some(error)),
            Err(error) => return Err(error),
        }
    }
    Err(first_error.unwrap_or_else(|| match std::fs::metadata(name).map_err(|error| error.kind()) {
        Err(std::io::ErrorKind::PermissionDenied) => CameraError::Denied(super::name_of(name)),
        _ => CameraError::Missing(super::name_of(name)),
    }))
}

fn matching(wanted: &str, devices: &[(u32, String)]) -> Vec<u32> {
    let wanted = wanted.to_lowercase();
    let exact = devices.iter().filter(|(_, name)| name.to_lowercase() == wanted).map(|(number, _)| *number);
    let exact: Vec<u32> = exact.collect();
    if !exact.is_empty() || wanted.is_empty() {
        return exact;
    }
    let begins: Vec<_> = devices.iter().filter(|(_, name)| name.to_lowercase().starts_with(&wanted)).collect();
    match begins.as_slice() {
        [(_, first), rest @ ..] if rest.iter().all(|(_, name)| name == first) => {
            begins.iter().map(|(number, _)| *number).collect()
        }
        _ => Vec::new(),
    }
}

/// Opens a webcam by its number.
pub(super) fn open(number: u32, options: &SourceOptions) -> Result<Webcam, CameraError> {
    let name = device_name(number).unwrap_or_else(|| format!("Camera {number}"));
    // Asked every few seconds while a camera is away, so it is to cost nothing.
    if cfg!(target_os = "linux") && !Path::new(&format!("/dev/video{number}")).exists() {
        return Err(CameraError::Missing(name));
    }
    let claim = Claim::new(number);
    let opened = connect(number).and_then(|mut camera| {
        guarded(|| {
            set_format(&mut camera, options)?;
            camera.open_stream()
        })?;
        Ok(camera)
    });
    match opened {
        Ok(camera) => {
            tracing::info!("{name} opened with {}", camera.camera_format());
            Ok(Webcam { name, camera: Some(camera), start: None, _claim: claim })
        }
        Err(error) => Err(fault(&name, &error)),
    }
}

fn set_format(camera: &mut Camera, options: &SourceOptions) -> Result<(), NokhwaError> {
    let (size, rate) = (options.size.unwrap_or(SIZE), options.asked_rate().unwrap_or(RATE));
    // Cameras promise what they do not keep: what is refused, or not what was said, is passed over.
    for form in nearest_first(camera.compatible_camera_formats()?, size, rate).into_iter().take(MAX_FORMS) {
        let exactly = RequestedFormat::with_formats(RequestedFormatType::Exact(form), frame_formats());
        match camera.set_camera_requset(exactly) {
            Ok(_) => return Ok(()),
            Err(error) if matches!(fault("", &error), CameraError::Unusable { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    camera.refresh_camera_format().map(drop)
}

/// The forms a camera has, the nearest first: in size, then in rate, then what costs least to carry and to decode.
fn nearest_first(mut forms: Vec<CameraFormat>, size: FrameSize, rate: f64) -> Vec<CameraFormat> {
    // Uncompressed pictures are cheaper to read, but above this size USB 2 carries few of them a second.
    let order = match u64::from(size.width) * u64::from(size.height) <= 640 * 480 {
        true => [FrameFormat::YUYV, FrameFormat::NV12, FrameFormat::RAWRGB, FrameFormat::RAWBGR, FrameFormat::MJPEG],
        false => [FrameFormat::MJPEG, FrameFormat::NV12, FrameFormat::YUYV, FrameFormat::RAWRGB, FrameFormat::RAWBGR],
    };
    forms.sort_by_key(|form| {
        let off = form.width().abs_diff(size.width) + form.height().abs_diff(size.height);
        let missing = (f64::from(form.frame_rate()) - rate).abs() as u32;
        let place = order.iter().position(|other| *other == form.format()).unwrap_or(order.len());
        (off, missing, place, form.frame_rate(), form.width())
    });
    forms
}

/// What went wrong, by the system's error number where one is named.
fn fault(name: &str, error: &NokhwaError) -> CameraError {
    let text = error.to_string();
    tracing::debug!("{name}: {text}");
    let is = |number: u32| text.contains(&format!("(os error {number})"));
    let name = name.to_owned();
    if !cfg!(target_os = "linux") {
        return CameraError::Unusable { name, reason: Text::said(text) };
    }
    match () {
        () if is(16) => CameraError::Busy(name),
        () if is(1) || is(13) => CameraError::Denied(name),
        () if is(2) || is(6) || is(19) => CameraError::Missing(name),
        () => CameraError::Unusable { name, reason: text!("camera-no-pictures") },
    }
}

/// The pixels of a picture as it came; `None` when it is garbled. A buffer may be longer than its picture.
fn convert(format: FrameFormat, size: Resolution, bytes: &[u8]) -> Option<RgbImage> {
    let pixels = size.width() as usize * size.height() as usize;
    let length = match format {
        FrameFormat::MJPEG => return images::decode_jpeg(bytes).ok(),
        FrameFormat::YUYV => pixels * 2,
        FrameFormat::NV12 => pixels * 3 / 2,
        FrameFormat::GRAY => pixels,
        FrameFormat::RAWRGB | FrameFormat::RAWBGR => pixels * 3,
    };
    let bytes = bytes.get(..length)?;
    let rgb = match format {
        FrameFormat::YUYV => yuyv_to_rgb(bytes),
        _ => RgbFormat::write_output(format, size, bytes).ok()?,
    };
    RgbImage::from_raw(size.width(), size.height(), rgb)
}

/// What most cameras give, in half the time nokhwa takes for the same: BT.601 of limited range, in 1/256.
fn yuyv_to_rgb(bytes: &[u8]) -> Vec<u8> {
    let mut rgb = vec![0; bytes.len() / 4 * 6];
    for (yuyv, pair) in bytes.chunks_exact(4).zip(rgb.chunks_exact_mut(6)) {
        let (u, v) = (i32::from(yuyv[1]) - 128, i32::from(yuyv[3]) - 128);
        let colour = [409 * v, -100 * u - 208 * v, 516 * u];
        for (luma, pixel) in [yuyv[0], yuyv[2]].into_iter().zip(pair.chunks_exact_mut(3)) {
            let grey = 298 * (i32::from(luma) - 16) + 128;
            for (to, colour) in pixel.iter_mut().zip(colour) {
                *to = ((grey + colour) >> 8).clamp(0, 255) as u8;
            }
        }
    }
    rgb
}

impl CameraSource for Webcam {
    fn name(&self) -> &str {
        &self.name
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        let Some(camera) = &mut self.camera else { return Ok(None) };
        let (format, size) = (camera.frame_format(), camera.resolution());
        for _ in 0..MAX_UNREADABLE {
            let converted = guarded(|| camera.frame_raw().map(|bytes| convert(format, size, &bytes)));
            match converted {
                Ok(Some(rgb)) => {
                    let source_time = self.start.get_or_insert_with(Instant::now).elapsed();
                    return Ok(Some(Picture { rgb, source_time }));
                }
                Ok(None) => {}
                Err(error) => {
                    return Err(match (self.start, fault(&self.name, &error)) {
                        (None, fault) => fault,
                        (Some(_), _) => CameraError::Lost(self.name.clone()),
                    });
                }
            }
        }
        Err(CameraError::Unusable { name: self.name.clone(), reason: text!("camera-garbled") })
    }
}

impl Drop for Webcam {
    fn drop(&mut self) {
        // A camera that was pulled out cannot be stopped, and nokhwa panics over it.
        let camera = self.camera.take();
        drop(guarded(|| {
            drop(camera);
            Ok(())
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(width: u32, height: u32, format: FrameFormat, rate: u32) -> CameraFormat {
        CameraFormat::new(Resolution::new(width, height), format, rate)
    }

    #[test]
    fn the_nearest_form_is_asked_of_a_camera() {
        use FrameFormat::{MJPEG, YUYV};
        let usual = vec![
            format(1280, 720, YUYV, 10),
            format(1280, 720, MJPEG, 30),
            format(640, 480, MJPEG, 30),
            format(640, 480, YUYV, 30),
            format(640, 480, YUYV, 15),
            format(320, 240, YUYV, 30),
            format(1920, 1080, MJPEG, 30),
        ];
        for (width, height, rate, expected) in [
            (640, 480, 30.0, format(640, 480, YUYV, 30)),
            (640, 480, 15.0, format(640, 480, YUYV, 15)),
            (1280, 720, 30.0, format(1280, 720, MJPEG, 30)),
            (1280, 720, 10.0, format(1280, 720, YUYV, 10)),
            (1900, 1000, 30.0, format(1920, 1080, MJPEG, 30)),
            (100, 100, 30.0, format(320, 240, YUYV, 30)),
        ] {
            let nearest = nearest_first(usual.clone(), FrameSize { width, height }, rate)[0];
            assert_eq!(nearest, expected, "{width}x{height}@{rate}");
        }
        assert_eq!(nearest_first(Vec::new(), SIZE, RATE), []);
    }

    #[test]
    fn a_webcam_is_found_by_the_beginning_of_its_name_unless_two_begin_so() {
        let devices: Vec<(u32, String)> =
            [(0, "HD Webcam"), (1, "HD Webcam"), (2, "HD Pro"), (4, "Door"), (5, "Door camera")]
                .map(|(number, name)| (number, name.to_owned()))
                .into();
        for (wanted, numbers) in [
            ("HD Webcam", vec![0, 1]),
            ("hd w", vec![0, 1]),
            ("HD", vec![]),
            ("door", vec![4]),
            ("door c", vec![5]),
            ("", vec![]),
            ("Window", vec![]),
        ] {
            assert_eq!(matching(wanted, &devices), numbers, "{wanted}");
        }
    }

    #[test]
    fn the_systems_error_number_tells_what_is_wrong() {
        let error = |text: &str| fault("Door", &NokhwaError::OpenStreamError(text.to_owned())).to_string();
        if cfg!(target_os = "linux") {
            assert_eq!(error("Device or resource busy (os error 16)"), "Door is in use by another program");
            assert_eq!(error("Permission denied (os error 13)"), "Door may not be used by this user");
            assert_eq!(error("No such device (os error 19)"), "Door is not there");
            assert_eq!(error("Invalid (os error 22)"), "Door cannot be used: it gives no pictures Hadir can read");
        }
    }

    #[test]
    fn pictures_as_cameras_give_them_become_pixels() {
        let size = Resolution::new(2, 2);
        let yuyv = [235, 128, 16, 128, 81, 90, 81, 240];
        let rgb = convert(FrameFormat::YUYV, size, &yuyv).unwrap();
        // BT.601: white, black, and red twice.
        let near = |pixel: &image::Rgb<u8>, to: [u8; 3]| pixel.0.iter().zip(to).all(|(a, b)| a.abs_diff(b) <= 2);
        for (pixel, to) in rgb.pixels().zip([[255; 3], [0; 3], [255, 0, 0], [255, 0, 0]]) {
            assert!(near(pixel, to), "{pixel:?} is not {to:?}");
        }
        let padded = [&yuyv[..], &[9; 100]].concat();
        assert_eq!(convert(FrameFormat::YUYV, size, &padded), Some(rgb), "a buffer may be longer than its picture");
        assert_eq!(convert(FrameFormat::YUYV, size, &yuyv[1..]), None);
        let bgr = convert(FrameFormat::RAWBGR, size, &[1, 2, 3].repeat(4)).unwrap();
        assert_eq!(bgr.get_pixel(1, 1).0, [3, 2, 1]);
        assert_eq!(convert(FrameFormat::GRAY, size, &[7; 4]).unwrap().get_pixel(0, 1).0, [7; 3]);
        assert_eq!(convert(FrameFormat::MJPEG, size, b"garbled"), None);
    }

    #[test]
    fn yuyv_becomes_what_nokhwa_makes_of_it() {
        let every: Vec<u8> =
            (0..=255).flat_map(|luma| (0..=255).flat_map(move |u| [luma, u, 255 - luma, !u])).collect();
        let size = Resolution::new(256, 512);
        assert_eq!(yuyv_to_rgb(&every), RgbFormat::write_output(FrameFormat::YUYV, size, &every).unwrap());
    }

    #[test]
    fn a_webcam_that_is_not_there_is_missing() {
        let error = open_named("there is no such webcam", &SourceOptions::default()).err().unwrap();
        assert_eq!(error.to_string(), "there is no such webcam is not there");
    }
}
