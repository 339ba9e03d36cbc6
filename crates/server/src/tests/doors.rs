//! Who comes in without a key, what is counted, and which other places may ask.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;

use super::keyring::Keyring;
use super::{Answer, call_on, engine, first_id, open};
use crate::guard::Peer;
use crate::percent::percent_encoded;
use crate::{Config, Origins, Proxies, Rates, Scope};

async fn ask(router: &Router, path: &str, headers: &[(&str, &str)]) -> Answer {
    from(router, [192, 0, 2, 1], path, headers).await
}

async fn from(router: &Router, peer: [u8; 4], path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path).extension(Peer(Ipv4Addr::from(peer).into()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    call_on(router.clone(), request.body(Body::empty()).unwrap_or_default()).await
}

#[tokio::test]
async fn what_everybody_may() {
    let id = percent_encoded(&first_id("công an").await);
    let (document, page) = (format!("/v1/documents/{id}"), format!("/documents/{id}"));
    let everywhere = [Scope::Search, Scope::Read];
    let cases: [(&[Scope], [u16; 4]); 4] = [
        (&[], [401, 401, 401, 401]),
        (&[Scope::Search], [200, 401, 401, 401]),
        (&[Scope::Read], [401, 200, 401, 401]),
        (&everywhere, [200, 200, 200, 200]),
    ];
    for (scopes, statuses) in cases {
        let config = Config { anonymous: scopes.iter().copied().collect(), ..Config::default() };
        let router = crate::app(engine(), Arc::default(), &config);
        for (path, status) in ["/v1/search", &document, "/", &page].into_iter().zip(statuses) {
            assert_eq!(ask(&router, path, &[]).await.status, status, "{path} {scopes:?}");
        }
    }
}

#[test]
fn loopback_is_open_and_nothing_else() {
    for (address, scopes) in [
        ("127.0.0.1", "search,read,export,metrics"),
        ("127.8.9.1", "search,read,export,metrics"),
        ("::1", "search,read,export,metrics"),
        ("::ffff:127.0.0.1", "search,read,export,metrics"),
        ("0.0.0.0", ""),
        ("::", ""),
        ("10.0.0.1", ""),
        ("192.0.2.1", ""),
    ] {
        assert_eq!(Config::anonymous_at(address.parse().unwrap()).to_string(), scopes, "{address}");
    }
}

#[tokio::test]
async fn a_bad_key_is_not_the_same_as_none() {
    let router = crate::app(engine(), Arc::default(), &open());
    let wrong = format!("Bearer tk_{}", "a".repeat(64));
    for (headers, status) in [
        (vec![], 200),
        (vec![("authorization", wrong.as_str())], 401),
        (vec![("authorization", "Bearer")], 401),
        (vec![("authorization", "")], 401),
        (vec![("authorization", "Bearer ủy")], 401),
        (vec![("authorization", &wrong), ("authorization", &wrong)], 401),
    ] {
        assert_eq!(ask(&router, "/v1/search", &headers).await.status, status, "{headers:?}");
    }
}

#[tokio::test]
async fn pages_are_refused_as_pages() {
    let router = crate::app(engine(), Arc::default(), &Config::default());
    for path in ["/", "/?q=an", "/documents/x"] {
        let page = ask(&router, path, &[]).await;
        assert_eq!(page.status, 401, "{path}");
        assert!(page.header("content-type").starts_with("text/html") && page.body.contains("Cần được cấp quyền"));
        assert!(page.header("www-authenticate").starts_with("Bearer"));
    }
}

#[tokio::test]
async fn answers_are_counted_by_key_and_by_address() {
    let keyring = Keyring::new();
    let bearer = |secret: String| format!("Bearer {secret}");
    let (one, other) = (bearer(keyring.key(&[Scope::Search])), bearer(keyring.key(&[Scope::Search])));
    let config = Config { rates: Rates { search: 2, ..Rates::default() }, ..open() };
    let router = crate::app(engine(), keyring.open(), &config);
    let (here, there) = ([192, 0, 2, 1], [192, 0, 2, 2]);
    for (round, status) in [200, 200, 429, 429].into_iter().enumerate() {
        for (peer, headers) in [(here, vec![]), (there, vec![]), (here, vec![("authorization", one.as_str())])] {
            let answer = from(&router, peer, "/v1/search?limit=0", &headers).await;
            assert_eq!(answer.status, status, "{peer:?} {headers:?}");
            assert_eq!(answer.header("ratelimit-policy"), "\"search\";q=2;w=60");
            let left = 1_usize.saturating_sub(round);
            assert!(
                answer.header("ratelimit").starts_with(&format!("\"search\";r={left};t=")),
                "{}",
                answer.header("ratelimit")
            );
            assert_eq!(answer.header("retry-after").is_empty(), status == 200);
            if status == 429 {
                assert_eq!(answer.json()["code"], "rate-limited");
            }
        }
    }
    assert_eq!(from(&router, here, "/v1/search", &[("authorization", &other)]).await.status, 200);
    let wrong = format!("Bearer tk_{}", "a".repeat(64));
    assert_eq!(
        from(&router, here, "/v1/search", &[("authorization", &wrong)]).await.status,
        429,
        "guessing is counted"
    );
    for path in ["/healthz", "/readyz", "/v1/openapi.json", "/assets/style.css"] {
        let answer = from(&router, here, path, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("ratelimit")), (200, ""), "{path}");
    }
}

#[tokio::test]
async fn users_are_counted_where_a_trusted_proxy_names_them() {
    let proxies = Proxies::new(&["192.0.2.1".to_owned()], "x-remote-user").unwrap();
    let config = Config { rates: Rates { search: 1, ..Rates::default() }, proxies, ..open() };
    let keyring = Keyring::new();
    let key = format!("Bearer {}", keyring.key(&[Scope::Search]));
    let router = crate::app(engine(), keyring.open(), &config);
    let (proxy, stranger) = ([192, 0, 2, 1], [192, 0, 2, 2]);
    for (peer, user, shown, status) in [
        (proxy, "an", None, 200),
        (proxy, "an", None, 429),
        (proxy, "an", Some(key.as_str()), 429),
        (proxy, "bình", Some(&key), 200),
        (proxy, "chi", Some(&key), 200),
        (proxy, "bình", Some(&key), 429),
        (stranger, "dung", None, 200),
        (stranger, "em", None, 429),
        (stranger, "bình", Some(&key), 200),
        (stranger, "em", Some(&key), 429),
    ] {
        let mut headers = vec![("x-remote-user", user)];
        headers.extend(shown.map(|shown| ("authorization", shown)));
        let answer = from(&router, peer, "/v1/search?limit=0", &headers).await;
        assert_eq!(answer.status, status, "{peer:?} {user} {shown:?}");
    }
}

#[tokio::test]
async fn other_places_are_answered_only_if_they_were_named() {
    let origins = Origins::new(&["https://portal.example".to_owned()]).unwrap();
    let named = crate::app(engine(), Arc::default(), &Config { origins, ..open() });
    let closed = crate::app(engine(), Arc::default(), &open());
    for (router, origin, allowed) in [
        (&named, "https://portal.example", "https://portal.example"),
        (&named, "https://portal.example.evil.example", ""),
        (&named, "http://portal.example", ""),
        (&named, "null", ""),
        (&closed, "https://portal.example", ""),
    ] {
        for path in ["/v1/search", "/v1/nowhere", "/v1/search?colour=red"] {
            let answer = ask(router, path, &[("origin", origin)]).await;
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{origin} {path}");
            assert_eq!(answer.header("access-control-allow-credentials"), "");
        }
        let preflight = Request::options("/v1/search")
            .header("origin", origin)
            .header("access-control-request-method", "GET")
            .header("access-control-request-headers", "authorization");
        let answer = call_on(router.clone(), preflight.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("access-control-allow-origin"), allowed, "{origin}");
        if !allowed.is_empty() {
            assert_eq!(answer.status, 200);
            assert!(answer.header("access-control-allow-headers").contains("authorization"));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
        }
    }
}
