//! Searches that researchers wrote down with what must come, what must not, and what must stand first.
//!
//! The large list lies beside the repository and is not part of it; where it is absent, that is said and skipped. The
//! small one here covers the same ground.

use serde_json::{Value, json};

use crate::support::{Said, index, root, run, seed_names};

/// Query, filters, what must be found, what must not, what stands first.
type Row<'a> = (&'a str, Value, &'a [&'a str], &'a [&'a str], Option<&'a str>);

#[test]
fn searches_of_our_own() {
    let none = || json!({});
    let rows: [Row<'_>; 7] = [
        ("1771 cv tu", none(), &["004"], &["000", "001", "002", "003"], Some("004")),
        ("van ban nao vien dan Chỉ thị 55-CT/TU", none(), &["003"], &[], Some("003")),
        ("luc luong cong an xa chinh quy", none(), &["004", "001", "000"], &[], Some("004")),
        ("\"an ninh chinh tri\"", none(), &["001", "004"], &[], None),
        ("công an xã", json!({"level": "huyện"}), &["004"], &["000", "001", "002", "003"], Some("004")),
        ("trật tự", json!({"year": 2026}), &["000", "001"], &["002", "003", "004"], None),
        ("trụ sở công an phường sân bay vũ trụ", none(), &[], &[], None),
    ];
    for (query, filters, wanted, unwanted, first) in rows {
        let names = |seeds: &[&str]| json!(seed_names(seeds));
        let row = json!({
            "query": query, "filters": filters, "must_return": names(wanted), "must_not_return": names(unwanted),
            "first": first.map(|first| seed_names(&[first])[0].clone()),
        });
        assert_eq!(fault(&row), None, "{query}");
    }
}

#[test]
fn searches_of_researchers() {
    let path = root().join("../shared/gold/searches.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {}", path.display());
        return;
    };
    let rows: Vec<Value> = serde_json::from_str(&text).unwrap();
    let faults: Vec<String> = rows.iter().filter_map(|row| Some(format!("{}: {}", row["id"], fault(row)?))).collect();
    assert!(faults.is_empty(), "{} of {} fail:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

/// Asks the query of a row; returns what is wrong with the answer.
fn fault(row: &Value) -> Option<String> {
    let found = ask(row).sources();
    let listed = |name: &str| -> Vec<String> {
        row[name].as_array().into_iter().flatten().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    if let Some(lost) = listed("must_return").into_iter().find(|name| !found.contains(name)) {
        return Some(format!("{lost} is not found: {found:?}"));
    }
    if let Some(extra) = listed("must_not_return").into_iter().find(|name| found.contains(name)) {
        return Some(format!("{extra} is found"));
    }
    let first = row["first"].as_str();
    if first.is_some() && found.first().map(String::as_str) != first {
        return Some(format!("not {first:?} first: {found:?}"));
    }
    let mut top: Vec<String> = found.iter().take(listed("top_set").len()).cloned().collect();
    top.sort();
    (top != listed("top_set")).then(|| format!("on top are {top:?}"))
}

fn ask(row: &Value) -> Said {
    let mut arguments: Vec<String> = ["search", "--format", "json"].map(str::to_owned).to_vec();
    let filters = row["filters"].as_object().unwrap();
    for (name, value) in filters.iter().filter(|(name, _)| !name.starts_with("year_")) {
        arguments.push(format!("--{name}"));
        arguments.push(value.as_str().map_or_else(|| number(value), str::to_owned));
    }
    if let (Some(from), Some(to)) = (filters.get("year_from"), filters.get("year_to")) {
        arguments.extend(["--year".to_owned(), format!("{from}..{to}")]);
    }
    arguments.extend(["--".to_owned(), row["query"].as_str().unwrap().to_owned()]);
    run(index(), &arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A year; null asks for what is not known.
fn number(value: &Value) -> String {
    if value.is_null() { "~missing".to_owned() } else { value.to_string() }
}
