//! The beginning of a request, as a server of a test reads it.

use std::collections::HashMap;
use std::io::Read;

/// Its first line, and its headers by name in small letters; `None` when the connection is over.
pub fn read(mut stream: impl Read) -> Option<(String, HashMap<String, String>)> {
    let mut head = Vec::new();
    // Byte by byte: what is not read of a request makes its connection be reset when it is closed.
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let line = lines.next()?.to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    Some((line, headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect()))
}
