//! Clients that mean harm, or are broken, and keep nobody else out.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::parts::{Place, connect};

#[test]
fn five_hundred_that_send_a_byte_a_second_keep_no_request_out() {
    const SLOW: usize = 500;
    let place = Place::new(|_| {});
    let address = place.address();
    let (over, fed) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let feeder = {
        let (over, fed) = (over.clone(), fed.clone());
        thread::spawn(move || {
            let mut slow: Vec<TcpStream> = (0..SLOW).map(|_| connect(address)).collect();
            let header = b"GET /health HTTP/1.1\r\nhost: localhost\r\nx: ";
            for n in 0.. {
                let byte = [*header.get(n).unwrap_or(&b'x')];
                for stream in &mut slow {
                    if stream.write_all(&byte).is_err() {
                        // It was given up for another: it comes again.
                        *stream = connect(address);
                    }
                }
                fed.fetch_add(1, Ordering::SeqCst);
                thread::sleep(Duration::from_secs(1));
                if over.load(Ordering::SeqCst) {
                    return;
                }
            }
        })
    };
    while fed.load(Ordering::SeqCst) == 0 {
        thread::sleep(Duration::from_millis(10));
    }
    let mut longest = Duration::ZERO;
    for _ in 0..30 {
        let begun = Instant::now();
        let answer = place.get("/health", &[]);
        longest = longest.max(begun.elapsed());
        assert_eq!(answer.status, 200, "{answer:?}");
        thread::sleep(Duration::from_millis(100));
    }
    assert!(!feeder.is_finished() && fed.load(Ordering::SeqCst) > 1, "all of them were being fed");
    println!("the longest of 30 requests took {longest:?}");
    over.store(true, Ordering::SeqCst);
    feeder.join().unwrap();
}

#[test]
fn what_is_no_request_ends_its_own_connection_alone() {
    let place = Place::new(|_| {});
    let garbage: [&[u8]; 8] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\0\0\0\0\0\0\0\0\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /health HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n",
        b"GET /health HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"POST /recognize HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ];
    for n in 0..1000 {
        let mut stream = connect(place.address());
        let _ = stream.write_all(garbage[n % garbage.len()]);
    }
    assert_eq!(place.get("/health", &[]).status, 200);
}
