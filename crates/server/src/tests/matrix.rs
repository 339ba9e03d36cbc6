//! Every route by every kind of visitor. The routes are those that the router describes: one without a row fails.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::routing::get;

use super::intake::Played;
use super::keyring::Keyring;
use super::{Answer, call_on, engine, first_id};
use crate::app::guarded;
use crate::guard::Rules;
use crate::percent::percent_encoded;
use crate::{Config, Keys, Rates, Scope, Served};

/// Method, path, and the scopes that it needs, all of them; none for what is open.
const ROWS: [(&str, &str, &[Scope]); 34] = [
    ("get", "/v1/search", &[Scope::Search]),
    ("post", "/v1/search", &[Scope::Search]),
    ("get", "/v1/search/export", &[Scope::Export]),
    ("post", "/v1/search/export", &[Scope::Export]),
    ("get", "/v1/facets/{field}", &[Scope::Search]),
    ("get", "/v1/timeline", &[Scope::Search]),
    ("post", "/v1/resolve", &[Scope::Search]),
    ("get", "/v1/cited-by", &[Scope::Search]),
    ("get", "/v1/coverage", &[Scope::Search]),
    ("get", "/v1/documents/{id}/text", &[Scope::Read]),
    ("get", "/v1/documents/{id}/matches", &[Scope::Read]),
    ("get", "/v1/documents/{id}/citations", &[Scope::Read]),
    ("get", "/v1/documents/{id}/cited-by", &[Scope::Read]),
    ("get", "/v1/suggest", &[Scope::Search]),
    ("get", "/v1/documents/{id}/similar", &[Scope::Search]),
    ("get", "/v1/documents/{id}/parallels", &[Scope::Search]),
    ("get", "/v1/documents/{id}", &[Scope::Read]),
    ("post", "/v1/documents", &[Scope::Ingest]),
    ("put", "/v1/documents/{id}", &[Scope::Ingest]),
    ("delete", "/v1/documents/{id}", &[Scope::Ingest]),
    ("get", "/", &[Scope::Search, Scope::Read]),
    ("get", "/documents/{id}", &[Scope::Search, Scope::Read]),
    ("get", "/v1/openapi.json", &[]),
    ("get", "/v1/schema", &[]),
    ("get", "/v1/version", &[]),
    ("get", "/v1/problems", &[]),
    ("get", "/v1/problems/{code}", &[]),
    ("get", "/healthz", &[]),
    ("get", "/readyz", &[]),
    ("get", "/metrics", &[Scope::Metrics]),
    ("get", "/api", &[]),
    ("get", "/assets/style.css", &[]),
    ("get", "/assets/api.css", &[]),
    ("get", "/assets/api.js", &[]),
];

/// Whoever comes, what they show, and what they may; `Err` is the code with which they are sent away.
type Visitor = (&'static str, Option<String>, Result<Vec<Scope>, &'static str>);

fn visitors(keyring: &Keyring) -> Vec<Visitor> {
    let all = Scope::ALL;
    let bearer = |secret: String| Some(format!("Bearer {secret}"));
    let mut visitors = vec![
        ("no key", None, Err("unauthorized")),
        ("wrong key", bearer(format!("tk_{}", "0".repeat(64))), Err("unauthorized")),
        ("no secret", Some("Bearer tk_1".to_owned()), Err("unauthorized")),
        ("other scheme", Some(format!("Basic {}", keyring.key(&all))), Err("unauthorized")),
        ("expired key", bearer(keyring.expired(&all)), Err("key-expired")),
        ("revoked key", bearer(keyring.revoked(&all)), Err("unauthorized")),
        ("search and read", bearer(keyring.key(&[Scope::Search, Scope::Read])), Ok(vec![Scope::Search, Scope::Read])),
        ("bound key", bearer(keyring.bound(&[Scope::Search], "Hưng Yên")), Ok(vec![Scope::Search])),
    ];
    for scope in Scope::ALL {
        let may = if scope == Scope::Admin { all.to_vec() } else { vec![scope] };
        visitors.push((scope.name(), bearer(keyring.key(&[scope])), Ok(may)));
    }
    visitors
}

/// Returns the status and the code that a visitor must get, and the challenge that goes with it.
fn expected(needed: &[Scope], visitor: &Visitor) -> (u16, &'static str, &'static str) {
    let (_, shown, may) = visitor;
    match may {
        _ if needed.is_empty() => (200, "", ""),
        Ok(may) if needed.iter().all(|scope| may.contains(scope)) => (200, "", ""),
        Ok(_) => (403, "missing-scope", "insufficient_scope"),
        Err(code) if shown.is_none() => (401, code, "Bearer realm=\"tracuu\""),
        Err(code) => (401, code, "invalid_token"),
    }
}

fn server(keys: Arc<Keys>) -> Router {
    let rates = Rates { search: 0, resolve: 0, export: 0, ingest: 0 };
    let served = Served::with_intake(engine(), Arc::<Played>::default());
    crate::app(served, keys, &Config { rates, ..Config::default() })
}

async fn ask(router: &Router, method: &str, path: &str, shown: Option<&str>) -> Answer {
    let request = Request::builder().method(method).uri(path).header("accept", "application/json");
    let request = if let Some(shown) = shown { request.header("authorization", shown) } else { request };
    let (request, body) = match (method, path) {
        ("POST", "/v1/resolve") => (request.header("content-type", "application/json"), "{\"numbers\":[]}"),
        ("POST", "/v1/documents") => (request.header("content-type", "application/x-ndjson"), "{}"),
        ("PUT", _) => (request.header("content-type", "text/plain"), "Số 1"),
        ("POST", _) => (request.header("content-type", "application/json"), "{}"),
        _ => (request, ""),
    };
    call_on(router.clone(), request.body(Body::from(body)).unwrap_or_default()).await
}

#[tokio::test]
async fn every_route_has_a_row_and_every_row_a_route() {
    let description = ask(&server(Arc::default()), "GET", "/v1/openapi.json", None).await.json();
    let mut described = BTreeSet::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        described.extend(methods.as_object().unwrap().keys().map(|method| (method.clone(), path.clone())));
    }
    let rows = ROWS.map(|(method, path, _)| (method.to_owned(), path.to_owned()));
    assert_eq!(described, BTreeSet::from(rows));
    for (method, path, needed) in ROWS {
        let route = &description["paths"][path][method];
        let told = route["security"].as_array().unwrap();
        let scopes: Vec<&str> =
            told.iter().flat_map(|key| key["key"].as_array().unwrap()).filter_map(|scope| scope.as_str()).collect();
        assert_eq!(scopes, needed.iter().map(|scope| scope.name()).collect::<Vec<_>>(), "{path}");
        for status in ["401", "403", "429"] {
            assert_eq!(route["responses"][status].is_object(), !needed.is_empty(), "{path} {status}");
        }
    }
    assert_eq!(description["components"]["securitySchemes"]["key"]["scheme"], "bearer");
}

#[tokio::test]
async fn every_route_by_every_visitor() {
    let (keyring, id) = (Keyring::new(), percent_encoded(&first_id("tỉnh:\"Hưng Yên\"").await));
    let visitors = visitors(&keyring);
    let router = server(keyring.open());
    for (method, path, needed) in ROWS {
        let needs_number = matches!(path, "/v1/cited-by" | "/v1/coverage");
        let address = path.replace("{id}", &id).replace("{field}", "province").replace("{code}", "timeout")
            + if needs_number { "?number=12-NQ%2FTW" } else { "" };
        for visitor in &visitors {
            let (status, code, challenge) = expected(needed, visitor);
            let said = format!("{method} {path} by {}", visitor.0);
            let answer = ask(&router, &method.to_uppercase(), &address, visitor.1.as_deref()).await;
            let status = if (method, status) == ("delete", 200) { 204 } else { status };
            assert_eq!(answer.status, status, "{said}: {}", answer.body);
            assert!(
                answer.header("www-authenticate").contains(challenge),
                "{said}: {}",
                answer.header("www-authenticate")
            );
            assert_eq!(answer.header("www-authenticate").is_empty(), challenge.is_empty(), "{said}");
            if path.starts_with("/v1/") && status >= 400 {
                assert_eq!(answer.json()["code"], code, "{said}");
            }
            if method == "get" {
                let head = ask(&router, "HEAD", &address, visitor.1.as_deref()).await;
                assert_eq!(head.status, status, "HEAD {said}");
            }
        }
    }
}

#[tokio::test]
async fn a_route_that_was_mounted_without_a_rule_is_not_served() {
    let (keyring, state) = (Keyring::new(), super::state());
    let secret = format!("Bearer {}", keyring.key(&Scope::ALL));
    let router = Router::new().route("/v1/secret", get(async || "the inside"));
    let router = guarded(router, Rules::default(), keyring.open(), &super::open()).with_state(state);
    let answer = ask(&router, Method::GET.as_str(), "/v1/secret", Some(&secret)).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (404, ""));
}
