//! What a client asks of a server before it asks for directives: versions, limits, fields.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{engine, get};
use crate::params::PARAMETERS;
use crate::percent::percent_encoded;

#[tokio::test]
async fn the_version_is_that_of_what_answers() {
    let answer = get("/v1/version").await;
    let version = answer.json();
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    assert_eq!((&version["program"], &version["api"]), (&"tracuu".into(), &"v1".into()));
    assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
    let index = &version["index"];
    assert_eq!(index["generation"], engine().generation());
    assert_eq!(index["generation"], get("/readyz").await.json()["generation"]);
    assert_eq!((index["fingerprint"].as_str().unwrap().len(), index["format"].is_u64()), (16, true));
    assert!(index["analyzer"].as_str().unwrap().starts_with("vi-"));
}

/// At the limit a request is answered, one beyond it is refused.
#[tokio::test]
async fn the_limits_are_those_that_hold() {
    let limits = get("/v1/version").await.json()["limits"].clone();
    let limit = |name: &str| usize::try_from(limits[name].as_u64().unwrap()).unwrap();
    let query = |text: &str| format!("/v1/search?limit=0&q={}", percent_encoded(text));
    let brackets = |deep: usize| query(&format!("{}a{}", "(".repeat(deep), ")".repeat(deep)));
    let clauses = |many: usize| query(&vec!["năm:2020"; many].join(" "));
    let filters = |many: usize| format!("/v1/search?limit=0{}", "&level=xa".repeat(many));
    let address = |long: usize| format!("/v1/search?limit=0&cursor=*{}", "&level=xa".repeat(long))[..long].to_owned();
    let cases: [(&str, &dyn Fn(usize) -> String); 8] = [
        ("query_characters", &|long| query(&format!("a{}", " ".repeat(long - 1)))),
        ("query_words", &|many| query(&vec!["a"; many].join(" "))),
        ("query_nesting", &brackets),
        ("query_clauses", &clauses),
        ("filter_values", &filters),
        ("hits", &|many| format!("/v1/search?limit={many}")),
        ("window", &|last| format!("/v1/search?limit=1&offset={}", last - 1)),
        ("timeout_ms", &|time| format!("/v1/search?limit=0&timeout_ms={time}")),
    ];
    for (name, path) in cases {
        assert_eq!(get(&path(limit(name))).await.status, 200, "{name}: {}", path(limit(name)));
        let beyond = get(&path(limit(name) + 1)).await;
        assert!([400, 422].contains(&beyond.status.as_u16()), "{name}: {}", beyond.body);
    }
    assert_ne!(get(&address(limit("address_bytes"))).await.status, 414);
    assert_eq!(get(&address(limit("address_bytes") + 1)).await.status, 414);
}

#[tokio::test]
async fn a_parameter_that_is_none_is_refused() {
    for path in ["/v1/version", "/v1/schema", "/v1/problems", "/v1/problems/timeout"] {
        let answer = get(&format!("{path}?x=1")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (400, &"unknown-parameter".into()), "{path}");
    }
}

fn fields(schema: &Value) -> Vec<Value> {
    schema["fields"].as_array().unwrap().clone()
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_fields_are_those_that_parameters_and_facets_know() {
    let schema = get("/v1/schema").await.json();
    let of = |flag: &str| -> BTreeSet<String> {
        let own = fields(&schema).into_iter().filter(|field| field[flag] == true);
        own.map(|field| field["name"].as_str().unwrap().to_owned()).collect()
    };
    let facets: BTreeSet<String> = search::Facet::ALL.map(|facet| facet.name().to_owned()).into();
    assert_eq!((of("is_filter"), of("is_facet")), (facets.clone(), facets));
    let sorts: Vec<&str> =
        schema["sorts"].as_array().unwrap().iter().map(|sort| sort["name"].as_str().unwrap()).collect();
    let parameter = PARAMETERS.iter().find(|parameter| parameter.name == "sort").unwrap();
    let crate::params::Shape::Choice(taken, _) = &parameter.shape else { panic!("sort is a choice") };
    assert_eq!(BTreeSet::from_iter(sorts), BTreeSet::from_iter(taken.iter().copied()));
    for field in fields(&schema) {
        assert_ne!(field["label"]["vi"], field["label"]["en"]);
    }
}

/// Asked for strictly, a value that a field cannot have would be a problem; what names no field would be read as words.
#[tokio::test]
async fn a_query_takes_every_name_and_a_filter_every_value() {
    let schema = get("/v1/schema").await.json();
    for field in fields(&schema) {
        let value = match field["type"].as_str().unwrap() {
            "year" => "2020",
            "date" => "2020-01-31",
            "document-number" => "12-NQ/TW",
            _ => "xa",
        };
        let name = field["name"].as_str().unwrap();
        for asked in texts(&field["query_names"]) {
            let query = percent_encoded(&format!("{asked}:{value}"));
            let answer = get(&format!("/v1/search?limit=0&strict=1&q={query}")).await;
            assert_eq!(answer.status, 200, "{asked}:{value} {}", answer.body);
            let parsed = answer.json()["query"]["parsed"].as_str().unwrap().to_owned();
            assert!(parsed.starts_with(&format!("{name}:")), "{asked} is read as {parsed}");
        }
        for value in field["values"].as_array().into_iter().flatten().map(|own| own["value"].as_str().unwrap()) {
            let answer = get(&format!("/v1/search?limit=0&{name}={value}")).await.json();
            assert_eq!(answer["query"]["warnings"].as_array().map(Vec::len), Some(0), "{name}={value}: {answer}");
        }
        for year in field["range"].as_array().into_iter().flatten() {
            assert_eq!(get(&format!("/v1/search?limit=0&year_from={year}")).await.status, 200);
        }
    }
}

/// Whatever the seeds hold is among the values that a field can have.
#[tokio::test]
async fn no_archive_holds_other_values() {
    let schema = get("/v1/schema").await.json();
    let counted = get("/v1/search?limit=0&facets=*&facet_limit=1000").await.json();
    let mut seen = 0;
    for field in fields(&schema).iter().filter(|field| field["values"].is_array()) {
        let known: BTreeSet<&str> =
            field["values"].as_array().unwrap().iter().map(|own| own["value"].as_str().unwrap()).collect();
        for value in counted["facets"][field["name"].as_str().unwrap()]["values"].as_array().unwrap() {
            assert!(known.contains(value["value"].as_str().unwrap()), "{value}");
            seen += 1;
        }
    }
    assert!(seen >= 4, "nothing was counted");
}
