//! Asking another Hadir.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use serde_json::Value;

use super::{Answer, Target, Trouble, answer, words};
use crate::core::FrameSize;
use crate::settings::Secret;
use crate::web::{self, Failure};

/// More than the longest answer that makes sense, in bytes.
const MAX_ANSWER_BYTES: usize = 1 << 20;
/// What people copy along with the address.
const COPIED_ALONG: [&str; 4] = ["/recognize/realtime", "/recognize", "/docs", "/health"];

/// Another Hadir, or the original service.
pub struct Remote {
    client: Client,
    /// Its address, without a path's end that is ours to choose.
    base: Url,
    place: String,
    key: Option<Secret>,
    answer_within: Duration,
}

/// How it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Health {
    /// How many students it knows, if it says so.
    pub students: Option<u64>,
    /// How many pictures of them.
    pub pictures: Option<u64>,
}

impl Remote {
    /// Gets ready to ask it; nothing is sent yet.
    ///
    /// # Errors
    /// When its address or the key is none.
    pub fn new(target: &Target, answer_within: Duration) -> Result<Self, Trouble> {
        let mut base = web::address(&target.url).ok_or_else(words::no_address)?;
        base.set_fragment(None);
        let path = base.path().trim_end_matches('/');
        let path = COPIED_ALONG.iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path).to_owned();
        base.set_path(&path);
        let mut headers = HeaderMap::new();
        if let Some(key) = &target.key {
            headers.insert(AUTHORIZATION, web::bearer(key).ok_or_else(words::unsendable_key)?);
        }
        // Only HTTP/1 can become a WebSocket.
        let client = web::client(&base).user_agent(web::USER_AGENT).default_headers(headers).http1_only().build();
        let client = client.map_err(|error| {
            tracing::error!(error = %error.without_url(), "the web client cannot be made");
            words::no_client()
        })?;
        Ok(Self { place: web::place(&base), client, base, key: target.key.clone(), answer_within })
    }

    /// The computer it is on, with its port.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Asks who is on a picture of this size, and has it recorded there.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn recognise(&self, jpeg: Vec<u8>, size: FrameSize) -> Result<Answer, Trouble> {
        let part = Part::bytes(jpeg).file_name("frame.jpg").mime_str("image/jpeg").map_err(|_| words::no_client())?;
        // What was written behind the address, as `?min_conf=0.4`, is for this.
        let url = self.url(&["recognize", "realtime"], self.base.query());
        let said = self.exchange(self.client.post(url).multipart(Form::new().part("image", part))).await?;
        Answer::of(&said, size).ok_or_else(|| words::no_hadir(&self.place))
    }

    /// Asks how it is.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn health(&self) -> Result<Health, Trouble> {
        let health = self.exchange(self.client.get(self.url(&["health"], None))).await;
        if let Ok(said) = &health
            && said.get("encodings").is_some()
        {
            return Ok(Health { students: said["labels"].as_u64(), pictures: said["encodings"].as_u64() });
        }
        // The original fails at that question.
        let config = self.exchange(self.client.get(self.url(&["config"], None))).await;
        match (config, health) {
            (Ok(said), _) if said.get("tolerance").is_some() => Ok(Health::default()),
            (Ok(_), _) => Err(words::no_hadir(&self.place)),
            (Err(_), Err(trouble)) | (Err(trouble), Ok(_)) => Err(trouble),
        }
    }

    /// A request for its WebSocket, and what the answer to it must be.
    pub(super) fn websocket(&self) -> RequestBuilder {
        self.client.get(self.url(&["ws", "recognitions"], None))
    }

    /// What a status means that is no good one.
    pub(super) async fn refusal(&self, mut response: Response) -> Trouble {
        let status = response.status();
        let text = |name| response.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        if status.is_redirection() {
            return words::redirect(status, text(LOCATION), &self.base, &self.place);
        }
        let asked_wait = words::asked_wait(status, text(RETRY_AFTER));
        let said = self.read(&mut response).await.ok().and_then(|body| serde_json::from_slice(&body).ok());
        let said = said.map(|said: Value| self.without_keys(answer::refusal(&said))).unwrap_or_default();
        Trouble { asked_wait, ..words::refused(status, &said, &self.place, self.key.is_some()) }
    }

    pub(super) fn failure(&self, error: &reqwest::Error) -> Trouble {
        let failure = Failure::of(error, &self.base).hiding(|said| self.without_keys(said));
        words::failed(&failure, &self.place)
    }

    async fn exchange(&self, request: RequestBuilder) -> Result<Value, Trouble> {
        let answer = tokio::time::timeout(self.answer_within, self.answer(request)).await;
        answer.unwrap_or_else(|_| Err(words::too_late(&self.place, self.answer_within)))
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Value, Trouble> {
        let mut response = request.send().await.map_err(|error| self.failure(&error.without_url()))?;
        if response.status() != StatusCode::OK {
            return Err(self.refusal(response).await);
        }
        let body = self.read(&mut response).await?;
        let said: Value = serde_json::from_slice(&body).map_err(|_| words::no_hadir(&self.place))?;
        match said["ok"].as_bool() {
            Some(false) => {
                let why = self.without_keys(answer::refusal(&said));
                Err(words::not_done(&why, &self.place))
            }
            _ => Ok(said),
        }
    }

    async fn read(&self, response: &mut Response) -> Result<Vec<u8>, Trouble> {
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failure(&error.without_url()))? {
            if bytes.len() + chunk.len() > MAX_ANSWER_BYTES {
                return Err(words::too_long(&self.place));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn without_keys(&self, text: String) -> String {
        web::without_keys(text, self.key.iter().map(Secret::expose).chain(self.base.password()))
    }

    fn url(&self, path: &[&str], query: Option<&str>) -> Url {
        let mut url = self.base.clone();
        url.set_query(query);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_the_other_ones_routes_however_it_was_copied() {
        let table = [
            ("http://10.0.0.5:8000", "http://10.0.0.5:8000/recognize/realtime"),
            ("http://10.0.0.5:8000/", "http://10.0.0.5:8000/recognize/realtime"),
            (" https://school.example/hadir/ ", "https://school.example/hadir/recognize/realtime"),
            ("http://a:8000/docs", "http://a:8000/recognize/realtime"),
            ("http://a:8000/recognize/realtime?min_conf=0.4", "http://a:8000/recognize/realtime?min_conf=0.4"),
        ];
        for (address, expected) in table {
            let target = Target { url: address.to_owned(), key: None };
            let remote = Remote::new(&target, Duration::from_secs(1)).unwrap();
            let url = remote.url(&["recognize", "realtime"], remote.base.query());
            assert_eq!(url.as_str(), expected, "{address}");
            assert_eq!(remote.url(&["health"], None).query(), None);
        }
    }

    #[test]
    fn what_cannot_be_asked_is_told_at_once() {
        let target = |url: &str, key| Target { url: url.to_owned(), key };
        for target in
            [target("ftp://a", None), target("no address", None), target("http://a", Secret::new("kunci\u{e9}"))]
        {
            let trouble = Remote::new(&target, Duration::from_secs(1)).err().unwrap();
            assert!(!trouble.message.is_nothing() && !trouble.advice.is_nothing());
        }
    }
}
