//! Looking an index over: is every byte of it the one that was written?
//!
//! It reads and changes nothing, needs no lock, and so can be run while the index is searched or written to: what a
//! writer changed meanwhile is looked at again.

use std::io;
use std::path::{Path, PathBuf};

use schema::{CURRENT, Current, CurrentError, generation_name, generation_number};
use serde::Serialize;
use tantivy::Index;
use tantivy::directory::MmapDirectory;

use crate::error::IndexError;
use crate::received::{Received, source_of};
use crate::seal::{Seal, Standing};
use crate::{disk, writer};

/// How often a look is taken anew because a writer was at work.
const ATTEMPTS: usize = 20;

/// What was found of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Directives that it holds; 0 where that cannot be told.
    pub documents: usize,
    /// Files whose sums were compared.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Whether the last run came to its end. If not, a run is under way or was killed, and only the engine's own
    /// checksums were compared.
    pub sealed: bool,
    /// Files that are gone or are not what was written, relative to the folder.
    pub damaged: Vec<String>,
    /// Files that belong to nothing: of a run that was killed. The next one sweeps them.
    pub leftovers: Vec<String>,
}

/// Looks over an index folder: its live generation, the one that is kept, and what was received.
///
/// # Errors
/// [`IndexError::Missing`] where there is no index, [`IndexError::Format`] for one of another layout,
/// [`IndexError::Folder`] where it cannot be read, [`IndexError::Changing`] where a writer left no time to look. Damage
/// is no error: it is what was asked for.
pub fn check(path: &Path) -> Result<Health, IndexError> {
    for _ in 0..ATTEMPTS {
        let before = written(path)?;
        match look(path, before.as_deref()) {
            Ok(health) if health.is_sound() => return Ok(health),
            found if written(path)? == before => return found,
            _ => {}
        }
    }
    Err(IndexError::Changing { path: path.to_owned() })
}

impl Health {
    fn damage(&mut self, generation: &str, file: &str) {
        self.damaged.push(format!("{generation}/{file}"));
    }

    /// Adds what was found of one more generation, whose directives are the ones that count.
    fn add(&mut self, of_one: Health) {
        self.documents = of_one.documents;
        self.files += of_one.files;
        self.bytes += of_one.bytes;
        self.sealed &= of_one.sealed;
        self.damaged.extend(of_one.damaged);
        self.leftovers.extend(of_one.leftovers);
    }

    fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.leftovers.is_empty()
    }
}

fn look(path: &Path, written: Option<&[u8]>) -> Result<Health, IndexError> {
    let Some(written) = written else { return Err(IndexError::Missing { path: path.to_owned() }) };
    let mut health = Health { sealed: true, ..Health::default() };
    let current = match Current::read(written) {
        Ok(current) => current,
        Err(CurrentError::Damaged(_)) => {
            health.damaged.push(CURRENT.to_owned());
            return Ok(health);
        }
        Err(error) => return Err(IndexError::Format { path: path.to_owned(), error: error.into() }),
    };
    for number in current.kept.into_iter().chain([current.live]) {
        health.add(look_again(path, number)?);
    }
    let received = Received::of(path).look()?;
    health.files += received.files;
    health.bytes += received.bytes;
    health.damaged.extend(received.damaged.iter().map(|id| source_of(id)));
    let names = disk::names(path).map_err(|error| folder(path, error))?;
    let of_none = |name: &String| generation_number(name).is_some_and(|number| !current.holds(number));
    health.leftovers.extend(names.into_iter().filter(of_none));
    Ok(health)
}

/// Looks at one generation until what is found of it cannot be the work of a writer: one takes the seal off before it
/// changes anything, and replaces the engine's list before it removes a file of the list before.
fn look_again(path: &Path, number: u64) -> Result<Health, IndexError> {
    for _ in 0..ATTEMPTS {
        let before = state(path, number)?;
        let health = look_at(path, number).map_err(|error| folder(path, error))?;
        if health.is_sound() || state(path, number)? == before {
            return Ok(health);
        }
    }
    Err(IndexError::Changing { path: path.to_owned() })
}

/// Returns the seal of a generation and the engine's list of its files, each as it is written.
fn state(path: &Path, number: u64) -> Result<[Option<Vec<u8>>; 2], IndexError> {
    let read = |name| disk::read(&path.join(generation_name(number)).join(name)).map_err(|error| folder(path, error));
    Ok([read(schema::SEAL)?, read(schema::META)?])
}

fn look_at(path: &Path, number: u64) -> io::Result<Health> {
    let mut health = Health { sealed: true, ..Health::default() };
    let (name, generation) = (generation_name(number), path.join(generation_name(number)));
    match Seal::compare(&generation) {
        Ok(Standing::Sealed { seal, damaged, unknown }) => {
            let (files, bytes) = seal.size();
            health.files += files;
            health.bytes += bytes;
            damaged.iter().for_each(|file| health.damage(&name, file));
            health.leftovers.extend(unknown.iter().map(|file| format!("{name}/{file}")));
        }
        Ok(Standing::SealBroken) => health.damage(&name, schema::SEAL),
        Ok(Standing::Unsealed) => health.sealed = false,
        Err(error) if error.kind() == io::ErrorKind::NotFound => health.damaged.push(name.clone()),
        Err(error) => return Err(error),
    }
    ask_engine(&name, generation, &mut health);
    Ok(health)
}

/// Asks the engine for its checksums, where there is no seal, and for the number of directives.
fn ask_engine(name: &str, generation: PathBuf, health: &mut Health) {
    let opened = MmapDirectory::open(generation).map_err(Into::into).and_then(Index::open);
    let asked = opened.and_then(|index| {
        let damaged = if health.sealed { Default::default() } else { index.validate_checksum()? };
        Ok((damaged, writer::count(&index)?))
    });
    match asked {
        Ok((damaged, documents)) => {
            damaged.iter().for_each(|file| health.damage(name, &file.to_string_lossy()));
            health.documents = documents;
        }
        Err(error) => {
            tracing::warn!(%error, generation = name, "the engine cannot open it");
            if health.damaged.is_empty() {
                health.damage(name, schema::META);
            }
        }
    }
}

fn written(path: &Path) -> Result<Option<Vec<u8>>, IndexError> {
    disk::read(&path.join(CURRENT)).map_err(|error| folder(path, error))
}

fn folder(path: &Path, error: io::Error) -> IndexError {
    IndexError::Folder { path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effort::{Random, rounds, seed};
    use crate::{Change, Intake, Job, ReceivedDirective, bring_into_step};

    /// Returns the files of an index folder that hold anything, all the way down.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let met = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
        let met = met.filter(|entry| entry.file_type().is_file() && entry.metadata().unwrap().len() > 0);
        met.map(walkdir::DirEntry::into_path).collect()
    }

    fn indexed(folder: &Path) -> PathBuf {
        let (archive, index) = (folder.join("archive"), folder.join("index"));
        disk::create_folder(&archive).unwrap();
        for file in 0..7 {
            let text = format!("CÔNG VĂN\nSố: {file}-CV/TU\nVề việc phòng cháy, chữa cháy lần {file}.");
            disk::replace(&archive.join(format!("{file}.txt")), text.as_bytes()).unwrap();
            if file % 3 == 0 {
                bring_into_step(&Job { index: index.clone(), sources: vec![archive.clone()] }, &|_| {}).unwrap();
            }
        }
        disk::remove(&archive.join("2.txt")).unwrap();
        bring_into_step(&Job { index: index.clone(), sources: vec![archive] }, &|_| {}).unwrap();
        let sent = ReceivedDirective { id: "a".to_owned(), title: None, text: "Số 8-CV/TU".to_owned() };
        Intake::start(index.clone(), || {}).apply(vec![Change::Put(sent)]).unwrap();
        index
    }

    #[test]
    fn every_flipped_bit_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let index = indexed(folder.path());
        let health = check(&index).unwrap();
        assert!(health.sealed && health.damaged.is_empty() && health.leftovers.is_empty(), "{health:?}");
        assert_eq!(health.documents, 7);
        let mut random = Random(seed("every_flipped_bit_is_found"));
        let held: Vec<(PathBuf, Vec<u8>)> =
            files(&index).into_iter().map(|path| (path.clone(), disk::read(&path).unwrap().unwrap())).collect();
        let total: u64 = held.iter().map(|(_, bytes)| bytes.len() as u64).sum();
        for round in 0..rounds(1_000, 100_000) {
            let mut place = usize::try_from(random.below(total)).unwrap();
            let (path, bytes) = held
                .iter()
                .find(|(_, bytes)| {
                    place < bytes.len() || {
                        place -= bytes.len();
                        false
                    }
                })
                .unwrap();
            let mut flipped = bytes.clone();
            flipped[place] ^= 1 << random.below(8);
            write_over(path, &flipped);
            let health = check(&index).unwrap();
            assert!(!health.damaged.is_empty(), "round {round}: {}, byte {place}", path.display());
            write_over(path, bytes);
        }
        assert_eq!(check(&index).unwrap(), health);
    }

    /// Without the sync of [`disk::replace`], which would take most of the time.
    #[expect(clippy::disallowed_methods, reason = "damages a file of the index")]
    fn write_over(path: &Path, bytes: &[u8]) {
        std::fs::write(path, bytes).unwrap();
    }

    #[test]
    fn a_folder_without_an_index() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().to_owned(), folder.path().join("none")] {
            assert!(matches!(check(&path), Err(IndexError::Missing { .. })), "{}", path.display());
        }
    }
}
