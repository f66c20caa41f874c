//! `/recognize` over HTTP: one JPEG of 640 x 480 with one face, asked for by 1, 2 and 8 clients at once; and what HTTP
//! costs over the engine alone, in the same run.
//!
//!     cargo bench --bench http -- original=DIR python=VENV/bin/python
//!
//! `original` is a copy of the original Python service, `python` one that it runs on; both servers take turns then.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use hadir::camera;
use hadir::engine::{DlibEngine, FaceEngine, Models, dlib_factory};
use hadir::gallery::{Gallery, enrol_one};
use hadir::images;
use hadir::journal::Journal;
use hadir::server::Server;
use hadir::settings::{SecretStore, Settings, SettingsStore};
use hadir::station::view::ServerState;
use hadir::station::{Parts, Station};
use hadir::webhook::Timing;
use image::RgbImage;
use image::imageops::{self, FilterType};
use tempfile::TempDir;

const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;
const CLIENTS: [usize; 3] = [1, 2, 8];
const TURNS: usize = 4;
const A_TURN: Duration = Duration::from_secs(5);
const START_WITHIN: Duration = Duration::from_secs(60);

/// A server that can be asked.
struct Contender {
    name: &'static str,
    at: SocketAddr,
}

/// How requests went.
#[derive(Default)]
struct Measured {
    latencies: Vec<f64>,
    seconds: f64,
}

fn main() -> Result<()> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let (mut original, mut python) = (None, None);
    // Cargo adds --bench.
    for given in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        match given.split_once('=').context("original=DIR and python=PATH can be given")? {
            ("original", folder) => original = Some(PathBuf::from(folder)),
            ("python", path) => python = Some(PathBuf::from(path)),
            (other, _) => bail!("{other} is nothing that can be given"),
        }
    }
    let jpeg = frame_of(&assets.join("sample/obama.jpg"))
        .context("the sample photograph cannot be read: run `make test`, which brings it")?;
    let request = request_of(&jpeg);

    let folder = TempDir::new()?;
    let (station, at) = start_hadir(&assets.join("models"), folder.path(), &jpeg)?;
    let mut contenders = vec![Contender { name: "Hadir", at }];
    let service = match (original, python) {
        (Some(original), Some(python)) => Some(Service::start(&original, &python, &folder.path().join("data"))?),
        _ => None,
    };
    contenders.extend(service.as_ref().map(|service| Contender { name: "original", at: service.at }));

    let mut engine = DlibEngine::open(&Models::in_folder(assets.join("models")))?;
    let picture = images::decode(&jpeg)?;
    let (mut alone, mut with_decoding) = (Vec::new(), Vec::new());
    let mut measured: Vec<[Measured; CLIENTS.len()]> = contenders.iter().map(|_| Default::default()).collect();
    // The first turn, not counted, warms everything up.
    for turn in 0..=TURNS {
        for _ in 0..20 {
            let started = Instant::now();
            ensure!(engine.faces(&picture)?.len() == 1, "the engine does not find one face");
            let seen = Instant::now();
            ensure!(engine.faces(&images::decode(&jpeg)?)?.len() == 1, "the engine does not find one face");
            if turn > 0 {
                alone.push((seen - started).as_secs_f64());
                with_decoding.push(seen.elapsed().as_secs_f64());
            }
        }
        for (contender, loads) in contenders.iter().zip(&mut measured) {
            for (&clients, measured) in CLIENTS.iter().zip(loads) {
                let came = ask_for_a_while(contender, &request, clients)?;
                if turn > 0 {
                    measured.latencies.extend(came.latencies);
                    measured.seconds += came.seconds;
                }
            }
        }
    }
    drop(station);
    report(&contenders, &mut measured, &mut alone, &mut with_decoding);
    if service.is_none() {
        println!("\nTo have the original service beside it: make bench ORIGINAL=its/folder");
    }
    Ok(())
}

/// The station, its server and the person enrolled.
fn start_hadir(models: &Path, folder: &Path, jpeg: &[u8]) -> Result<((Server, Arc<Station>), SocketAddr)> {
    let gallery = Gallery::open(&folder.join("data"))?;
    let mut engine = DlibEngine::open(&Models::in_folder(models.to_owned()))?;
    let template = enrol_one::template_of(&mut engine, &images::decode(jpeg)?, None)?.template;
    gallery.add(&"alip".parse()?, template)?;
    let mut settings = Settings::default();
    settings.serve.value = true;
    settings.port.value = 0;
    let station = Arc::new(Station::start(Parts {
        gallery,
        journal: Journal::open(&folder.join("data")),
        settings: SettingsStore::in_memory(settings),
        secrets: SecretStore::in_memory(),
        delivery: Timing::default(),
        engines: dlib_factory(models.to_owned()),
        cameras: Arc::new(camera::open),
        recognitions: None,
        play: Arc::new(|_| Ok(())),
        wake: Arc::new(|| {}),
    })?);
    let server = Server::start(station.clone())?;
    let until = Instant::now() + START_WITHIN;
    loop {
        if let ServerState::Running { url, .. } = station.view().server {
            let at = url.strip_prefix("http://").context("no address")?.trim_end_matches('/').parse()?;
            return Ok(((server, station), at));
        }
        ensure!(Instant::now() < until, "the server does not start");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The original service, run from a copy: its folder lacks two files.
struct Service {
    child: Child,
    at: SocketAddr,
    _folder: TempDir,
}

impl Service {
    fn start(original: &Path, python: &Path, data: &Path) -> Result<Self> {
        let folder = TempDir::new()?;
        let package = folder.path().join("src/ml");
        fs::create_dir_all(&package)?;
        for entry in fs::read_dir(original.join("src/ml")).context("there is no original service")? {
            let path = entry?.path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                fs::copy(&path, package.join(name))?;
            }
        }
        fs::write(folder.path().join("src/__init__.py"), "")?;
        fs::write(package.join("__init__.py"), "")?;
        let embeddings = folder.path().join("data/embeddings");
        fs::create_dir_all(&embeddings)?;
        fs::copy(data.join("embeddings/alip.npy"), embeddings.join("alip.npy"))?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let at = SocketAddr::from(([127, 0, 0, 1], port));
        // One thread, as Hadir's engines have.
        let child = Command::new(fs::canonicalize(python.parent().context("no Python")?)?.join("python"))
            .args(["-W", "ignore", "-m", "uvicorn", "src.ml.api:app", "--log-level", "error", "--port"])
            .arg(port.to_string())
            .current_dir(folder.path())
            .envs([("OPENBLAS_NUM_THREADS", "1"), ("OMP_NUM_THREADS", "1")])
            .stdout(Stdio::null())
            .spawn()
            .context("the original service's Python does not start")?;
        let service = Self { child, at, _folder: folder };
        let until = Instant::now() + START_WITHIN;
        while TcpStream::connect(at).is_err() {
            ensure!(Instant::now() < until, "the original service does not start");
            thread::sleep(Duration::from_millis(100));
        }
        Ok(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A portrait fitted into a frame, as a JPEG.
fn frame_of(portrait: &Path) -> Result<Vec<u8>> {
    let portrait = images::decode(&images::read(portrait)?)?;
    let width = portrait.width() * HEIGHT / portrait.height();
    let fitted = imageops::resize(&portrait, width, HEIGHT, FilterType::Triangle);
    let mut frame = RgbImage::from_pixel(WIDTH, HEIGHT, image::Rgb([96; 3]));
    imageops::replace(&mut frame, &fitted, i64::from((WIDTH - width) / 2), 0);
    Ok(images::encode_jpeg(&frame)?)
}

/// The request, but for the address.
fn request_of(jpeg: &[u8]) -> Vec<u8> {
    let mut body =
        b"--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
            .to_vec();
    body.extend(jpeg);
    body.extend(b"\r\n--x--\r\n");
    let mut request = format!(
        "POST /recognize HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend(body);
    request
}

fn ask_for_a_while(contender: &Contender, request: &[u8], clients: usize) -> Result<Measured> {
    let started = Instant::now();
    let client = || -> Result<Vec<f64>> {
        let stream = TcpStream::connect(contender.at)?;
        stream.set_nodelay(true)?;
        let mut answers = BufReader::new(stream.try_clone()?);
        let mut latencies = Vec::new();
        while started.elapsed() < A_TURN {
            let asked = Instant::now();
            (&stream).write_all(request)?;
            let answer = read_answer(&mut answers).with_context(|| format!("{} does not answer", contender.name))?;
            ensure!(answer.contains(r#""alip""#), "{} says {answer}", contender.name);
            latencies.push(asked.elapsed().as_secs_f64());
        }
        Ok(latencies)
    };
    let latencies = thread::scope(|scope| {
        let running: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        let came: Result<Vec<_>> = running
            .into_iter()
            .map(|client| client.join().map_err(|_| anyhow::anyhow!("a client panicked"))?)
            .collect();
        came.map(|came| came.concat())
    })?;
    Ok(Measured { latencies, seconds: started.elapsed().as_secs_f64() })
}

fn read_answer(stream: &mut impl BufRead) -> Result<String> {
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let before = head.len();
        stream.read_line(&mut head)?;
        let line = head.get(before..).unwrap_or_default().to_ascii_lowercase();
        ensure!(!line.is_empty(), "the connection ended");
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        if line == "\r\n" {
            break;
        }
    }
    ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(String::from_utf8(body)?)
}

fn report(
    contenders: &[Contender],
    measured: &mut [[Measured; CLIENTS.len()]],
    alone: &mut [f64],
    with_decoding: &mut [f64],
) {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!(
        "/recognize, one JPEG of {WIDTH} x {HEIGHT} with one face, {cores} cores; {TURNS} turns of {} s, in milliseconds\n",
        A_TURN.as_secs()
    );
    println!("{:12} {:>8} {:>12} {:>9} {:>9} {:>9}", "", "clients", "requests/s", "median", "p95", "requests");
    let mut rates = Vec::new();
    for (contender, loads) in contenders.iter().zip(measured.iter_mut()) {
        for (&clients, measured) in CLIENTS.iter().zip(loads) {
            let rate = measured.latencies.len() as f64 / measured.seconds;
            rates.push(rate);
            println!(
                "{:12} {clients:8} {rate:12.1} {:9.1} {:9.1} {:9}",
                contender.name,
                share(&mut measured.latencies, 0.5) * 1e3,
                share(&mut measured.latencies, 0.95) * 1e3,
                measured.latencies.len()
            );
        }
    }
    if let [ours, theirs] = rates.chunks(CLIENTS.len()).collect::<Vec<_>>()[..] {
        let times: Vec<_> = ours.iter().zip(theirs).map(|(ours, theirs)| format!("{:.1}", ours / theirs)).collect();
        println!("\nHadir answers {} times as many a second (target: at least 2).", times.join(", "));
    }
    let one_client = measured.first_mut().and_then(|loads| loads.first_mut());
    let over_http = one_client.map_or(f64::NAN, |measured| share(&mut measured.latencies, 0.5));
    let (alone, with_decoding) = (share(alone, 0.5), share(with_decoding, 0.5));
    println!(
        "\nThe engine alone, on one thread, median: {:.1} on pixels, {:.1} from the JPEG. Over HTTP {:.1} more than on pixels \
         (target: at most 5).",
        alone * 1e3,
        with_decoding * 1e3,
        (over_http - alone) * 1e3
    );
}

/// The value that this share of all is at most.
fn share(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values
        .get(((values.len() as f64 * share) as usize).min(values.len().saturating_sub(1)))
        .copied()
        .unwrap_or(f64::NAN)
}
