//! An archive, an index of several segments, and what is done to it while the disk fails.
//!
//! Apart from the faults, which are the same for all that is done.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use schema::{CURRENT, Current, META, SEAL, generation_name};
use tantivy::Index;

use crate::catalogue::Catalogue;
use crate::index_dir::IndexDir;
use crate::memory::Memory;
use crate::pipeline::bring_into_step_on;
use crate::rebuild::rebuild_in;
use crate::storage::Storage;
use crate::{Change, IndexError, Intake, IntakeError, Job, ReceivedDirective, bring_into_step, check, disk};

/// Runs before the change, two files each; with what is received they leave a segment less than the engine merges.
const RUNS: usize = 6;

/// What an index holds: the source of each directive with the sum of its content.
pub(super) type State = BTreeMap<String, u64>;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// An index is begun.
    Begin,
    /// Files are added, changed and removed, and the segments merged.
    Change,
    /// A generation is built aside and taken up.
    Rebuild,
    /// Directives are received and one is taken back.
    Receive,
}

/// What was said of a failure: the message, and what to do.
pub(super) struct Complaint(pub(super) String, pub(super) Option<&'static str>);

pub(super) struct Scene(tempfile::TempDir);

impl Scene {
    /// Makes the archive, the index as it is before the deed in `base`, and the change of the archive.
    pub(super) fn new() -> Scene {
        // In memory where that can be had: what is lost there is lost by the test's own doing.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let scene = Scene(folder.unwrap());
        disk::create_folder(&scene.path("archive")).unwrap();
        for run in 0..RUNS {
            scene.write(2 * run, 0);
            scene.write(2 * run + 1, 0);
            bring_into_step(&scene.job(), &|_| {}).unwrap();
        }
        scene.do_on(Arc::new(crate::storage::MappedFiles), Deed::Receive).map_err(|said| said.0).unwrap();
        disk::rename(&scene.index(), &scene.path("base")).unwrap();
        scene.write(0, 1);
        scene.write(2 * RUNS, 1);
        disk::remove(&scene.path("archive/3.txt")).unwrap();
        scene
    }

    pub(super) fn index(&self) -> PathBuf {
        self.path("index")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn job(&self) -> Job {
        Job { index: self.index(), sources: vec![self.path("archive")] }
    }

    pub(super) fn write(&self, file: usize, version: usize) {
        let text = format!("CÔNG VĂN\nSố: {file}-CV/TU\nVề việc phòng cháy, chữa cháy lần {version}.");
        disk::replace(&self.path(&format!("archive/{file}.txt")), text.as_bytes()).unwrap();
    }

    /// Puts the index back as it is before a deed.
    pub(super) fn restore(&self, deed: Deed) {
        disk::remove(&self.index()).unwrap();
        if deed != Deed::Begin {
            copy(&self.path("base"), &self.index());
        }
    }

    /// Does it on a disk.
    pub(super) fn do_on(&self, storage: Arc<dyn Storage>, deed: Deed) -> Result<(), Complaint> {
        let done = match deed {
            Deed::Begin | Deed::Change => {
                bring_into_step_on(storage, &self.job(), Memory::default(), &|_| {}).map(drop)
            }
            Deed::Rebuild => {
                let dir = IndexDir::lock_on(&self.index(), storage);
                dir.and_then(|mut dir| rebuild_in(&mut dir, &self.job(), Memory::default(), &|_| {})).map(drop)
            }
            Deed::Receive => return self.receive(storage),
        };
        done.map_err(|error| complaint(&error))
    }

    /// Does it on a disk that does not fail.
    pub(super) fn do_again(&self, deed: Deed) {
        let done = self.do_on(Arc::new(crate::storage::MappedFiles), deed);
        done.map_err(|said| said.0).unwrap();
    }

    /// Receives by one call, so that all of it is one commit.
    fn receive(&self, storage: Arc<dyn Storage>) -> Result<(), Complaint> {
        let intake = Intake::start_on(storage, self.index(), || {});
        let is_first = !self.path("base").exists();
        let put = |id: &str| {
            let text = format!("Số 1 {id} {is_first}");
            Change::Put(ReceivedDirective { id: id.to_owned(), title: None, text })
        };
        let changes = match is_first {
            true => vec![put("a"), put("b"), put("d")],
            false => vec![put("a"), Change::Remove("b".to_owned()), put("c")],
        };
        match intake.apply(changes) {
            Ok(_) => Ok(()),
            Err(IntakeError::Index(error)) => Err(complaint(&error)),
            Err(error) => Err(Complaint(error.to_string(), None)),
        }
    }

    /// Opens the live generation, from the disk as it is.
    fn open(&self) -> Option<Index> {
        self.live().map(|live| Index::open_in_dir(live).unwrap())
    }

    fn live(&self) -> Option<PathBuf> {
        let written = disk::read(&self.index().join(CURRENT)).unwrap()?;
        Some(self.index().join(generation_name(Current::read(&written).unwrap().live)))
    }

    /// Returns the number of segments of the index.
    pub(super) fn segments(&self) -> usize {
        self.open().map_or(0, |index| index.load_metas().unwrap().segments.len())
    }

    /// Returns how many lists of deletions lie in the live generation, in use or left behind.
    pub(super) fn lists_of_deletions(&self) -> usize {
        let names = disk::names(&self.index().join(generation_name(1))).unwrap();
        names.iter().filter(|name| name.ends_with(".del")).count()
    }

    /// Asserts that the index is sealed, and that no file lies in it that it does not use.
    pub(super) fn is_tidy(&self, what: &str) {
        let health = check(&self.index()).unwrap();
        assert!(health.sealed && health.damaged.is_empty() && health.leftovers.is_empty(), "{what}: {health:?}");
        let index = self.open().unwrap();
        let mut used = index.load_metas().unwrap().list_segment_files();
        used.extend([META, SEAL, ".managed.json"].map(PathBuf::from));
        let met = disk::names(&self.live().unwrap()).unwrap();
        let strays = met.iter().filter(|name| !name.ends_with(".lock") && !used.contains(Path::new(name)));
        assert_eq!(strays.collect::<Vec<_>>(), [""; 0], "{what}");
    }

    /// Returns what the index holds; nothing where there is none.
    pub(super) fn held(&self) -> State {
        let Some(index) = self.open() else { return State::new() };
        let fields = schema::prepare(&index).unwrap();
        let known = Catalogue::read(&index, &fields).unwrap().known;
        known.into_iter().map(|(source, known)| (source, known.stamp.content)).collect()
    }
}

fn complaint(error: &IndexError) -> Complaint {
    Complaint(error.to_string(), error.hint())
}

#[expect(clippy::disallowed_methods, reason = "copies an index of the test")]
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
