//! The layers around routes that go wrong in ways that ours are not known to.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;

use super::{Answer, call_on};
use crate::Config;
use crate::app::surrounded;
use crate::metrics::Metrics;

async fn panics() {
    panic!("secret of the inside")
}

async fn call(path: &str) -> Answer {
    let router = Router::new().route("/stuck", get(std::future::pending::<()>)).route("/panics", get(panics));
    let config = Config { request_timeout: Duration::from_millis(50), ..Config::default() };
    call_on(surrounded(router, Metrics::new(), &config), Request::get(path).body(Body::empty()).unwrap_or_default())
        .await
}

#[tokio::test]
async fn a_handler_that_never_ends() {
    let answer = call("/stuck").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (503, &"timeout".into()));
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn a_handler_that_panics() {
    let answer = call("/panics").await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (500, &"internal".into()));
    assert!(!answer.body.contains("secret"));
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}
