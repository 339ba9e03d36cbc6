//! The citation graph over the seeds: who cites what, which of several documents of one number, and where it was carried
//! out.

use std::path::Path;

use crate::support::{index, run, search, seed_names};

/// A value of `--cites`, and the seeds that cite it.
const CITING: &[(&str, &[&str])] = &[
    ("12-NQ/TW", &["000", "001", "002", "003", "004"]),
    ("12-NQ/TW@2022", &["000", "001", "002", "003", "004"]),
    ("12 nq tw@2022-03-16", &["000", "001", "002", "003", "004"]),
    ("nghi-quyet|12-NQ/TW|vn|2022-03-16", &["000", "001", "002", "003", "004"]),
    ("12-NQ/TW@2017", &[]),
    ("12-NQ/TU", &["002"]),
    ("03-NQ/ĐUCA", &["000", "001"]),
    ("03-nq/duca", &["000", "001"]),
    ("57-NQ/TW", &["000"]),
    ("55-CT/TU", &["003"]),
    ("03/2019/NĐ-CP", &["003"]),
];

#[test]
fn cited_documents_are_found_by_number_and_time() {
    for (value, expected) in CITING {
        let expected = seed_names(expected);
        let mut sources = search(&["", "--cites", value]).sources();
        sources.sort();
        assert_eq!(sources, expected, "--cites {value}");
        let said = run(index(), &["cited-by", value, "--format", "json"]);
        let json = said.json();
        let mut citing: Vec<String> = json["citing"]
            .as_array()
            .unwrap()
            .iter()
            .map(|citing| format!("{}.txt", citing["id"].as_str().unwrap()))
            .collect();
        citing.sort();
        assert_eq!(citing, expected, "cited-by {value}");
        assert_eq!(json["total"], expected.len(), "{value}");
        assert_eq!(said.code, i32::from(expected.is_empty()), "{value}");
    }
}

#[test]
fn the_query_language_knows_them_too() {
    for query in ["viện_dẫn:12-NQ/TU", "cites:\"12-NQ/TU\"", "cites:12-NQ/TU@2022"] {
        assert_eq!(search(&[query]).sources(), seed_names(&["002"]), "{query}");
    }
}

#[test]
fn the_citing_sentence_holds_the_citation() {
    for number in ["12-NQ/TW", "12-NQ/TU", "03-NQ/ĐUCA", "474/BCA-H02"] {
        let json = run(index(), &["cited-by", number, "--format", "json"]).json();
        for citing in json["citing"].as_array().unwrap() {
            let text = run(index(), &["show", citing["id"].as_str().unwrap(), "--text"]).out;
            let characters: Vec<char> = text.chars().collect();
            for citation in citing["citations"].as_array().unwrap() {
                let span = |view: &serde_json::Value| {
                    let at = |name: &str| view[name].as_u64().unwrap() as usize;
                    at("start")..at("end")
                };
                let (sentence, mention) = (span(&citation["sentence"]), span(&citation["mentions"][0]));
                assert!(sentence.start <= mention.start && mention.end <= sentence.end, "{number}: {citation}");
                assert!(sentence.end <= characters.len());
            }
        }
    }
}

#[test]
fn a_directive_lists_what_it_cites() {
    let id = seed_names(&["003"])[0].trim_end_matches(".txt").to_owned();
    let json = run(index(), &["cites", &id, "--format", "json"]).json();
    let cited: Vec<&str> =
        json["citations"].as_array().unwrap().iter().filter_map(|citation| citation["number"].as_str()).collect();
    for number in ["12-NQ/TW", "55-CT/TU", "03/2019/NĐ-CP", "38-CT/TU"] {
        assert!(cited.contains(&number), "{number} in {cited:?}");
    }
    assert_eq!(run(index(), &["cites", "không có"]).code, 1);
    assert_eq!(run(index(), &["cited-by", "công an"]).code, 2);
}

#[test]
fn the_archive_tells_what_it_holds() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let head = |number: &str, date: &str| format!("TỈNH ỦY HƯNG YÊN\n\nSố {number}\n\nHưng Yên, ngày {date}\n\n");
    std::fs::write(archive.path().join("a.txt"), head("38-CT/TU", "23 tháng 12 năm 2022") + "CHỈ THỊ\nvề an ninh")
        .unwrap();
    let text =
        "Thực hiện Chỉ thị số 38-CT/TU ngày 23/12/2022 của Tỉnh ủy, Chỉ thị số 38-CT/TU ngày 01/02/2017 của Tỉnh ủy.";
    std::fs::write(
        archive.path().join("b.txt"),
        head("7-KH/TU", "02 tháng 01 năm 2023") + "KẾ HOẠCH\nvề an ninh\n\n" + text,
    )
    .unwrap();
    assert_eq!(run(index.path(), &["index", archive.path().to_str().unwrap()]).code, 0);
    let json = run(index.path(), &["cites", "b", "--format", "json"]).json();
    let held = |date: &str| {
        let citations = json["citations"].as_array().unwrap();
        citations.iter().find(|citation| citation["date"] == date).unwrap_or_else(|| panic!("{date}: {json}"))["held"]
            .clone()
    };
    assert_eq!(held("2022-12-23")[0]["id"], "a");
    assert_eq!(held("2022-12-23")[0]["certain"], true);
    assert_eq!(held("2017-02-01"), serde_json::json!([]), "the same number of another year is another document");
}

#[test]
fn coverage_names_the_provinces_and_those_with_nothing() {
    let json = run(index(), &["coverage", "12-NQ/TW", "--all", "--format", "json"]).json();
    let provinces: Vec<&str> =
        json["provinces"].as_array().unwrap().iter().map(|covered| covered["province"].as_str().unwrap()).collect();
    assert_eq!(provinces, ["Hà Tĩnh", "Hưng Yên", "Ninh Bình"]);
    assert_eq!(json["provinces"][1]["directives"].as_array().unwrap().len(), 2);
    assert_eq!(json["without"].as_array().unwrap().len(), 34 - 3);
    assert_eq!(json["elsewhere"].as_array().unwrap().len(), 1, "004 names no province");
    let carrying = run(index(), &["coverage", "12-NQ/TW"]);
    assert!(carrying.out.contains("Hưng Yên") && carrying.out.contains("nothing from"), "{}", carrying.out);
}

/// Returns `province id` of each directive of a page, and the cursor of the next.
fn page(index: &Path, limit: &str, cursor: &str) -> (serde_json::Value, Vec<String>, Option<String>) {
    let arguments = ["coverage", "12-NQ/TW", "--all", "--format", "json", "--limit", limit, "--cursor", cursor];
    let json = run(index, &arguments).json();
    let ids = |list: &serde_json::Value, province: &str| -> Vec<String> {
        list.as_array().unwrap().iter().map(|citing| format!("{province} {}", citing["id"].as_str().unwrap())).collect()
    };
    let covered = json["provinces"].as_array().unwrap().iter();
    let mut rows: Vec<String> =
        covered.flat_map(|covered| ids(&covered["directives"], covered["province"].as_str().unwrap())).collect();
    rows.extend(ids(&json["elsewhere"], "-"));
    let next = json["next"].as_str().map(str::to_owned);
    (json, rows, next)
}

#[test]
fn coverage_comes_in_pages() {
    let (whole, rows, next) = page(index(), "1000", "*");
    assert_eq!((whole["total"].as_u64(), rows.len(), next), (Some(5), 5, None));
    for limit in ["1", "2", "3", "5"] {
        let (mut read, mut cursor) = (Vec::new(), Some("*".to_owned()));
        while let Some(at) = cursor {
            assert!(read.len() < rows.len(), "by {limit}: {at} leads to what was read already");
            let (json, some, next) = page(index(), limit, &at);
            assert!(some.len().to_string() == limit || next.is_none(), "{json}");
            assert_eq!((&json["total"], &json["without"]), (&whole["total"], &whole["without"]));
            for covered in json["provinces"].as_array().unwrap() {
                let known = whole["provinces"].as_array().unwrap().iter();
                let known = known.filter(|known| known["province"] == covered["province"]);
                assert_eq!(known.map(|known| &known["total"]).collect::<Vec<_>>(), [&covered["total"]]);
            }
            read.extend(some);
            cursor = next;
        }
        assert_eq!(read, rows, "by {limit}");
    }
    assert_eq!(run(index(), &["coverage", "12-NQ/TW", "--cursor", "i1.61"]).code, 2);
}

#[test]
fn pages_of_coverage_skip_and_repeat_nothing_while_the_archive_changes() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let write = |name: &str, place: &str, day: u8| {
        let text = format!(
            "TỈNH ỦY {}\n*\nSố {day}-KH/TU\n\n{place}, ngày {day} tháng 3 năm 2023\n\nKẾ HOẠCH\nvề an ninh\n\n\
             Thực hiện Nghị quyết số 12-NQ/TW ngày 16/3/2022 của Bộ Chính trị.\n",
            place.to_uppercase()
        );
        std::fs::write(archive.path().join(format!("{name}.txt")), text).unwrap();
    };
    let step = || assert_eq!(run(index.path(), &["index", archive.path().to_str().unwrap()]).code, 0);
    for (name, place, day) in [("a", "Hưng Yên", 9), ("b", "Hưng Yên", 8), ("c", "Hưng Yên", 7), ("d", "Ninh Bình", 6)]
    {
        write(name, place, day);
    }
    step();
    let (_, rows, next) = page(index.path(), "2", "*");
    assert_eq!(rows, ["Hưng Yên a", "Hưng Yên b"]);
    // The last one seen goes; one comes before it, and one behind it.
    std::fs::remove_file(archive.path().join("b.txt")).unwrap();
    write("e", "Hưng Yên", 10);
    write("f", "Ninh Bình", 5);
    step();
    let (json, rows, next) = page(index.path(), "2", &next.unwrap());
    assert_eq!((rows, &json["total"]), (vec!["Hưng Yên c".to_owned(), "Ninh Bình d".to_owned()], &5.into()));
    let (_, rows, next) = page(index.path(), "2", &next.unwrap());
    assert_eq!((rows, next), (vec!["Ninh Bình f".to_owned()], None));
}

#[test]
fn documents_of_one_number_are_told_apart() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let cites = |day: &str| {
        format!("Kính gửi: Các xã\n\nThực hiện Nghị quyết số 12-NQ/TW ngày {day} của Bộ Chính trị, các xã làm như sau.")
    };
    for (name, day) in [("a", "03/6/2017"), ("b", "16/3/2022"), ("c", "16/3/2022")] {
        std::fs::write(archive.path().join(format!("{name}.txt")), cites(day)).unwrap();
    }
    assert_eq!(run(index.path(), &["index", archive.path().to_str().unwrap()]).code, 0);
    let warnings = |value: &str| {
        let said = run(index.path(), &["search", "", "--cites", value, "--format", "json"]).json();
        (said["total"].clone(), said["query"]["warnings"].clone())
    };
    let (total, warned) = warnings("12-NQ/TW");
    assert_eq!((total, &warned[0]["code"]), (3.into(), &"homonyms".into()));
    let message = warned[0]["message"].as_str().unwrap();
    assert!(message.contains("2017-06-03 (cited by 1), 2022-03-16 (cited by 2)"), "{message}");
    let message = warned[0]["message_vi"].as_str().unwrap();
    assert!(message.contains("2017-06-03 (1 văn bản viện dẫn), 2022-03-16 (2 văn bản viện dẫn)"), "{message}");
    assert_eq!(warnings("12-NQ/TW@2017"), (1.into(), serde_json::json!([])));
}
