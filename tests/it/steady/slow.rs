//! Connections that are opened and not used: they are closed, and those who ask do not feel them.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::effort::{is_long, rounds};
use crate::support::{Server, index, program};

use super::cpu;
use super::wire::Wire;

/// What each sends of a head before it falls silent.
const BEGINNINGS: [&str; 4] = ["", "G", "GET / HTTP/1.1\r\n", "POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Le"];
/// When all of them must be closed: its patience is much less, but a busy machine accepts some late.
const CLOSED: Duration = Duration::from_secs(15);
/// What a healthy request may take more than before, beside twice the time.
const SLACK: Duration = Duration::from_millis(5);
/// What a hundred of them may cost the server more, beside twice as much: it is told in steps of 10 ms.
const CPU_SLACK: Duration = Duration::from_millis(50);

/// How long a newcomer waits for a place: whoever finds none tries again after a second.
const PATIENCE: Duration = Duration::from_millis(900);

/// Opens connections and sends a part of a head on each.
fn half_open(address: &str, count: usize) -> Vec<TcpStream> {
    let opened = (0..count).map(|at| {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(BEGINNINGS[at % BEGINNINGS.len()].as_bytes()).unwrap();
        stream
    });
    opened.collect()
}

/// What a series of healthy requests, on connections of their own, took.
struct Series {
    /// The time that all but one in a hundred stay under.
    slowest: Duration,
    /// What they cost the server.
    cost: Duration,
}

/// Returns the best of three series: what disturbs the machine for a moment is not the server.
fn healthy(server: &Server) -> Series {
    let one = || {
        let begun = Instant::now();
        let answer = Wire::to(&server.address).and_then(|mut wire| wire.get("/v1/search?q=an+ninh"));
        assert_eq!(answer.unwrap().status, 200);
        begun.elapsed()
    };
    let series = || {
        let begun = cpu(server.pid());
        let mut times: Vec<Duration> = (0..100).map(|_| one()).collect();
        times.sort_unstable();
        Series { slowest: times[98], cost: cpu(server.pid()) - begun }
    };
    let series: Vec<Series> = (0..3).map(|_| series()).collect();
    let least = |of: fn(&Series) -> Duration| series.iter().map(of).min().unwrap();
    Series { slowest: least(|series| series.slowest), cost: least(|series| series.cost) }
}

#[test]
fn half_open_connections_slow_nobody_and_are_closed() {
    let patience = rounds(3, 10) as u64;
    let server = Server::start(index(), &["--rate-search", "0", "--header-timeout", &patience.to_string()]);
    healthy(&server);
    let before = healthy(&server);
    let begun = Instant::now();
    let open = half_open(&server.address, rounds(1_000, 4_000));
    let during = healthy(&server);
    assert!(during.cost <= before.cost * 2 + CPU_SLACK, "{:?} of CPU, where it was {:?}", during.cost, before.cost);
    // By the clock only where no other test runs beside: there it is the others that are measured.
    if is_long() {
        assert!(
            during.slowest <= before.slowest * 2 + SLACK,
            "{:?}, where it was {:?}",
            during.slowest,
            before.slowest
        );
    }
    let last = begun + CLOSED;
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

/// The server is stopped meanwhile, so that only its queue can take them.
#[test]
fn a_burst_of_newcomers_finds_a_place_in_the_queue() {
    let server = Server::start(index(), &[]);
    let most = std::fs::read_to_string("/proc/sys/net/core/somaxconn").unwrap_or_default();
    let burst = most.trim().parse().unwrap_or(128).min(1_000);
    let address = server.address.parse().unwrap();
    server.signal("STOP");
    let newcomers = (0..burst).map(|_| TcpStream::connect_timeout(&address, PATIENCE));
    let waiting: Vec<_> = newcomers.take_while(Result::is_ok).collect();
    server.signal("CONT");
    assert_eq!(waiting.len(), burst);
    let answer = Wire::to(&server.address).and_then(|mut wire| wire.get("/v1/search?q=an+ninh"));
    assert_eq!(answer.unwrap().status, 200);
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
