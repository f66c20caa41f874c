//! One try: an event posted, and what came of it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER, USER_AGENT};
use reqwest::{Client, Response, Url};
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook};

use super::endpoint::Endpoint;
use super::words::{self, MAX_ANSWER_BYTES};
use crate::core::Answer;
use crate::text;
use crate::web;
use crate::words::Text;

/// Posts to one endpoint.
pub(super) struct Poster {
    client: Client,
    url: Url,
    authorization: Option<HeaderValue>,
    signer: Option<Webhook>,
    endpoint: Endpoint,
    answer_within: Duration,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    /// What the main API said, or what happened instead.
    pub(super) answer: Answer,
    /// When it wants to be asked again, as it said it.
    pub(super) retry_after: Option<String>,
    /// What time it is there, as it said it.
    pub(super) date: Option<Timestamp>,
    /// Nothing was sent: the endpoint is such that nothing can be.
    pub(super) unusable: bool,
}

impl Reply {
    /// There was no whole answer; why, a sentence.
    pub(super) fn none(message: Text) -> Self {
        Self { answer: Answer { http_status: None, message }, retry_after: None, date: None, unusable: false }
    }
}

impl Poster {
    /// Gets ready to post to an endpoint.
    ///
    /// # Errors
    /// Why nothing can be sent there, a sentence.
    pub(super) fn new(endpoint: &Endpoint, answer_within: Duration) -> Result<Arc<Self>, Text> {
        let url = endpoint.address().map_err(|problem| problem.text())?;
        let authorization = endpoint.authorization().map_err(|problem| problem.text())?;
        let signer = endpoint.signer().map_err(|problem| problem.text())?;
        let client = web::client(&url).build().map_err(|error| {
            tracing::error!(error = %error.without_url(), "the web client cannot be made");
            text!("remote-no-client")
        })?;
        Ok(Arc::new(Self { client, url, authorization, signer, endpoint: endpoint.clone(), answer_within }))
    }

    /// Posts an event of this id at `now`, and waits for the whole answer, at most as long as it may take.
    pub(super) async fn post(&self, id: &str, body: Vec<u8>, now: Timestamp) -> Reply {
        let headers = match self.headers(id, &body, now) {
            Ok(headers) => headers,
            Err(message) => return Reply::none(message),
        };
        match tokio::time::timeout(self.answer_within, self.exchange(headers, body)).await {
            Ok(reply) => reply,
            Err(_) => Reply::none(words::too_late(self.answer_within)),
        }
    }

    async fn exchange(&self, headers: HeaderMap, body: Vec<u8>) -> Reply {
        let sent = self.client.post(self.url.clone()).headers(headers).body(body).send().await;
        let mut response = match sent {
            Ok(response) => response,
            Err(error) => return Reply::none(words::failure(&error.without_url(), &self.url, &self.endpoint)),
        };
        let status = response.status();
        let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (retry_after, location) = (text(RETRY_AFTER), text(LOCATION));
        let date = text(DATE).and_then(|date| httpdate::parse_http_date(&date).ok());
        let date = date.and_then(|date| Timestamp::try_from(date).ok());
        let Some(bytes) = read(&mut response).await else { return Reply::none(text!("webhook-cut-off")) };
        let message = match words::body(&bytes, &self.endpoint) {
            _ if status.is_redirection() => words::redirect(status, location.as_deref(), &self.url),
            body if body.trim().is_empty() && !status.is_success() => words::bare_status(status),
            body => Text::said(body),
        };
        Reply { answer: Answer { http_status: Some(status.as_u16()), message }, retry_after, date, unusable: false }
    }

    fn headers(&self, id: &str, body: &[u8], now: Timestamp) -> Result<HeaderMap, Text> {
        let unsendable = |_| text!("webhook-id-damaged");
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, HeaderValue::from_static(web::USER_AGENT));
        headers.insert(HEADER_WEBHOOK_ID, HeaderValue::try_from(id).map_err(unsendable)?);
        headers.insert(HEADER_WEBHOOK_TIMESTAMP, HeaderValue::from(now.as_second()));
        if let Some(authorization) = &self.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        if let Some(signer) = &self.signer {
            let signature = signer
                .sign(id, now.as_second(), body)
                .map_err(|error| text!("webhook-not-signed", reason = error.to_string()))?;
            headers.insert(HEADER_WEBHOOK_SIGNATURE, HeaderValue::try_from(signature).map_err(unsendable)?);
        }
        Ok(headers)
    }
}

/// The body, or as much of it as is kept and a byte more; `None` when it broke off.
async fn read(response: &mut Response) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while bytes.len() <= MAX_ANSWER_BYTES {
        match response.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk[..chunk.len().min(MAX_ANSWER_BYTES + 1 - bytes.len())]),
            Ok(None) => break,
            Err(_) => return None,
        }
    }
    Some(bytes)
}
