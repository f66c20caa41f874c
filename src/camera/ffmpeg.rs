//! Video files and streams: whatever the `ffmpeg` program opens, as a child that writes pictures to a pipe.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::child::{Killer, Running, find_program};
use super::pace::{Pace, Stop};
use super::place::{name_of, redact};
use super::ppm::{self, PpmError};
use super::{CameraError, CameraSource, Picture, SourceOptions, Stopper};
use crate::core::FrameSize;
use crate::text;
use crate::words::{self, Text};

/// Pictures a second of a stream, when nobody says.
const STREAM_RATE: f64 = 15.0;
/// Pictures a second of a file that does not say.
const FILE_RATE: f64 = 25.0;
/// More pictures a second than a screen shows are of no use to anybody.
const OWN_RATES: std::ops::RangeInclusive<f64> = 1.0..=60.0;

/// What may be in a video file. Playlists (hls, dash, concat, ...) are left out: they name other files to be read.
const FILE_FORMATS: &str = "mov,matroska,avi,mpeg,mpegts,mpegvideo,flv,asf,ogg,mjpeg,mpjpeg,gif,apng,h264,\
                            hevc,m4v,h263,ivf,av1,obu,nut,mxf,rm,dv,wtv,yuv4mpegpipe";
/// What a file may lead to.
const FILE_PROTOCOLS: &str = "file,crypto,data";
/// What a stream may lead to: anything but this machine's files.
const STREAM_PROTOCOLS: &str = "tcp,udp,rtp,rtsp,rtsps,srtp,tls,http,https,httpproxy,hls,rtmp,rtmps,rtmpt,rtmpe,srt,\
                                mmsh,mmst,crypto,data";
/// How long ffmpeg waits for a silent network, in microseconds.
const NETWORK_TIMEOUT_US: &str = "8000000";
/// A clock that is put right (the camera's, or this computer's) leaves a gap in a stream's times, which ffmpeg fills
/// with copies of the last picture, for hours if need be. This much of it shows that it does; HLS begins with a little.
const MAX_AHEAD: Duration = Duration::from_secs(60);

/// What ffmpeg is to open.
#[derive(Debug)]
struct Input {
    name: String,
    target: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A file of this machine.
    File,
    /// A video file on a web server: has an end, and its own rate.
    RemoteFile,
    /// A camera somewhere: pictures come when they come, and for ever.
    Stream,
}

/// Pictures of an ffmpeg child.
#[derive(Debug)]
pub(super) struct Ffmpeg {
    input: Input,
    program: PathBuf,
    size: Option<FrameSize>,
    rate: f64,
    repeat: bool,
    pace: Pace,
    /// The child gave a picture.
    gave: bool,
    /// `None` when it ended.
    child: Option<Running>,
    stop: Stop,
    killer: Arc<std::sync::Mutex<Option<Killer>>>,
}

/// Opens a video file.
pub(super) fn open_file(path: &Path, options: &SourceOptions) -> Result<Ffmpeg, CameraError> {
    let name = name_of(&path.to_string_lossy());
    let path = match path.canonicalize() {
        Ok(path) => path,
        Err(_) => return Err(CameraError::Missing(name)),
    };
    match std::fs::File::open(&path).and_then(|file| file.metadata()) {
        Ok(found) if found.len() == 0 => {
            return Err(CameraError::Unusable { name, reason: text!("camera-file-empty") });
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => return Err(CameraError::Denied(name)),
        Err(error) => {
            let reason = text!("camera-file-unreadable", reason = words::io(&error));
            return Err(CameraError::Unusable { name, reason });
        }
    }
    // With the prefix no name of a file is taken for an option, or for a protocol.
    let target = format!("file:{}", path.display());
    Ffmpeg::open(Input { name, target, kind: Kind::File }, options)
}

/// Opens an address. Whether anything answers there is said by the first picture.
pub(super) fn open_url(url: &str, options: &SourceOptions) -> Result<Ffmpeg, CameraError> {
    let kind = if is_remote_file(url) { Kind::RemoteFile } else { Kind::Stream };
    Ffmpeg::open(Input { name: name_of(url), target: url.to_owned(), kind }, options)
}

fn is_remote_file(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    scheme(url).starts_with("http")
        && ["mp4", "m4v", "mov", "mkv", "webm", "avi"].contains(&extension.to_ascii_lowercase().as_str())
}

fn scheme(url: &str) -> String {
    url.split("://").next().unwrap_or_default().to_ascii_lowercase()
}

impl Input {
    /// Arguments that open it, for ffmpeg and ffprobe.
    fn arguments(&self) -> Vec<OsString> {
        let mut arguments = match self.kind {
            Kind::File => vec!["-protocol_whitelist", FILE_PROTOCOLS, "-format_whitelist", FILE_FORMATS],
            Kind::RemoteFile | Kind::Stream => vec!["-protocol_whitelist", STREAM_PROTOCOLS],
        };
        if self.kind == Kind::Stream {
            arguments.extend(["-fflags", "nobuffer", "-analyzeduration", "2000000"]);
        }
        match scheme(&self.target).as_str() {
            // Over UDP, pictures of a busy network come torn; and most firewalls let only TCP through.
            "rtsp" | "rtsps" => arguments.extend(["-rtsp_transport", "tcp", "-timeout", NETWORK_TIMEOUT_US]),
            "http" | "https" => {
                arguments.extend(["-rw_timeout", NETWORK_TIMEOUT_US]);
                // MJPEG carries no times: without these, ffmpeg takes every camera to give 25 pictures a second.
                if self.kind == Kind::Stream && !self.target.contains(".m3u8") && !self.target.contains(".mpd") {
                    arguments.extend(["-use_wallclock_as_timestamps", "1"]);
                }
            }
            _ => {}
        }
        arguments.extend(["-i", &self.target]);
        arguments.into_iter().map(OsString::from).collect()
    }

    /// Starts a program on it.
    fn start(&self, program: &Path, before: &[&str], after: &[String]) -> Result<Running, CameraError> {
        let before = before.iter().map(OsString::from);
        let arguments = before.chain(self.arguments()).chain(after.iter().map(OsString::from)).collect();
        Running::start(program, arguments).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => CameraError::NoFfmpeg,
            _ => self.unusable(text!("camera-ffmpeg-not-started", reason = words::io(&error))),
        })
    }

    fn unusable(&self, reason: Text) -> CameraError {
        CameraError::Unusable { name: self.name.clone(), reason }
    }

    /// What ffmpeg's complaints mean to a person.
    fn error(&self, complaints: &str) -> CameraError {
        tracing::debug!("ffmpeg on {}: {}", self.name, redact(complaints.trim_end(), &self.target));
        let said = complaints.to_ascii_lowercase();
        let told = REASONS.iter().find(|(sign, _)| said.contains(sign));
        match told {
            Some((_, reason)) => self.unusable(reason.clone()),
            None if self.kind == Kind::Stream => self.unusable(text!("camera-no-answer")),
            None => self.unusable(text!("camera-no-video")),
        }
    }

    /// Pictures a second, as it says itself.
    fn own_rate(&self) -> Result<f64, CameraError> {
        let ffprobe = find_program("ffprobe").ok_or(CameraError::NoFfmpeg)?;
        let rates = "stream=avg_frame_rate,r_frame_rate";
        let show = ["-select_streams", "v:0", "-show_entries", rates, "-of", "default=noprint_wrappers=1"];
        let mut probe = self.start(&ffprobe, &["-v", "error"], &show.map(str::to_owned))?;
        let mut answer = String::new();
        let answered = probe.output.by_ref().take(4096).read_to_string(&mut answer);
        let complaints = probe.complaints();
        if answered.is_err() || answer.trim().is_empty() {
            return Err(match complaints.trim() {
                "" => self.unusable(NO_VIDEO),
                complaints => self.error(complaints),
            });
        }
        let rate = |key: &str| answer.lines().find_map(|line| parse_ratio(line.strip_prefix(key)?));
        Ok(rate("avg_frame_rate=").or_else(|| rate("r_frame_rate=")).unwrap_or(FILE_RATE))
    }
}

const NO_VIDEO: Text = text!("camera-no-video-in-it");

/// What of ffmpeg's complaints, in small letters, means what. The first that is found tells.
static REASONS: [(&str, Text); 19] = [
    ("401 unauthorized", text!("camera-wrong-password")),
    ("authorization failed", text!("camera-wrong-password")),
    ("403 forbidden", text!("camera-forbidden")),
    ("404 not found", text!("camera-nothing-there")),
    ("404 stream not found", text!("camera-nothing-there")),
    ("server returned 4", text!("camera-nothing-of-use")),
    ("server returned 5", text!("camera-own-fault")),
    ("connection refused", text!("camera-nobody-answers")),
    ("timed out", text!("camera-timed-out")),
    ("failed to resolve", text!("camera-unknown-name")),
    ("no route to host", text!("camera-unreachable")),
    ("network is unreachable", text!("camera-no-network")),
    ("protocol not found", text!("camera-unknown-kind")),
    ("not on whitelist", text!("camera-not-opened")),
    ("matches no streams", NO_VIDEO),
    ("does not contain any stream", NO_VIDEO),
    ("moov atom not found", text!("camera-file-damaged")),
    ("end of file", text!("camera-ended-at-once")),
    ("permission denied", text!("camera-may-not-read")),
];

/// `30000/1001`, unless it says nothing.
fn parse_ratio(text: &str) -> Option<f64> {
    let (above, below) = text.trim().split_once('/')?;
    let ratio = above.parse::<f64>().ok()? / below.parse::<f64>().ok()?;
    (ratio.is_finite() && ratio > 0.0).then_some(ratio)
}

impl Ffmpeg {
    fn open(input: Input, options: &SourceOptions) -> Result<Self, CameraError> {
        let program = find_program("ffmpeg").ok_or(CameraError::NoFfmpeg)?;
        let rate = match (options.asked_rate(), input.kind) {
            (Some(rate), _) => rate,
            (None, Kind::Stream) => STREAM_RATE,
            (None, Kind::File | Kind::RemoteFile) => input.own_rate()?.clamp(*OWN_RATES.start(), *OWN_RATES.end()),
        };
        let mut source = Self {
            input,
            program,
            size: options.size,
            rate,
            repeat: options.repeat,
            pace: Pace::new(rate),
            gave: false,
            child: None,
            stop: Stop::default(),
            killer: Arc::default(),
        };
        source.start()?;
        Ok(source)
    }

    fn start(&mut self) -> Result<(), CameraError> {
        let mut filters = format!("fps={}", self.rate);
        if let Some(FrameSize { width, height }) = self.size {
            filters += &format!(",scale=w={width}:h={height}:force_original_aspect_ratio=decrease");
        }
        let output = ["-map", "0:v:0", "-an", "-sn", "-dn", "-vf", &filters, "-pix_fmt", "rgb24", "-c:v", "ppm"];
        let output = output.iter().chain(&["-f", "image2pipe", "pipe:1"]).map(|&word| word.to_owned());
        let before = ["-nostdin", "-hide_banner", "-loglevel", "error"];
        let child = self.input.start(&self.program, &before, &output.collect::<Vec<_>>())?;
        *self.killer.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(child.killer());
        if self.stop.is_asked() {
            child.killer().kill();
        }
        self.gave = false;
        self.child = Some(child);
        Ok(())
    }

    /// The child's pictures ended: what that means.
    fn ended(&mut self, child: Running) -> Result<(), CameraError> {
        let complaints = child.complaints();
        if self.stop.is_asked() {
            return Ok(());
        }
        match (self.gave, self.input.kind) {
            (false, Kind::File | Kind::RemoteFile) if complaints.trim().is_empty() => {
                Err(self.input.unusable(NO_VIDEO))
            }
            (false, _) => Err(self.input.error(&complaints)),
            (true, Kind::Stream) => Err(CameraError::Lost(self.input.name.clone())),
            (true, _) if self.repeat => self.start(),
            (true, _) => Ok(()),
        }
    }
}

impl CameraSource for Ffmpeg {
    fn name(&self) -> &str {
        &self.input.name
    }

    fn next_picture(&mut self) -> Result<Option<Picture>, CameraError> {
        while let Some(mut child) = self.child.take() {
            match ppm::read(&mut child.output) {
                Ok(Some(rgb)) => {
                    self.child = Some(child);
                    self.gave = true;
                    let source_time = match self.input.kind {
                        Kind::Stream => self.pace.next_time(),
                        Kind::File | Kind::RemoteFile => self.pace.wait_for_next(&self.stop),
                    };
                    if self.stop.is_asked() {
                        return Ok(None);
                    }
                    if self.pace.ahead() > MAX_AHEAD && self.input.kind == Kind::Stream {
                        return Err(CameraError::Lost(self.input.name.clone()));
                    }
                    return Ok(Some(Picture { rgb, source_time }));
                }
                Ok(None) | Err(PpmError::BrokenOff(_)) => self.ended(child)?,
                Err(error) => return Err(self.input.unusable(error.text())),
            }
        }
        Ok(None)
    }

    fn patience(&self) -> Duration {
        self.pace.patience(Duration::from_secs(if self.input.kind == Kind::File { 5 } else { 10 }))
    }

    fn stopper(&self) -> Option<Stopper> {
        let (stop, killer) = (self.stop.clone(), self.killer.clone());
        Some(Arc::new(move || {
            stop.ask();
            if let Some(killer) = &*killer.lock().unwrap_or_else(std::sync::PoisonError::into_inner) {
                killer.kill();
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_as_ffprobe_writes_it() {
        assert_eq!(parse_ratio("30/1"), Some(30.0));
        assert_eq!(parse_ratio("30000/1001\n"), Some(30000.0 / 1001.0));
        for nothing in ["0/0", "0/1", "1/0", "", "x/y", "30"] {
            assert_eq!(parse_ratio(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_video_file_on_a_web_server_is_a_file() {
        for (url, is) in [
            ("http://host/clip.mp4", true),
            ("https://host/CLIP.MKV?token=1", true),
            ("http://host/video.mjpg", false),
            ("http://host:8080/video", false),
            ("rtsp://host/clip.mp4", false),
        ] {
            assert_eq!(is_remote_file(url), is, "{url}");
        }
    }

    #[test]
    fn complaints_are_told_in_the_persons_words_and_without_a_password() {
        let target = "rtsp://admin:secret@10.0.0.5/live".to_owned();
        let input = Input { name: name_of(&target), target, kind: Kind::Stream };
        for (complaint, told) in [
            (
                "rtsp://admin:secret@10.0.0.5/live: Server returned 401 Unauthorized",
                "the user name or password is wrong",
            ),
            ("rtsp://admin:secret@10.0.0.5/live: Connection refused", "nothing answers at this address"),
            ("[rtsp @ 0x5] secret words never heard of", "it does not answer, or not with pictures Hadir can read"),
        ] {
            assert_eq!(input.error(complaint).to_string(), format!("rtsp://10.0.0.5/live cannot be used: {told}"));
        }
    }
}
