//! Searching while another writes: files are added, changed and removed, segments merged, generations built anew and
//! swapped. No search fails, no state is older than one that was seen, and each answer is of one state that there was.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
mod effort;

use std::path::{Path, PathBuf};
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use effort::{Random, rounds, seed};
use search::{Engine, Facet, SearchRequest};

/// Threads that search.
const READERS: usize = 3;
/// Least number of runs that are searched beside; two of them build anew, after which the engine counts from the beginning.
const RUNS: usize = 16;
/// Files that there may be.
const FILES: u64 = 40;

/// An archive that changes, and how many directives each state of the index holds.
struct Scene {
    archive: PathBuf,
    index: PathBuf,
    /// By the number of the run; a run's is there before it begins.
    totals: RwLock<Vec<u64>>,
    /// Runs that have ended.
    ended: AtomicUsize,
    searches: AtomicUsize,
}

impl Scene {
    fn new(folder: &Path) -> Scene {
        let scene = Scene {
            archive: folder.join("archive"),
            index: folder.join("index"),
            totals: RwLock::default(),
            ended: AtomicUsize::new(0),
            searches: AtomicUsize::new(0),
        };
        std::fs::create_dir(&scene.archive).expect("a folder");
        (0..FILES / 2).for_each(|file| scene.write(file, 0));
        scene.bring(0);
        scene
    }

    fn write(&self, file: u64, version: usize) {
        let text = format!("CÔNG VĂN\nSố: {file}-CV/TU\nVề việc chung lần {version}.");
        std::fs::write(self.archive.join(format!("{file}.txt")), text).expect("a file");
    }

    /// Changes some files, makes some and takes some away.
    fn change(&self, random: &mut Random, version: usize) {
        for _ in 0..1 + random.below(6) {
            self.write(random.below(FILES), version);
        }
        for _ in 0..random.below(5) {
            drop(std::fs::remove_file(self.archive.join(format!("{}.txt", random.below(FILES)))));
        }
    }

    /// Writes the next state; every eighth is built aside and swapped in.
    fn bring(&self, run: usize) {
        let total = std::fs::read_dir(&self.archive).expect("a folder").count() as u64;
        self.totals.write().expect("the totals").push(total);
        let job = indexer::Job { index: self.index.clone(), sources: vec![self.archive.clone()] };
        let report = if run % 8 == 7 {
            indexer::rebuild(&job, indexer::Memory::default(), &|_| {})
        } else {
            indexer::bring_into_step(&job, &|_| {})
        };
        assert_eq!(report.expect("a run").documents as u64, total);
        self.ended.fetch_add(1, Ordering::SeqCst);
    }

    /// Searches once, and holds the answer against the states that there were meanwhile.
    fn search(&self, engine: &Engine, seen: &mut u64) {
        let first = self.ended.load(Ordering::SeqCst) - 1;
        engine.refresh().expect("the newer state");
        let generation = engine.generation();
        assert!(generation >= *seen, "the state {generation} after {seen}");
        *seen = generation;
        let facets = vec![Facet::Kind];
        let request = SearchRequest { query: "chung".to_owned(), limit: 100, facets, ..SearchRequest::default() };
        let answer = engine.search(&request).expect("an answer");
        let states = self.totals.read().expect("the totals")[first..].to_vec();
        assert!(states.contains(&answer.total), "{} of none of the states {states:?}", answer.total);
        assert_eq!(answer.hits.len() as u64, answer.total);
        let counted: u64 = answer.facets["kind"].values.iter().map(|value| value.count).sum();
        assert_eq!(counted + answer.facets["kind"].missing, answer.total);
        self.searches.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn who_searches_while_another_writes_meets_whole_states() {
    let mut random = Random(seed("who_searches_while_another_writes_meets_whole_states"));
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path());
    let engine = Engine::open(&scene.index).expect("the index");
    let wanted = rounds(500, 10_000);
    std::thread::scope(|threads| {
        let read = || {
            let mut seen = 0;
            while scene.searches.load(Ordering::SeqCst) < wanted || scene.ended.load(Ordering::SeqCst) <= RUNS {
                scene.search(&engine, &mut seen);
            }
        };
        let readers: Vec<_> = (0..READERS).map(|_| threads.spawn(read)).collect();
        let mut run = 0;
        while !readers.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            run += 1;
            scene.change(&mut random, run);
            scene.bring(run);
        }
    });
    engine.refresh().expect("the newest state");
    assert!(engine.generation() > RUNS as u64, "too little was written");
}
