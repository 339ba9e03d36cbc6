//! Answers to whoever takes gzip: smaller, the same when opened, and with the same tag.

use std::io::Read;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request};
use flate2::read::GzDecoder;
use tower::ServiceExt;

use super::{engine, get, open};

/// Returns the status, the head and the bytes of an answer.
async fn ask(method: Method, path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let router = crate::app(engine(), Arc::default(), &open());
    let Ok(response) = router.oneshot(request.body(Body::empty()).unwrap()).await;
    let (parts, body) = response.into_parts();
    (parts.status.as_u16(), parts.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

fn opened(bytes: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn long_answers_come_smaller() {
    for path in ["/v1/search?facets=*", "/v1/openapi.json", "/", "/assets/style.css"] {
        let plain = get(path).await;
        let (status, head, body) = ask(Method::GET, path, &[("accept-encoding", "br, gzip")]).await;
        assert_eq!((status, head["content-encoding"].as_bytes()), (200, &b"gzip"[..]), "{path}");
        assert!(!head.contains_key("content-length"), "{path}");
        let (_, of_head, nothing) = ask(Method::HEAD, path, &[("accept-encoding", "gzip")]).await;
        assert_eq!((of_head.get("content-encoding"), nothing.len()), (head.get("content-encoding"), 0), "{path}");
        assert!(body.len() * 2 < plain.body.len(), "{path}: {} of {}", body.len(), plain.body.len());
        assert_eq!(opened(&body), plain.body, "{path}");
        let told = head["etag"].to_str().unwrap();
        assert_eq!(told, plain.header("etag"), "{path}");
        for head in [&head, &plain.headers] {
            let goes_by: Vec<&str> = head.get_all("vary").iter().map(|vary| vary.to_str().unwrap()).collect();
            assert_eq!(goes_by.join(",").matches("accept-encoding").count(), 1, "{path}: {goes_by:?}");
        }
        let held = [("accept-encoding", "gzip"), ("if-none-match", told)];
        let (status, head, body) = ask(Method::GET, path, &held).await;
        assert_eq!((status, head.get("content-encoding"), body.len()), (304, None, 0), "{path}");
    }
}

#[tokio::test]
async fn what_comes_as_it_is() {
    for (path, takes) in [
        ("/healthz", "gzip"),
        ("/v1/search/export?format=jsonl", "gzip"),
        ("/v1/search?facets=*", "br"),
        ("/v1/search?facets=*", "gzip;q=0"),
        ("/v1/search?facets=*", "identity;q=0, gzip;q=0"),
    ] {
        let (status, head, _) = ask(Method::GET, path, &[("accept-encoding", takes)]).await;
        assert_eq!((status, head.get("content-encoding")), (200, None), "{path} {takes}");
    }
}
