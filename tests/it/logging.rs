//! What the server logs: one line for each request, nothing of what was searched for unless it was told to, and no line that a
//! stranger wrote.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Server, encoded, index, program, run};

/// Texts that would end a line, colour it, or look like one.
const HOSTILE: [&str; 5] = [
    "bí mật\r\nrequest answered status=200",
    "bí mật\u{1b}[31m đỏ",
    "bí mật\u{2028}\u{2029}\u{85}dòng",
    "bí mật\",\"status\":999}",
    "bí mật",
];

/// Waits for that many lines that tell of requests, and returns the whole log.
fn told(server: &Server, wanted: usize) -> String {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let log = server.log();
        let count = log.lines().filter(|line| line.contains("request answered")).count();
        assert!(count <= wanted, "a line was broken: {log}");
        if count == wanted {
            return log;
        }
        assert!(Instant::now() < deadline, "{log}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Asks for hostile texts in the query, the path and a header; returns the lines that tell of requests.
fn lines(flags: &[&str]) -> Vec<String> {
    let mut arguments = vec!["-v"];
    arguments.extend_from_slice(flags);
    let server = Server::start_by(program(), index(), &arguments);
    for text in HOSTILE {
        server.get(&format!("/v1/search?q={}", encoded(text)));
        server.get_with(&format!("/v1/nowhere/{}", encoded(text)), &[("x-request-id", "mine-1")]);
    }
    server.get(&format!("/v1/search?q={}", encoded(HOSTILE[4])));
    server.get("/v1/timeline");
    let log = told(&server, 2 * HOSTILE.len() + 2);
    assert!(!log.contains(['\u{2028}', '\u{2029}', '\u{85}', '\u{1b}']), "{log}");
    log.lines().filter(|line| line.contains("request answered")).map(str::to_owned).collect()
}

/// Returns the fields of a line of JSON: those of the event and those of its span.
fn fields(line: &str) -> (Value, Value) {
    let event: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let span = event["span"].clone();
    (event, span)
}

#[test]
fn a_line_of_json_for_each_request() {
    let lines = lines(&["--log-format", "json"]);
    let told: Vec<(Value, Value)> = lines.iter().map(|line| fields(line)).collect();
    let searches: Vec<&(Value, Value)> = told.iter().filter(|(_, span)| span["path"] == "\"/v1/search\"").collect();
    assert_eq!(searches.len(), HOSTILE.len() + 1);
    for (event, span) in &searches {
        assert_eq!((&event["status"], &span["method"]), (&200.into(), &"GET".into()), "{event}");
        assert!(event["duration_ms"].is_number() && event["query"].is_null(), "{event}");
        assert_eq!(event["query_hash"].as_str().unwrap().len(), 16, "{event}");
        assert!(["term", "phrase"].contains(&event["class"].as_str().unwrap()), "{event}");
        assert!(!event.to_string().contains("bí mật"), "{event}");
    }
    let hash = |at: usize| searches[at].0["query_hash"].clone();
    assert_eq!(hash(4), hash(5), "the same text");
    assert_eq!((0..5).map(|at| hash(at).to_string()).collect::<std::collections::BTreeSet<_>>().len(), 5);
    assert_eq!(told.iter().filter(|(_, span)| span["request_id"] == "mine-1").count(), HOSTILE.len());
    let timeline = told.iter().find(|(_, span)| span["path"] == "\"/v1/timeline\"").unwrap();
    assert_eq!((&timeline.0["class"], &timeline.0["query_hash"]), (&"facet".into(), &Value::Null));
}

#[test]
fn queries_are_logged_only_when_asked_for() {
    for (flags, is_told) in [(&[][..], false), (&["--log-queries"], true)] {
        let lines = lines(flags);
        let searches: Vec<&String> = lines.iter().filter(|line| line.contains("\"/v1/search\"")).collect();
        assert_eq!(searches.len(), HOSTILE.len() + 1, "{lines:#?}");
        for line in searches {
            assert_eq!(line.contains("query=\"bí mật"), is_told, "{line}");
            assert!(line.contains("query_hash"), "{line}");
        }
    }
    let told = lines(&["--log-queries", "--log-format", "json"]);
    let queries = told.iter().map(|line| fields(line).0["query"].clone());
    assert_eq!(queries.filter(|query| query.as_str().is_some_and(|query| query.contains("bí mật"))).count(), 6);
}

#[test]
fn the_log_of_json_is_json_and_bears_the_id_of_the_answer() {
    let server = Server::start_by(program(), index(), &["-vv", "--log-format", "json"]);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let paths = ["/v1/search?q=dat", "/v1/search?limit=x", "/v1/nowhere", "/healthz", "/"];
    let ids = paths.map(|path| {
        let answer = agent.get(format!("http://{}{path}", server.address)).call().unwrap();
        answer.headers()["x-request-id"].to_str().unwrap().to_owned()
    });
    let log = told(&server, paths.len());
    let spans: Vec<Value> = log.lines().map(|line| fields(line).1).collect();
    for (id, path) in ids.iter().zip(paths) {
        assert!(spans.iter().any(|span| span["request_id"] == id.as_str()), "{path} {id}: {log}");
    }
}

#[test]
fn no_key_is_ever_logged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.json");
    let made =
        run(index(), &["key", "create", "--name", "Cổng", "--scope", "search", "--keys", file.to_str().unwrap()]);
    let (secret, wrong) = (made.out.trim_end().to_owned(), format!("tk_{}", "5".repeat(64)));
    let mut noisy = program();
    noisy.env("RUST_LOG", "trace");
    let server = Server::start_by(noisy, index(), &["--keys", file.to_str().unwrap(), "--log-queries"]);
    for shown in [&secret, &wrong] {
        for header in ["authorization", "x-api-key"] {
            server.get_with("/v1/search?q=dat", &[(header, &format!("Bearer {shown}"))]);
        }
        server.send(("POST", "/v1/search"), &[("authorization", &format!("bearer {shown}"))], "{");
        server.get(&format!("/v1/search?key={shown}"));
    }
    let log = told(&server, 8);
    assert!(log.contains("query=\"dat\"") && log.contains(" key=\""), "{log}");
    for digits in [&secret[3..], &wrong[3..]] {
        assert!(!log.contains(&digits[..16]), "{log}");
    }
}

/// Whoever asks first does not pay for what all others find ready.
#[test]
fn frequent_words_are_made_ready_at_the_start() {
    let mut program = program();
    program.env("RUST_LOG", "server=debug");
    Server::start_by(program, index(), &[]).log_with("frequent words are made ready");
}
