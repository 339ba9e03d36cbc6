//! One file of the archive into memory: opened so that nothing hangs, read so that nothing is mixed.
//!
//! Apart from the walk, because it trusts the disk even less: between the look and the reading a file may be replaced,
//! cut, or become a pipe. Sources are never mapped into memory, where a file that shrinks would end the process.

use std::fs::{self, File, Metadata};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use super::{LARGEST_FILE, Seen};
use crate::text::Unreadable;

/// What tells one state of a file from another: which file it is, and what the disk says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State {
    device: u64,
    inode: u64,
    seen: Seen,
}

impl State {
    fn of(metadata: &Metadata) -> State {
        State { device: metadata.dev(), inode: metadata.ino(), seen: Seen::of(metadata) }
    }

    #[expect(clippy::disallowed_methods, reason = "the archive module is the one that reads source files")]
    fn at(path: &Path) -> io::Result<State> {
        Ok(State::of(&fs::symlink_metadata(path)?))
    }

    /// Tells whether a path still leads to the file in this state.
    pub(crate) fn is_still_at(self, path: &Path) -> bool {
        State::at(path).is_ok_and(|now| now == self)
    }
}

/// Returns the bytes of a file and what the disk said of it while it was read: all of one state of the file.
///
/// # Errors
/// [`Unreadable`], also for a file that changed under the reader twice.
pub(crate) fn read(path: &Path) -> Result<(Vec<u8>, Seen), Unreadable> {
    match read_once(path) {
        Err(Unreadable::Changing) => read_once(path),
        result => result,
    }
}

/// As [`read`], for a path that a person gave: it may be a link.
pub(crate) fn read_given(path: &Path) -> Result<Vec<u8>, Unreadable> {
    #[expect(clippy::disallowed_methods, reason = "the archive module is the one that reads source files")]
    let path = fs::canonicalize(path)?;
    read(&path).map(|(bytes, _)| bytes)
}

fn read_once(path: &Path) -> Result<(Vec<u8>, Seen), Unreadable> {
    let file = open(path)?;
    let before = State::of(&file.metadata()?);
    if before.seen.size > LARGEST_FILE {
        return Err(Unreadable::TooLarge { size: before.seen.size, limit: LARGEST_FILE });
    }
    let bytes = whole(&file, before.seen.size)?;
    // A change within one tick of the disk's clock shows in nothing but the content.
    let is_young = before.seen.reliable().modified == 0;
    if is_young && whole(&open(path)?, before.seen.size)? != bytes {
        return Err(Unreadable::Changing);
    }
    let after = State::of(&file.metadata()?);
    // The path is asked too: whoever replaced the file left the old one to this reader only.
    if after != before || bytes.len() as u64 != after.seen.size || State::at(path)? != after {
        return Err(Unreadable::Changing);
    }
    Ok((bytes, after.seen))
}

fn whole(mut file: &File, size: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    Read::by_ref(&mut file).take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a regular file. Anything else is looked at and left alone; should it take the place of a file after the look,
/// the flags see to it that opening it neither waits nor follows.
#[expect(clippy::disallowed_methods, reason = "the archive module is the one that reads source files")]
fn open(path: &Path) -> Result<File, Unreadable> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(Unreadable::NotRegular);
    }
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY;
    let file = File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(Unreadable::NotRegular) }
}

/// Opens a file of records for reading line by line, and tells in which state it is.
///
/// # Errors
/// [`Unreadable`]: no regular file, or one that the system does not give.
pub(crate) fn open_records(path: &Path) -> Result<(BufReader<File>, State), Unreadable> {
    let file = open(path)?;
    let state = State::of(&file.metadata()?);
    Ok((BufReader::with_capacity(1 << 16, file), state))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::effort::{Random, rounds, seed};

    /// What a state of the file is made of: blocks that each say their version, and a page long.
    const BLOCK: usize = 4096;

    fn blocks(version: u64, count: u64) -> Vec<u8> {
        version.to_le_bytes().repeat(BLOCK / 8 * usize::try_from(count).unwrap())
    }

    /// Returns the version of a content: of all its blocks, or of none.
    fn version(bytes: &[u8]) -> Option<u64> {
        let (words, rest) = bytes.as_chunks::<8>();
        let first = u64::from_le_bytes(*words.first()?);
        let one = bytes.len().is_multiple_of(BLOCK) && words.iter().all(|word| u64::from_le_bytes(*word) == first);
        (one && rest.is_empty()).then_some(first)
    }

    /// Changes the file in each way that an archive changes, until it is told to stop.
    #[expect(clippy::disallowed_methods, reason = "plays the archivist")]
    fn keep_changing(path: &Path, random: &mut Random, stop: &AtomicBool) {
        let aside = path.with_extension("new");
        let mut latest = 0;
        while !stop.load(Ordering::Relaxed) {
            let content = blocks(latest + 1, 1 + random.below(32));
            match random.below(4) {
                0 => fs::write(path, content).unwrap(),
                1 => {
                    fs::write(&aside, content).unwrap();
                    fs::rename(&aside, path).unwrap();
                }
                2 => {
                    let _ = fs::remove_file(path);
                    fs::write(path, content).unwrap();
                }
                _ => {
                    File::options().write(true).open(path).unwrap().set_len(BLOCK as u64).unwrap();
                    continue;
                }
            }
            latest += 1;
        }
    }

    /// Ends the writer, or the test would wait for it without end.
    fn mixture(bytes: &[u8], stop: &AtomicBool) -> u64 {
        stop.store(true, Ordering::Relaxed);
        panic!("a mixture of {} bytes", bytes.len())
    }

    #[test]
    fn a_file_that_changes_is_read_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let (mut random, stop) = (Random(seed("changing file")), AtomicBool::new(false));
        #[expect(clippy::disallowed_methods, reason = "plays the archivist")]
        fs::write(&path, blocks(0, 8)).unwrap();
        let (mut read_whole, mut versions) = (0, HashSet::new());
        std::thread::scope(|scope| {
            scope.spawn(|| keep_changing(&path, &mut random, &stop));
            while read_whole < rounds(1_000, 100_000) || versions.len() < 50 {
                match read(&path) {
                    Ok((bytes, _)) if bytes.is_empty() => {}
                    Ok((bytes, _)) => {
                        versions.insert(version(&bytes).unwrap_or_else(|| mixture(&bytes, &stop)));
                        read_whole += 1;
                    }
                    Err(Unreadable::Changing) => {}
                    Err(Unreadable::Io(error)) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => {
                        stop.store(true, Ordering::Relaxed);
                        panic!("{error}")
                    }
                }
            }
            stop.store(true, Ordering::Relaxed);
        });
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "plays the archivist")]
    fn a_file_of_records_that_changed_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let changes: [fn(&Path) -> io::Result<()>; 4] = [
            |path| fs::write(path, "longer"),
            |path| fs::write(path, ""),
            |path| fs::remove_file(path),
            |path| {
                fs::write(path.with_extension("new"), "abc").and_then(|()| fs::rename(path.with_extension("new"), path))
            },
        ];
        for change in changes {
            fs::write(&path, "abc").unwrap();
            let (_reader, state) = open_records(&path).unwrap();
            assert!(state.is_still_at(&path));
            change(&path).unwrap();
            assert!(!state.is_still_at(&path));
        }
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        symlink("/dev/zero", at("link")).unwrap();
        for path in [at("pipe"), at("socket"), at("link"), "/dev/zero".into(), folder.path().to_owned()] {
            assert!(matches!(read(&path), Err(Unreadable::NotRegular)), "{path:?}");
            assert!(matches!(open_records(&path), Err(Unreadable::NotRegular)), "{path:?}");
        }
        assert!(matches!(read_given(&at("link")), Err(Unreadable::NotRegular)));
    }
}
