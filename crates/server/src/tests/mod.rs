//! The server from outside: the router called directly, and the accept loop over real sockets.

mod about;
mod api;
mod api_page;
mod batch;
mod bounds;
mod breadth;
mod compression;
mod conditional;
mod doors;
mod hostile;
mod intake;
mod kept;
mod keyring;
mod keys;
mod layers;
mod matrix;
mod metrics;
mod pages;
mod problems;
mod sockets;

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use search::Engine;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::Config;
use crate::gate::Gate;
use crate::intake::{Door, IntakeLimits};
use crate::metrics::Metrics;
use crate::routes::AppState;
use crate::routes::version::RequestLimits;
use crate::views::ApiPage;

/// A directive that tries to break out of the page.
const HOSTILE: &str = "<script>alert(1)</script>\n\nỦY BAN <b>NHÂN DÂN</b>\n\nSố: 1/CT-UBND\n\n\
    CHỈ THỊ\nVề việc <img src=x onerror=alert(1)> xuyên lục địa\n\nNội dung xuyên lục địa </div><script>alert(2)</script>\n";

/// An answer, taken in whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Returns an engine over the seeds and the hostile directive, built once.
fn engine() -> Arc<Engine> {
    static INDEX: OnceLock<(TempDir, Arc<Engine>)> = OnceLock::new();
    INDEX.get_or_init(|| built().unwrap_or_else(|error| panic!("{error}"))).1.clone()
}

#[expect(clippy::disallowed_methods, reason = "a test makes the file that is indexed")]
fn built() -> Result<(TempDir, Arc<Engine>), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (index, sources) = (folder.path().join("index"), folder.path().join("sources"));
    std::fs::create_dir_all(&sources)?;
    std::fs::write(sources.join("<script>x<!-- .txt"), HOSTILE)?;
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    indexer::bring_into_step(&indexer::Job { index: index.clone(), sources: vec![seeds, sources] }, &|_| {})?;
    let engine = Engine::open(&index)?;
    Ok((folder, Arc::new(engine)))
}

/// Returns a server that is open to everybody, as on one's own machine.
fn open() -> Config {
    Config { anonymous: Config::anonymous_at(Ipv4Addr::LOCALHOST.into()), ..Config::default() }
}

/// Returns what handlers share, without a description.
fn state() -> AppState {
    let intake = Door::new(None, IntakeLimits::default());
    let limits = RequestLimits::of(&open());
    AppState {
        gate: Gate::new(engine(), &open()),
        intake,
        api_page: Arc::new(ApiPage::new(&serde_json::Value::Null)),
        description: Arc::from(""),
        metrics: Metrics::new(),
        limits,
    }
}

async fn get(path: &str) -> Answer {
    call(Request::get(path).body(Body::empty()).unwrap_or_default()).await
}

async fn call(request: Request<Body>) -> Answer {
    call_on(crate::app(engine(), Arc::default(), &open()), request).await
}

async fn call_on(router: Router, request: Request<Body>) -> Answer {
    let Ok(response) = router.oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map(|bytes| bytes.to_vec()).unwrap_or_default();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// Returns the id of the first hit of a query.
async fn first_id(query: &str) -> String {
    let answer = get(&format!("/v1/search?limit=1&q={}", crate::percent::percent_encoded(query))).await;
    answer.json()["hits"][0]["id"].as_str().unwrap_or_default().to_owned()
}
