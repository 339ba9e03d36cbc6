//! Directives that are sent: each body and each outcome, and how it is answered. The index is played.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;

use super::keyring::Keyring;
use super::{Answer, call_on, engine};
use crate::{Applied, Change, Config, Intake, IntakeError, IntakeLimits, NewDirective, Scope, Served, Unfit};

/// An intake that answers the ids `added`, `changed`… by what they say, removes what is put, and remembers what came.
#[derive(Default)]
pub(super) struct Played(pub(super) Mutex<Vec<Change>>);

impl Intake for Played {
    fn apply(&self, changes: Vec<Change>) -> Result<Vec<Applied>, IntakeError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(changes.clone());
        changes.iter().map(outcome).collect()
    }
}

fn outcome(change: &Change) -> Result<Applied, IntakeError> {
    let (id, done) = match change {
        Change::Put(directive) => (directive.id.as_str(), Applied::Unchanged),
        Change::Remove(id) => (id.as_str(), Applied::Removed),
    };
    Ok(match id {
        "added" => Applied::Added,
        "changed" => Applied::Changed,
        "absent" => Applied::Absent,
        "archive" => Applied::OfArchive,
        "busy" => return Err(IntakeError::Busy),
        "full" => return Err(IntakeError::Full),
        "failed" => return Err(IntakeError::Failed),
        id => unfit(id).map_or(done, Applied::Refused),
    })
}

pub(super) const SMALL: IntakeLimits =
    IntakeLimits { document: 100, batch: 1000, silence: Duration::from_secs(10), requests: 4, bytes: 4096 };

/// A server with a played intake, and the key of a sender.
pub(super) fn server(intake: Arc<dyn Intake>) -> (Keyring, Router, String) {
    let keyring = Keyring::new();
    let config = Config { intake: SMALL, ..Config::default() };
    let secret = keyring.key(&[Scope::Ingest]);
    let router = crate::app(Served::with_intake(engine(), intake), keyring.open(), &config);
    (keyring, router, secret)
}

/// Returns the reason that the intake of [`Played`] gives for an id.
fn unfit(id: &str) -> Option<Unfit> {
    Some(match id {
        "bad-id" => Unfit::Id,
        "no-text" => Unfit::NoText,
        "binary" => Unfit::Binary,
        "not-understood" => Unfit::NotUnderstood,
        _ => return None,
    })
}

async fn send(router: &Router, secret: &str, (method, id, kind): (&str, &str, &str), body: Vec<u8>) -> Answer {
    let request = Request::builder().method(method).uri(format!("/v1/documents/{id}"));
    let request = request.header("authorization", format!("Bearer {secret}")).header("content-type", kind);
    call_on(router.clone(), request.body(Body::from(body)).unwrap_or_default()).await
}

#[tokio::test]
async fn outcomes_and_their_answers() {
    let (_keyring, router, secret) = server(Arc::<Played>::default());
    for (method, id, status, said) in [
        ("PUT", "added", 201, "added"),
        ("PUT", "changed", 200, "changed"),
        ("PUT", "x", 200, "unchanged"),
        ("PUT", "archive", 409, "conflict"),
        ("PUT", "no-text", 422, "invalid-document"),
        ("PUT", "busy", 409, "writer-busy"),
        ("PUT", "full", 503, "overloaded"),
        ("PUT", "failed", 503, "index-unavailable"),
        ("PUT", "x?a=1", 400, "unknown-parameter"),
        ("DELETE", "x", 204, ""),
        ("DELETE", "absent", 404, "document-not-found"),
        ("DELETE", "archive", 409, "conflict"),
        ("DELETE", "busy", 409, "writer-busy"),
    ] {
        let answer = send(&router, &secret, (method, id, "text/plain"), b"x".to_vec()).await;
        assert_eq!(answer.status, status, "{method} {id}: {}", answer.body);
        assert!(answer.body.contains(said), "{method} {id}: {}", answer.body);
        let passes = matches!(said, "writer-busy" | "overloaded" | "index-unavailable");
        assert_eq!(answer.header("retry-after") == "1", passes, "{method} {id}");
        assert_eq!(answer.header("location"), if status == 201 { "/v1/documents/added" } else { "" });
    }
}

#[tokio::test]
async fn bodies() {
    let played = Arc::<Played>::default();
    let (_keyring, router, secret) = server(played.clone());
    let (json, text) = ("application/json", "text/plain; charset=utf-8");
    let long = vec![b'x'; 101];
    let cases: [(&str, &[u8], u16, &str); 11] = [
        (text, "Số 1".as_bytes(), 200, "Số 1"),
        (json, "{\"title\":\"Về\",\"text\":\"Số 1\"}".as_bytes(), 200, "Về|Số 1"),
        (json, b"{\"id\":\"x\",\"text\":\"a\",\"more\":[1]}", 200, "a"),
        (json, b"{\"id\":\"y\",\"text\":\"a\"}", 422, "invalid-document"),
        (json, b"{\"title\":\"a\"}", 400, "missing field `text`"),
        (json, b"[1]", 400, "invalid-json"),
        (json, b"", 400, "invalid-json"),
        (text, b"C\xF4ng", 422, "from byte 1 on"),
        ("text/plain; charset=windows-1258", b"a", 415, "unsupported-media-type"),
        ("application/pdf", b"a", 415, "unsupported-media-type"),
        (text, &long, 413, "payload-too-large"),
    ];
    for (kind, body, status, said) in cases {
        let answer = send(&router, &secret, ("PUT", "x", kind), body.to_vec()).await;
        assert_eq!(answer.status, status, "{kind}: {}", answer.body);
        let came = played.0.lock().unwrap().pop();
        let came = came.map(|change| match change {
            Change::Put(NewDirective { title, text, .. }) => title.map_or(String::new(), |title| title + "|") + &text,
            Change::Remove(id) => id,
        });
        match status {
            200 => assert_eq!(came.as_deref(), Some(said)),
            _ => assert!(came.is_none() && answer.body.contains(said), "{kind}: {}", answer.body),
        }
    }
}

#[tokio::test]
async fn reasons_have_names_and_are_said_in_both_languages() {
    let (_keyring, router, secret) = server(Arc::<Played>::default());
    let (json, text) = ("application/json", "text/plain");
    let cases: [(&str, &str, &[u8], &str); 12] = [
        ("bad-id", text, b"x", "mã gồm 1 đến 200 ký tự"),
        ("no-text", text, b"x", "văn bản không có chữ nào"),
        ("binary", text, b"x", "đây là dữ liệu nhị phân"),
        ("not-understood", text, b"x", "lỗi của tracuu"),
        ("bad-id", text, b"x", "Không nhận được: "),
        ("other-id", json, b"{\"id\":\"y\",\"text\":\"a\"}", "khác mã trong địa chỉ"),
        ("not-utf8", text, b"C\xF4ng", "từ byte 1 trở đi"),
        ("json-cut-short", json, b"{", "JSON bị đứt giữa chừng (dòng 1, ký tự thứ 1)"),
        ("json-syntax", json, b"{x", "sai cú pháp JSON"),
        ("missing-field", json, b"{\"title\":\"a\"}", "thiếu trường `text`"),
        ("repeated-field", json, b"{\"text\":\"\",\"text\":\"\"}", "được ghi hai lần"),
        ("wrong-type", json, b"[1]", "có giá trị không đúng kiểu"),
    ];
    for (reason, kind, body, vietnamese) in cases {
        for language in ["en", "vi"] {
            let request = Request::put(format!("/v1/documents/{reason}")).header("content-type", kind);
            let request =
                request.header("authorization", format!("Bearer {secret}")).header("accept-language", language);
            let answer = call_on(router.clone(), request.body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.json()["reason"], reason, "{}", answer.body);
            let said = answer.json()["detail"].as_str().unwrap().to_owned();
            assert_eq!((answer.header("content-language"), said.is_ascii()), (language, language == "en"), "{said}");
            assert!(language == "en" || said.contains(vietnamese), "{reason}: {said}");
        }
    }
    let answer = send(&router, &secret, ("PUT", "archive", text), b"x".to_vec()).await;
    assert!(answer.json()["reason"].is_null(), "where the code says it all: {}", answer.body);
}

/// An intake that never ends with what it was given.
struct Stuck;

impl Intake for Stuck {
    fn apply(&self, _: Vec<Change>) -> Result<Vec<Applied>, IntakeError> {
        std::thread::sleep(std::time::Duration::from_millis(300));
        Ok(vec![Applied::Unchanged])
    }
}

#[tokio::test]
async fn whoever_finds_no_place_is_turned_away() {
    let (_keyring, router, secret) = server(Arc::new(Stuck));
    let put = |_| {
        let (router, secret) = (router.clone(), secret.clone());
        tokio::spawn(async move { send(&router, &secret, ("PUT", "x", "text/plain"), b"x".to_vec()).await })
    };
    let mut statuses = Vec::new();
    for answer in (0..6).map(put).collect::<Vec<_>>() {
        statuses.push(answer.await.unwrap().status.as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 200, 503, 503]);
    assert_eq!(send(&router, &secret, ("PUT", "x", "text/plain"), b"x".to_vec()).await.status, 200);
}

#[tokio::test]
async fn a_server_without_an_intake_says_so() {
    let keyring = Keyring::new();
    let secret = keyring.key(&[Scope::Ingest]);
    let router = crate::app(engine(), keyring.open(), &Config::default());
    for method in ["PUT", "DELETE"] {
        let answer = send(&router, &secret, (method, "x", "text/plain"), b"x".to_vec()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (503, &"index-unavailable".into()));
    }
}
