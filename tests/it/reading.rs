//! Reading one directive: what inspect, show and analyze say.

use crate::support::{index, program, run, said, seed_names, seeds};

#[test]
fn inspect_and_show_agree() {
    for name in seed_names(&["00"]) {
        let file = seeds().join(&name);
        let inspected = said(&program().args(["inspect", "--format", "json"]).arg(&file).output().unwrap()).json();
        let shown = run(index(), &["show", name.trim_end_matches(".txt"), "--format", "json"]).json();
        for (field, value) in inspected.as_object().unwrap() {
            assert_eq!(&shown[field], value, "{name} {field}");
        }
        assert_eq!(shown["source"], name);
    }
}

/// Seed, field, value.
const FACTS: &[(&str, &str, &str)] = &[
    ("000", "number", "527-CV/TU"),
    ("000", "kind", "công văn"),
    ("000", "issuer", "Tỉnh ủy Hưng Yên"),
    ("000", "level", "tỉnh"),
    ("000", "date", "2026-05-12"),
    ("000", "place", "Hưng Yên"),
    ("000", "signer", "Trần Quốc Toàn"),
    ("001", "issuer", "Tỉnh ủy Ninh Bình"),
    ("001", "date", "2026-05-28"),
    ("001", "signer", "Trần Đăng Quỳnh"),
    ("002", "kind", "nghị quyết"),
    ("002", "province_at_issuance", "Hà Tĩnh"),
    ("002", "signer", "Hoàng Trung Dũng"),
    ("003", "kind", "chỉ thị"),
    ("003", "province_at_issuance", "Hưng Yên"),
    ("003", "signer", "Nguyễn Hữu Nghĩa"),
    ("004", "kind", "công văn"),
    ("004", "level", "huyện"),
    ("004", "signer", "Đinh Văn Tuấn"),
];

#[test]
fn facts_of_the_seeds() {
    for (seed, field, value) in FACTS {
        let name = &seed_names(&[seed])[0];
        let json = run(index(), &["show", name, "--format", "json"]).json();
        assert_eq!(json[field], *value, "{seed} {field}");
    }
}

/// What the papers do not tell is null.
#[test]
fn nothing_is_invented() {
    for (seed, field) in [
        ("001", "number"),
        ("002", "number"),
        ("002", "date"),
        ("003", "number"),
        ("003", "date"),
        ("004", "number"),
        ("004", "date"),
        ("004", "province_at_issuance"),
        ("004", "province_now"),
    ] {
        let json = run(index(), &["show", &seed_names(&[seed])[0], "--format", "json"]).json();
        assert!(json[field].is_null(), "{seed} {field}: {}", json[field]);
    }
}

/// Every fact of every seed as people see it. After a change that is meant: `INSTA_UPDATE=always ./tests/run`, then read
/// the difference.
#[test]
fn readings_of_the_seeds() {
    for name in seed_names(&["00"]) {
        let said = said(&program().arg("inspect").arg(seeds().join(&name)).output().unwrap());
        insta::assert_snapshot!(name.trim_end_matches(".txt").to_owned(), said.out);
    }
}

#[test]
fn evidence_is_shown_to_people() {
    let said = said(&program().arg("inspect").arg(seeds().join(&seed_names(&["000"])[0])).output().unwrap());
    for expected in ["number                527-CV/TU", "stated: \"527 -CV/TU\" (line 7)", "nghị quyết 12-NQ/TW"] {
        assert!(said.out.contains(expected), "{expected} in\n{}", said.out);
    }
}

#[test]
fn analyze_shows_keys_offsets_and_numbers() {
    let said = said(&program().args(["analyze", "--format", "json", "Uỷ ban số 12-NQ/TƯ"]).output().unwrap());
    let json = said.json();
    assert_eq!(json["normal"], "Ủy ban số 12-NQ/TƯ");
    assert_eq!(json["folded"], "uy ban so 12-nq/tu");
    assert_eq!(json["tokens"][0]["exact"], "ủy");
    assert_eq!(json["tokens"][1]["start"], 3);
    assert_eq!(json["numbers"][0], "12-NQ/TW");
}

#[test]
fn unreadable_files_are_named_with_their_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.txt");
    std::fs::write(&file, b"C\xF4ng").unwrap();
    let said = said(&program().arg("inspect").arg(&file).output().unwrap());
    assert_eq!(said.code, 2);
    assert!(said.err.contains("x.txt") && said.err.contains("not UTF-8"), "{}", said.err);
}
