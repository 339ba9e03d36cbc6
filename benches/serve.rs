//! What a request costs the server, against a bare axum server that answers with one word; and how steady it is under 64
//! connections.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Figure;
use crate::archives::{Archive, State};
use crate::measure::{ROUNDS, median, percentile};
use crate::questions::Questions;
use crate::texts::FULL;

/// Requests of one round that are answered from what is kept, and the bare server's: as many as take about a second, since
/// the system tells processor time by hundredths of it.
const REPEATED: usize = 20_000;
const BARE: usize = 40_000;
/// The one path of the bare server.
const BARE_PATH: &str = "/";
/// Requests at the least that tell how long one takes alone.
const IDLE: usize = 1_000;
/// Connections under load, and how long they ask.
const CONNECTIONS: usize = 64;
const LOAD: Duration = Duration::from_secs(30);

pub(crate) fn measure(directives: usize) -> Vec<Figure> {
    let index = Archive::of(FULL, directives).ours(State::Whole);
    let questions = Questions::of(FULL);
    let paths = |questions: &[String]| -> Vec<String> { questions.iter().map(|question| path(question)).collect() };
    let (paths, fresh) = (paths(&questions.typed), paths(&questions.fresh));
    let repeating = Server::tracuu(&index, &[]);
    let searching = Server::tracuu(&index, &["--kept-bytes", "0"]);
    let mut figures = costs((&repeating, &paths), (&searching, &fresh));
    figures.push(Figure::new("directives", directives as f64, ""));
    figures.extend(under_load("every question searched", (&searching, "≤ 10"), &paths));
    figures.extend(under_load("questions asked before", (&repeating, "≤ 10"), &paths));
    // What the machine and the client make of 64 connections, whoever answers.
    figures.extend(under_load("the bare server", (&Server::bare(), ""), &[BARE_PATH.to_owned()]));
    figures
}

/// Ten hits with snippets and three facets.
fn path(question: &str) -> String {
    let question = utf8_percent_encode(question, NON_ALPHANUMERIC);
    format!("/v1/search?q={question}&limit=10&facets=province,year,kind")
}

/// Returns what a search costs two servers, in turns with the bare one: one is asked the same again and again, the other
/// nothing twice.
fn costs((repeating, same): (&Server, &[String]), (searching, fresh): (&Server, &[String])) -> Vec<Figure> {
    let bare = Server::bare();
    let hello = [BARE_PATH.to_owned()];
    let (first, fresh) = fresh.split_at(fresh.len() / (1 + ROUNDS));
    repeating.cost(same.len(), same);
    searching.cost(first.len(), first);
    let mut rounds = [Vec::new(), Vec::new(), Vec::new()];
    for fresh in fresh.chunks(first.len()) {
        let one = bare.cost(BARE, &hello);
        let (kept, searched) = (repeating.cost(REPEATED, same), searching.cost(fresh.len(), fresh));
        for (round, value) in rounds.iter_mut().zip([searched / one, kept / one, one * 1e6]) {
            round.push(value);
        }
    }
    let [searched, kept, one] = rounds.map(median);
    vec![
        Figure::new("CPU of a search, not asked before: times that of the bare server", searched, "≤ 40, target 15"),
        Figure::new("CPU of a search, asked before: times that of the bare server", kept, "≤ 40, target 15"),
        Figure::new("CPU of the bare server for one request, µs", one, ""),
    ]
}

/// Returns how steady the server is when many ask at once.
fn under_load(what: &str, (server, goal): (&Server, &'static str), paths: &[String]) -> [Figure; 4] {
    let idle = percentile(server.times(IDLE.max(paths.len() * 5), paths), 0.5);
    let (times, errors) = load(server, paths);
    [
        Figure::new(format!("{what}: idle median, ms"), idle * 1e3, ""),
        Figure::new(format!("{what}: 64 connections for 30 s, requests that failed"), errors as f64, "0"),
        Figure::new(format!("{what}: requests a second"), times.len() as f64 / LOAD.as_secs_f64(), ""),
        Figure::new(
            format!("{what}: 99th percentile under load, times the idle median"),
            percentile(times, 0.99) / idle,
            goal,
        ),
    ]
}

/// Answers every request with the same word until it is killed.
pub(crate) fn bare_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        eprintln!("http://{address} ");
        let router = axum::Router::new().route(BARE_PATH, axum::routing::get(|| async { "hello" }));
        axum::serve(listener, router).await.unwrap();
    });
}

/// A server in a process of its own.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn tracuu(index: &Path, options: &[&str]) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
        command
            .arg("--index")
            .arg(index)
            .args(["serve", "--listen", "127.0.0.1:0", "--rate-search", "0"])
            .args(options);
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
    fn cost(&self, requests: usize, paths: &[String]) -> f64 {
        let before = self.processor_time();
        self.times(requests, paths);
        (self.processor_time() - before) / requests as f64
    }

    fn times(&self, requests: usize, paths: &[String]) -> Vec<f64> {
        let mut client = Client::new(&self.address);
        (0..requests).map(|request| client.ask(&paths[request % paths.len()]).0).collect()
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
fn load(server: &Server, paths: &[String]) -> (Vec<f64>, usize) {
    let asked = std::thread::scope(|scope| {
        let ask = |start: usize| {
            let (mut client, mut asked) = (Client::new(&server.address), Vec::new());
            let begun = Instant::now();
            while begun.elapsed() < LOAD {
                asked.push(client.ask(&paths[(start + asked.len()) % paths.len()]));
            }
            asked
        };
        let clients: Vec<_> = (0..CONNECTIONS).map(|start| scope.spawn(move || ask(start))).collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect::<Vec<_>>()
    });
    let errors = asked.iter().filter(|(_, found)| !found).count();
    (asked.into_iter().map(|(time, _)| time).collect(), errors)
}
