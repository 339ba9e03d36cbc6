//! Measuring how well directives are read: `eval-extraction` over small truths made here, and over the large ones where
//! they lie beside the repository.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Said, program, root, said, seed_names, seeds};

const FIELDS: [&str; 9] = ["number", "kind", "issuer", "level", "province", "date", "year", "title", "signer"];

fn measure(texts: &Path, meta: &Path, more: &[&str]) -> Said {
    said(&program().arg("eval-extraction").arg(texts).arg(meta).args(more).output().unwrap())
}

/// Measures the seeds against rows, and returns what was said as JSON.
fn measure_rows(rows: &[Value], more: &[&str]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let meta = folder.path().join("meta.jsonl");
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    std::fs::write(&meta, lines.join("\n")).unwrap();
    measure(&seeds(), &meta, &[&["--format", "json"], more].concat())
}

fn id(seed: &str) -> String {
    seed_names(&[seed])[0].trim_end_matches(".txt").to_owned()
}

fn row(seed: &str, gold: &Value) -> Value {
    let origins: Value = gold.as_object().unwrap().keys().map(|field| (field.clone(), json!("meta"))).collect();
    json!({"id": id(seed), "gold": gold, "gold_src": origins})
}

/// Facts that `reading.rs` asserts.
fn truth() -> [Value; 2] {
    [
        row(
            "000",
            &json!({"number": "527-CV/TU", "kind": "Công văn", "issuer": "TỈNH UỶ HƯNG YÊN", "level": "tinh",
                   "date": "2026-05-12", "signer": "Trần Quốc Toàn"}),
        ),
        row(
            "004",
            &json!({"number": null, "date": null, "level": "huyen", "signer": "ĐINH VĂN TUẤN", "province": null}),
        ),
    ]
}

#[test]
fn what_is_right_counts() {
    let said = measure_rows(&truth(), &["--floors"]);
    let json = said.json();
    assert_eq!((said.code, &json["documents"], &json["citations"]), (0, &json!(2), &Value::Null), "{}", said.out);
    assert!(json["mb_per_cpu_second"].as_f64().unwrap() > 0.0);
    for field in ["number", "date"] {
        let counts = &json["fields"][field]["counted"];
        assert_eq!((&counts["right"], &counts["both_null"], &counts["accuracy"]), (&json!(1), &json!(1), &json!(1.0)));
    }
    assert_eq!(json["fields"]["signer"]["right"], 2);
    assert_eq!(json["fields"]["title"]["counted"]["accuracy"], Value::Null);
}

#[test]
fn errors_are_listed_and_floors_held() {
    let mut rows = truth();
    rows[0]["gold"]["number"] = json!("528-CV/TU");
    rows[1]["gold"]["date"] = json!("2022-09-01");
    let said = measure_rows(&rows, &["--floors", "--errors", "1"]);
    let json = said.json();
    assert_eq!(said.code, 1, "{}", said.out);
    let case = &json["errors"]["number"][0];
    assert_eq!((&case["outcome"], &case["ours"]), (&json!("wrong"), &json!("527-CV/TU")));
    assert_eq!(json["errors"]["date"][0]["outcome"], "missing");
    assert_eq!(json["errors"]["title"].as_array().unwrap().len(), 1);
    // What the paper does not print is told apart, and held against the floors all the same.
    assert_eq!(json["errors"]["number"][0]["printed"], false);
    assert_eq!(json["below_floors"].as_array().unwrap().len(), 2, "{}", said.out);
    assert_eq!(measure_rows(&rows, &[]).code, 0);
}

#[test]
fn doubtful_rows_stand_beside() {
    let mut rows = truth();
    rows[0]["gold_src"]["kind_conflict"] = json!("Nghị quyết");
    rows[1]["same_doc_as"] = json!(id("000"));
    let json = measure_rows(&rows, &[]).json();
    assert_eq!(
        (&json["fields"]["signer"]["right"], &json["fields"]["signer"]["counted"]["right"]),
        (&2.into(), &0.into())
    );
}

#[test]
fn a_truth_of_documents_tells_citations() {
    let folder = tempfile::tempdir().unwrap();
    let meta = folder.path().join("gold.json");
    let (name, other) = (&seed_names(&["000"])[0], "absent.txt");
    let cited = json!([{"surface": "Nghị quyết số 12-NQ/TW ngày 16/3/2022", "kind": "nghị quyết", "number": "12-NQ/TW",
                        "key": "nghi-quyet|12-NQ/TW|vn|2022-03-16", "count": 4}]);
    let facts = json!({"place": "Hưng Yên", "citations": cited, "not_citations": [{"text": "Số 527 -CV/TU"}]});
    let documents = json!({"documents": {name: facts, other: {}}});
    std::fs::write(&meta, serde_json::to_string_pretty(&documents).unwrap()).unwrap();
    let said = measure(&seeds(), &meta, &["--format", "json"]);
    let json = said.json();
    assert_eq!((said.code, &json["refused"][0]["source"]), (5, &json!(other)), "{}", said.out);
    assert_eq!((&json["fields"]["place"]["right"], &json["citations"]["key"]["right"]), (&json!(1), &json!(1)));
    assert_eq!((&json["citations"]["key"]["missing"], &json["citations"]["false"]), (&json!(0), &json!(0)));
}

#[test]
fn what_is_no_truth_is_refused() {
    let said = measure(&seeds(), &root().join("Cargo.toml"), &[]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("Cargo.toml: neither JSON lines"), "{}", said.err);
}

#[test]
fn figures_of_the_large_truths() {
    let shared = root().join("../shared");
    let truths = [("seeds", "gold/seeds.json"), ("directives/txt", "directives/meta.jsonl")];
    for (texts, meta) in truths.map(|(texts, meta)| (shared.join(texts), shared.join(meta))) {
        if !texts.is_dir() || !meta.is_file() {
            println!("skipped: {} is not here", meta.display());
            continue;
        }
        let json = measure(&texts, &meta, &["--format", "json"]).json();
        assert!(FIELDS.iter().all(|field| json["fields"][field]["counted"]["right"].is_u64()), "{json}");
        let table = measure(&texts, &meta, &[]);
        assert_eq!(table.code, 0, "{}", table.err);
        println!("{}", table.out);
    }
}
