//! Answers that a client holds already: tags, 304, and what a tag must not outlive.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use search::Engine;

use super::keyring::Keyring;
use super::{Answer, call_on, engine, first_id, open};
use crate::app::before;
use crate::gate::Gate;
use crate::intake::{Door, IntakeLimits};
use crate::percent::percent_encoded;
use crate::{Config, Rates, Scope};

async fn ask(router: &Router, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    call_on(router.clone(), request.body(Body::empty()).unwrap_or_default()).await
}

/// Returns the tag of an answer 200, or nothing.
async fn tag(router: &Router, path: &str, headers: &[(&str, &str)]) -> String {
    let answer = ask(router, Method::GET, path, headers).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.header("etag").to_owned()
}

#[tokio::test]
async fn what_is_held_is_not_sent_again() {
    let router = crate::app(engine(), Arc::default(), &open());
    let id = percent_encoded(&first_id("công an").await);
    for path in [
        "/v1/search?q=an&facets=*",
        "/v1/timeline",
        "/v1/facets/year",
        "/v1/suggest?q=an",
        &format!("/v1/documents/{id}"),
        &format!("/v1/documents/{id}/text"),
        "/v1/openapi.json",
        "/assets/style.css",
        "/?q=an",
        &format!("/documents/{id}"),
    ] {
        let whole = ask(&router, Method::GET, path, &[]).await;
        let tag = whole.header("etag");
        assert!(tag.starts_with("W/\"") && tag.len() > 30, "{path}: {tag:?}");
        for method in [Method::GET, Method::HEAD] {
            for held in [tag, &tag[2..], &format!("\"a\", {tag}"), "*"] {
                let answer = ask(&router, method.clone(), path, &[("if-none-match", held)]).await;
                assert_eq!((answer.status.as_u16(), answer.body.as_str()), (304, ""), "{method} {path} {held}");
                assert_eq!(answer.header("etag"), tag, "{path}");
                assert_eq!(answer.header("cache-control"), whole.header("cache-control"), "{path}");
                assert_eq!(answer.header("vary"), whole.header("vary"), "{path}");
                assert_eq!(answer.header("content-type"), "", "{path}");
            }
        }
        let answer = ask(&router, Method::GET, path, &[("if-none-match", "W/\"other\"")]).await;
        assert_eq!((answer.status.as_u16(), answer.body), (200, whole.body), "{path}");
    }
}

#[tokio::test]
async fn what_depends_on_more_than_the_index_has_no_tag() {
    let router = crate::app(engine(), Arc::default(), &open());
    for path in ["/healthz", "/readyz", "/v1/search/export"] {
        assert_eq!(tag(&router, path, &[("if-none-match", "*")]).await, "", "{path}");
    }
    for (path, status) in [("/v1/search?limit=x", 400), ("/v1/documents/nope", 404), ("/nope", 404)] {
        let answer = ask(&router, Method::GET, path, &[("if-none-match", "*")]).await;
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (status, ""), "{path}");
    }
    let posted = ask(&router, Method::POST, "/v1/search", &[("if-none-match", "*")]).await;
    assert_eq!(posted.header("etag"), "", "{}", posted.body);
}

#[tokio::test]
async fn an_answer_that_is_held_is_not_searched_for() {
    let config = Config { kept_bytes: 0, ..open() };
    let gate = Gate::new(engine(), &config);
    let router = before(gate.clone(), Door::new(None, IntakeLimits::default()), Arc::default(), &config);
    let path = "/v1/search?q=an";
    let tag = tag(&router, path, &[]).await;
    let places = gate.shut();
    assert_eq!(ask(&router, Method::GET, path, &[]).await.status, 503);
    assert_eq!(ask(&router, Method::GET, path, &[("if-none-match", &tag)]).await.status, 304);
    assert_eq!(ask(&router, Method::GET, path, &[("if-none-match", "W/\"other\"")]).await.status, 503);
    drop(places);
}

#[tokio::test]
async fn an_answer_that_is_held_is_free() {
    let config = Config { rates: Rates { search: 2, ..Rates::default() }, ..open() };
    let router = crate::app(engine(), Arc::default(), &config);
    let tag = tag(&router, "/v1/search", &[]).await;
    for _ in 0..5 {
        let answer = ask(&router, Method::GET, "/v1/search", &[("if-none-match", &tag)]).await;
        assert_eq!(answer.status, 304);
        assert!(answer.header("ratelimit").starts_with("\"search\";r=1;"), "{}", answer.header("ratelimit"));
    }
}

#[tokio::test]
async fn a_tag_is_good_for_whoever_sees_the_same() {
    let keyring = Keyring::new();
    let [here, there] = ["Hưng Yên", "Ninh Bình"].map(|province| keyring.bound(&[Scope::Search], province));
    let [here, there, twin, free] =
        [here, there, keyring.bound(&[Scope::Search], "Hưng Yên"), keyring.key(&[Scope::Search])]
            .map(|secret| format!("Bearer {secret}"));
    let router = crate::app(engine(), keyring.open(), &open());
    let path = "/v1/search?q=an";
    let own = tag(&router, path, &[("authorization", &here)]).await;
    for (shown, other_path, same) in [
        (&here, path, true),
        (&twin, path, true),
        (&there, path, false),
        (&free, path, false),
        (&here, "/v1/search?q=am", false),
    ] {
        let headers = [("authorization", shown.as_str()), ("if-none-match", own.as_str())];
        assert_eq!(ask(&router, Method::GET, other_path, &headers).await.status == 304, same, "{shown} {other_path}");
    }
    let wrong = ask(&router, Method::GET, path, &[("authorization", "Bearer tk_1"), ("if-none-match", &own)]).await;
    assert_eq!(wrong.status, 401, "a tag opens nothing");
}

/// Writes a directive and brings the index into step.
#[expect(clippy::disallowed_methods, reason = "a test makes the files that are indexed")]
fn index(index: &Path, sources: &Path, name: &str) {
    std::fs::create_dir_all(sources).unwrap();
    std::fs::write(sources.join(name), format!("Văn bản {name} về an ninh.\n")).unwrap();
    let job = indexer::Job { index: index.to_owned(), sources: vec![sources.to_owned()] };
    indexer::bring_into_step(&job, &|_| {}).unwrap();
}

#[tokio::test]
async fn a_tag_ends_with_the_state_of_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let (first, sources) = (folder.path().join("first"), folder.path().join("sources"));
    index(&first, &sources, "a.txt");
    let opened = Arc::new(Engine::open(&first).unwrap());
    let router = crate::app(opened.clone(), Arc::default(), &open());
    let path = "/v1/search?q=an+ninh";
    let before = tag(&router, path, &[]).await;

    let rebuilt = folder.path().join("rebuilt");
    index(&rebuilt, &sources, "a.txt");
    let rebuilt = Arc::new(Engine::open(&rebuilt).unwrap());
    assert_eq!(rebuilt.generation(), opened.generation());
    assert_ne!(tag(&crate::app(rebuilt, Arc::default(), &open()), path, &[]).await, before, "built anew");

    index(&first, &sources, "b.txt");
    assert!(opened.refresh().unwrap());
    let answer = ask(&router, Method::GET, path, &[("if-none-match", &before)]).await;
    assert_eq!((answer.status.as_u16(), answer.json()["total"].as_u64()), (200, Some(2)));
    assert_ne!(answer.header("etag"), before);
}
