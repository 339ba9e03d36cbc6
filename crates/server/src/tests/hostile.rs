//! What an attacker would try: script in queries and texts, paths out of the archive, a flood.

use std::sync::mpsc;

use super::{engine, first_id, get};
use crate::Config;
use crate::gate::Gate;
use crate::percent::percent_encoded;
use crate::problem::Code;

#[tokio::test]
async fn nothing_typed_comes_back_as_markup() {
    for payload in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>"] {
        let payload_encoded = percent_encoded(payload);
        for path in [
            format!("/?q={payload_encoded}"),
            format!("/?q=an&province={payload_encoded}&issuer={payload_encoded}"),
            format!("/?{payload_encoded}=1"),
            format!("/?limit={payload_encoded}"),
            format!("/documents/{payload_encoded}"),
        ] {
            let answer = get(&path).await;
            assert!(answer.header("content-type").starts_with("text/html"), "{path}");
            assert!(!answer.body.contains(payload), "{path}");
            assert_pure(&answer.body);
        }
    }
}

#[tokio::test]
async fn nothing_stored_comes_out_as_markup() {
    let id = first_id("xuyên lục địa").await;
    assert!(!id.is_empty());
    let search = get("/?q=xuy%C3%AAn%20l%E1%BB%A5c%20%C4%91%E1%BB%8Ba").await;
    assert!(search.body.contains("<mark>"), "{}", search.body);
    assert_pure(&search.body);
    let page = get(&format!("/documents/{}?q=xuy%C3%AAn%20alert", percent_encoded(&id))).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("&#60;script&#62;"), "{}", page.body);
    assert_pure(&page.body);
}

/// Asserts that a page holds none of the elements that our templates do not write.
fn assert_pure(body: &str) {
    for element in ["<script", "<img", "<svg", "<b>", "<iframe", " onerror=\"", "javascript:"] {
        assert!(!body.to_lowercase().contains(element), "{element} in {body}");
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_archive() {
    for payload in [
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "%252e%252e%252fetc",
        "..%5c..%5cwindows",
        "%2fetc%2fpasswd",
        "x%00.txt",
        "%ff%fe",
        "../../etc/passwd",
        &"a".repeat(4096),
    ] {
        for prefix in ["/v1/documents/", "/documents/"] {
            let answer = get(&format!("{prefix}{payload}")).await;
            assert_eq!(answer.status, 404, "{prefix}{payload}: {}", answer.body);
            assert!(!answer.body.contains("root:"), "{payload}");
        }
    }
}

#[tokio::test]
async fn every_answer_is_guarded() {
    for path in ["/", "/v1/search", "/nope", "/v1/search?x=1", "/assets/style.css", "/documents/nope", "/healthz"] {
        let answer = get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        let kept = if path.starts_with("/assets/") { "public, max-age=31536000, immutable" } else { "private" };
        assert_eq!(answer.header("cache-control"), kept, "{path}");
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{path}");
    }
    assert!(get("/").await.header("content-security-policy").contains("style-src 'self'; form-action 'self'"));
}

#[tokio::test]
async fn whoever_comes_when_all_places_are_taken_is_turned_away() {
    let gate = Gate::new(engine(), &Config { searches: 1, waiting_per_search: 1, ..Config::default() });
    let (release, released) = mpsc::channel::<()>();
    let busy = gate.clone();
    let running = tokio::spawn(async move { busy.ask_engine(move |_| Ok(released.recv().is_ok())).await });
    let patient = gate.clone();
    let waiting = tokio::spawn(async move { patient.ask_engine(|_| Ok(true)).await });
    while gate.free_places() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(gate.ask_engine(|_| Ok(true)).await.unwrap_err().code, Code::Overloaded);
    release.send(()).unwrap();
    assert!(running.await.unwrap().unwrap() && waiting.await.unwrap().unwrap());
    assert!(gate.ask_engine(|_| Ok(true)).await.unwrap());
}
