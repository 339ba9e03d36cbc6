//! A key that is bound to one of two provinces: nothing of the other leaks.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use search::Engine;
use tempfile::TempDir;

use super::keyring::Keyring;
use super::{Answer, call_on};
use crate::{Config, Forced, Scope};

/// Returns an engine over three directives of Hưng Yên and two of Ninh Bình, built once.
fn engine() -> Arc<Engine> {
    static INDEX: OnceLock<(TempDir, Arc<Engine>)> = OnceLock::new();
    INDEX.get_or_init(|| built().unwrap_or_else(|error| panic!("{error}"))).1.clone()
}

#[expect(clippy::disallowed_methods, reason = "a test makes the files that are indexed")]
fn built() -> Result<(TempDir, Arc<Engine>), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let (index, sources) = (folder.path().join("index"), folder.path().join("sources"));
    std::fs::create_dir_all(&sources)?;
    for (at, name) in ["hy-1", "hy-2", "hy-3", "nb-1", "nb-2"].into_iter().enumerate() {
        let (place, upper, word) = match &name[..2] {
            "hy" => ("Hưng Yên", "HƯNG YÊN", "nhãn lồng"),
            _ => ("Ninh Bình", "NINH BÌNH", "hang động"),
        };
        let text = format!(
            "TỈNH ỦY {upper}\n*\nSố {at}-CT/TU\n\n{place}, ngày 2 tháng 3 năm 202{at}\n\nCHỈ THỊ\nvề bảo đảm an ninh trật tự, \
             {word}\n\nBảo đảm an ninh trật tự tại nơi có {word}.\n"
        );
        std::fs::write(sources.join(format!("{name}.txt")), text)?;
    }
    indexer::bring_into_step(&indexer::Job { index: index.clone(), sources: vec![sources] }, &|_| {})?;
    let engine = Engine::open(&index)?;
    Ok((folder, Arc::new(engine)))
}

async fn ask(router: &Router, secret: &str, path: &str) -> Answer {
    let request = Request::get(path).header("authorization", format!("Bearer {secret}"));
    call_on(router.clone(), request.body(Body::empty()).unwrap_or_default()).await
}

#[tokio::test]
async fn nothing_of_the_other_province_leaks() {
    let keyring = Keyring::new();
    let (bound, free) = (keyring.bound(&[Scope::Search, Scope::Read], "Hưng Yên"), keyring.key(&[Scope::Admin]));
    let router = crate::app(engine(), keyring.open(), &Config::default());
    let cases = [
        ("", 5, 3),
        ("q=an+ninh", 5, 3),
        ("q=hang+dong", 2, 0),
        ("q=an+ninh&province=Ninh+B%C3%ACnh", 2, 0),
        ("q=an+ninh&province=ninh-binh&province=hung-yen", 5, 3),
        ("q=an+ninh&province=!hung-yen", 2, 0),
        ("province=~missing", 0, 0),
        ("strict=1", 5, 3),
        ("province_now=ninh-binh", 2, 0),
        ("q=t%E1%BB%89nh:%22Ninh+B%C3%ACnh%22", 2, 0),
        ("match=any&q=hang+dong+nhan", 5, 3),
    ];
    for (query, all, own) in cases {
        let path = format!("/v1/search?{query}&facets=*&explain=1");
        let (whole, part) = (ask(&router, &free, &path).await, ask(&router, &bound, &path).await);
        assert_eq!((whole.json()["total"].as_u64(), part.json()["total"].as_u64()), (Some(all), Some(own)), "{query}");
        assert_eq!(whole.json()["query"]["forced"], serde_json::json!([]), "{query}");
        assert_eq!(part.json()["query"]["forced"], serde_json::json!(["province"]), "{query}");
        let (mut told, echo) = (part.json(), part.json()["query"].to_string());
        told["query"] = serde_json::Value::Null;
        for outside in ["Ninh Bình", "ninh-binh", "nb-", "hang động", "Hang động"] {
            assert!(!told.to_string().contains(outside), "{query} tells of {outside}: {}", part.body);
        }
        assert!(!echo.contains("Hưng Yên") && !echo.contains("hung-yen"), "{echo}");
    }
    for (id, inside) in [("hy-1", 200), ("hy-3", 200), ("nb-1", 404), ("nb-2", 404), ("nb-9", 404)] {
        for path in [format!("/v1/documents/{id}"), format!("/documents/{id}"), format!("/documents/{id}?q=an")] {
            assert_eq!(ask(&router, &bound, &path).await.status, inside, "{path}");
        }
    }
    let (hidden, absent) =
        (ask(&router, &bound, "/v1/documents/nb-1").await, ask(&router, &bound, "/v1/documents/nb-9").await);
    assert_eq!(hidden.json()["code"], "document-not-found");
    assert_eq!(hidden.json()["detail"], absent.json()["detail"]);
    assert!(!ask(&router, &bound, "/?q=an+ninh").await.body.contains("Ninh Bình"));
}

#[tokio::test]
async fn how_large_the_archive_is_is_told_to_whoever_sees_all_of_it() {
    let keyring = Keyring::new();
    let (bound, free) = (keyring.bound(&[Scope::Search], "Hưng Yên"), keyring.key(&[Scope::Search]));
    let ingest = keyring.key(&[Scope::Ingest]);
    let router = crate::app(engine(), keyring.open(), &Config::default());
    for (secret, told) in [(&bound, None), (&free, Some(5)), (&ingest, None), (&"nothing".to_owned(), None)] {
        let answer = ask(&router, secret, "/readyz").await;
        assert_eq!((answer.status.as_u16(), answer.json()["documents"].as_u64()), (200, told), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_key_bound_in_several_ways_sees_what_holds_all_of_them() {
    let keyring = Keyring::new();
    let forced = |facet: &str, values: &[&str]| Forced {
        facet: facet.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let cases: [(&[Forced], u64, &str); 5] = [
        (&[forced("province", &["Hưng Yên", "Ninh Bình"])], 5, "[\"province\"]"),
        (&[forced("province", &["Hưng Yên"]), forced("year", &["2021..2023"])], 2, "[\"province\",\"year\"]"),
        (&[forced("level", &["tỉnh"])], 5, "[\"level\"]"),
        (&[forced("level", &["xã"])], 0, "[\"level\"]"),
        (&[forced("province", &["Hà Nội"])], 0, "[\"province\"]"),
    ];
    for (forced, total, names) in cases {
        let (_, secret) = keyring.make(&[Scope::Search], None, forced);
        let router = crate::app(engine(), keyring.open(), &Config::default());
        let answer = ask(&router, &secret, "/v1/search?q=an+ninh").await;
        assert_eq!(answer.json()["total"].as_u64(), Some(total), "{forced:?}");
        assert_eq!(answer.json()["query"]["forced"].to_string(), names);
    }
}
