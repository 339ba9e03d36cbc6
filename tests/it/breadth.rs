//! What the API has beside the search, from both faces: whole sets, numbers, citations.

use serde_json::Value;

use crate::support::{Server, encoded, index, program, run, said, seed_names};

#[test]
fn both_faces_give_the_same_bytes() {
    let server = Server::start(index(), &[]);
    let id = seed_names(&["003"])[0].trim_end_matches(".txt").to_owned();
    let cases: [(&[&str], String); 10] = [
        (&["facets", "issuer"], "/v1/facets/issuer".to_owned()),
        (&["facets", "năm", "công an", "--limit", "2"], format!("/v1/facets/year?limit=2&q={}", encoded("công an"))),
        (
            &["facets", "issuer", "--prefix", "tinh uy", "--year", "2020.."],
            "/v1/facets/issuer?prefix=tinh+uy&year=2020..".to_owned(),
        ),
        (&["timeline"], "/v1/timeline".to_owned()),
        (&["timeline", "công an", "--strict"], format!("/v1/timeline?q={}&strict=1", encoded("công an"))),
        (&["cites", &id], format!("/v1/documents/{id}/citations")),
        (&["cited-by", "12-NQ/TW"], "/v1/cited-by?number=12-NQ/TW".to_owned()),
        (&["cited-by", "12-NQ/TW", "--limit", "2"], "/v1/cited-by?number=12-NQ/TW&limit=2".to_owned()),
        (&["coverage", "12-NQ/TW", "--all"], "/v1/coverage?number=12-NQ/TW&all=1".to_owned()),
        (&["coverage", "12-NQ/TW", "--all", "--limit", "2"], "/v1/coverage?number=12-NQ/TW&all=1&limit=2".to_owned()),
    ];
    for (arguments, path) in cases {
        let mut all = arguments.to_vec();
        all.extend_from_slice(&["--format", "json"]);
        let (status, _, body) = server.get(&path);
        assert_eq!((status, body), (200, run(index(), &all).out), "{path}");
    }
    for format in ["csv", "jsonl", "ris", "bibtex"] {
        let (status, _, body) = server.get(&format!("/v1/search/export?format={format}&q=cong+an"));
        assert_eq!((status, body), (200, run(index(), &["export", "cong an", "--format", format]).out), "{format}");
    }
}

#[test]
fn an_export_appears_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kho.csv");
    let path = file.to_str().unwrap();
    let written = run(index(), &["export", "công an", "-o", path, "--bom", "--fields", "id,title"]);
    assert_eq!((written.code, written.out.as_str()), (0, ""), "{}", written.err);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("\u{feff}id,title\r\n"), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing but the file is left");
    for arguments in [["--format", "xls"], ["--fields", "colour"]] {
        let refused = run(index(), &[&["export", "-o", path], &arguments[..]].concat());
        assert_eq!(refused.code, 2, "{arguments:?}: {}", refused.err);
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "what was there stays");
    assert_eq!(run(index(), &["export", "\"không hề có cụm này\""]).code, 1);
}

#[test]
fn numbers_from_a_list() {
    let mut command = program();
    command.arg("--index").arg(index()).args(["resolve", "-", "--format", "json"]);
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), "12 nq tw\n\n 527 cv tu \n".as_bytes()).unwrap();
    let answer = said(&child.wait_with_output().unwrap());
    let json = answer.json();
    let numbers = json["numbers"].as_array().unwrap();
    assert_eq!(numbers.len(), 2, "{json}");
    assert_eq!((&numbers[0]["number"], &numbers[0]["cited_by"]), (&"12-NQ/TW".into(), &5.into()), "{json}");
    assert_eq!((answer.code, &numbers[1]["status"]), (0, &"one".into()), "{json}");
    assert_eq!(run(index(), &["resolve", "12-NQ/TW"]).code, 1, "cited, but not held");
}

/// What clients build on: paths, parameters, statuses, and the fields of each answer. A line may come, none may go.
#[test]
fn the_contract_of_the_api() {
    let (_, _, body) = Server::start(index(), &[]).get("/v1/openapi.json");
    let description: Value = serde_json::from_str(&body).unwrap();
    let mut lines = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, route) in methods.as_object().unwrap() {
            let statuses = names(&route["responses"]);
            let parameters: Vec<&str> = route["parameters"]
                .as_array()
                .map_or(Vec::new(), |all| all.iter().map(|parameter| parameter["name"].as_str().unwrap()).collect());
            let distinct: std::collections::BTreeSet<&&str> = parameters.iter().collect();
            assert_eq!(distinct.len(), parameters.len(), "{path} names a parameter twice");
            lines.push(format!("{} {path} ({}) {statuses}", method.to_uppercase(), parameters.join(" ")));
        }
    }
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        let parts = schema["allOf"].as_array().into_iter().flatten().chain([schema]);
        let fields: Vec<String> =
            parts.map(|part| names(&part["properties"])).filter(|part| !part.is_empty()).collect();
        lines.push(format!("{name}: {}", fields.join(" ")));
    }
    insta::assert_snapshot!("contract", lines.join("\n"));
}

fn names(object: &Value) -> String {
    object.as_object().map(|members| members.keys().cloned().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

#[test]
fn an_export_keeps_its_order_over_an_index_that_grew() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let names = ["m", "c", "x", "a", "k", "b"];
    for name in names {
        std::fs::write(archive.path().join(format!("{name}.txt")), format!("văn bản =1+1 của {name}")).unwrap();
        assert_eq!(run(index.path(), &["index", archive.path().to_str().unwrap()]).code, 0);
    }
    std::fs::remove_file(archive.path().join("c.txt")).unwrap();
    std::fs::write(archive.path().join("k.txt"), "văn bản thay cho k").unwrap();
    assert_eq!(run(index.path(), &["index", archive.path().to_str().unwrap()]).code, 0);
    for (query, expected) in [("", "id\r\na\r\nb\r\nk\r\nm\r\nx\r\n"), ("thay", "id\r\nk\r\n"), ("zzz", "id\r\n")] {
        let said = run(index.path(), &["export", query, "--fields", "id"]);
        assert_eq!(said.out, expected, "{query}");
        let total = run(index.path(), &["search", query, "--limit", "0", "--format", "json"]).json()["total"].clone();
        assert_eq!(total, expected.lines().count() - 1, "{query}");
    }
}

#[test]
fn pages_by_cursor_skip_and_repeat_nothing_while_the_index_changes() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |name: &str| {
        let day = u32::from(name.as_bytes()[0] % 7) + 1;
        let text =
            format!("TỈNH ỦY HƯNG YÊN\n\nSố 1-CT/TU\n\nHưng Yên, ngày {day} tháng 3 năm 2021\n\nCHỈ THỊ\nvề {name}");
        std::fs::write(archive.path().join(format!("{name}.txt")), text).unwrap();
    };
    let step = || assert_eq!(run(index.path(), &["index", archive.path().to_str().unwrap()]).code, 0);
    for sort in ["id", "date", "-date", "relevance"] {
        let names: Vec<String> = ('b'..='p').map(|letter| letter.to_string()).collect();
        names.iter().for_each(|name| write(name));
        step();
        let (mut cursor, mut seen) = ("*".to_owned(), Vec::new());
        for page in 0.. {
            let said = run(
                index.path(),
                &["search", "chỉ thị", "--sort", sort, "--cursor", &cursor, "--limit", "4", "--format", "json"],
            );
            seen.extend(said.sources().into_iter().map(|source| source.trim_end_matches(".txt").to_owned()));
            let Some(next) = said.json()["next"].as_str().map(str::to_owned) else { break };
            assert!(page < 9, "{sort}: no end of pages");
            cursor = next;
            // What was seen goes, and something comes that is new.
            std::fs::remove_file(archive.path().join(format!("{}.txt", seen[seen.len() - 1]))).unwrap();
            write(&format!("{}{page}", ["a", "z"][page % 2]));
            step();
        }
        let mut old: Vec<String> = seen.iter().filter(|name| name.len() == 1).cloned().collect();
        old.sort();
        assert_eq!(old, names, "{sort}: {seen:?}");
        let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "{sort}: {seen:?}");
        for entry in std::fs::read_dir(archive.path()).unwrap() {
            std::fs::remove_file(entry.unwrap().path()).unwrap();
        }
    }
    for (cursor, offset) in [("x", "0"), ("*", "5"), ("d1.61", "0")] {
        let refused = run(index.path(), &["search", "--cursor", cursor, "--offset", offset]);
        assert_eq!(refused.code, 2, "{cursor} {offset}: {}", refused.err);
    }
}
