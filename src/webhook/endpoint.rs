//! Where events go, and what proves that they are from here.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use reqwest::Url;
use reqwest::header::HeaderValue;
use standardwebhooks::Webhook;

use crate::settings::{Secret, SecretName, random_bytes};
use crate::text;
use crate::web::{self, place_of};
use crate::words::Text;

/// In front of a secret, by the Standard Webhooks specification.
const SECRET_PREFIX: &str = "whsec_";
/// How many bytes a secret may have, by the same.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// How many a secret made here has.
const NEW_SECRET_BYTES: usize = 32;

/// As many characters as 256 bits take in base64.
const SERVER_KEY_CHARS: usize = 43;

/// Where events go, and what proves that they are from here.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its address.
    pub url: String,
    /// Goes along as `Authorization: Bearer`.
    pub api_key: Option<Secret>,
    /// Signs each event.
    pub secret: Option<Secret>,
}

/// Why nothing can be sent to an endpoint. The words are for the person who typed it, and never tell what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum EndpointProblem {
    /// Not a web address.
    Url,
    /// It cannot stand in a header.
    ApiKey,
    /// Not base64.
    Secret,
    /// Base64 of too few or too many bytes.
    SecretLength {
        /// So many.
        bytes: usize,
    },
    /// Of a key that others show to this station: one that could be guessed.
    ServerKeyLength,
}

impl EndpointProblem {
    /// What is wrong, a sentence.
    pub fn text(&self) -> Text {
        match self {
            Self::Url => text!("webhook-no-address"),
            Self::ApiKey => text!("webhook-unsendable-key"),
            Self::Secret => text!("webhook-secret"),
            Self::SecretLength { bytes } => {
                let (least, most) = (*SECRET_BYTES.start(), *SECRET_BYTES.end());
                text!("webhook-secret-length", bytes = *bytes, least = least, most = most)
            }
            Self::ServerKeyLength => text!("webhook-key-too-short", least = SERVER_KEY_CHARS),
        }
    }
}

impl Endpoint {
    /// Why nothing can be sent there; empty when all is in order.
    pub fn problems(&self) -> Vec<EndpointProblem> {
        let keys = [(SecretName::ApiKey, &self.api_key), (SecretName::WebhookSecret, &self.secret)];
        let keys = keys.into_iter().filter_map(|(name, key)| check_secret(name, key.as_ref()?).err());
        self.address().err().into_iter().chain(keys).collect()
    }

    pub(super) fn address(&self) -> Result<Url, EndpointProblem> {
        web::address(&self.url).ok_or(EndpointProblem::Url)
    }

    pub(super) fn authorization(&self) -> Result<Option<HeaderValue>, EndpointProblem> {
        self.api_key.as_ref().map(bearer).transpose()
    }

    pub(super) fn signer(&self) -> Result<Option<Webhook>, EndpointProblem> {
        self.secret.as_ref().map(signer).transpose()
    }
}

/// Shows no more of an address than whose it is: the rest may hold a password, or be one.
impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint")
            .field("place", &place_of(&self.url))
            .field("api_key", &self.api_key)
            .field("secret", &self.secret)
            .finish()
    }
}

/// Checks a key before it is kept.
///
/// # Errors
/// Why it cannot be used, for the person.
pub fn check_secret(name: SecretName, secret: &Secret) -> Result<(), EndpointProblem> {
    match name {
        SecretName::ApiKey | SecretName::RemoteKey => bearer(secret).map(drop),
        SecretName::ServerKey if secret.expose().len() < SERVER_KEY_CHARS => Err(EndpointProblem::ServerKeyLength),
        SecretName::ServerKey => bearer(secret).map(drop),
        SecretName::WebhookSecret => signer(secret).map(drop),
    }
}

fn bearer(key: &Secret) -> Result<HeaderValue, EndpointProblem> {
    web::bearer(key).ok_or(EndpointProblem::ApiKey)
}

fn signer(secret: &Secret) -> Result<Webhook, EndpointProblem> {
    let text = secret.expose();
    let bytes = BASE64.decode(text.strip_prefix(SECRET_PREFIX).unwrap_or(text)).map_err(|_| EndpointProblem::Secret)?;
    if !SECRET_BYTES.contains(&bytes.len()) {
        return Err(EndpointProblem::SecretLength { bytes: bytes.len() });
    }
    Webhook::from_bytes(bytes).map_err(|_| EndpointProblem::Secret)
}

/// A new secret to sign events with, to be given to the main API, too: `whsec_` and 32 random bytes.
///
/// # Errors
/// When the system gives no random numbers.
pub fn new_webhook_secret() -> io::Result<Secret> {
    let bytes = random_bytes::<NEW_SECRET_BYTES>()?;
    Secret::new(&format!("{SECRET_PREFIX}{}", BASE64.encode(bytes)))
        .ok_or_else(|| io::Error::other(text!("values-no-random")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text).unwrap()
    }

    #[test]
    fn what_cannot_be_used_is_told_before_it_is_kept() {
        use EndpointProblem::*;
        let (key, name) = (SecretName::ApiKey, SecretName::WebhookSecret);
        let of = |bytes: usize| BASE64.encode(vec![7; bytes]);
        let table = [
            (key, "abc-123_~ .=".to_owned(), Ok(())),
            (key, "a\nb".to_owned(), Err(ApiKey)),
            (key, "a\u{7f}b".to_owned(), Err(ApiKey)),
            (key, "kunci\u{e9}".to_owned(), Err(ApiKey)),
            (name, format!("whsec_{}", of(32)), Ok(())),
            (name, of(24), Ok(())),
            (name, of(64), Ok(())),
            (name, "whsec_".to_owned(), Err(SecretLength { bytes: 0 })),
            (name, of(23), Err(SecretLength { bytes: 23 })),
            (name, of(65), Err(SecretLength { bytes: 65 })),
            (name, "not base64!".to_owned(), Err(Secret)),
        ];
        for (name, text, expected) in table {
            assert_eq!(check_secret(name, &secret(&text)), expected, "{text}");
        }
    }

    #[test]
    fn an_endpoint_tells_all_that_is_wrong_with_it() {
        let table = [
            ("https://api.school.example/events?x=1", None, vec![]),
            (" http://me:pass@10.0.0.7:8000/ ", None, vec![]),
            ("ftp://api.school.example", None, vec![EndpointProblem::Url]),
            ("https://", None, vec![EndpointProblem::Url]),
            ("api.school.example", Some("\u{1}x"), vec![EndpointProblem::Url, EndpointProblem::ApiKey]),
        ];
        for (url, key, expected) in table {
            let endpoint = Endpoint { url: url.to_owned(), api_key: key.map(secret_of), secret: None };
            assert_eq!(endpoint.problems(), expected, "{url}");
        }
        fn secret_of(text: &str) -> Secret {
            Secret::new(&format!("a{text}")).unwrap()
        }
    }

    #[test]
    fn an_endpoint_prints_none_of_its_secrets() {
        let endpoint = Endpoint {
            url: "https://me:pass@api.school.example/hook/t0ken?key=abc".to_owned(),
            api_key: Some(secret("hunter2")),
            secret: Some(secret("whsec_hunter3")),
        };
        let shown = format!("{endpoint:?}");
        assert!(shown.contains("api.school.example:443"), "{shown}");
        for hidden in ["pass", "t0ken", "abc", "hunter"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }

    #[test]
    fn a_new_secret_is_valid_and_like_no_other() {
        let (one, two) = (new_webhook_secret().unwrap(), new_webhook_secret().unwrap());
        assert_eq!(check_secret(SecretName::WebhookSecret, &one), Ok(()));
        assert!(one.expose().starts_with("whsec_"));
        assert_ne!(one, two);
    }

    #[test]
    fn the_signature_is_the_specifications() {
        // The specification's own example.
        let endpoint = Endpoint {
            url: "http://a".to_owned(),
            api_key: None,
            secret: Some(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
        };
        let signature = endpoint.signer().unwrap().unwrap().sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signature.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
