//! Runs that are killed: at any moment of any run, nothing that was acknowledged is lost, nothing is there twice, and the
//! index opens.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::effort::{Random, rounds, seed};
use crate::support::{program, run};

/// Files of the archive that changes from round to round.
const FILES: u64 = 24;

/// An archive and the index of it.
struct Scene {
    folder: tempfile::TempDir,
    random: Random,
    /// Wall time of the last whole run: kills come within about as much. Of the longest, one that was held up once would
    /// let all that follow end before they are killed.
    length: Duration,
}

impl Scene {
    fn new(seed: u64) -> Scene {
        let scene = Scene { folder: tempfile::tempdir().unwrap(), random: Random(seed), length: Duration::ZERO };
        std::fs::create_dir(scene.archive()).unwrap();
        (0..FILES).for_each(|file| scene.write(file, 0));
        scene
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn write(&self, file: u64, version: u64) {
        let text = format!("CÔNG VĂN\nSố {file}: lanthu{version} về việc phòng cháy, chữa cháy.");
        std::fs::write(self.archive().join(format!("{file}.txt")), text).unwrap();
    }

    /// Changes some files, takes one away, brings one back.
    fn change(&mut self, version: u64) {
        for _ in 0..1 + self.random.below(4) {
            let file = self.random.below(FILES);
            self.write(file, version);
        }
        let gone = self.random.below(FILES);
        drop(std::fs::remove_file(self.archive().join(format!("{gone}.txt"))));
    }

    fn files(&self) -> BTreeSet<String> {
        let entries = std::fs::read_dir(self.archive()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// Starts a run and kills it at a random moment.
    fn killed_run(&mut self) {
        let (index, archive) = (self.index(), self.archive());
        let mut command = program();
        command.arg("--index").arg(index).arg("index").arg(archive).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let wait = self.random.below(1 + u64::try_from(self.length.as_micros()).unwrap());
        std::thread::sleep(Duration::from_micros(wait));
        drop(child.kill());
        drop(child.wait());
    }

    fn whole_run(&mut self) {
        let begun = Instant::now();
        let said = run(&self.index(), &["index", self.archive().to_str().unwrap()]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        self.length = begun.elapsed();
    }

    /// Returns the sources that the index holds, in order, doubles and all.
    fn indexed(&self) -> Vec<String> {
        let said = run(&self.index(), &["search", "--limit", "100", "--snippets", "0", "--format", "json"]);
        assert!(said.code == 0, "the index does not open: {}{}", said.out, said.err);
        let mut sources = said.sources();
        sources.sort();
        sources
    }

    /// Asserts that nothing lies in the index folder that belongs to nothing.
    fn is_swept(&self, what: &str) {
        let said = run(&self.index(), &["check", "--format", "json"]);
        let health = said.json();
        assert!(said.code == 0 && health["sealed"] == true, "{what}: {}", said.out);
        assert_eq!(health["leftovers"], serde_json::json!([]), "{what}");
    }

    /// Asserts that the index holds each file of the archive once, in its newest text.
    fn is_in_step(&self, what: &str) {
        let files: Vec<String> = self.files().into_iter().collect();
        assert_eq!(self.indexed(), files, "{what}");
        let said = run(&self.index(), &["index", self.archive().to_str().unwrap(), "--format", "json"]);
        assert_eq!(said.json()["unchanged"], files.len(), "{what}: {}", said.out);
    }
}

#[test]
fn a_killed_run_loses_nothing() {
    let seed = seed("a_killed_run_loses_nothing");
    let mut scene = Scene::new(seed);
    scene.whole_run();
    let mut indexed = scene.indexed();
    for round in 1..=rounds(200, 10_000) as u64 {
        scene.change(round);
        let (held, files) = (indexed, scene.files());
        scene.killed_run();
        indexed = scene.indexed();
        // What was held and still has its file, no run may take out.
        let lost: Vec<&String> = held.iter().filter(|file| files.contains(*file) && !indexed.contains(file)).collect();
        assert!(lost.is_empty(), "round {round} (seed {seed}): lost {lost:?}");
        assert!(indexed.windows(2).all(|pair| pair[0] != pair[1]), "round {round} (seed {seed}): {indexed:?}");
        if round % 10 == 0 {
            scene.whole_run();
            indexed = scene.indexed();
            scene.is_swept(&format!("round {round} (seed {seed})"));
            scene.is_in_step(&format!("round {round} (seed {seed})"));
        }
    }
}
