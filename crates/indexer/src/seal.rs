//! The seal of a generation: the checksum of each of its files, written when a run is done with them.
//!
//! A folder of a snapshot is sealed in the same way, with the folders in it.
//!
//! Apart from the engine's own checksums, which cover neither its description nor their own footers. It is taken off,
//! lastingly, before the first change and put on after the last: a generation with a seal is exactly as it was left, and
//! one without was left by a run that did not end.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use rayon::prelude::*;
use schema::{SEAL, read_signed, write_signed};
use serde::{Deserialize, Serialize};

use crate::disk;

/// The checksums of a generation, by the names of its files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seal(BTreeMap<String, Sum>);

/// What one file was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sum {
    bytes: u64,
    blake3: String,
}

/// How a generation stands to its seal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It has none.
    Unsealed,
    /// The seal itself is not what was written.
    SealBroken,
    /// What differs, if anything.
    Sealed {
        seal: Seal,
        /// Files that are gone or are not what they were.
        damaged: Vec<String>,
        /// Files that were not there.
        unknown: Vec<String>,
    },
}

impl Seal {
    /// Takes the seal off and returns it; `None` if there was none, or none that can be believed.
    pub(crate) fn lift(generation: &Path) -> io::Result<Option<Seal>> {
        let path = generation.join(SEAL);
        let Some(bytes) = disk::read(&path)? else { return Ok(None) };
        disk::remove(&path)?;
        disk::sync_folder(generation)?;
        Ok(read_signed(&bytes).ok())
    }

    /// Seals a generation. Of files that were sealed before, the old sum holds: were it made anew, damage that came
    /// meanwhile would be sealed as sound.
    pub(crate) fn put(generation: &Path, former: Option<&Seal>) -> io::Result<()> {
        let sum = |name: String| {
            let known = former.and_then(|former| former.0.get(&name)).filter(|_| is_written_once(&name));
            let sum = known.map_or_else(|| Sum::of(&generation.join(&name)), |known| Ok(Some(known.clone())));
            sum.map(|sum| Some((name, sum?))).transpose()
        };
        let sums = sealable(generation)?.into_par_iter().filter_map(sum);
        let seal = Seal(sums.collect::<io::Result<_>>()?);
        let written = write_signed(&seal).map_err(io::Error::other)?;
        disk::replace(&generation.join(SEAL), written.as_bytes())
    }

    /// Tells whether there is a seal, without looking at anything else.
    pub(crate) fn is_on(generation: &Path) -> io::Result<bool> {
        Ok(disk::read(&generation.join(SEAL))?.is_some())
    }

    /// Compares each file with its sum.
    pub(crate) fn compare(generation: &Path) -> io::Result<Standing> {
        let Some(bytes) = disk::read(&generation.join(SEAL))? else { return Ok(Standing::Unsealed) };
        let Ok(seal) = read_signed::<Seal>(&bytes) else { return Ok(Standing::SealBroken) };
        let differs = |(name, sum): (&String, &Sum)| {
            let found = Sum::of(&generation.join(name));
            found.map(|found| (found.as_ref() != Some(sum)).then(|| name.clone())).transpose()
        };
        let damaged = seal.0.par_iter().filter_map(differs).collect::<io::Result<_>>()?;
        let unknown = sealable(generation)?.into_iter().filter(|name| !seal.0.contains_key(name)).collect();
        Ok(Standing::Sealed { seal, damaged, unknown })
    }

    /// Returns how many files are sealed and their bytes.
    pub(crate) fn size(&self) -> (usize, u64) {
        (self.0.len(), self.0.values().map(|sum| sum.bytes).sum())
    }
}

impl Sum {
    fn of(path: &Path) -> io::Result<Option<Sum>> {
        Ok(disk::hash(path)?.map(|(bytes, hash)| Sum { bytes, blake3: hash.to_hex().to_string() }))
    }
}

/// Returns the files of a folder, and of the folders in it, but its seal and the engine's locks, which hold nothing.
fn sealable(folder: &Path) -> io::Result<BTreeSet<String>> {
    let is_lock = |name: &str| name.starts_with(".tantivy-") && name.ends_with(".lock");
    let mut found = BTreeSet::new();
    for name in disk::names(folder)?.into_iter().filter(|name| name != SEAL && !is_lock(name)) {
        let path = folder.join(&name);
        if path.is_dir() {
            found.extend(sealable(&path)?.into_iter().map(|inner| format!("{name}/{inner}")));
            let seal = path.join(SEAL).exists().then(|| format!("{name}/{SEAL}"));
            found.extend(seal);
        } else {
            found.insert(name);
        }
    }
    Ok(found)
}

/// The engine never writes to a file of a segment again. Its lists it replaces, and a list of deletions may be written
/// anew under the name of one that was lost.
fn is_written_once(name: &str) -> bool {
    !name.ends_with(".json") && !name.ends_with(".del")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damaged(folder: &Path) -> Vec<String> {
        match Seal::compare(folder).unwrap() {
            Standing::Sealed { damaged, .. } => damaged,
            standing => panic!("{standing:?}"),
        }
    }

    #[test]
    fn what_changes_after_sealing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        disk::replace(&path("a.store"), b"1").unwrap();
        disk::replace(&path("meta.json"), b"{}").unwrap();
        assert_eq!(Seal::compare(folder.path()).unwrap(), Standing::Unsealed);
        Seal::put(folder.path(), None).unwrap();
        assert_eq!(damaged(folder.path()), [""; 0]);
        disk::replace(&path("a.store"), b"2").unwrap();
        assert_eq!(damaged(folder.path()), ["a.store"]);

        // A run that changes something else does not seal the damage.
        let former = Seal::lift(folder.path()).unwrap();
        assert!(former.is_some() && !Seal::is_on(folder.path()).unwrap());
        disk::replace(&path("meta.json"), b"[]").unwrap();
        Seal::put(folder.path(), former.as_ref()).unwrap();
        assert_eq!(damaged(folder.path()), ["a.store"]);
        disk::remove(&path("a.store")).unwrap();
        assert_eq!(damaged(folder.path()), ["a.store"]);

        disk::replace(&path(SEAL), b"{}").unwrap();
        assert_eq!(Seal::compare(folder.path()).unwrap(), Standing::SealBroken);
    }
}
