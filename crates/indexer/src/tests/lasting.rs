//! What would be left of a folder if the power went now: of each file what was synced, of the names in the folder those
//! that were, and of their changes since as many of the first as the disk may have got to.
//!
//! Apart from the disk that fails, which only tells what is done. Names change in their order, as on file systems that keep
//! a journal; a file whose name lasts and whose bytes were not synced is empty.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::disk;

/// A file, by the order in which files were made.
pub(super) type Number = usize;

#[derive(Debug, Default)]
pub(super) struct Lasting {
    folder: PathBuf,
    /// What was synced of each file.
    synced: Vec<Vec<u8>>,
    names: BTreeMap<PathBuf, Number>,
    /// Names given and taken since the folder was synced.
    changes: Vec<(PathBuf, Option<Number>)>,
}

impl Lasting {
    /// Takes all that lies in a folder for lasting.
    pub(super) fn of(folder: &Path) -> Lasting {
        let mut lasting = Lasting { folder: folder.to_owned(), ..Lasting::default() };
        for name in disk::names(folder).unwrap().into_iter().filter(|name| name != schema::SEAL) {
            let number = lasting.file(disk::read(&folder.join(&name)).unwrap().unwrap());
            lasting.names.insert(PathBuf::from(name), number);
        }
        lasting
    }

    /// A file is made, or takes the place of another.
    pub(super) fn named(&mut self, name: &Path, synced: Vec<u8>) -> Number {
        let number = self.file(synced);
        self.changes.push((name.to_owned(), Some(number)));
        number
    }

    pub(super) fn removed(&mut self, name: &Path) {
        self.changes.push((name.to_owned(), None));
    }

    /// The bytes of a file are synced.
    pub(super) fn synced(&mut self, number: Number, name: &Path) {
        self.synced[number] = disk::read(&self.folder.join(name)).unwrap().unwrap_or_default();
    }

    pub(super) fn folder_synced(&mut self) {
        self.keep(self.changes.len());
    }

    /// Returns how many changes of names are not synced.
    pub(super) fn pending(&self) -> usize {
        self.changes.len()
    }

    /// Makes the folder what is left of it, where `kept` of the changes that are not synced reached the disk.
    pub(super) fn cut(&mut self, kept: usize) {
        let met: BTreeSet<PathBuf> =
            self.changes.iter().map(|(name, _)| name).chain(self.names.keys()).cloned().collect();
        self.keep(kept);
        self.changes.clear();
        for name in met {
            let path = self.folder.join(&name);
            disk::remove(&path).unwrap();
            if let Some(number) = self.names.get(&name) {
                disk::replace(&path, &self.synced[*number]).unwrap();
            }
        }
    }

    fn keep(&mut self, count: usize) {
        for (name, number) in self.changes.drain(..count) {
            match number {
                Some(number) => self.names.insert(name, number),
                None => self.names.remove(&name),
            };
        }
    }

    fn file(&mut self, synced: Vec<u8>) -> Number {
        self.synced.push(synced);
        self.synced.len() - 1
    }
}
