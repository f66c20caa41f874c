//! The person's certificate: read, looked at, and told what is wrong with it in words that they can act on.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use x509_cert::Certificate as X509;
use x509_cert::der::Decode;

use crate::text;
use crate::words::{self, Text};

/// Certificates and keys are a few thousand bytes; whatever is larger than this is neither.
const LARGEST: u64 = 1 << 20;

/// Where a certificate and its key are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Files {
    pub(super) certificate: PathBuf,
    pub(super) key: PathBuf,
}

/// A certificate that can be used.
pub(super) struct Certificate {
    /// What connections are accepted with.
    pub(super) config: Arc<ServerConfig>,
    /// Until when it holds; `None` where it does not say it readably.
    pub(super) until: Option<Timestamp>,
}

/// Why a certificate cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub(super) enum CertificateError {
    Missing { what: What, file: PathBuf },
    Unreadable { what: What, file: PathBuf, reason: Text },
    NotPem { what: What, file: PathBuf },
    Locked(PathBuf),
    OtherKey { certificate: PathBuf, key: PathBuf },
    Unusable { file: PathBuf, reason: String },
}

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Certificate,
    Key,
}

impl CertificateError {
    /// What is wrong, to stand behind a colon.
    pub(super) fn text(&self) -> Text {
        match self {
            Self::Missing { what: What::Certificate, file } => text!("server-certificate-missing", file = file),
            Self::Missing { what: What::Key, file } => text!("server-key-missing", file = file),
            Self::Unreadable { what: What::Certificate, file, reason } => {
                text!("server-certificate-unreadable", file = file, reason = reason)
            }
            Self::Unreadable { what: What::Key, file, reason } => {
                text!("server-key-unreadable", file = file, reason = reason)
            }
            Self::NotPem { what: What::Certificate, file } => text!("server-certificate-not-pem", file = file),
            Self::NotPem { what: What::Key, file } => text!("server-key-not-pem", file = file),
            Self::Locked(file) => text!("server-key-locked", file = file),
            Self::OtherKey { certificate, key } => text!("server-other-key", certificate = certificate, key = key),
            Self::Unusable { file, reason } => text!("server-certificate-unusable", file = file, reason = reason),
        }
    }

    /// What to do, a sentence.
    pub(super) fn advice(&self) -> Text {
        match self {
            Self::Missing { .. } => text!("server-missing-advice"),
            Self::Unreadable { .. } => text!("server-unreadable-advice"),
            Self::NotPem { .. } => text!("server-not-pem-advice"),
            Self::Locked(_) => text!("server-locked-advice"),
            Self::OtherKey { .. } => text!("server-other-key-advice"),
            Self::Unusable { .. } => text!("server-unusable-advice"),
        }
    }
}

impl Files {
    /// Reads both.
    ///
    /// # Errors
    /// Why they cannot be used.
    pub(super) fn read(&self) -> Result<Certificate, CertificateError> {
        let Self { certificate, key } = self;
        let not_pem = |what, file: &Path| CertificateError::NotPem { what, file: file.to_owned() };
        let chain: Vec<CertificateDer<'static>> =
            CertificateDer::pem_slice_iter(&read(What::Certificate, certificate)?)
                .collect::<Result<_, _>>()
                .map_err(|_| not_pem(What::Certificate, certificate))?;
        let Some(first) = chain.first() else { return Err(not_pem(What::Certificate, certificate)) };
        let seconds =
            |certificate: X509| certificate.tbs_certificate().validity().not_after.to_unix_duration().as_secs();
        let until = X509::from_der(first).ok().and_then(|certificate| i64::try_from(seconds(certificate)).ok());
        let until = until.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let pem = read(What::Key, key)?;
        let private = PrivateKeyDer::from_pem_slice(&pem).map_err(|_| {
            let is_locked = pem.windows(9).any(|window| window == b"ENCRYPTED");
            if is_locked { CertificateError::Locked(key.clone()) } else { not_pem(What::Key, key) }
        })?;
        let unusable = |error: rustls::Error| match error {
            rustls::Error::InconsistentKeys(_) => {
                CertificateError::OtherKey { certificate: certificate.clone(), key: key.clone() }
            }
            error => CertificateError::Unusable { file: certificate.clone(), reason: error.to_string() },
        };
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(unusable)?
            .with_no_client_auth()
            .with_single_cert(chain, private)
            .map_err(unusable)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Certificate { config: Arc::new(config), until })
    }

    /// When they were last written: a certificate is renewed by writing over it.
    pub(super) fn written(&self) -> [Option<SystemTime>; 2] {
        let written = |file: &Path| std::fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
        [written(&self.certificate), written(&self.key)]
    }
}

impl Certificate {
    /// Whether it has run out.
    pub(super) fn has_expired(&self) -> bool {
        self.until.is_some_and(|until| until < Timestamp::now())
    }
}

fn read(what: What, file: &Path) -> Result<Vec<u8>, CertificateError> {
    let unreadable = |reason| CertificateError::Unreadable { what, file: file.to_owned(), reason };
    let mut bytes = Vec::new();
    match File::open(file).and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes)) {
        Ok(_) if bytes.len() as u64 > LARGEST => Err(unreadable(text!("server-file-too-large"))),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(CertificateError::Missing { what, file: file.to_owned() })
        }
        Err(error) => Err(unreadable(words::io(&error))),
    }
}
