//! Batches: each kind of line and how it is answered, in blocks. The index is played.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;
use tower::ServiceExt;

use super::intake::{Played, SMALL, server};
use super::{Answer, call_on, engine};
use crate::{Applied, Change, Config, Intake, IntakeError, Scope, Served};

fn request(secret: &str, kind: &str, body: Body) -> Request<Body> {
    let request = Request::post("/v1/documents").header("authorization", format!("Bearer {secret}"));
    request.header("content-type", kind).body(body).unwrap_or_default()
}

async fn send(router: &Router, secret: &str, body: impl Into<Body>) -> Answer {
    call_on(router.clone(), request(secret, "application/x-ndjson", body.into())).await
}

/// Returns each line of an answer as `line id status code`.
fn told(answer: &str) -> Vec<String> {
    let told = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let word = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let code = word(&line["problem"]["code"]);
        assert_eq!(line["problem"]["detail"].is_string(), code != "-", "{line}");
        format!("{} {} {} {code}", line["line"], word(&line["id"]), word(&line["status"]))
    };
    answer.lines().map(told).collect()
}

#[tokio::test]
async fn each_line_has_its_answer() {
    let (_keyring, router, secret) = server(Arc::<Played>::default());
    let long = format!("{{\"id\":\"x\",\"text\":\"{}\"}}", "x".repeat(100));
    let cases: [(&[u8], &str); 16] = [
        (br#"{"id":"added","text":"a"}"#, "added added -"),
        (br#"{"_id":"changed","text":"a","title":"b","more":[1]}"#, "changed changed -"),
        (br#"{"id":7,"text":"a"}"#, "7 unchanged -"),
        (br#"{"id":"archive","text":"a"}"#, "archive refused conflict"),
        (br#"{"id":"no-text","text":""}"#, "no-text refused invalid-document"),
        (br#"{"text":"a"}"#, "- refused invalid-document"),
        (br#"{"id":null,"text":"a"}"#, "- refused invalid-document"),
        (br#"{"id":"x"}"#, "- refused invalid-json"),
        (br#"{"id":1.5,"text":"a"}"#, "- refused invalid-json"),
        (br#"{"id":"x","_id":"x","text":"a"}"#, "- refused invalid-json"),
        (b"[1]", "- refused invalid-json"),
        (b"{", "- refused invalid-json"),
        (b"{\"id\":\"x\",\"text\":\"C\xF4ng\"}", "- refused invalid-document"),
        (b"\xFF\xFE{\x00", "- refused invalid-document"),
        (long.as_bytes(), "- refused payload-too-large"),
        (br#"{"id":"added","text":"again"}"#, "added added -"),
    ];
    let body = cases.map(|(line, _)| line).join(&b'\n');
    let answer = send(&router, &secret, body).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/x-ndjson"));
    let expected: Vec<String> = (1..).zip(cases).map(|(line, (_, told))| format!("{line} {told}")).collect();
    assert_eq!(told(&answer.body), expected);
}

#[tokio::test]
async fn lines_are_refused_with_a_reason_in_either_language() {
    let (_keyring, router, secret) = server(Arc::<Played>::default());
    for (line, reason, vietnamese) in [
        (&br#"{"id":"no-text","text":""}"#[..], "no-text", "Không nhận được: văn bản không có chữ nào."),
        (br#"{"text":"a"}"#, "no-id", "Dòng này không có mã."),
        (b"{\"id\":\"C\xF4\"}", "not-utf8", "Dòng này không phải UTF-8 từ byte 8 trở đi."),
        (
            br#"{"id":"x"}"#,
            "missing-field",
            "Dòng này không phải bản ghi của một văn bản: thiếu trường `text` (ký tự thứ 10).",
        ),
    ] {
        for language in ["en", "vi"] {
            let mut request = request(&secret, "application/x-ndjson", Body::from(line));
            request.headers_mut().insert("accept-language", language.parse().unwrap());
            let answer = call_on(router.clone(), request).await;
            let told: serde_json::Value = serde_json::from_str(answer.body.trim_end()).unwrap();
            assert_eq!((&told["problem"]["reason"], answer.header("content-language")), (&reason.into(), language));
            let said = told["problem"]["detail"].as_str().unwrap();
            assert!(if language == "vi" { said == vietnamese } else { said.is_ascii() }, "{said}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_all_of_it_is_a_problem() {
    let played = Arc::<Played>::default();
    let (_keyring, router, secret) = server(played.clone());
    let kind = "application/x-ndjson";
    for (kind, announced, query, status) in [
        ("application/json", None, "", 415),
        ("text/plain", None, "", 415),
        ("application/x-ndjson; charset=utf-16", None, "", 415),
        (kind, Some("1001"), "", 413),
        (kind, Some("1000"), "", 200),
        (kind, None, "?a=1", 400),
    ] {
        let mut request = request(&secret, kind, Body::from("{}"));
        *request.uri_mut() = format!("/v1/documents{query}").parse().unwrap();
        if let Some(announced) = announced {
            request.headers_mut().insert("content-length", announced.parse().unwrap());
        }
        let answer = call_on(router.clone(), request).await;
        assert_eq!(answer.status, status, "{kind} {announced:?} {query}: {}", answer.body);
    }
    assert!(played.0.lock().unwrap().is_empty());
    let config = Config { intake: SMALL, ..Config::default() };
    let keyring = super::keyring::Keyring::new();
    let secret = keyring.key(&[Scope::Ingest]);
    let without = crate::app(Served::from(engine()), keyring.open(), &config);
    assert_eq!(send(&without, &secret, "{}").await.json()["code"], "index-unavailable");
}

#[tokio::test]
async fn whoever_goes_away_gives_the_place_back() {
    let (_keyring, router, secret) = server(Arc::<Played>::default());
    for _ in 0..=SMALL.requests {
        let line = stream::iter([Ok::<_, Infallible>("{\"id\":\"x\",\"text\":\"a\"}\n")]);
        let body = Body::from_stream(line.chain(stream::pending()));
        let response = router.clone().oneshot(request(&secret, "application/x-ndjson", body)).await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(
            response.into_body().into_data_stream().next().await.is_some(),
            "a line is answered before the body ends"
        );
    }
}

#[tokio::test]
async fn a_body_without_end_is_bounded() {
    let (_keyring, router, secret) = server(Arc::<Played>::default());
    let line = "{\"id\":\"x\",\"text\":\"a\"}\n";
    let endless = stream::repeat(Ok::<_, Infallible>(line));
    let answer = send(&router, &secret, Body::from_stream(endless)).await;
    let whole = 1000 / line.len();
    let told = told(&answer.body);
    assert_eq!((told.len(), told[whole].as_str()), (whole + 1, "46 - refused payload-too-large"), "{told:?}");
}

/// An intake that remembers how many came in each call, and cannot go on once it is told to stop.
#[derive(Default)]
struct Counting(Mutex<Vec<usize>>);

impl Intake for Counting {
    fn apply(&self, changes: Vec<Change>) -> Result<Vec<Applied>, IntakeError> {
        self.0.lock().unwrap().push(changes.len());
        let is_last = changes.iter().any(|change| matches!(change, Change::Put(put) if put.id == "stop"));
        if is_last { Err(IntakeError::Busy) } else { Ok(vec![Applied::Added; changes.len()]) }
    }
}

#[tokio::test]
async fn a_block_is_answered_before_the_next_is_read() {
    let counting = Arc::<Counting>::default();
    let (_keyring, router, secret) = server(counting.clone());
    let (sender, mut receiver) = mpsc::unbounded_channel::<String>();
    let body = stream::poll_fn(move |context| receiver.poll_recv(context)).map(Ok::<_, Infallible>);
    let response = router.oneshot(request(&secret, "application/x-ndjson", Body::from_stream(body))).await;
    let mut answer = response.unwrap().into_body().into_data_stream();
    let record = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"a\"}}\n");
    for (sent, expected) in
        [("a", "1 a added -"), ("stop", "2 stop refused writer-busy"), ("b", "3 b refused writer-busy")]
    {
        sender.send(record(sent)).unwrap();
        let block = answer.next().await.unwrap().unwrap();
        assert_eq!(told(&String::from_utf8_lossy(&block)), [expected]);
    }
    drop(sender);
    let rest = to_bytes(Body::from_stream(answer), 100).await.unwrap();
    assert!(rest.is_empty());
    assert_eq!(*counting.0.lock().unwrap(), [1, 1], "nothing is tried once the index cannot be changed");
}
