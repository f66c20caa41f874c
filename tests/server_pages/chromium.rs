//! A real browser without a screen, told what to do by the DevTools protocol: messages of JSON over a WebSocket.

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{Message, WebSocket, client};

/// How long anything may take here before the test has failed; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Chromium {
    process: Child,
    socket: WebSocket<TcpStream>,
    /// What happened, in order, of every page.
    events: Vec<Value>,
    asked: u64,
    _profile: tempfile::TempDir,
}

/// Longer than any test takes.
const AT_MOST_SECONDS: &str = "300";

/// A page that is open.
#[derive(Clone)]
pub struct Page(String);

impl Chromium {
    pub fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        // A test that is killed kills nobody: whatever happens, the browser ends then.
        let mut command = Command::new("timeout");
        command.args(["--kill-after=5", AT_MOST_SECONDS, "chromium"]);
        // Its sandbox does not work for root.
        if std::fs::metadata("/proc/self").is_ok_and(|of| std::os::unix::fs::MetadataExt::uid(&of) == 0) {
            command.arg("--no-sandbox");
        }
        command
            .args(["--headless=new", "--remote-debugging-port=0", "--disable-gpu", "--disable-dev-shm-usage"])
            // Nothing of the browser's own leaves the machine, nor waits for a keyring.
            .args(["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--password-store=basic", "--disable-default-apps", "--lang=en-GB"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("chromium (make test installs it): {error}"));
        let port_file = profile.path().join("DevToolsActivePort");
        let (port, path) = wait("the browser to start", || {
            assert!(process.try_wait().unwrap().is_none(), "the browser ended");
            let text = std::fs::read_to_string(&port_file).ok()?;
            let (port, path) = text.split_once('\n')?;
            (!path.is_empty()).then(|| (port.to_owned(), path.trim().to_owned()))
        });
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (socket, _) = client(format!("ws://127.0.0.1:{port}{path}"), stream).unwrap();
        Self { process, socket, events: Vec::new(), asked: 0, _profile: profile }
    }

    /// Opens an empty page of this size.
    pub fn open(&mut self, width: u32, height: u32) -> Page {
        let target = self.tell(None, "Target.createTarget", &json!({"url": "about:blank"}));
        let attached = json!({"targetId": target["targetId"], "flatten": true});
        let page = Page(self.tell(None, "Target.attachToTarget", &attached)["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Network", "Runtime", "Log"] {
            self.tell(Some(&page), &format!("{domain}.enable"), &json!({}));
        }
        self.resize(&page, width, height);
        page
    }

    pub fn resize(&mut self, page: &Page, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500});
        self.tell(Some(page), "Emulation.setDeviceMetricsOverride", &size);
    }

    /// Says which colours the person likes: `light` or `dark`.
    pub fn prefer(&mut self, page: &Page, colours: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": colours}]});
        self.tell(Some(page), "Emulation.setEmulatedMedia", &features);
    }

    pub fn go(&mut self, page: &Page, url: &str) {
        let went = self.tell(Some(page), "Page.navigate", &json!({"url": url}));
        assert!(went["errorText"].is_null(), "{url}: {went}");
    }

    /// The value of an expression of JavaScript in the page; of a promise, what comes of it.
    pub fn value(&mut self, page: &Page, expression: &str) -> Value {
        let question = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.tell(Some(page), "Runtime.evaluate", &question);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true; while the page is another, or is not there yet, it is not.
    #[track_caller]
    pub fn until(&mut self, page: &Page, expression: &str) {
        let end = Instant::now() + PATIENCE;
        let asked = format!("(() => {{ try {{ return Boolean({expression}); }} catch {{ return false; }} }})()");
        while self.value(page, &asked) != json!(true) {
            if Instant::now() > end {
                let shown = self.value(page, "document.body.innerText");
                panic!("never came: {expression}\n\n{shown}\n\n{:?}", self.complaints());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Leaves a picture of the page in target/screenshots/server.
    pub fn screenshot(&mut self, page: &Page, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots/server");
        std::fs::create_dir_all(&folder).unwrap();
        let taken = self.tell(Some(page), "Page.captureScreenshot", &json!({"format": "png"}));
        let png = BASE64_STANDARD.decode(taken["data"].as_str().unwrap()).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), png).unwrap();
    }

    /// Every address that was asked for so far, by whatever page.
    pub fn requests(&mut self) -> Vec<String> {
        self.tell(None, "Browser.getVersion", &json!({}));
        let texts = |method: &str, at: &str| -> Vec<String> {
            let of = self.events.iter().filter(|event| event["method"] == method);
            of.filter_map(|event| event["params"].pointer(at)?.as_str().map(str::to_owned)).collect()
        };
        [texts("Network.requestWillBeSent", "/request/url"), texts("Network.webSocketCreated", "/url")].concat()
    }

    /// What the browser complained of so far: exceptions, and whatever a policy forbade.
    pub fn complaints(&mut self) -> Vec<String> {
        self.tell(None, "Browser.getVersion", &json!({}));
        let mut found = Vec::new();
        for event in &self.events {
            let params = &event["params"];
            match event["method"].as_str() {
                Some("Runtime.exceptionThrown") => found.push(params["exceptionDetails"].to_string()),
                Some("Log.entryAdded") if params["entry"]["source"] == "security" => {
                    found.push(params["entry"]["text"].to_string());
                }
                _ => {}
            }
        }
        found
    }

    fn tell(&mut self, page: Option<&Page>, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(Page(session)) = page {
            message["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(message.to_string())).unwrap();
        loop {
            let read = self.socket.read().unwrap_or_else(|error| panic!("{method}: {error}"));
            let Message::Text(text) = read else { continue };
            let mut heard: Value = serde_json::from_str(&text).unwrap();
            if heard["id"] == id {
                assert!(heard["error"].is_null(), "{method}: {}", heard["error"]);
                return heard["result"].take();
            }
            self.events.push(heard);
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Politely: what is asked is `timeout`, which hands it on.
        let asked = Command::new("kill").arg(self.process.id().to_string()).status();
        if !asked.is_ok_and(|asked| asked.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// Waits until there is something.
#[track_caller]
pub fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "never came: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
