//! The end under load: whoever began to be answered is answered to the last byte, and the process ends in time.

use std::fmt::Write;
use std::io;
use std::path::Path;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::effort::{Random, rounds, seed};
use crate::support::{Server, run};

use super::wire::Wire;

/// Directives of the archive: an export of them takes longer than the signal.
const DIRECTIVES: usize = 3_000;
/// A request that was sent so long before the signal must be answered.
const TAKEN: Duration = Duration::from_millis(500);
/// How long the server may take to end.
const END: Duration = Duration::from_secs(5);

/// What clients ask, one each, again and again.
const ASKED: [&str; 5] = [
    "/v1/search?q=an+ninh&facets=*&limit=50",
    "/?q=an+ninh",
    "/v1/search/export?q=an",
    "/v1/search/export?format=jsonl",
    "/v1/suggest?q=an",
];

fn archive(folder: &Path) {
    let mut records = String::new();
    for at in 0..DIRECTIVES {
        let text = format!("TỈNH ỦY HƯNG YÊN\\nSố {at}-CT/TU\\nCHỈ THỊ\\nvề an ninh trật tự, việc thứ {at}");
        writeln!(records, "{{\"id\":\"d{at}\",\"title\":\"Chỉ thị về việc thứ {at}\",\"text\":\"{text}\"}}").unwrap();
    }
    std::fs::write(folder.join("records.jsonl"), records).unwrap();
}

/// How a client ended.
struct Last {
    path: &'static str,
    /// When its last request was sent.
    sent: Instant,
    error: io::Error,
    /// How many were answered before, each to its last byte.
    answered: usize,
}

/// Asks until no answer comes.
fn client(address: &str, path: &'static str) -> JoinHandle<Last> {
    // Before the thread, which on a busy machine may begin when the server has ended.
    let mut wire = Wire::to(address).unwrap();
    std::thread::spawn(move || {
        let mut answered = 0;
        loop {
            let sent = Instant::now();
            match wire.get(path) {
                Ok(answer) => assert_eq!(answer.status, 200, "{path}"),
                Err(error) => return Last { path, sent, error, answered },
            }
            answered += 1;
        }
    })
}

#[test]
fn whoever_is_being_answered_is_answered_in_full() {
    let (folder, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    archive(folder.path());
    let said = run(index.path(), &["index", folder.path().to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let mut random = Random(seed("ending"));
    let mut answered = 0;
    for round in 0..rounds(8, 100) {
        answered += one_end(index.path(), Duration::from_millis(20 + random.below(200)), round);
    }
    assert!(answered > 0, "nobody was answered, so nothing was looked at");
}

/// Starts a server, puts it under load, ends it, and returns how many answers came before.
fn one_end(index: &Path, after: Duration, round: usize) -> usize {
    let flags = ["--rate-search", "0", "--rate-export", "0", "--drain-timeout", "1", "--exports", "8"];
    let server = Server::start(index, &flags);
    // One that never finishes its request must not hold up the end.
    let mut half_open = Wire::to(&server.address).unwrap();
    half_open.send(b"GET / HTTP/1.1\r\nHost").unwrap();
    let clients: Vec<JoinHandle<Last>> = ASKED.iter().map(|path| client(&server.address, path)).collect();
    std::thread::sleep(after);
    let signal = Instant::now();
    assert_eq!(server.stop(), 0, "round {round}");
    assert!(signal.elapsed() <= END, "round {round}: ended after {:?}", signal.elapsed());
    clients.into_iter().map(|client| judged(client.join().unwrap(), signal, round)).sum()
}

/// Returns how many answers a client had. Its last request may have come too late to be taken, and then not a byte of an
/// answer came.
fn judged(last: Last, signal: Instant, round: usize) -> usize {
    let Last { path, sent, error, answered } = last;
    assert_eq!(error.kind(), io::ErrorKind::NotConnected, "round {round}: the answer to {path} broke off: {error}");
    assert!(sent + TAKEN > signal, "round {round}: {path} was taken and never answered");
    answered
}
