//! Asking the seeds: what a researcher types, and what must come.

use crate::support::{index, run, search, seed_names};

/// Arguments, and the seeds that must be found, no more and no fewer.
const FOUND: &[(&[&str], &[&str])] = &[
    (&["công an xã", "--kind", "công văn"], &["000", "001", "004"]),
    (&["cong an xa", "--kind", "cong van"], &["000", "001", "004"]),
    (&["CÔNG AN XÃ", "--kind", "cv"], &["000", "001", "004"]),
    (&["", "--province", "Hưng Yên"], &["000", "003"]),
    (&["", "--province", "hung-yen"], &["000", "003"]),
    (&["", "--province", "hung yen"], &["000", "003"]),
    (&["tỉnh:\"Hưng Yên\""], &["000", "003"]),
    (&["", "--province", "~missing"], &["004"]),
    (&["", "--province", "!Hưng Yên"], &["001", "002", "004"]),
    (&["", "--province", "Hưng Yên", "--province", "Hà Tĩnh"], &["000", "002", "003"]),
    (&["", "--province", "Hưng Yên", "--year", "2026"], &["000"]),
    (&["", "--year", "2026"], &["000", "001"]),
    (&["năm:2026"], &["000", "001"]),
    (&["", "--year", "2025.."], &["000", "001"]),
    (&["", "--year", "2026", "--strict"], &["000", "001"]),
    (&["", "--level", "huyện"], &["004"]),
    (&["", "--level", "tinh"], &["000", "001", "002", "003"]),
    (&["", "--issuer", "Tỉnh uỷ Hưng Yên", "--strict"], &["000"]),
    (&["", "--cites", "12-NQ/TW"], &["000", "001", "002", "003", "004"]),
    (&["", "--cites", "03 nq đuca"], &["000", "001"]),
    (&["", "--cites", "03-nq/duca"], &["000", "001"]),
    (&["", "--cites", "12-NQ/TU"], &["002"]),
    (&["474/BCA-H02"], &["001"]),
    (&["1771-CV/TU"], &["004"]),
    // Punctuation does not part a phrase: 002 has "Bộ Công an, xã hội hóa".
    (&["\"công an xã\""], &["000", "001", "002", "003", "004"]),
    (&["“Công an huyện”"], &["004"]),
    (&["\"cong an huyen\""], &["004"]),
    (&["\"Tô quốc\""], &["002"]),
    (&["công an -\"công an huyện\""], &["000", "001", "002", "003"]),
    (&["Covid OR \"mức độ 4\""], &["003", "004"]),
    (&["title:phường"], &["001", "002"]),
    (&["tiêu_đề:(phường OR xyz)"], &["001", "002"]),
    (&["tỉnh:(Hưng Yên OR Hà Tĩnh)"], &["000", "002", "003"]),
    (&["năm:>=2025"], &["000", "001"]),
    (&["year:[2025 TO 2026]"], &["000", "001"]),
    (&["date:2026-05-28"], &["001"]),
    (&["ngày:28/05/2026..", "--strict"], &["001"]),
    (&["\"an công xã\"~0 năm:2026"], &["000", "001"]),
    (&["(công an) NEAR/0 huyện"], &["004"]),
    (&["covi*"], &["004"]),
    (&["=\"Công an huyện\""], &["004"]),
];

#[test]
fn researchers_find_what_is_there() {
    for (arguments, expected) in FOUND {
        let said = search(arguments);
        let mut sources = said.sources();
        sources.sort();
        assert_eq!(sources, seed_names(expected), "{arguments:?}");
        assert_eq!(said.json()["total"], expected.len(), "{arguments:?}");
        assert_eq!(said.code, 0);
    }
}

#[test]
fn a_strict_query_is_read_as_it_was_meant_or_refused() {
    assert_eq!(run(index(), &["search", "công an (xã"]).code, 0);
    let said = run(index(), &["search", "--strict", "công an (xã"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("characters 8 to 9") && said.err.contains("bracket"), "{}", said.err);
}

/// Spellings of one question; all must bring the same hits in the same order with the same scores.
const SAME: &[&[&str]] = &[
    &["Tổ quốc", "To\u{302}\u{309} quo\u{302}\u{301}c", "Tô\u{309} quốc", "To\u{309}\u{302} quốc"],
    &["Tỉnh ủy", "Tỉnh uỷ", "TỈNH UỶ", "Ti\u{309}nh u\u{309}y", "ti\u{309}nh uy\u{309}"],
    &["khóa XIII", "khoá XIII", "khoa\u{301} xiii"],
    &["chiến sĩ", "chiến sỹ"],
    &["công an xã", "co\u{302}ng an xa\u{303}", "Công An Xã"],
    &["527-CV/TU", "527 cv tu", "số 527 -CV/TU", "Số: 527–CV/TU", "527/cv-tu", "527cvtu"],
    &["12-NQ/TW", "12 nq tw", "nghị quyết số 12-NQ/TƯ", "12/NQ-TW"],
];

#[test]
fn spellings_of_one_question_have_one_answer() {
    for spellings in SAME {
        let hits = |query: &str| {
            let hits = search(&[query]).json()["hits"].clone();
            assert!(!hits.as_array().unwrap().is_empty(), "{query} finds nothing");
            hits
        };
        let first = hits(spellings[0]);
        for other in &spellings[1..] {
            let (one, other_hits) = (first.clone(), hits(other));
            // "nghị quyết số" adds words, and so scores and snippets; the hits are compared by what they are.
            if other.contains("quyết") {
                assert_eq!(one[0]["id"], other_hits[0]["id"], "{other}");
            } else {
                assert_eq!(one, other_hits, "{other}");
            }
        }
    }
}

#[test]
fn the_own_number_stands_first() {
    for query in ["527-CV/TU", "527 cv tu", "số 527 -CV/TU", "công văn 527-CV/TU của Tỉnh ủy Hưng Yên"] {
        assert_eq!(search(&[query]).sources()[0], seed_names(&["000"])[0], "{query}");
    }
}

#[test]
fn facet_counts_are_the_totals_after_choosing() {
    let facets = ["province", "province_now", "level", "kind", "issuer", "year", "cites", "signer"];
    for filters in [&[][..], &["--kind", "công văn"], &["--province", "Hưng Yên", "--year", "2026"]] {
        let mut arguments = vec!["công an", "--facets", "*", "--facet-limit", "1000"];
        arguments.extend_from_slice(filters);
        let answer = search(&arguments).json();
        for facet in facets {
            for value in answer["facets"][facet]["values"].as_array().unwrap() {
                let option = format!("--{}", facet.replace('_', "-"));
                let chosen = value["value"].as_str().unwrap();
                // The other filters stay; the facet's own are replaced by the one value.
                let mut again = vec!["công an", option.as_str(), chosen];
                again.extend(filters.chunks(2).filter(|filter| filter[0] != option).flatten());
                let total = search(&again).json()["total"].clone();
                assert_eq!(total, value["count"], "{filters:?} {facet} {chosen}");
            }
        }
    }
}

#[test]
fn snippets_slice_the_stored_text() {
    for query in ["công an xã", "cong an xa", "\"Tổ quốc\"", "12-NQ/TW", "m2 an ninh"] {
        for hit in search(&[query]).json()["hits"].as_array().unwrap() {
            let text = run(index(), &["show", hit["id"].as_str().unwrap(), "--text"]).out;
            for snippet in hit["snippets"].as_array().unwrap() {
                let piece = snippet["text"].as_str().unwrap();
                assert!(text.contains(piece), "{query}: {piece:?}");
                let characters: Vec<char> = piece.chars().collect();
                for span in snippet["spans"].as_array().unwrap() {
                    let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
                    assert!(start < end && end <= characters.len(), "{query}");
                }
            }
        }
    }
}

#[test]
fn formats_hold_the_same_hits() {
    let ids = |text: &str| -> Vec<String> { text.lines().map(|line| line.to_owned()).collect() };
    let json = search(&["công an"]).json();
    let lines = run(index(), &["search", "công an", "--format", "jsonl"]).out;
    let csv = run(index(), &["search", "công an", "--format", "csv"]).out;
    let table = run(index(), &["search", "công an"]).out;
    assert_eq!(ids(&lines).len(), 5);
    assert_eq!(ids(&csv).len(), 6);
    for hit in json["hits"].as_array().unwrap() {
        let id = hit["id"].as_str().unwrap();
        assert!(lines.contains(id) && csv.contains(id) && table.contains(id), "{id}");
    }
    assert!(table.starts_with("5 found"), "{table}");
}

#[test]
fn pages_join_without_gap_or_overlap() {
    let all = search(&["công an"]).sources();
    let mut pages = Vec::new();
    for offset in ["0", "2", "4"] {
        pages.extend(search(&["công an", "--limit", "2", "--offset", offset]).sources());
    }
    assert_eq!(pages, all);
    let dated = search(&["", "--sort", "-date"]).sources();
    assert_eq!(dated[..2], [seed_names(&["001"])[0].clone(), seed_names(&["000"])[0].clone()]);
}

/// What is typed, and what it perhaps meant; the total must be the one that asking for it brings.
const MEANT: &[(&str, &str)] =
    &[("coong an", "công an"), ("congan xa", "công an xã"), ("tinh uy hung yen", "tỉnh ủy hưng yên")];

#[test]
fn what_was_perhaps_meant_is_proposed_and_never_applied() {
    for (typed, expected) in MEANT {
        let query = search(&[typed]).json()["query"].clone();
        assert_eq!(query["q"], *typed);
        let meant = query["did_you_mean"].as_array().unwrap().clone();
        let proposed = meant.iter().find(|meant| meant["q"] == *expected);
        let total = &proposed.unwrap_or_else(|| panic!("{typed}: {meant:?}"))["total"];
        assert_eq!(*total, search(&[expected]).json()["total"], "{typed}");
    }
    assert_eq!(search(&["coong an"]).json()["total"], 0);
    assert!(run(index(), &["search", "coong an"]).out.contains("did you mean: công an (5 found)"));
}

#[test]
fn abbreviations_are_expanded_and_said_to_be() {
    let expanded = |arguments: &[&str]| search(arguments).json()["query"]["expanded"].clone();
    let ubnd = serde_json::json!([{ "term": "UBND", "to": ["Ủy ban nhân dân"], "why": "abbreviation" }]);
    assert_eq!(expanded(&["UBND tỉnh"]), ubnd);
    for arguments in [&["UBND tỉnh", "--no-synonyms"][..], &["\"UBND\" tỉnh"], &["ct xã"], &["12-NQ/TW"]] {
        assert_eq!(expanded(arguments), serde_json::json!([]), "{arguments:?}");
    }
}

#[test]
fn suggestions_at_the_terminal() {
    let cases =
        [("12 nq", 0, "12-NQ/TW"), ("hung y", 0, "Hưng Yên"), ("cong a", 0, "công an"), ("xyzzy", 1, "nothing")];
    for (text, code, holds) in cases {
        let said = run(index(), &["suggest", text]);
        assert_eq!(said.code, code, "{text}: {}", said.err);
        assert!(said.out.contains(holds), "{text}: {}", said.out);
    }
    let json = run(index(), &["suggest", "cong an", "--limit", "3", "--format", "json"]).json();
    assert_eq!(json["suggestions"].as_array().unwrap().len(), 3);
    assert_eq!(run(index(), &["suggest", "an", "--limit", "51"]).code, 2);
}

#[test]
fn exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[&str], i32); 8] = [
        (&["search", "công an"], 0),
        (&["search", "xyzzy"], 1),
        (&["search", "--year", "hai"], 2),
        (&["search", "công an", "--limit", "101"], 2),
        (&["search", "công an", "--offset", "10000000000"], 2),
        (&["search", "--facets", "màu"], 2),
        (&["frobnicate"], 2),
        (&["show", "không có"], 1),
    ];
    for (arguments, code) in cases {
        let said = run(index(), arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
        assert_eq!(said.err.is_empty(), code == 0 || said.out == "nothing found\n", "{arguments:?}: {}", said.err);
    }
    for arguments in [&["search", "x"][..], &["show", "x"], &["serve"]] {
        let said = run(&folder.path().join("none"), arguments);
        assert_eq!(said.code, 3, "{arguments:?}");
        assert!(said.err.contains("there is no index") && said.err.contains("tracuu index SRC"), "{}", said.err);
    }
}

#[test]
fn nothing_that_can_be_typed_breaks_a_search() {
    let long = "a".repeat(100_000);
    let open = "(".repeat(5_000);
    let nested = "(an ".repeat(500);
    let words = "công an ".repeat(500);
    let nots = "NOT ".repeat(1_000);
    let queries = [
        "Số: 15/2020/NĐ-CP (",
        &open,
        &open[..4_000],
        &nested,
        "\"",
        "-",
        ":",
        "😀",
        "a\u{1b}[31m",
        &long,
        &words,
        &nots,
        "*",
        "/2020/",
        "fo:*",
        "(((\"",
        "OR OR OR",
        "năm:",
        "năm:x",
        "số:",
        "\u{202e}an",
        "%00",
        "' OR 1=1 --",
        "-(-(-(a",
    ];
    for query in queries {
        let started = std::time::Instant::now();
        let said = run(index(), &["search", "--", query]);
        let shown: String = query.chars().take(20).collect();
        assert!([0, 1, 2].contains(&said.code), "{shown}: {} {}", said.code, said.err);
        // A whole process, on a machine that may be busy with other tests: generous here, exact in the server's tests.
        assert!(started.elapsed().as_secs() < 5, "{shown}");
    }
}
