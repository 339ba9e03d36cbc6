//! The lock of whoever writes to an index folder: whatever changes the folder, in any generation, is done under it.
//!
//! The engine locks one generation at a time and says nothing of the holder. This lock covers the folder, and a second
//! writer is told which process holds it and since when. The system frees it when the process ends, however it ends.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use schema::WRITER_LOCK;

use crate::disk;
use crate::error::IndexError;

/// The lock, held until this is dropped.
#[derive(Debug)]
pub(crate) struct WriterLock(File);

/// Who holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The number of the process.
    pub process: u32,
    /// For how long it has held it.
    pub age: Duration,
}

impl WriterLock {
    /// Takes the lock of an index folder, which is made if it does not exist.
    ///
    /// # Errors
    /// [`IndexError::Busy`] at once when another holds it, [`IndexError::Folder`] where one may not write.
    pub(crate) fn take(folder: &Path) -> Result<WriterLock, IndexError> {
        let fail = |error| IndexError::Folder { path: folder.to_owned(), error };
        disk::create_folder(folder).map_err(fail)?;
        let path = folder.join(WRITER_LOCK);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path);
        let mut file = file.map_err(fail)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(IndexError::Busy { path: folder.to_owned(), holder: read_holder(&mut file) });
            }
            Err(TryLockError::Error(error)) => return Err(fail(error)),
        }
        write_holder(&mut file).map_err(fail)?;
        Ok(WriterLock(file))
    }
}

impl Drop for WriterLock {
    /// Nobody holds it, so it names nobody. If that fails the lock is freed all the same, and the next holder writes
    /// over what is left.
    fn drop(&mut self) {
        drop(self.0.set_len(0));
    }
}

fn write_holder(file: &mut File) -> io::Result<()> {
    let since = UNIX_EPOCH.elapsed().unwrap_or_default().as_secs();
    file.set_len(0)?;
    file.write_all(format!("{} {since}\n", std::process::id()).as_bytes())
}

/// Returns who holds the lock; `None` where it has not said so yet.
fn read_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(64).read_to_string(&mut text).ok()?;
    let (process, since) = text.trim().split_once(' ')?;
    let since = UNIX_EPOCH.checked_add(Duration::from_secs(since.parse().ok()?))?;
    // A clock that was set back must not make an age negative.
    let age = SystemTime::now().duration_since(since).unwrap_or_default();
    Some(Holder { process: process.parse().ok()?, age })
}

impl std::fmt::Display for Holder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seconds = self.age.as_secs();
        let (count, unit) = match seconds {
            0..120 => (seconds, "s"),
            120..7_200 => (seconds / 60, "min"),
            _ => (seconds / 3_600, "h"),
        };
        write!(formatter, "process {}, for {count} {unit}", self.process)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = WriterLock::take(folder.path()).unwrap();
        let Err(IndexError::Busy { holder: Some(holder), .. }) = WriterLock::take(folder.path()) else {
            panic!("the lock was given twice, or its holder is not named");
        };
        assert_eq!(holder.process, std::process::id());
        assert!(holder.age < Duration::from_secs(60), "{holder}");
        drop(first);
        assert_eq!(disk::read(&folder.path().join(WRITER_LOCK)).unwrap().unwrap(), b"");
        drop(WriterLock::take(folder.path()).unwrap());
    }

    #[test]
    fn ages() {
        let table = [(0, "0 s"), (119, "119 s"), (120, "2 min"), (7_199, "119 min"), (7_200, "2 h")];
        for (seconds, expected) in table {
            let holder = Holder { process: 7, age: Duration::from_secs(seconds) };
            assert_eq!(holder.to_string(), format!("process 7, for {expected}"));
        }
    }
}
