//! What is told to whoever watches the server.

use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};

use axum::Router;
use axum::body::Body;
use axum::http::Request;

use super::{Answer, call_on, engine, first_id, open};
use crate::app::before;
use crate::gate::Gate;
use crate::intake::{Door, IntakeLimits};
use crate::percent::percent_encoded;
use crate::{Config, Rates};

async fn ask(router: &Router, method: &str, path: &str, body: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    call_on(router.clone(), request.body(Body::from(body.to_owned())).unwrap_or_default()).await
}

/// Returns what is told, each line that counts by its name with its labels. A line of another form fails.
async fn told(router: &Router) -> BTreeMap<String, f64> {
    let answer = ask(router, "GET", "/metrics", "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    assert_eq!(answer.header("etag"), "");
    let lines = answer.body.lines().filter(|line| !line.starts_with("# HELP ") && !line.starts_with("# TYPE "));
    lines
        .map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn every_answer_is_counted() {
    let config = Config { rates: Rates { search: 0, ..Rates::default() }, ..open() };
    let router = crate::app(engine(), Arc::default(), &config);
    let id = percent_encoded(&first_id("công an").await);
    for (method, path, body) in [
        ("GET", "/v1/search?q=an", ""),
        ("GET", "/v1/search?q=%22c%C3%B4ng+an%22", ""),
        ("POST", "/v1/search", "{\"q\":\"uy*\"}"),
        ("GET", "/?q=an", ""),
        ("GET", "/v1/facets/year", ""),
        ("GET", "/v1/search/export", ""),
        ("GET", "/v1/suggest?q=an", ""),
        ("POST", "/v1/resolve", "{\"numbers\":[]}"),
        ("GET", &format!("/v1/documents/{id}"), ""),
        ("GET", "/v1/documents/nope", ""),
        ("GET", "/v1/search?limit=x", ""),
        ("GET", "/v1/nowhere/1", ""),
        ("GET", "/v1/nowhere/2", ""),
        ("DELETE", "/v1/search", ""),
    ] {
        ask(&router, method, path, body).await;
    }
    let told = told(&router).await;
    for (name, value) in [
        ("tracuu_requests_total{route=\"/v1/search\",status=\"200\"}", 3.0),
        ("tracuu_requests_total{route=\"/v1/search\",status=\"400\"}", 1.0),
        ("tracuu_requests_total{route=\"/v1/search\",status=\"405\"}", 1.0),
        ("tracuu_requests_total{route=\"/v1/documents/{id}\",status=\"404\"}", 1.0),
        ("tracuu_requests_total{route=\"none\",status=\"404\"}", 2.0),
        ("tracuu_rejected_total{code=\"invalid-value\"}", 1.0),
        ("tracuu_rejected_total{code=\"route-not-found\"}", 2.0),
        ("tracuu_rejected_total{code=\"document-not-found\"}", 1.0),
        ("tracuu_query_seconds_count{class=\"term\"}", 2.0),
        ("tracuu_query_seconds_count{class=\"phrase\"}", 1.0),
        ("tracuu_query_seconds_count{class=\"wildcard\"}", 1.0),
        ("tracuu_query_seconds_count{class=\"facet\"}", 1.0),
        ("tracuu_query_seconds_count{class=\"export\"}", 1.0),
        ("tracuu_query_seconds_count{class=\"suggest\"}", 1.0),
        ("tracuu_query_seconds_count{class=\"citation\"}", 1.0),
        ("tracuu_query_seconds_count{class=\"document\"}", 1.0),
        ("tracuu_index_documents", 6.0),
        ("tracuu_index_generation", engine().generation() as f64),
        ("tracuu_queue_depth", 0.0),
        ("tracuu_searches_running", 0.0),
    ] {
        assert_eq!(told.get(name), Some(&value), "{name}: {told:#?}");
    }
    assert!(told["tracuu_disk_bytes"] > 10_000.0, "{told:#?}");
    assert!((0.0..3600.0).contains(&told["tracuu_index_age_seconds"]), "{told:#?}");
    assert!(!told.keys().any(|name| name.contains("nowhere")), "strangers make no labels");
}

#[tokio::test]
async fn who_waits_is_counted_and_metrics_wait_for_nobody() {
    let gate = Gate::new(engine(), &Config { searches: 1, waiting_per_search: 1, ..open() });
    let router = before(gate.clone(), Door::new(None, IntakeLimits::default()), Arc::default(), &open());
    let (release, released) = mpsc::channel::<()>();
    let busy = gate.clone();
    let running = tokio::spawn(async move { busy.ask_engine(move |_| Ok(released.recv().is_ok())).await });
    while gate.queue().running == 0 {
        tokio::task::yield_now().await;
    }
    let patient = gate.clone();
    let waiting = tokio::spawn(async move { patient.ask_engine(|_| Ok(true)).await });
    while gate.free_places() > 0 {
        tokio::task::yield_now().await;
    }
    let found = told(&router).await;
    assert_eq!((found["tracuu_queue_depth"], found["tracuu_searches_running"]), (1.0, 1.0));
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    assert_eq!(told(&router).await["tracuu_queue_depth"], 0.0, "whoever goes away waits no longer");
    release.send(()).unwrap();
    assert!(running.await.unwrap().unwrap());
}
