//! The API: answers, problems, ids, health, description.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use super::{call, engine, first_id, get};

#[tokio::test]
async fn a_search_answers_the_bytes_of_the_search_crate() {
    let request = search::SearchRequest { query: "công an".to_owned(), limit: 3, ..search::SearchRequest::default() };
    let expected = search::to_json(&engine().search(&request).unwrap()).unwrap();
    let answer = get("/v1/search?q=c%C3%B4ng%20an&limit=3").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.body, expected);
    assert!(answer.json()["total"].as_u64() > Some(0));
}

#[tokio::test]
async fn suggestions_answer_the_bytes_of_the_search_crate() {
    let request = search::SuggestRequest { text: "cong an x".to_owned(), limit: 4 };
    let expected = search::to_json(&engine().suggest(&request).unwrap()).unwrap();
    let answer = get("/v1/suggest?q=cong%20an%20x&limit=4").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    assert_eq!(answer.body, expected);
    assert_eq!(answer.json()["suggestions"][0]["kind"], "phrase");
}

#[tokio::test]
async fn a_document_answers_the_bytes_of_the_search_crate() {
    let id = first_id("công an").await;
    let expected = search::to_json(&engine().directive(&id).unwrap().unwrap()).unwrap();
    let answer = get(&format!("/v1/documents/{}", crate::percent::percent_encoded(&id))).await;
    assert_eq!((answer.status.as_u16(), answer.body), (200, expected));
}

#[tokio::test]
async fn bad_requests_and_their_problems() {
    let long = format!("/v1/search?q={}", "a".repeat(17_000));
    let beyond = format!("/v1/suggest?q={}", "a".repeat(513));
    for (path, status, code) in [
        ("/v1/search?colour=red", 400, "unknown-parameter"),
        ("/v1/search?limit=-1", 400, "invalid-value"),
        ("/v1/search?limit=100&offset=10000", 400, "invalid-value"),
        ("/v1/search?offset=10000000000", 400, "invalid-value"),
        ("/v1/search?q=a&q=b", 400, "invalid-value"),
        ("/v1/search?year=hai", 400, "invalid-value"),
        ("/v1/search?facets=mau", 400, "invalid-value"),
        ("/v1/search?timeout_ms=0", 400, "invalid-value"),
        ("/v1/search?timeout_ms=10001", 400, "invalid-value"),
        ("/v1/search?partial=2", 400, "invalid-value"),
        ("/v1/documents/nope?q=a", 400, "unknown-parameter"),
        ("/v1/documents/nope", 404, "document-not-found"),
        ("/v1/documents/", 404, "route-not-found"),
        ("/v1/suggest?limit=0", 400, "invalid-value"),
        ("/v1/suggest?limit=51", 400, "invalid-value"),
        ("/v1/suggest?q=a&q=b", 400, "unknown-parameter"),
        (&beyond, 422, "query-too-costly"),
        ("/v1/nowhere", 404, "route-not-found"),
        (&long, 414, "uri-too-long"),
    ] {
        let answer = get(path).await;
        let problem = answer.json();
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(problem["code"], code, "{path}");
        assert_eq!(problem["status"], status, "{path}");
        assert_eq!(problem["type"], format!("/v1/problems/{code}"), "{path}");
        assert_eq!(get(problem["type"].as_str().unwrap()).await.json()["code"], code, "{path}");
        assert_eq!(problem["request_id"], answer.header("x-request-id"), "{path}");
    }
}

#[tokio::test]
async fn too_much_is_said_to_be_too_much() {
    let words = "a+".repeat(3000);
    let answer = get(&format!("/v1/search?q={words}")).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (422, &"query-too-costly".into()), "{}", answer.body);
    let request = Request::get("/v1/search").header("content-length", "1048577").body(Body::empty()).unwrap();
    let answer = call(request).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (413, &"payload-too-large".into()));
}

#[tokio::test]
async fn a_strict_query_is_read_as_it_was_meant_or_not_at_all() {
    let lenient = get("/v1/search?q=%C4%91%E1%BA%A5t+(nh%C3%A0").await.json();
    let warning = &lenient["query"]["warnings"][0];
    assert_eq!(warning["code"], "bracket-unclosed");
    assert_eq!(warning["message"], "this bracket is never closed");
    assert_eq!(warning["message_vi"], "Dấu ngoặc mở chưa được đóng.", "whatever the language: the answer is one");
    let answer = get("/v1/search?strict=1&q=%C4%91%E1%BA%A5t+(nh%C3%A0").await;
    let problem = answer.json();
    assert_eq!((answer.status.as_u16(), &problem["code"]), (400, &"query-syntax".into()), "{}", answer.body);
    assert_eq!(problem["errors"][0]["parameter"], "q");
    assert_eq!(problem["errors"][0]["span"], serde_json::json!([4, 5]));
    assert_eq!(get("/v1/search?strict=1&q=%C4%91%E1%BA%A5t").await.status, 200);
}

#[tokio::test]
async fn methods() {
    for (method, path, allowed) in [
        ("POST", "/v1/suggest", "GET,HEAD"),
        ("PUT", "/v1/search", "GET,HEAD,POST"),
        ("DELETE", "/v1/search", "GET,HEAD,POST"),
        ("TRACE", "/v1/suggest", "GET,HEAD"),
        ("BREW", "/v1/suggest", "GET,HEAD"),
        ("GET", "/v1/resolve", "POST"),
    ] {
        let answer = call(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (405, &"method-not-allowed".into()), "{method}");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
    for path in ["/", "/v1/search", "/healthz", "/assets/style.css"] {
        let answer = call(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, ""), "{path}");
    }
}

#[tokio::test]
async fn request_ids() {
    let request = |id: &str| Request::get("/healthz").header("x-request-id", id).body(Body::empty()).unwrap();
    assert_eq!(call(request("abc-1")).await.header("x-request-id"), "abc-1");
    assert_eq!(call(request("two words")).await.header("x-request-id").len(), 32);
    assert_eq!(get("/healthz").await.header("x-request-id").len(), 32);
}

#[tokio::test]
async fn health() {
    let answer = get("/healthz").await;
    assert_eq!((answer.status.as_u16(), answer.json()), (200, serde_json::json!({"status": "ok"})));
    let answer = get("/readyz").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["documents"], 6);
    assert!(answer.json()["generation"].is_u64());
}

#[tokio::test]
async fn the_description_lists_every_route_and_parameter() {
    let description = get("/v1/openapi.json").await.json();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let api = [
        "/v1/search/export",
        "/v1/timeline",
        "/v1/coverage",
        "/v1/cited-by",
        "/v1/facets/{field}",
        "/v1/documents/{id}/text",
        "/v1/documents/{id}/matches",
        "/v1/documents/{id}/citations",
        "/v1/documents/{id}/cited-by",
        "/v1/search",
        "/v1/suggest",
        "/v1/documents/{id}",
        "/v1/openapi.json",
    ];
    for path in ["/", "/documents/{id}", "/healthz", "/readyz"].into_iter().chain(api) {
        assert!(description["paths"][path]["get"]["responses"]["200"].is_object(), "{path}");
    }
    for path in ["/v1/search", "/v1/resolve"] {
        let body = &description["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"];
        assert!(body["$ref"].is_string(), "{path}: {body}");
    }
    let search = &description["paths"]["/v1/search"]["get"];
    let parameters = search["parameters"].as_array().unwrap();
    let parameter = |name: &str| parameters.iter().find(|parameter| parameter["name"] == name).unwrap();
    assert_eq!(parameters.len(), crate::params::PARAMETERS.len());
    assert_eq!(parameter("limit")["schema"]["maximum"].as_f64(), Some(100.0));
    assert_eq!(parameter("province")["schema"]["type"], "array");
    for status in ["400", "422", "503"] {
        assert!(search["responses"][status]["content"]["application/problem+json"].is_object(), "{status}");
    }
    every_reference_leads_somewhere(&description, &description);
}

fn every_reference_leads_somewhere(whole: &Value, part: &Value) {
    match part {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                assert!(whole.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
            }
            members.values().for_each(|member| every_reference_leads_somewhere(whole, member));
        }
        Value::Array(items) => items.iter().for_each(|item| every_reference_leads_somewhere(whole, item)),
        _ => {}
    }
}
