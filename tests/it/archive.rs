//! Folders of all kinds into an index: what is accepted is never lost, what is not is named.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{program, run, said, seeds};

fn archive() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(seeds()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}

fn bring(index: &Path, source: &Path) -> (Value, i32) {
    let said = run(index, &["index", "--format", "json", source.to_str().unwrap()]);
    (said.json(), said.code)
}

fn counts(report: &Value) -> [u64; 5] {
    ["added", "changed", "removed", "unchanged", "documents"].map(|name| report[name].as_u64().unwrap())
}

/// What the engine says of its last commit, and when it was written.
fn commit(index: &Path) -> (Vec<u8>, std::time::SystemTime) {
    let file = index.join("generation-1/meta.json");
    (fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap())
}

#[test]
fn a_run_without_change_touches_nothing_and_changes_show_at_once() {
    let (archive, index) = (archive(), tempfile::tempdir().unwrap());
    let first = bring(index.path(), archive.path());
    assert_eq!((counts(&first.0), first.1), ([5, 0, 0, 0, 5], 0));
    let before = commit(index.path());
    let second = bring(index.path(), archive.path());
    assert_eq!((counts(&second.0), second.1), ([0, 0, 0, 5, 5], 0));
    assert_eq!(commit(index.path()), before, "the second run committed");

    let file = fs::read_dir(archive.path()).unwrap().next().unwrap().unwrap().path();
    let gone = fs::read_dir(archive.path()).unwrap().nth(1).unwrap().unwrap().path();
    // Of the same length, within the same tick of the clock: only the content tells.
    let text = fs::read_to_string(&file).unwrap().replacen("nh", "zz", 1);
    fs::write(&file, text + "zưzưzư").unwrap();
    fs::remove_file(&gone).unwrap();
    fs::create_dir(archive.path().join("mới")).unwrap();
    fs::write(archive.path().join("mới/thêm.md"), "# THÔNG BÁO\nvề việc qwertz").unwrap();
    let third = bring(index.path(), archive.path());
    assert_eq!((counts(&third.0), third.1), ([1, 1, 1, 3, 5], 0));
    assert_eq!(run(index.path(), &["search", "zưzưzư", "--format", "json"]).sources(), [name(&file)]);
    assert_eq!(run(index.path(), &["search", "qwertz", "--format", "json"]).sources(), ["mới/thêm.md"]);
    let left = run(index.path(), &["search", "--format", "json"]).sources();
    assert!(!left.contains(&name(&gone)) && left.len() == 5, "{left:?}");
}

#[test]
fn a_change_of_the_same_size_in_the_same_tick_is_seen() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = archive.path().join("a.txt");
    for (text, expected) in [("qwer", [1, 0, 0, 0, 1]), ("asdf", [0, 1, 0, 0, 1]), ("yxcv", [0, 1, 0, 0, 1])] {
        fs::write(&file, text).unwrap();
        assert_eq!(counts(&bring(index.path(), archive.path()).0), expected, "{text}");
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn bad_files_are_named_and_the_rest_is_indexed() {
    let (archive, index) = (archive(), tempfile::tempdir().unwrap());
    let at = |name: &str| archive.path().join(name);
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(at("binary.txt"), b"PK\x03\x04\0\0\0").unwrap();
    fs::write(at("latin1.txt"), b"C\xF4ng an").unwrap();
    fs::write(at("scan.pdf"), b"%PDF-1.4").unwrap();
    fs::write(at(".hidden"), b"\0").unwrap();
    fs::File::create(at("sparse.txt")).unwrap().set_len(1 << 30).unwrap();
    fs::create_dir(at("deep")).unwrap();
    symlink("..", at("deep/loop")).unwrap();
    symlink("nowhere", at("dangling.txt")).unwrap();
    symlink("/etc/hostname", at("outside.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.txt")).status().unwrap().success());
    fs::write(at("records.jsonl"), "{\"id\":1,\"title\":\"Về tựa\",\"text\":\"một bản ghi\"}\n{\"id\":2\n\n{\"id\":1,\"text\":\"x\"}\n{\"id\":3,\"text\":\"ba\"}").unwrap();
    let (report, code) = bring(index.path(), archive.path());
    let refused: Vec<(String, String)> = report["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["source"].as_str().unwrap().to_owned(), line["reason"].as_str().unwrap().to_owned()))
        .collect();
    let expected = [
        ("binary.txt", "binary file"),
        ("dangling.txt", "could not be read"),
        ("deep/loop", "leads back"),
        ("empty.txt", "empty file"),
        ("latin1.txt", "not UTF-8"),
        ("outside.txt", "leads out of the archive"),
        ("pipe.txt", "not a regular file"),
        ("records.jsonl:2", "not a record"),
        ("records.jsonl:4", "occurs twice"),
        ("scan.pdf", ".pdf is not a format"),
        ("sparse.txt", "too large"),
    ];
    for (source, reason) in expected {
        let line = refused.iter().find(|(found, _)| found == source);
        assert!(line.is_some_and(|(_, why)| why.contains(reason)), "{source}: {refused:?}");
    }
    assert_eq!(refused.len(), expected.len(), "{refused:?}");
    assert_eq!((report["documents"].as_u64(), code), (Some(7), 5));
    assert_eq!(run(index.path(), &["search", "tựa", "--format", "json"]).sources(), ["records.jsonl#1"]);
}

/// More bad lines than a run reads at once.
#[test]
fn bad_lines_end_no_file() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bad = format!("{{\"id\":\"{}\n", "x".repeat(500_000));
    fs::write(archive.path().join("a.jsonl"), bad.repeat(40) + "{\"id\":1,\"text\":\"một\"}\n").unwrap();
    let (report, code) = bring(index.path(), archive.path());
    assert_eq!(
        (report["refused"].as_array().map(Vec::len), report["documents"].as_u64(), code),
        (Some(40), Some(1), 5)
    );
}

#[test]
fn what_was_accepted_stays_when_its_file_goes_bad() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (text, records) = (archive.path().join("a.txt"), archive.path().join("b.jsonl"));
    fs::write(&text, "lời cũ").unwrap();
    fs::write(&records, "{\"id\":1,\"text\":\"một\"}\n{\"id\":2,\"text\":\"hai\"}\n").unwrap();
    bring(index.path(), archive.path());
    fs::write(&text, b"\0").unwrap();
    fs::write(&records, "{\"id\":1,\"text\":\"một\"}\n{\"id\":2,\"te").unwrap();
    let (report, code) = bring(index.path(), archive.path());
    assert_eq!((report["documents"].as_u64(), report["removed"].as_u64(), code), (Some(3), Some(0), 5));
    assert!(report["refused"].to_string().contains("the version indexed before is kept"), "{report}");
    assert_eq!(run(index.path(), &["search", "lời cũ"]).code, 0);
}

/// Root may read everything, so this is run as somebody else where the test itself runs as root.
#[test]
fn a_closed_folder_loses_nothing() {
    let (archive, index) = (archive(), tempfile::tempdir().unwrap());
    let closed = archive.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::write(closed.join("in.txt"), "trong ngăn kín").unwrap();
    for folder in [archive.path(), index.path()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    }
    let as_other = |arguments: &[&str]| {
        let mut command = std::process::Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]);
        command.arg(program().get_program()).arg("--index").arg(index.path()).args(arguments);
        said(&command.output().unwrap())
    };
    let may_switch = std::process::Command::new("setpriv").args(["--reuid=65534", "--clear-groups", "true"]).output();
    let is_root = may_switch.is_ok_and(|output| output.status.success());
    let bring = |arguments: &[&str]| if is_root { as_other(arguments) } else { run(index.path(), arguments) };
    let source = archive.path().to_str().unwrap();
    let reachable = bring(&["index", "--format", "json", source]);
    if reachable.code != 0 && is_root {
        println!("skipped: the program cannot be reached by another user here: {}", reachable.err);
        return;
    }
    assert_eq!(reachable.json()["documents"], 6);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let said = bring(&["index", "--format", "json", source]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    let report = said.json();
    assert_eq!((report["documents"].as_u64(), report["removed"].as_u64(), said.code), (Some(6), Some(0), 5));
    assert_eq!(report["refused"][0]["source"], "closed");
}

#[test]
fn two_writers_do_not_meet() {
    let (archive, index) = (archive(), tempfile::tempdir().unwrap());
    bring(index.path(), archive.path());
    // The lock of the folder: whoever comes second leaves at once, with something to do or without, and is told of the
    // first.
    let writer = fs::File::options().write(true).open(index.path().join("writer.lock")).unwrap();
    writer.lock().unwrap();
    fs::write(index.path().join("writer.lock"), "4711 1000000000\n").unwrap();
    let said = run(index.path(), &["index", archive.path().to_str().unwrap()]);
    assert_eq!(said.code, 6, "{}", said.err);
    assert!(said.err.contains("another process is writing") && said.err.contains("process 4711, for "), "{}", said.err);
    drop(writer);
    // The lock of the engine, as a program that knows no other would hold it.
    let path = index.path().join("generation-1/.tantivy-writer.lock");
    let lock = fs::File::options().write(true).create(true).truncate(false).open(path).unwrap();
    lock.lock().unwrap();
    // Without a change no writer is needed, and none is asked for.
    assert_eq!(bring(index.path(), archive.path()).1, 0);
    fs::write(archive.path().join("new.txt"), "thêm một văn bản").unwrap();
    let said = run(index.path(), &["index", archive.path().to_str().unwrap()]);
    assert_eq!(said.code, 6, "{}", said.err);
    assert!(said.err.contains("another process is writing"), "{}", said.err);
    drop(lock);
    assert_eq!(counts(&bring(index.path(), archive.path()).0), [1, 0, 0, 5, 6]);
}

#[test]
fn a_second_source_of_the_same_paths_pushes_nothing_out() {
    let (one, two, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(one.path().join("a.txt"), "bản thứ nhất").unwrap();
    fs::write(two.path().join("a.txt"), "bản thứ hai").unwrap();
    fs::write(two.path().join("b.txt"), "bản thứ ba").unwrap();
    bring(index.path(), one.path());
    let (report, code) = bring(index.path(), two.path());
    assert_eq!((counts(&report), code), ([1, 0, 0, 0, 2], 5), "{report}");
    assert_eq!(run(index.path(), &["search", "thứ nhất"]).code, 0);
    // An archive that moved takes its directives along.
    fs::remove_file(one.path().join("a.txt")).unwrap();
    assert_eq!(counts(&bring(index.path(), two.path()).0), [0, 1, 0, 1, 2]);
}

#[test]
fn an_index_of_other_rules_is_refused_with_what_to_do() {
    let (archive, index) = (archive(), tempfile::tempdir().unwrap());
    bring(index.path(), archive.path());
    let meta = index.path().join("generation-1/meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    json["payload"] = "0000000000000000".into();
    fs::write(&meta, json.to_string()).unwrap();
    for arguments in [&["search", "x"][..], &["index", archive.path().to_str().unwrap()]] {
        let said = run(index.path(), arguments);
        assert_eq!(said.code, 3, "{}", said.err);
        assert!(said.err.contains("another version") && said.err.contains("tracuu index"), "{}", said.err);
    }
}

#[test]
fn an_index_in_its_own_archive_is_no_part_of_it() {
    let archive = archive();
    let index = |archive: &Path| {
        let mut command = program();
        said(&command.current_dir(archive).args(["--index", "index", "index", "."]).output().unwrap())
    };
    // The first run makes the folder, the second finds it.
    for _ in 0..2 {
        let first = index(archive.path());
        assert!(!first.err.contains("index/") && !first.out.contains("index/"), "{}{}", first.out, first.err);
    }
}

#[test]
fn a_folder_of_the_layout_before_generations_is_refused_with_what_to_do() {
    let (archive, index) = (archive(), tempfile::tempdir().unwrap());
    fs::write(index.path().join("meta.json"), "{}").unwrap();
    for arguments in [&["search", "x"][..], &["index", archive.path().to_str().unwrap()]] {
        let said = run(index.path(), arguments);
        assert_eq!(said.code, 3, "{}", said.err);
        assert!(said.err.contains("another version") && said.err.contains("move the folder away"), "{}", said.err);
    }
}

#[test]
fn a_missing_source_is_an_error_of_usage() {
    let index = tempfile::tempdir().unwrap();
    let said = run(index.path(), &["index", "/không/có"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("/không/có"), "{}", said.err);
}
