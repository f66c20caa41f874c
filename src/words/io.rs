//! Why the system could not do something, in words.

use std::io::{Error, ErrorKind};

use super::Text;
use crate::text;

/// Why the system could not do something, worded to stand behind a colon; what has no words of ours is said as the system
/// says it.
pub fn io(error: &Error) -> Text {
    // One that is ours has words of its own.
    if let Some(text) = error.get_ref().and_then(|inner| inner.downcast_ref::<Text>()) {
        return text.clone();
    }
    match error.kind() {
        ErrorKind::NotFound => text!("words-io-not-found"),
        ErrorKind::PermissionDenied => text!("words-permission"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => text!("words-io-full"),
        ErrorKind::ReadOnlyFilesystem => text!("words-io-read-only"),
        ErrorKind::NotADirectory => text!("words-io-no-folder"),
        ErrorKind::IsADirectory => text!("words-io-folder"),
        ErrorKind::AlreadyExists => text!("words-io-exists"),
        ErrorKind::TimedOut => text!("words-io-timed-out"),
        ErrorKind::UnexpectedEof => text!("words-io-cut-short"),
        ErrorKind::ConnectionRefused => text!("words-io-refused"),
        ErrorKind::AddrInUse => text!("words-io-address-in-use"),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            text!("words-io-unreachable")
        }
        _ => Text::said(error),
    }
}
