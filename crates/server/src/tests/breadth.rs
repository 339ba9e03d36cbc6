//! The routes beside the search: bodies, whole sets, texts, numbers.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{Answer, call, first_id, get};
use crate::percent::percent_encoded;

async fn post(path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header("content-type", "application/json").body(body.into());
    call(request.unwrap_or_default()).await
}

#[tokio::test]
async fn a_body_asks_what_the_query_string_asks() {
    for (body, query) in [
        (json!({}), ""),
        (json!({"q": "công an", "limit": 3, "facets": ["year", "kind"]}), "q=c%C3%B4ng+an&limit=3&facets=year,kind"),
        (json!({"province": ["Hưng Yên", "ha-tinh"], "strict": true}), "province=hung-yen&province=ha-tinh&strict=1"),
        (json!({"year": 2026, "sort": "-date"}), "year=2026&sort=-date"),
        (json!({"limit": 3.0, "kind": "công văn"}), "limit=3&kind=c%C3%B4ng+v%C4%83n"),
        (
            json!({"q": "không có từ này zzzz", "match": "any"}),
            "q=kh%C3%B4ng+c%C3%B3+t%E1%BB%AB+n%C3%A0y+zzzz&match=any",
        ),
    ] {
        let answer = post("/v1/search", body.to_string()).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.body);
        assert_eq!(answer.body, get(&format!("/v1/search?{query}")).await.body, "{body}");
    }
}

#[tokio::test]
async fn faults_of_a_body_point_into_it() {
    for (body, status, code, pointer, suggestion) in [
        (r#"{"yaer": 2019}"#, 400, "unknown-parameter", Some("/yaer"), Some("year")),
        (r#"{"a/b~c": 1}"#, 400, "unknown-parameter", Some("/a~1b~0c"), None),
        (r#"{"limit": -1}"#, 400, "invalid-value", Some("/limit"), None),
        (r#"{"limit": 1.5}"#, 400, "invalid-value", Some("/limit"), None),
        (r#"{"limit": [1, 2]}"#, 400, "invalid-value", Some("/limit"), None),
        (r#"{"q": null}"#, 400, "invalid-value", Some("/q"), None),
        (r#"{"year": "hai"}"#, 400, "invalid-value", Some("/year"), None),
        (r#"{"year": [{}]}"#, 400, "invalid-value", Some("/year"), None),
        (r#"[1]"#, 400, "invalid-json", None, None),
        (r#"{"q": "#, 400, "invalid-json", None, None),
        ("", 400, "invalid-json", None, None),
    ] {
        let answer = post("/v1/search", body).await;
        let problem = answer.json();
        assert_eq!((answer.status.as_u16(), &problem["code"]), (status, &code.into()), "{body}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), pointer, "{body}: {}", answer.body);
        assert_eq!(problem["errors"][0]["suggestion"].as_str(), suggestion, "{body}");
        assert_eq!(problem["errors"][0]["parameter"], Value::Null, "{body}");
    }
    let form =
        Request::post("/v1/search").header("content-type", "application/x-www-form-urlencoded").body("q=a".into());
    assert_eq!(call(form.unwrap()).await.json()["code"], "unsupported-media-type");
    assert_eq!(post("/v1/search?q=a", "{}").await.json()["code"], "unknown-parameter");
    let many = json!({"kind": vec!["chỉ thị"; 501]}).to_string();
    assert_eq!(post("/v1/search", many).await.json()["code"], "query-too-costly");
}

#[tokio::test]
async fn a_body_without_an_announced_length_is_bounded_too() {
    let long = format!("{{\"q\": \"{}\"}}", "a".repeat(1024 * 1024));
    let (mut writer, chunks) = crate::stream::chunks();
    std::thread::spawn(move || drop(std::io::Write::write_all(&mut writer, long.as_bytes())));
    let answer = post("/v1/search", Body::new(chunks)).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (413, &"payload-too-large".into()));
}

#[tokio::test]
async fn the_export_has_as_many_rows_as_the_search_has_hits() {
    for query in
        ["", "q=c%C3%B4ng+an", "q=c%C3%B4ng+an&year=2026", "q=cong+zzzz+an", "province=hung-yen", "kind=!~missing"]
    {
        let total = get(&format!("/v1/search?limit=0&{query}")).await.json()["total"].as_u64().unwrap();
        let answer = get(&format!("/v1/search/export?format=jsonl&{query}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("tracuu-total")),
            (200, total.to_string().as_str()),
            "{query}"
        );
        let lines: Vec<Value> = answer.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (end, rows) = lines.split_last().unwrap();
        assert_eq!((rows.len() as u64, &end["_end"]["rows"]), (total, &json!(total)), "{query}");
        assert_eq!(end["_end"]["sha256"].as_str().map(str::len), Some(64));
        let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert!(ids.is_sorted(), "{ids:?}");
        for (format, begins) in [("ris", "TY  - "), ("bibtex", "@misc{")] {
            let body = get(&format!("/v1/search/export?format={format}&{query}")).await.body;
            assert_eq!(body.lines().filter(|line| line.starts_with(begins)).count() as u64, total, "{format} {query}");
        }
    }
}

#[tokio::test]
async fn csv_for_spreadsheets() {
    let answer = get("/v1/search/export?format=csv&fields=title,id&bom=1").await;
    assert!(answer.body.starts_with("\u{feff}title,id\r\n"), "{}", answer.body);
    assert!(answer.header("content-type").starts_with("text/csv"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"tracuu.csv\"");
    for query in [
        "format=xls",
        "bom=1&format=ris",
        "bom=2",
        "fields=",
        "fields=id,id",
        "fields=colour",
        "fields=id&format=ris",
        "trailer=1&format=jsonl",
        "trailer=x",
    ] {
        let answer = get(&format!("/v1/search/export?{query}")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (400, &"invalid-value".into()), "{query}");
    }
    assert_eq!(get("/v1/search/export?year=hai").await.status, 400);
    let same = post("/v1/search/export", r#"{"fields": ["title", "id"], "bom": true}"#).await;
    assert_eq!(same.body, answer.body);
    for (body, pointer) in
        [(r#"{"format": "xls"}"#, "/format"), (r#"{"fields": [1]}"#, "/fields"), (r#"{"yaer": 1}"#, "/yaer")]
    {
        assert_eq!(post("/v1/search/export", body).await.json()["errors"][0]["pointer"], pointer, "{body}");
    }
}

#[tokio::test]
async fn values_of_a_facet() {
    let all = get("/v1/facets/issuer").await.json();
    assert!(all["total_values"].as_u64() > Some(1), "{all}");
    for (prefix, known) in [("tinh uy", true), ("T%E1%BB%89nh", true), ("zzz", false)] {
        let found = get(&format!("/v1/facets/issuer?prefix={}", prefix.replace(' ', "+"))).await.json();
        let values = found["values"].as_array().unwrap();
        assert_eq!(values.is_empty(), !known, "{prefix}: {found}");
        assert!(values.iter().all(|value| all["values"].as_array().unwrap().contains(value)));
        for value in values {
            let value_is = percent_encoded(value["value"].as_str().unwrap());
            let chosen = get(&format!("/v1/search?limit=0&issuer={value_is}")).await.json();
            assert_eq!(chosen["total"], value["count"], "{value}");
        }
    }
    for (path, code) in [
        ("/v1/facets/colour", "unknown-field"),
        ("/v1/facets/year?limit=0", "invalid-value"),
        ("/v1/facets/year?limit=1001", "invalid-value"),
        ("/v1/facets/year?yaer=1", "unknown-parameter"),
        ("/v1/facets/year?year=hai", "invalid-value"),
    ] {
        assert_eq!(get(path).await.json()["code"], code, "{path}");
    }
}

#[tokio::test]
async fn the_years_have_no_gaps() {
    let timeline = get("/v1/timeline").await.json();
    let years: Vec<u64> =
        timeline["years"].as_array().unwrap().iter().map(|year| year["year"].as_u64().unwrap()).collect();
    assert!(!years.is_empty() && years.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{years:?}");
    for year in timeline["years"].as_array().unwrap() {
        let chosen = get(&format!("/v1/search?limit=0&year={}", year["year"])).await.json();
        assert_eq!(chosen["total"], year["count"], "{year}");
    }
    let undated = get("/v1/search?limit=0&year=~missing").await.json();
    assert_eq!(timeline["undated"], undated["total"]);
}

#[tokio::test]
async fn texts_and_the_places_in_them() {
    let id = percent_encoded(&first_id("công an").await);
    let whole = get(&format!("/v1/documents/{id}/text")).await.json();
    let characters: Vec<char> = whole["text"].as_str().unwrap().chars().collect();
    let cut = |span: &Value| -> String {
        characters[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize].iter().collect()
    };
    assert_eq!(whole["span"], json!([0, characters.len()]));
    for part in whole["parts"].as_array().unwrap() {
        let part_id = percent_encoded(part["id"].as_str().unwrap());
        let one = get(&format!("/v1/documents/{id}/text?part={part_id}")).await.json();
        assert_eq!(one["text"].as_str().unwrap(), cut(&part["span"]), "{part}");
    }
    let found = get(&format!("/v1/documents/{id}/matches?q=%22cong+an%22")).await.json();
    let matches = found["matches"].as_array().unwrap();
    assert!(!matches.is_empty() && found["count"] == matches.len(), "{found}");
    for span in matches {
        assert_eq!(vietnamese::fold(&cut(span)).split_whitespace().collect::<Vec<_>>(), ["cong", "an"], "{span}");
    }
    let one = get(&format!("/v1/documents/{id}/matches?q=%22cong+an%22&limit=1")).await.json();
    assert_eq!((one["matches"].as_array().unwrap().len(), &one["count"]), (1, &found["count"]));
    assert_eq!(get(&format!("/v1/documents/{id}/text?part=dieu-999")).await.json()["code"], "invalid-value");
    for path in ["text", "matches", "citations", "cited-by"] {
        assert_eq!(get(&format!("/v1/documents/nope/{path}")).await.json()["code"], "document-not-found", "{path}");
        assert_eq!(
            get(&format!("/v1/documents/{id}/{path}?colour=1")).await.json()["code"],
            "unknown-parameter",
            "{path}"
        );
    }
}

#[tokio::test]
async fn numbers_are_resolved() {
    let body = json!({"numbers": ["12 nq tw", "khong phai so", "1/CT-UBND", "999999-NQ/TW"]}).to_string();
    let answer = post("/v1/resolve", body).await.json();
    let numbers = answer["numbers"].as_array().unwrap();
    let shown: Vec<(Option<&str>, &str)> =
        numbers.iter().map(|number| (number["number"].as_str(), number["status"].as_str().unwrap())).collect();
    assert_eq!(shown[0], (Some("12-NQ/TW"), "none"), "{answer}");
    assert_eq!(shown[1], (None, "none"));
    assert_eq!(shown[2].1, "one", "{answer}");
    assert_eq!(shown[3].1, "none");
    let cited = get("/v1/cited-by?number=12-NQ/TW").await.json();
    assert_eq!(numbers[0]["cited_by"], cited["total"]);
    let text =
        post("/v1/resolve", json!({"text": "Căn cứ Nghị quyết số 12-NQ/TW ngày 16/3/2022."}).to_string()).await.json();
    assert_eq!(text["numbers"][0]["number"], "12-NQ/TW", "{text}");
    for (body, code, pointer) in [
        (json!({}), "invalid-value", None),
        (json!({"numbers": [], "text": ""}), "invalid-value", None),
        (json!({"numbers": "12-NQ/TW"}), "invalid-value", Some("/numbers")),
        (json!({"numbers": ["a", 5]}), "invalid-value", Some("/numbers/1")),
        (json!({"number": []}), "unknown-parameter", Some("/number")),
        (json!({"numbers": vec!["1"; 1001]}), "query-too-costly", None),
    ] {
        let problem = post("/v1/resolve", body.to_string()).await.json();
        assert_eq!(problem["code"], code, "{body}");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), pointer, "{problem}");
    }
}

#[tokio::test]
async fn who_cites_whom() {
    let all = get("/v1/cited-by?number=12+nq+tw").await.json();
    assert_eq!(all["citing"].as_array().unwrap().len(), 5, "{all}");
    let page = get("/v1/cited-by?number=12+nq+tw&limit=2&offset=1").await.json();
    assert_eq!(page["citing"].as_array().unwrap()[..], all["citing"].as_array().unwrap()[1..3]);
    assert_eq!(page["total"], 5);
    for (path, code) in [
        ("/v1/cited-by", "invalid-value"),
        ("/v1/cited-by?number=cong+an", "invalid-value"),
        ("/v1/cited-by?number=12-NQ/TW&limit=1001", "invalid-value"),
        ("/v1/coverage?number=12-NQ/TW&all=yes", "invalid-value"),
        ("/v1/coverage", "invalid-value"),
        ("/v1/coverage?number=12-NQ/TW&limit=0", "invalid-value"),
        ("/v1/coverage?number=12-NQ/TW&limit=1001", "invalid-value"),
        ("/v1/coverage?number=12-NQ/TW&cursor=d1.61", "invalid-value"),
        ("/v1/coverage?number=12-NQ/TW&offset=1", "unknown-parameter"),
    ] {
        assert_eq!(get(path).await.json()["code"], code, "{path}");
    }
}
