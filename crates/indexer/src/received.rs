//! The directives that were accepted over HTTP: a file each in the folder of the index, so that an index can be built
//! anew from them.
//!
//! Apart from the archive, because these files are the house's own: it writes them, each with its checksum, it alone names
//! them, and no folder of an archivist holds them. A run takes them as one source more, before all others.

mod directive;

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use schema::{RECEIVED, read_signed, write_signed};

pub(crate) use self::directive::check_id;
pub use self::directive::{ReceivedDirective, Unfit};
use crate::archive::{Format, Found, Seen, Source, Walk, since_1970};
use crate::disk;
use crate::error::IndexError;
use crate::identity::is_fit;
use crate::text::Unreadable;

/// Behind the id in the name of a file. No file of an archive that is read ends so: a path leads to one of the two.
const ENDING: &str = ".json";

/// The folder of the received directives.
#[derive(Clone, Debug)]
pub(crate) struct Received(PathBuf);

/// Returns the source path that a received directive goes by.
pub(crate) fn source_of(id: &str) -> String {
    format!("{RECEIVED}/{id}{ENDING}")
}

impl Received {
    /// Returns the folder of an index.
    pub(crate) fn of(index: &Path) -> Received {
        Received(index.join(RECEIVED))
    }

    /// Lists what lies there. Where there is no folder nothing was ever received.
    ///
    /// # Errors
    /// [`IndexError::Folder`] where it cannot be read: then nothing is known to be gone.
    pub(crate) fn walk(&self) -> Result<(Source, Walk), IndexError> {
        let mut walk = Walk::default();
        let names = if self.exists() { disk::names(&self.0).map_err(|error| self.fail(error))? } else { Vec::new() };
        let mut ids: Vec<&str> =
            names.iter().filter_map(|name| name.strip_suffix(ENDING)).filter(|id| is_fit(id)).collect();
        ids.sort_unstable();
        for id in ids {
            let path = self.path(id);
            let seen = disk::look(&path)
                .map(|metadata| by_nanoseconds(Seen::of(&metadata)))
                .map_err(|error| self.fail(error))?;
            walk.files.push(Found { path, source: source_of(id), format: Format::Received, seen });
        }
        // No folder of an archive is called so: theirs are absolute.
        Ok((Source { root: PathBuf::from(RECEIVED), only: None }, walk))
    }

    /// Removes the temporary files of writers that were killed, under the writer's lock.
    pub(crate) fn sweep(&self) {
        disk::sweep_temporary(&self.0);
    }

    /// Tells whether anything was ever received.
    pub(crate) fn exists(&self) -> bool {
        self.0.is_dir()
    }

    /// Tells whether there is a file of a directive, whatever it holds.
    pub(crate) fn holds(&self, id: &str) -> bool {
        self.path(id).is_file()
    }

    /// Tells whether a directive is kept as it is.
    pub(crate) fn keeps(&self, directive: &ReceivedDirective) -> bool {
        read(&self.path(&directive.id)).is_ok_and(|kept| kept == *directive)
    }

    /// Returns a directive as it is written, and what the disk will say of its file.
    ///
    /// The time is ours, to the nanosecond: by the ticks of a disk two versions could be of one time.
    ///
    /// # Errors
    /// None that is known.
    pub(crate) fn written(directive: &ReceivedDirective) -> Result<(Vec<u8>, SystemTime, Seen), String> {
        let written = write_signed(directive).map_err(|error| error.to_string())?.into_bytes();
        let now = SystemTime::now();
        let seen = by_nanoseconds(Seen { size: written.len() as u64, modified: since_1970(now) });
        Ok((written, now, seen))
    }

    /// Keeps a directive. It lasts when [`Received::settle`] returned.
    ///
    /// # Errors
    /// [`IndexError::Folder`].
    pub(crate) fn put(&self, id: &str, written: &[u8], time: SystemTime) -> Result<(), IndexError> {
        disk::put(&self.path(id), written, time).map_err(|error| self.fail(error))
    }

    /// Keeps a directive that was received before.
    ///
    /// # Errors
    /// [`IndexError::Folder`].
    pub(crate) fn put_anew(&self, directive: &ReceivedDirective) -> Result<(), IndexError> {
        let (written, time, _) = Self::written(directive).map_err(|error| self.fail(io::Error::other(error)))?;
        self.put(&directive.id, &written, time)
    }

    /// Removes a directive, if it is kept. It is gone for good when [`Received::settle`] returned.
    ///
    /// # Errors
    /// [`IndexError::Folder`].
    pub(crate) fn remove(&self, id: &str) -> Result<(), IndexError> {
        disk::remove(&self.path(id)).map_err(|error| self.fail(error))
    }

    /// Makes the folder, with its name in the one above.
    ///
    /// # Errors
    /// [`IndexError::Folder`].
    pub(crate) fn make(&self) -> Result<(), IndexError> {
        if self.exists() {
            return Ok(());
        }
        let above = self.0.parent().unwrap_or(Path::new("."));
        disk::create_folder(&self.0).and_then(|()| disk::sync_folder(above)).map_err(|error| self.fail(error))
    }

    /// Makes what was put and removed lasting.
    ///
    /// # Errors
    /// [`IndexError::Folder`].
    pub(crate) fn settle(&self) -> Result<(), IndexError> {
        disk::sync_folder(&self.0).map_err(|error| self.fail(error))
    }

    fn path(&self, id: &str) -> PathBuf {
        self.0.join(format!("{id}{ENDING}"))
    }

    fn fail(&self, error: io::Error) -> IndexError {
        IndexError::Folder { path: self.0.clone(), error }
    }
}

/// Forgets the time of a disk that keeps whole seconds only.
fn by_nanoseconds(seen: Seen) -> Seen {
    if seen.modified % 1_000_000_000 == 0 { Seen { modified: 0, ..seen } } else { seen }
}

/// Reads a file of a received directive.
///
/// # Errors
/// Why it cannot be taken, in words.
pub(crate) fn read(path: &Path) -> Result<ReceivedDirective, String> {
    let bytes = disk::read(path).map_err(|error| Unreadable::Io(error).to_string())?.unwrap_or_default();
    let directive: ReceivedDirective = read_signed(&bytes)
        .map_err(|error| format!("damaged: {error}; run `tracuu check --repair`, or put it again"))?;
    if path.file_stem().is_none_or(|stem| stem != directive.id.as_str()) {
        return Err("its name is not that of its id".to_owned());
    }
    directive.checked().map_err(|unfit| unfit.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directive(id: &str, text: &str) -> ReceivedDirective {
        ReceivedDirective { id: id.to_owned(), title: Some(" ".to_owned()), text: text.to_owned() }
    }

    #[test]
    fn what_is_kept_is_found_again() {
        let index = tempfile::tempdir().unwrap();
        let received = Received::of(index.path());
        assert!(received.walk().unwrap().1.files.is_empty());
        received.make().unwrap();
        let given = ReceivedDirective { title: Some("Về việc".to_owned()), ..directive("a.b", "Số 1") };
        let (line, time, seen) = Received::written(&given).unwrap();
        received.put("a.b", &line, time).unwrap();
        let walk = received.walk().unwrap().1;
        assert_eq!((walk.files.len(), walk.files[0].seen), (1, seen));
        assert_eq!(walk.files[0].source, "received/a.b.json");
        assert_eq!(read(&walk.files[0].path).unwrap(), given);
        received.put("b", &line, time).unwrap();
        assert!(read(&received.path("b")).unwrap_err().contains("its name"));
        received.put("b", b"{", time).unwrap();
        assert!(read(&received.path("b")).unwrap_err().contains("damaged"));
        assert!(received.keeps(&given) && !received.keeps(&directive("b", "Số 1")));
        received.remove("a.b").unwrap();
        received.remove("a.b").unwrap();
        assert!(!received.holds("a.b") && received.holds("b"));
    }
}
