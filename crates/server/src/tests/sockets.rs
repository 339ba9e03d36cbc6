//! The accept loop over real sockets: slow clients, heads that are too large, the end of the server.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::engine;
use crate::{Config, Keys, ServeError, listen, serve};

/// A running server.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<Result<(), ServeError>>,
}

async fn started(config: Config) -> Running {
    let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0)), 128).unwrap_or_else(|error| panic!("{error}"));
    let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async { stopped.await.unwrap_or_default() };
    let ended = tokio::spawn(serve(listener, engine(), Keys::default(), config, shutdown));
    Running { address, stop, ended }
}

/// Sends bytes and returns all that comes back until the server closes.
async fn exchange(stream: &mut TcpStream, request: &str) -> String {
    // A server that has heard enough may stop listening; what it said is what counts.
    drop(stream.write_all(request.as_bytes()).await);
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn half_a_request_is_not_waited_for() {
    let server = started(Config { header_timeout: Duration::from_millis(300), ..super::open() }).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    let answer = exchange(&mut stream, "GET / HTTP/1.1\r\nHost: x\r\n").await;
    assert!(!answer.contains(" 200 "), "{answer}");
    let waited = begun.elapsed();
    assert!((Duration::from_millis(250)..Duration::from_secs(3)).contains(&waited), "{waited:?}");
}

#[tokio::test]
async fn heads_that_are_too_large() {
    let server = started(super::open()).await;
    let many: String = (0..100).map(|number| format!("x-{number}: 1\r\n")).collect();
    for (request, status) in [
        (format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n"), "431"),
        (format!("GET /?q={} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "a".repeat(17_000)), "414"),
        (format!("GET /?q={} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(300_000)), "431"),
        (format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n{}", "a".repeat(2_000_000)), "413"),
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let answer = exchange(&mut stream, &request).await;
        assert_eq!(answer.split(' ').nth(1), Some(status), "{}", &request[..40]);
    }
}

#[tokio::test]
async fn a_client_beyond_the_last_place_waits_its_turn() {
    let config = Config { max_connections: 1, header_timeout: Duration::from_millis(300), ..super::open() };
    let server = started(config).await;
    let _idle = TcpStream::connect(server.address).await.unwrap();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let answer = exchange(&mut stream, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn an_open_request_is_finished_before_the_end() {
    let server = started(super::open()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET /v1/search?q=an&facets=* HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let answer = exchange(&mut stream, "\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("}\n"), "{answer}");
    server.ended.await.unwrap().unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_client_that_never_asks_does_not_hold_the_end_up() {
    let server = started(Config { drain_timeout: Duration::from_millis(200), ..super::open() }).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.send(()).unwrap();
    let begun = Instant::now();
    server.ended.await.unwrap().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2));
}
