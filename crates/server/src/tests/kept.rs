//! Answers that the server keeps: who is sent them, and that nobody is sent another's.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};

use super::keyring::Keyring;
use super::{Answer, call_on, engine, open};
use crate::app::before;
use crate::gate::Gate;
use crate::guard::Keys;
use crate::intake::{Door, IntakeLimits};
use crate::{Config, Rates, Scope};

const PATH: &str = "/v1/search?q=an&facets=year";

/// Returns a router, and the gate behind it: nothing is searched any more once that is shut.
fn router(keys: Arc<Keys>, config: &Config) -> (Router, Gate) {
    let gate = Gate::new(engine(), config);
    (before(gate.clone(), Door::new(None, IntakeLimits::default()), keys, config), gate)
}

async fn ask(router: &Router, method: Method, path: &str, secret: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if !secret.is_empty() {
        request = request.header("authorization", format!("Bearer {secret}"));
    }
    call_on(router.clone(), request.body(Body::empty()).unwrap_or_default()).await
}

#[tokio::test]
async fn the_same_question_is_searched_once() {
    let (router, gate) = router(Arc::default(), &open());
    let first = ask(&router, Method::GET, PATH, "").await;
    ask(&router, Method::HEAD, "/v1/search?q=xa", "").await;
    ask(&router, Method::GET, "/v1/search?limit=x", "").await;
    let _shut = gate.shut();
    for (method, path, status) in [
        (Method::GET, PATH, 200),
        (Method::GET, "/v1/search?q=an&facets=kind", 503),
        (Method::GET, "/v1/search?q=xa", 503),
        (Method::GET, "/v1/search?limit=x", 400),
        (Method::POST, "/v1/search", 400),
    ] {
        assert_eq!(ask(&router, method, path, "").await.status, status, "{path}");
    }
    let again = ask(&router, Method::GET, PATH, "").await;
    assert_eq!(again.body, first.body);
    for name in ["content-type", "content-length", "etag", "vary", "cache-control"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
    let told = ask(&router, Method::GET, "/metrics", "").await.body;
    for line in ["tracuu_kept_answers_total{outcome=\"hit\"} 2", "tracuu_query_seconds_count{class=\"term\"} 4"] {
        assert!(told.contains(line), "{line}:\n{told}");
    }
}

#[tokio::test]
async fn nothing_is_kept_where_there_is_no_room() {
    for kept_bytes in [0, 100] {
        let (router, gate) = router(Arc::default(), &Config { kept_bytes, ..open() });
        assert_eq!(ask(&router, Method::GET, PATH, "").await.status, 200);
        let _shut = gate.shut();
        assert_eq!(ask(&router, Method::GET, PATH, "").await.status, 503, "{kept_bytes}");
    }
}

#[tokio::test]
async fn what_is_kept_is_guarded_like_what_is_searched() {
    let keyring = Keyring::new();
    let [here, twin, there] =
        ["Hưng Yên", "Hưng Yên", "Ninh Bình"].map(|province| keyring.bound(&[Scope::Search], province));
    let (free, reader) = (keyring.key(&[Scope::Search]), keyring.key(&[Scope::Read]));
    let config = Config { rates: Rates { search: 2, ..Rates::default() }, ..Config::default() };
    let (router, gate) = router(keyring.open(), &config);
    assert_eq!(ask(&router, Method::GET, PATH, &here).await.status, 200);
    let _shut = gate.shut();
    for (secret, status) in [
        (&*here, 200),
        (&twin, 200),
        (&there, 503),
        (&free, 503),
        (&reader, 403),
        ("tk_1", 401),
        ("", 401),
        (&here, 429),
    ] {
        assert_eq!(ask(&router, Method::GET, PATH, secret).await.status, status, "{secret}");
    }
}
