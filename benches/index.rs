//! How fast an archive is brought into an index, everything included, against plain tantivy that indexes and stores one
//! field; how fast it is looked at again; how large the index is.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use indexer::{Job, bring_into_step};
use tantivy::schema::{STORED, Schema, TEXT};
use tantivy::{Index, IndexWriter, doc};

use crate::Figure;
use crate::measure::{cost, median};
use crate::texts::texts;

/// Bytes of text in one round.
const BYTES: usize = 30_000_000;
/// Memory of the peer's writer, in bytes; ours takes as much.
const MEMORY: usize = 128 << 20;
/// Rounds: fewer than elsewhere, as each writes two indexes.
const ROUNDS: usize = 5;
/// Rounds by the clock: more, as on a shared machine two cores are seldom both free.
const ROUNDS_BY_CLOCK: usize = 15;

pub(crate) fn measure() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("archive");
    let texts = texts(BYTES);
    write(&archive, &texts);
    let rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|round| both(folder.path(), round, &texts)).collect();
    let index = folder.path().join("index-0");
    let size: u64 = bytes(&index);
    let text: usize = texts.iter().map(String::len).sum();
    let (cores, machine): (Vec<f64>, Vec<f64>) = (0..ROUNDS_BY_CLOCK).map(|_| by_clock(folder.path())).unzip();
    let again = median((0..ROUNDS).map(|_| looked_at(&index, &archive)).collect());
    let rate = median(rounds.iter().map(|(ours, _)| text as f64 / 1e6 / ours).collect());
    let ratio = median(rounds.iter().map(|(ours, peer)| peer / ours).collect());
    vec![
        Figure::new(
            "indexing, everything included: times the speed of plain tantivy with one stored field",
            ratio,
            "≥ 0.35, target 0.5",
        ),
        Figure::new("the same in MB of text a CPU second", rate, ""),
        Figure::new("two cores: times the speed of one, by the clock", median(cores), "≥ 1.7 on a quiet machine"),
        Figure::new("two programs at once, each on a core and a folder of its own: the same", median(machine), "2"),
        Figure::new("looking at an unchanged archive again, files a second", texts.len() as f64 / again, "≥ 50,000"),
        Figure::new("bytes of the index a byte of text", size as f64 / text as f64, "≤ 0.75, target 0.65"),
    ]
}

/// Returns the processor seconds of ours and of the peer. Both begin with an empty folder.
fn both(folder: &Path, round: usize, texts: &[String]) -> (f64, f64) {
    let index = folder.join(format!("index-{round}"));
    let job = Job { index, sources: vec![folder.join("archive")] };
    let ours = cost(|| {
        bring_into_step(&job, &|_| {}).unwrap();
    });
    let peer = cost(|| plain(&folder.join(format!("plain-{round}")), texts));
    (ours, peer)
}

fn plain(folder: &Path, texts: &[String]) {
    fs::create_dir(folder).unwrap();
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = Index::create_in_dir(folder, schema.build()).unwrap();
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY).unwrap();
    for text in texts {
        writer.add_document(doc!(body => text.as_str())).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

/// Returns how many times sooner one program is on two cores, and how many times as much two programs do at once: as much as
/// the machine has to give just then.
fn by_clock(folder: &Path) -> (f64, f64) {
    let one = seconds(folder, &["0"]);
    (one / seconds(folder, &["0,1"]), 2.0 * one / seconds(folder, &["0", "1"]))
}

/// Returns how long it takes by the clock until programs that index the archive at once, each on some cores, are done.
fn seconds(folder: &Path, programs: &[&str]) -> f64 {
    let index = |number: usize| folder.join(format!("index-cores-{number}"));
    let begun = Instant::now();
    let start = |(number, cores): (usize, &&str)| {
        let mut command = Command::new("taskset");
        command.args(["-c", cores, env!("CARGO_BIN_EXE_tracuu"), "index", "--index"]).arg(index(number));
        command.arg(folder.join("archive")).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let running: Vec<Child> = programs.iter().enumerate().map(start).collect();
    let said: Vec<Output> = running.into_iter().map(|program| program.wait_with_output().unwrap()).collect();
    let took = begun.elapsed().as_secs_f64();
    for (number, said) in said.iter().enumerate() {
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        fs::remove_dir_all(index(number)).unwrap();
    }
    took
}

fn looked_at(index: &Path, archive: &Path) -> f64 {
    let job = Job { index: index.to_owned(), sources: vec![archive.to_owned()] };
    let begun = Instant::now();
    let report = bring_into_step(&job, &|_| {}).unwrap();
    assert!(!report.touched());
    begun.elapsed().as_secs_f64()
}

/// Writes an archive that has lain there for an hour: files so young that their time may not tell of a change are read by
/// every run.
fn write(archive: &Path, texts: &[String]) {
    let an_hour_ago = SystemTime::now() - Duration::from_secs(3_600);
    for (number, text) in texts.iter().enumerate() {
        let folder = archive.join((number / 1_000).to_string());
        fs::create_dir_all(&folder).unwrap();
        let mut file = File::create(folder.join(format!("{number}.txt"))).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.set_modified(an_hour_ago).unwrap();
    }
}

fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| if entry.path().is_dir() { bytes(&entry.path()) } else { entry.metadata().unwrap().len() })
        .sum()
}
