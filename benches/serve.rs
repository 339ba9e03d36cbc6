//! What a request costs the server, against a bare axum server that answers with one word; and how steady it is under 64
//! connections.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use indexer::{Job, bring_into_step};

use crate::Figure;
use crate::measure::{ROUNDS, median, percentile};
use crate::texts::Texts;

/// Requests of one round.
const REQUESTS: usize = 1_000;
/// Connections under load, and how long they ask.
const CONNECTIONS: usize = 64;
const LOAD: Duration = Duration::from_secs(30);
/// Ten hits with snippets and three facets.
const PATHS: [&str; 4] = [
    "/v1/search?q=c%C3%B4ng+an+x%C3%A3&limit=10&facets=province,year,kind",
    "/v1/search?q=an+ninh+trat+tu&limit=10&facets=province,year,kind",
    "/v1/search?q=%22ph%C3%B2ng+ch%C3%A1y%22&limit=10&facets=province,year,kind",
    "/v1/search?q=t%C4%83ng+c%C6%B0%E1%BB%9Dng+qu%E1%BA%A3n+l%C3%BD&limit=10&facets=province,year,kind",
];

pub(crate) fn measure(directives: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    index(folder.path(), directives);
    let ours = Server::tracuu(&folder.path().join("index"));
    let bare = Server::bare();
    ours.cost(REQUESTS / 10, &PATHS);
    bare.cost(REQUESTS / 10, &["/"]);
    let rounds = (0..ROUNDS).map(|_| ours.cost(REQUESTS, &PATHS) / bare.cost(REQUESTS * 20, &["/"]));
    let ratio = median(rounds.collect());
    let idle = percentile(ours.times(REQUESTS, &PATHS), 0.5);
    let (times, errors) = load(&ours);
    let what = format!("at {directives} directives, 10 hits with snippets and three facets");
    vec![
        Figure::new(format!("CPU of a search {what}: times that of a bare axum server"), ratio, "≤ 40, target 15"),
        Figure::new("idle median, ms", idle * 1e3, ""),
        Figure::new("64 connections for 30 s: requests that failed", errors as f64, "0"),
        Figure::new("requests a second", times.len() as f64 / LOAD.as_secs_f64(), ""),
        Figure::new("99th percentile: times the idle median", percentile(times, 0.99) / idle, "≤ 10"),
    ]
}

/// Answers every request with the same word until it is killed.
pub(crate) fn bare_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        eprintln!("http://{address} ");
        let router = axum::Router::new().route("/", axum::routing::get(|| async { "hello" }));
        axum::serve(listener, router).await.unwrap();
    });
}

fn index(folder: &Path, directives: usize) {
    let path = folder.join("archive.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let mut texts = Texts::new(11);
    for number in 0..directives {
        let record = serde_json::json!({ "id": number.to_string(), "text": texts.next(number) });
        writeln!(file, "{record}").unwrap();
    }
    file.flush().unwrap();
    bring_into_step(&Job { index: folder.join("index"), sources: vec![path] }, &|_| {}).unwrap();
}

/// A server in a process of its own.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn tracuu(index: &Path) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
        command.arg("--index").arg(index).args(["serve", "--listen", "127.0.0.1:0", "--rate-search", "0"]);
        Server::start(command)
    }

    fn bare() -> Server {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("--bare-server");
        Server::start(command)
    }

    /// Starts a server and waits until it says where it listens.
    fn start(mut command: Command) -> Server {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address = |line: String| Some(line.split_once("http://")?.1.split_whitespace().next()?.to_owned());
        let address = lines.by_ref().find_map(address).unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address }
    }

    /// Returns the processor seconds of the server for one of many requests, one after the other.
    fn cost(&self, requests: usize, paths: &[&str]) -> f64 {
        let before = self.processor_time();
        self.times(requests, paths);
        (self.processor_time() - before) / requests as f64
    }

    fn times(&self, requests: usize, paths: &[&str]) -> Vec<f64> {
        let mut client = Client::new(&self.address);
        (0..requests).map(|request| client.ask(paths[request % paths.len()]).0).collect()
    }

    /// Returns the processor time of the server so far, in seconds: fields 14 and 15 of its stat, in ticks of 10 ms.
    fn processor_time(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        fields[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A connection that is kept.
struct Client {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Client {
    fn new(address: &str) -> Client {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Client { stream: BufReader::new(stream), body: Vec::new() }
    }

    /// Sends a request; returns how long the answer took, in seconds, and whether it is the one that was asked for.
    fn ask(&mut self, path: &str) -> (f64, bool) {
        let begun = Instant::now();
        write!(self.stream.get_mut(), "GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
        let (mut line, mut length, mut found) = (String::new(), 0, false);
        self.stream.read_line(&mut line).unwrap();
        found |= line.starts_with("HTTP/1.1 200");
        while line != "\r\n" {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            if let Some(bytes) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = bytes.trim().parse().unwrap();
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).unwrap();
        (begun.elapsed().as_secs_f64(), found)
    }
}

/// Asks by many connections at once; returns how long each answer took, and how many were not what was asked for.
fn load(server: &Server) -> (Vec<f64>, usize) {
    let asked = std::thread::scope(|scope| {
        let ask = |start: usize| {
            let (mut client, mut asked) = (Client::new(&server.address), Vec::new());
            let begun = Instant::now();
            while begun.elapsed() < LOAD {
                asked.push(client.ask(PATHS[(start + asked.len()) % PATHS.len()]));
            }
            asked
        };
        let clients: Vec<_> = (0..CONNECTIONS).map(|start| scope.spawn(move || ask(start))).collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect::<Vec<_>>()
    });
    let errors = asked.iter().filter(|(_, found)| !found).count();
    (asked.into_iter().map(|(time, _)| time).collect(), errors)
}
