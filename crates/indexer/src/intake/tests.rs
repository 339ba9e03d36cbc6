//! The intake over a real index: what each change comes to, and that it lasts.

use std::path::Path;

use super::*;
use crate::disk;
use crate::{Report, bring_into_step};

fn put(id: &str, text: &str) -> Change {
    Change::Put(ReceivedDirective { id: id.to_owned(), title: None, text: text.to_owned() })
}

fn remove(id: &str) -> Change {
    Change::Remove(id.to_owned())
}

fn start(index: &Path) -> Intake {
    Intake::start(index.to_owned(), || {})
}

/// Brings the index into step with an archive, or with nothing but what was received.
fn step(index: &Path, sources: &[&Path]) -> Report {
    let sources = sources.iter().map(|source| (*source).to_owned()).collect();
    bring_into_step(&Job { index: index.to_owned(), sources }, &|_| {}).unwrap()
}

fn counts(report: &Report) -> [usize; 5] {
    [report.added, report.changed, report.removed, report.unchanged, report.documents]
}

#[expect(clippy::disallowed_methods, reason = "a test makes the file that is indexed")]
fn archive(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        std::fs::write(folder.path().join(name), format!("Số 1 {name}")).unwrap();
    }
    folder
}

#[test]
fn changes_and_what_comes_of_them() {
    let (index, files) = (tempfile::tempdir().unwrap(), archive(&["b.txt"]));
    step(index.path(), &[files.path()]);
    let intake = start(index.path());
    for (change, expected) in [
        (put("a", "Số 1"), Applied::Added),
        (put("a", "Số 1"), Applied::Unchanged),
        (put("a", "Số 2"), Applied::Changed),
        (put("a", ""), Applied::Refused(Unfit::NoText)),
        (put("a", "a\0b"), Applied::Refused(Unfit::Binary)),
        (put("../a", "Số 1"), Applied::Refused(Unfit::Id)),
        (put("b", "Số 2"), Applied::OfArchive),
        (remove("b"), Applied::OfArchive),
        (remove("../b"), Applied::Absent),
        (remove("c"), Applied::Absent),
        (remove("a"), Applied::Removed),
        (remove("a"), Applied::Absent),
        (put("a", "Số 2"), Applied::Added),
    ] {
        assert_eq!(intake.apply(vec![change.clone()]).unwrap(), [expected], "{change:?}");
    }
    // Two of one id in one call come one after the other.
    let twice = vec![put("d", "1"), put("d", "2"), remove("d"), put("d", "2"), put("d", "2")];
    let expected = [Applied::Added, Applied::Changed, Applied::Removed, Applied::Added, Applied::Unchanged];
    assert_eq!(intake.apply(twice).unwrap(), expected);
    drop(intake);
    assert_eq!(counts(&step(index.path(), &[files.path()])), [0, 0, 0, 3, 3]);
}

#[test]
fn what_is_received_outlives_the_index() {
    let (index, files) = (tempfile::tempdir().unwrap(), archive(&["b.txt"]));
    start(index.path()).apply(vec![put("a", "Số 1"), put("c", "Số 3")]).unwrap();
    for name in disk::names(index.path()).unwrap().iter().filter(|name| *name != schema::RECEIVED) {
        disk::remove(&index.path().join(name)).unwrap();
    }
    assert_eq!(counts(&step(index.path(), &[files.path()])), [3, 0, 0, 0, 3]);
    disk::remove(&index.path().join(schema::RECEIVED).join("a.json")).unwrap();
    assert_eq!(counts(&step(index.path(), &[])), [0, 0, 1, 1, 2]);
}

#[test]
fn what_a_crash_left_is_taken_in_at_the_start() {
    let (index, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    start(index.path()).apply(vec![put("a", "Số 1")]).unwrap();
    drop(start(other.path()));
    let received = Received::of(index.path());
    let given = ReceivedDirective { id: "b".to_owned(), title: None, text: "Số 2".to_owned() };
    let (line, time, _) = Received::written(&given).unwrap();
    received.put("b", &line, time).unwrap();
    assert_eq!(start(index.path()).apply(vec![put("b", "Số 2")]).unwrap(), [Applied::Unchanged]);
    assert!(!other.path().join(schema::RECEIVED).exists(), "an index that receives nothing is left alone");
}

#[test]
fn whoever_came_first_under_an_id_stays() {
    let (index, files) = (tempfile::tempdir().unwrap(), archive(&["a.txt", "b.txt"]));
    start(index.path()).apply(vec![put("a", "Số 1")]).unwrap();
    for _ in 0..2 {
        let report = step(index.path(), &[files.path()]);
        assert_eq!((report.documents, report.refused.len()), (2, 1), "{report:?}");
        assert!(report.refused[0].source == "a.txt" && report.refused[0].reason.contains("received over HTTP"));
    }
}

#[test]
fn another_writer_is_waited_for() {
    let index = tempfile::tempdir().unwrap();
    step(index.path(), &[]);
    let lock = crate::writer_lock::WriterLock::take(index.path()).unwrap();
    let intake = start(index.path());
    std::thread::scope(|scope| {
        let waits = scope.spawn(|| intake.apply(vec![put("a", "Số 1")]));
        std::thread::sleep(3 * PACE);
        assert!(!waits.is_finished(), "the lock was passed by");
        drop(lock);
        assert_eq!(waits.join().unwrap().unwrap(), [Applied::Added]);
    });
    // The intake lets go when its merges have ended.
    let _lock = (0..100).find_map(|_| {
        std::thread::sleep(PACE);
        crate::writer_lock::WriterLock::take(index.path()).ok()
    });
    assert!(intake.apply(vec![put("b", "Số 1")]).unwrap_err().is_busy());
}

#[test]
fn many_callers_share_their_commits() {
    let index = tempfile::tempdir().unwrap();
    let (sender, commits) = std::sync::mpsc::channel();
    let intake = Intake::start(index.path().to_owned(), move || sender.send(()).unwrap());
    std::thread::scope(|scope| {
        for caller in 0..60 {
            let intake = &intake;
            scope.spawn(move || {
                let applied = intake.apply(vec![put(&format!("c{caller}"), "Số 1")]).unwrap();
                assert_eq!(applied, [Applied::Added]);
            });
        }
    });
    drop(intake);
    assert!(commits.iter().count() < 30, "a commit for each caller");
    assert_eq!(step(index.path(), &[]).unchanged, 60);
}
