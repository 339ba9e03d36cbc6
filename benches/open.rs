//! How soon a new process answers its first question, and how fast an archive that did not change is looked at again.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use indexer::{Job, bring_into_step};

use crate::Figure;
use crate::archives::{Archive, State};
use crate::measure::{ROUNDS, cost, median};
use crate::texts::SHORT;

/// A question with hits.
const QUESTION: &str = "công an xã";
/// Files of the archive that is looked at again.
const FILES: usize = 100_000;

pub(crate) fn measure(directives: usize) -> Vec<Figure> {
    let index = Archive::of(SHORT, directives * 10).ours(State::Parts);
    answer(&index);
    let first = median((0..ROUNDS * 4).map(|_| answer(&index)).collect());
    let (rate, read) = again();
    vec![
        Figure::new(
            format!("a new process opens {} short directives and answers, ms by the clock", directives * 10),
            first * 1e3,
            "≤ 50, target 20",
        ),
        Figure::new(format!("{FILES} unchanged files looked at again, files a second"), rate, "≥ 50,000"),
        Figure::new("bytes read for each of them", read, "≤ 10"),
    ]
}

/// Returns the seconds from the start of a process to its end.
fn answer(index: &Path) -> f64 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracuu"));
    command.arg("--index").arg(index).args(["search", QUESTION]).stdout(Stdio::null());
    let begun = Instant::now();
    assert!(command.status().unwrap().success());
    begun.elapsed().as_secs_f64()
}

/// Returns files a second of processor time, and how many bytes were read of each.
fn again() -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    for at in 0..FILES {
        let folder = archive.join((at / 1_000).to_string());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{at}.txt")), format!("Số: {at}/QĐ-UBND")).unwrap();
    }
    let job = Job { index: folder.path().join("index"), sources: vec![archive] };
    bring_into_step(&job, &|_| {}).unwrap();
    let look = || drop(bring_into_step(&job, &|_| {}).unwrap());
    let before = bytes_read();
    let costs: Vec<f64> = (0..ROUNDS).map(|_| cost(look)).collect();
    let read = bytes_read() - before;
    (FILES as f64 / median(costs), read / (ROUNDS * FILES) as f64)
}

/// Returns how many bytes this process was given by reading so far.
fn bytes_read() -> f64 {
    let counts = fs::read_to_string("/proc/self/io").unwrap();
    let read = counts.lines().find_map(|line| line.strip_prefix("rchar: ")).unwrap();
    read.parse().unwrap()
}
