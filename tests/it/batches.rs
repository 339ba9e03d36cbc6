//! Batches of directives over HTTP: answered line by line while they come in, seen at once, kept when all else ends.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use serde_json::Value;

use crate::effort::{Random, rounds, seed};
use crate::intake::{Scene, found};
use crate::support::{Server, run};

/// A batch that is sent line by line, and whose answer is read meanwhile.
struct Batch {
    out: TcpStream,
    answer: BufReader<TcpStream>,
}

impl Batch {
    /// Begins a batch of any length.
    fn begin(server: &Server, secret: &str) -> io::Result<Batch> {
        let mut out = TcpStream::connect(&server.address)?;
        out.set_read_timeout(Some(Duration::from_secs(30)))?;
        let head = format!(
            "POST /v1/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\n\
             Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        out.write_all(head.as_bytes())?;
        Ok(Batch { answer: BufReader::new(out.try_clone()?), out })
    }

    /// Sends bytes of the body.
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(&[format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat())
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"0\r\n\r\n")
    }

    /// Returns the next line that says what came of one that was sent; `None` at the end of the answer.
    fn told(&mut self) -> Option<Value> {
        loop {
            let mut line = String::new();
            self.answer.read_line(&mut line).ok().filter(|read| *read > 0)?;
            // Between them are the head, and the lengths of chunks; the last of these is 0.
            match serde_json::from_str(&line) {
                Ok(told @ Value::Object(_)) => return Some(told),
                _ if line == "0\r\n" => return None,
                _ => {}
            }
        }
    }
}

fn record(id: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "text": text }).to_string() + "\n"
}

/// Sends a batch as a whole; returns `id status code` of each line of the answer.
fn sent(scene: &Scene, server: &Server, body: &[u8]) -> Vec<String> {
    let mut batch = Batch::begin(server, &scene.secret).unwrap();
    batch.send(body).unwrap();
    batch.end().unwrap();
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |told: Value| [word(&told["id"]), word(&told["status"]), word(&told["problem"]["code"])].join(" ");
    std::iter::from_fn(|| batch.told()).map(line).collect()
}

#[test]
fn a_thousand_directives_come_in_while_searches_go_on() {
    let scene = Scene::new("ingest");
    let server = scene.serve();
    let lines = |at: usize| record(&format!("d{at}"), &format!("Số {at}/CT-UBND nghinvanban"));
    let body: String = (0..1_000).map(lines).collect();
    let (told, totals) = std::thread::scope(|scope| {
        let sending = scope.spawn(|| sent(&scene, &server, body.as_bytes()));
        let mut totals = vec![found(&server, "nghinvanban")];
        while !sending.is_finished() {
            totals.push(found(&server, "nghinvanban"));
        }
        (sending.join().unwrap(), totals)
    });
    let expected: Vec<String> = (0..1_000).map(|at| format!("d{at} added -")).collect();
    assert_eq!(told, expected);
    assert!(totals.is_sorted() && totals.len() > 2, "{totals:?}");
    assert_eq!(found(&server, "nghinvanban"), 1_000, "whoever was answered finds it");
    assert!(sent(&scene, &server, body.as_bytes()).iter().all(|line| line.ends_with("unchanged -")));
    assert_eq!(server.stop(), 0);
    assert_eq!(scene.step()["unchanged"], 1_001);
}

#[test]
fn bad_lines_stop_nobody() {
    let scene = Scene::new("ingest");
    let server = scene.serve();
    let long = record("dai", &"x".repeat(8 << 20));
    let cases: [(&[u8], &str); 11] = [
        (b"{\"id\":\"a\",\"text\":\"lanthunhat\"}\n", "a added -"),
        (b"{\"id\":\n", "- refused invalid-json"),
        (b"{\"text\":\"khong co id\"}\n", "- refused invalid-document"),
        (long.as_bytes(), "- refused payload-too-large"),
        (b"{\"id\":\"b\",\"text\":\"C\xF4ng\"}\n", "- refused invalid-document"),
        (b"{\"id\":\"../b\",\"text\":\"x\"}\n", "../b refused invalid-document"),
        (b"{\"id\":\"kho\",\"text\":\"x\"}\n", "kho refused conflict"),
        (b"{\"id\":\"c\",\"text\":\" \"}\n", "c refused invalid-document"),
        // The later of two of one id wins.
        (b"{\"id\":\"a\",\"text\":\"lanthuhai\"}\n", "a changed -"),
        (b"{\"id\":\"a\",\"text\":\"lanthuhai\"}\n", "a unchanged -"),
        (b"{\"_id\":12,\"title\":\"t\",\"text\":\"lanthuhai\"}", "12 added -"),
    ];
    let body = cases.map(|(line, _)| line).concat();
    assert_eq!(sent(&scene, &server, &body), cases.map(|(_, told)| told));
    assert_eq!((found(&server, "lanthunhat"), found(&server, "lanthuhai")), (0, 2));
    drop(server);
    assert_eq!(scene.step()["documents"], 3);
}

#[test]
fn who_sends_slowly_is_answered_meanwhile_and_may_go_away() {
    let scene = Scene::new("ingest");
    let server = scene.serve();
    for round in 0..3 {
        let mut batch = Batch::begin(&server, &scene.secret).unwrap();
        let id = format!("cham-{round}");
        batch.send(record(&id, &format!("lan{round}")).as_bytes()).unwrap();
        let told = batch.told().expect("a line is answered before the body ends");
        assert_eq!((&told["id"], &told["status"]), (&id.as_str().into(), &"added".into()));
        assert_eq!(found(&server, &format!("lan{round}")), 1);
        // Half a line is no directive, and what was answered stays.
        batch.send(b"{\"id\":\"nua\",\"text\":\"nuadong\"}").unwrap();
    }
    assert_eq!(scene.put(&server, "sau", "Số 1").0, 201);
    assert_eq!(found(&server, "nuadong"), 0);
    drop(server);
    assert_eq!(scene.step()["documents"], 5);
}

/// Kills a server in the middle of batches: every line that was answered is there afterwards, once.
#[test]
fn a_killed_server_keeps_every_line_it_answered() {
    let mut random = Random(seed("a_killed_server_keeps_every_line_it_answered"));
    let scene = Scene::new("ingest");
    let mut answered = 0;
    for round in 0..rounds(6, 300) {
        let server = scene.serve();
        let body: String =
            (0..2_000).map(|at| record(&format!("r{round}-{at}"), "CÔNG VĂN\nVề việc giữ nguyên")).collect();
        let wait = Duration::from_micros(random.below(1_500_000));
        let got = std::thread::scope(|scope| {
            let (begun, has_begun) = channel();
            let (scene, server, body) = (&scene, &server, &body);
            let sending = scope.spawn(move || answered_until_it_ends(scene, server, body, &begun));
            // On a slow machine the time is over before anything is answered; in every second round it begins then.
            if round % 2 == 1 {
                has_begun.recv().unwrap_or(());
            }
            std::thread::sleep(wait);
            server.kill();
            sending.join().unwrap()
        });
        drop(server);
        let held: BTreeSet<String> = held(&scene).into_iter().collect();
        let lost: Vec<&String> = got.iter().filter(|id| !held.contains(id.as_str())).collect();
        assert!(lost.is_empty(), "round {round}: answered and lost: {lost:?}");
        answered += got.len();
    }
    assert!(answered > 0, "nothing was answered: the test shows nothing");
    scene.step();
    let received = std::fs::read_dir(scene.index().join("received")).unwrap().count();
    let all = held(&scene);
    assert_eq!(all.len(), received, "each that was received is there");
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), received, "and once");
}

/// Returns the ids of what was sent and is in the index.
fn held(scene: &Scene) -> Vec<String> {
    let said = run(&scene.index(), &["export", "giữ nguyên", "--format", "jsonl", "--fields", "id"]);
    let ids = said.out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    ids.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect()
}

/// Sends a batch until the server is gone; returns the ids that were answered.
fn answered_until_it_ends(scene: &Scene, server: &Server, body: &str, begun: &Sender<()>) -> Vec<String> {
    let Ok(mut batch) = Batch::begin(server, &scene.secret) else { return Vec::new() };
    // Whatever cannot be sent any more is not answered either.
    drop(batch.send(body.as_bytes()).and_then(|()| batch.end()));
    let ids = std::iter::from_fn(|| batch.told()).inspect(|told| assert_eq!(told["status"], "added", "{told}"));
    ids.inspect(|_| begun.send(()).unwrap_or(())).map(|told| told["id"].as_str().unwrap().to_owned()).collect()
}
