//! The memory of a run, seen from outside: what the program itself takes stays within what it was given.
//!
//! Counted is what belongs to the program alone (`RssAnon`); what the system keeps of files in memory it takes back when
//! another needs it. Looked at every few milliseconds, as the system keeps no highest value of this.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tempfile::tempdir;

use crate::effort::{Random, is_long, seed};
use crate::support::{program, run, seeds};

/// Bytes of the archive, and what a run over it is given.
const SHORT: (usize, &str) = (16 << 20, "192M");
const LONG: (usize, &str) = (1 << 30, "512M");
const MIB: u64 = 1 << 20;

/// Writes an archive of sentences of the samples, each with words beside one another that never stood so: what costs most
/// memory are pairs of words that are new. Half of it lies in files of records.
fn archive(folder: &Path, bytes: usize, random: &mut Random) {
    let samples = fs::read_dir(seeds()).unwrap().map(|entry| entry.unwrap().path());
    let text: String = samples.filter_map(|path| fs::read_to_string(path).ok()).collect();
    let sentences: Vec<&str> = text.split_inclusive('.').filter(|sentence| sentence.len() > 40).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let (mut made, mut records) = (0, String::new());
    for number in 0_usize.. {
        let (mut directive, length) = (String::new(), 1_000 + random.below(60_000) as usize);
        while directive.len() < length {
            directive.push_str(sentences[random.below(sentences.len() as u64) as usize]);
            for _ in 0..8 {
                directive.extend([" ", words[random.below(words.len() as u64) as usize]]);
            }
        }
        made += directive.len();
        match number % 2 {
            0 => fs::write(folder.join(format!("{number}.txt")), directive).unwrap(),
            _ => writeln!(records, "{}", serde_json::json!({"id": number, "text": directive})).unwrap(),
        }
        if records.len() > 32 << 20 || made > bytes {
            fs::write(folder.join(format!("{number}.jsonl")), std::mem::take(&mut records)).unwrap();
        }
        if made > bytes {
            return;
        }
    }
}

/// Indexes an archive, and returns the most memory that the program was seen to take, in bytes.
fn taken(index: &Path, archive: &Path, memory: &str) -> u64 {
    let mut command = program();
    command.arg("--index").arg(index).arg("index").arg(archive).args(["--memory", memory]);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    let ended = loop {
        let now = fs::read_to_string(&status).unwrap_or_default();
        let anonymous = now.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let kibibytes = anonymous.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most = most.max(kibibytes.unwrap_or(0) * 1_024);
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(ended.success(), "{ended}");
    most
}

#[test]
fn a_run_stays_within_its_memory() {
    let (bytes, memory) = if is_long() { LONG } else { SHORT };
    let folder = tempdir().unwrap();
    let (source, index) = (folder.path().join("archive"), folder.path().join("index"));
    fs::create_dir(&source).unwrap();
    archive(&source, bytes, &mut Random(seed("memory")));
    let most = taken(&index, &source, memory) / MIB;
    let given: u64 = memory.trim_end_matches('M').parse().unwrap();
    println!("{most} MiB of {given} for {} MiB of text", bytes as u64 / MIB);
    assert!(most > 40, "{most} MiB: what was measured?");
    assert!(most <= given, "{most} MiB were taken, {given} given");
}

#[test]
fn too_little_memory_is_named_with_the_least() {
    let folder = tempdir().unwrap();
    let index = folder.path().join("index");
    for (amount, reason) in [("64M", "a run needs at least 192M"), ("512", "an amount is written as 512M or 2G")] {
        let said = run(&index, &["index", "seeds", "--memory", amount]);
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(said.err.contains(reason), "{}", said.err);
    }
}
