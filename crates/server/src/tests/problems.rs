//! Problems in two languages: what follows the language of the client, and what never does.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use super::{Answer, call, get};
use crate::percent::percent_encoded;

/// Sends a request of a method, a path and a body in a language.
async fn ask((method, path, body): (&str, &str, &'static str), language: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("accept-language", language);
    call(request.header("content-type", "application/json").body(Body::from(body)).unwrap()).await
}

/// Takes the texts for people out of a problem, and its id.
fn without_words(problem: &Value) -> Value {
    let mut problem = problem.clone();
    for text in ["title", "detail", "instance", "request_id"] {
        assert!(!problem[text].take().as_str().unwrap().is_empty(), "{text}");
    }
    for error in problem["errors"].as_array_mut().unwrap() {
        assert!(!error["message"].take().as_str().unwrap().is_empty());
    }
    problem
}

#[tokio::test]
async fn a_problem_follows_the_language_and_its_code_does_not() {
    let long = format!("/v1/search?q={}", "a".repeat(17_000));
    let costly = format!("/v1/search?q={}", "a+".repeat(3000));
    for request in [
        ("GET", "/v1/search?colour=red", ""),
        ("GET", "/v1/search?yaer=2019", ""),
        ("GET", "/v1/search?limit=101&offset=-1&match=none&strict=yes&facets=mau&province=", ""),
        ("GET", "/v1/search?limit=100&offset=9950&year_from=2020&year_to=2015", ""),
        ("GET", "/v1/search?q=a&q=b", ""),
        ("GET", "/v1/search?year=hai", ""),
        ("GET", "/v1/search?cursor=x", ""),
        ("GET", "/v1/search?strict=1&q=(a", ""),
        ("GET", "/v1/search/export?format=doc", ""),
        ("GET", "/v1/search/export?fields=x", ""),
        ("GET", "/v1/search/export?format=ris&bom=1", ""),
        ("GET", "/v1/search/export?format=ris&fields=id", ""),
        ("GET", "/v1/coverage", ""),
        ("GET", "/v1/coverage?number=x&all=2", ""),
        ("GET", "/v1/suggest?x=1", ""),
        ("GET", "/v1/facets/colour", ""),
        ("GET", "/v1/documents/nope", ""),
        ("GET", "/v1/nowhere", ""),
        ("GET", "/v1/problems/tmeout", ""),
        ("GET", "/v1/problems/nothing-of-the-kind", ""),
        ("PUT", "/v1/search", ""),
        ("GET", &long, ""),
        ("GET", &costly, ""),
        ("POST", "/v1/search", "{"),
        ("POST", "/v1/search", r#"{"limit":[1],"q":{}}"#),
        ("POST", "/v1/resolve", "{}"),
        ("POST", "/v1/resolve", r#"{"number":"1"}"#),
        ("POST", "/v1/resolve", r#"{"numbers":[1]}"#),
        ("POST", "/v1/resolve", r#"{"numbers":1}"#),
        ("PUT", "/v1/documents/x", "{}"),
    ] {
        let (english, vietnamese) = (ask(request, "en").await, ask(request, "vi-VN,vi;q=0.9,en;q=0.5").await);
        let (one, other) = (english.json(), vietnamese.json());
        assert_eq!((english.status, without_words(&one)), (vietnamese.status, without_words(&other)), "{request:?}");
        for (answer, language) in [(&english, "en"), (&vietnamese, "vi")] {
            assert_eq!(answer.header("content-language"), language, "{request:?}");
            let goes_by: Vec<&str> = answer.headers.get_all("vary").iter().filter_map(|by| by.to_str().ok()).collect();
            assert!(goes_by.join(",").contains("accept-language"), "{request:?}: {goes_by:?}");
        }
        for text in ["title", "detail"] {
            assert_ne!(one[text], other[text], "{request:?}");
        }
        for (error, said) in one["errors"].as_array().into_iter().flatten().zip(other["errors"].as_array().unwrap()) {
            assert_ne!(error["message"], said["message"], "{request:?}");
        }
        assert_eq!(ask(request, "fr").await.json()["title"], one["title"], "{request:?}");
    }
}

#[tokio::test]
async fn the_slips_of_a_strict_query_are_told_in_vietnamese() {
    for query in [
        "(đất",
        "đất) nhà",
        "\"đất",
        "quyền nào KHÔNG có?",
        "đất OR",
        "-đất",
        "số:abc",
        "năm:20x",
        "năm:2024..2020",
        "cited_by:>5",
        "tinhh:Hà",
        "ở u*",
        "c?ng",
        "tham~1",
        "đất^1000",
        "đất^x",
        "a NEAR/500 b",
        "a NEAR/2 b NEAR/5 c",
        "a NEAR năm:2020",
    ] {
        let path = format!("/v1/search?strict=1&limit=0&q={}", percent_encoded(query));
        let (english, vietnamese) =
            (ask(("GET", &path, ""), "en").await.json(), ask(("GET", &path, ""), "vi").await.json());
        let errors = |problem: &Value| problem["errors"].as_array().cloned().unwrap_or_default();
        assert!(!errors(&english).is_empty(), "{query} has no slip: {english}");
        for (error, said) in errors(&english).iter().zip(errors(&vietnamese)) {
            assert_ne!(error["message"], said["message"], "{query}");
        }
    }
}

#[tokio::test]
async fn every_code_is_described_in_both_languages() {
    let list = |language| ask(("GET", "/v1/problems", ""), language);
    let (english, vietnamese) = (list("en").await, list("vi").await);
    assert_eq!((english.header("content-language"), vietnamese.header("content-language")), ("en", "vi"));
    let (english, vietnamese) = (english.json(), vietnamese.json());
    let kinds = |list: &Value| list["problems"].as_array().unwrap().clone();
    assert_eq!(kinds(&english).len(), crate::problem::Code::all().count());
    for (kind, said) in kinds(&english).into_iter().zip(kinds(&vietnamese)) {
        for same in ["type", "code", "status"] {
            assert_eq!(kind[same], said[same]);
        }
        for text in ["title", "meaning", "remedy"] {
            assert_ne!(kind[text], said[text]);
        }
        assert_eq!(get(kind["type"].as_str().unwrap()).await.json(), kind, "English is the default");
        assert_eq!(ask(("GET", kind["type"].as_str().unwrap(), ""), "vi").await.json(), said);
    }
    let unknown = get("/v1/problems/query-sintax").await;
    assert_eq!((unknown.status.as_u16(), &unknown.json()["code"]), (404, &"route-not-found".into()));
    assert!(unknown.json()["detail"].as_str().unwrap().contains("query-syntax"));
}

/// What the description of the API promises is what `/v1/problems` describes: neither knows a code of which the other does not.
#[tokio::test]
async fn every_code_that_a_route_promises_is_described() {
    let description = get("/v1/openapi.json").await.json();
    let known: Vec<&str> = crate::problem::Code::all().map(|code| code.facts().1).collect();
    let mut promised = std::collections::BTreeSet::new();
    for route in
        description["paths"].as_object().unwrap().values().flat_map(|methods| methods.as_object().unwrap().values())
    {
        for (_, refusal) in route["responses"].as_object().unwrap().iter().filter(|(status, _)| status.as_str() >= "4")
        {
            promised.extend(refusal["description"].as_str().unwrap().split(", ").map(str::to_owned));
        }
    }
    assert_eq!(promised, known.iter().map(|code| (*code).to_owned()).collect());
}
