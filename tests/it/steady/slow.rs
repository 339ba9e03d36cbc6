//! Connections that are opened and not used: they are closed, and those who ask do not feel them.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::effort::rounds;
use crate::support::{Server, index, program};

use super::wire::Wire;

/// What each sends of a head before it falls silent.
const BEGINNINGS: [&str; 4] = ["", "G", "GET / HTTP/1.1\r\n", "POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Le"];
/// How long the server may take to close one after its patience is over.
const GRACE: Duration = Duration::from_secs(5);
/// What a healthy request may take more than before, beside twice the time.
const SLACK: Duration = Duration::from_millis(5);

/// Opens connections and sends a part of a head on each.
fn half_open(address: &str, count: usize) -> Vec<TcpStream> {
    let opened = (0..count).map(|at| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(BEGINNINGS[at % BEGINNINGS.len()].as_bytes()).unwrap();
        stream
    });
    opened.collect()
}

/// Returns the time that all but one in a hundred stay under, of requests on connections of their own. The best of three
/// series: what disturbs the machine for a moment is not the server.
fn slowest(server: &Server) -> Duration {
    let one = || {
        let begun = Instant::now();
        let answer = Wire::to(&server.address).and_then(|mut wire| wire.get("/v1/search?q=an+ninh"));
        assert_eq!(answer.unwrap().status, 200);
        begun.elapsed()
    };
    let series = || {
        let mut times: Vec<Duration> = (0..100).map(|_| one()).collect();
        times.sort_unstable();
        times[98]
    };
    (0..3).map(|_| series()).min().unwrap()
}

#[test]
fn half_open_connections_slow_nobody_and_are_closed() {
    let patience = rounds(3, 10) as u64;
    let server = Server::start(index(), &["--rate-search", "0", "--header-timeout", &patience.to_string()]);
    slowest(&server);
    let before = slowest(&server);
    let begun = Instant::now();
    let open = half_open(&server.address, rounds(1_000, 4_000));
    let during = slowest(&server);
    assert!(during <= before * 2 + SLACK, "{during:?}, where it was {before:?}");
    let last = begun + Duration::from_secs(patience) + GRACE;
    let still: usize = open.into_iter().map(|stream| usize::from(!is_closed_by(stream, last))).sum();
    assert_eq!(still, 0, "connections are open yet");
}

/// Tells whether the server closes a connection before a time.
fn is_closed_by(mut stream: TcpStream, last: Instant) -> bool {
    let mut bytes = [0; 512];
    loop {
        let left = last.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        stream.set_read_timeout(Some(left)).unwrap();
        match stream.read(&mut bytes) {
            // What it says before it goes: that the request took too long.
            Ok(1..) => {}
            Ok(0) => return true,
            Err(error) => return !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        }
    }
}

#[test]
fn a_machine_of_few_files_holds_fewer_connections() {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 1000 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_tracuu")]);
    program().get_envs().for_each(|(name, value)| match value {
        Some(value) => drop(command.env(name, value)),
        None => drop(command.env_remove(name)),
    });
    let server = Server::start_by(command, index(), &["--header-timeout", "1"]);
    let _open = half_open(&server.address, 1_100);
    let answer = Wire::to(&server.address).and_then(|mut wire| wire.get("/v1/search?q=an+ninh")).unwrap();
    assert_eq!(answer.status, 200);
    assert!(!server.log().contains("could not accept"), "{}", server.log());
}
