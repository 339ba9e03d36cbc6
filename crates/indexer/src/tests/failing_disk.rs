//! A disk that fails as it is told: the n-th call on a file of the engine, once or from then on.
//!
//! Apart from what is tried on it. It stands on a real folder, so that what is left can be read without it, and it keeps
//! account of what would be left if the power went.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustix::io::Errno;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

use super::lasting::{Lasting, Number};
use crate::storage::Storage;

/// What is asked of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Lock,
    OpenWrite,
    Write,
    Flush,
    Terminate,
    AtomicWrite,
    SyncFolder,
    Delete,
    Read,
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// EIO, whatever is asked.
    Broken,
    /// ENOSPC, for all that takes room.
    Full,
    /// Half of what is to be written is, which is no error; if the fault lasts, ENOSPC comes behind it.
    Short,
}

/// Which call fails, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) failure: Failure,
    /// Whether the calls behind it fail too.
    pub(super) lasts: bool,
}

/// The disk, shared by all folders that are opened on it.
#[derive(Clone, Debug)]
pub(super) struct FailingDisk(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    fault: Fault,
    calls: Vec<Call>,
    /// Those that came when the disk was let go.
    late: Vec<Call>,
    is_let_go: bool,
    folders: BTreeMap<PathBuf, Lasting>,
}

/// What becomes of a call.
enum Fate {
    Done,
    Half,
    Failed(io::Error),
}

impl FailingDisk {
    pub(super) fn new(fault: Fault) -> FailingDisk {
        FailingDisk(Arc::new(Mutex::new(State {
            fault,
            calls: Vec::new(),
            late: Vec::new(),
            is_let_go: false,
            folders: BTreeMap::new(),
        })))
    }

    /// Returns the calls that reached the disk.
    pub(super) fn calls(&self) -> Vec<Call> {
        self.0.lock().unwrap().calls.clone()
    }

    /// Whoever used the disk has said that it is done.
    pub(super) fn let_go(&self) {
        self.0.lock().unwrap().is_let_go = true;
    }

    /// Returns the calls that came afterwards.
    pub(super) fn late(&self) -> Vec<Call> {
        self.0.lock().unwrap().late.clone()
    }

    /// Cuts the power: of each folder is left what lasts, and of its last changes of names as many as are chosen, given
    /// how many there are.
    pub(super) fn cut(&self, mut choose: impl FnMut(usize) -> usize) {
        for folder in self.0.lock().unwrap().folders.values_mut() {
            let kept = choose(folder.pending());
            folder.cut(kept);
        }
    }

    fn fate(&self, call: Call) -> Fate {
        let mut state = self.0.lock().unwrap();
        state.calls.push(call);
        // A file that is given up may still be written to by the thread that compresses it: that harms nobody.
        let is_of_folder = !matches!(call, Call::Write | Call::Flush | Call::Terminate);
        if state.is_let_go && is_of_folder {
            state.late.push(call);
        }
        let (Fault { at, failure, lasts }, now) = (state.fault, state.calls.len());
        let takes_room = !matches!(call, Call::Delete | Call::Read | Call::SyncFolder);
        match failure {
            _ if now < at || now > at && !lasts => Fate::Done,
            Failure::Broken => Fate::Failed(Errno::IO.into()),
            Failure::Short if now == at => {
                if call == Call::Write {
                    Fate::Half
                } else {
                    Fate::Done
                }
            }
            Failure::Full | Failure::Short if takes_room => Fate::Failed(Errno::NOSPC.into()),
            Failure::Full | Failure::Short => Fate::Done,
        }
    }

    fn ask(&self, call: Call) -> io::Result<()> {
        match self.fate(call) {
            Fate::Failed(error) => Err(error),
            Fate::Done | Fate::Half => Ok(()),
        }
    }
}

impl Storage for FailingDisk {
    fn open(&self, generation: &Path) -> Result<Box<dyn Directory>, OpenDirectoryError> {
        let files = MmapDirectory::open(generation)?;
        let path = generation.to_owned();
        self.0.lock().unwrap().folders.entry(path.clone()).or_insert_with(|| Lasting::of(generation));
        Ok(Box::new(Folder { disk: self.clone(), path, files }))
    }
}

/// A folder on the disk.
#[derive(Clone, Debug)]
struct Folder {
    disk: FailingDisk,
    path: PathBuf,
    files: MmapDirectory,
}

impl Folder {
    fn account<T>(&self, keep: impl FnOnce(&mut Lasting) -> T) -> T {
        keep(self.disk.0.lock().unwrap().folders.get_mut(&self.path).unwrap())
    }

    fn ask_to_read(&self, path: &Path) -> Result<(), OpenReadError> {
        self.disk.ask(Call::Read).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.ask_to_read(path)?;
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.disk.ask(Call::Delete).map_err(failed)?;
        self.files.delete(path)?;
        self.account(|lasting| lasting.removed(path));
        Ok(())
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.ask_to_read(path)?;
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let failed = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        self.disk.ask(Call::OpenWrite).map_err(failed)?;
        let file = self.files.open_write(path)?;
        let number = self.account(|lasting| lasting.named(path, Vec::new()));
        Ok(BufWriter::new(Box::new(OpenFile { folder: self.clone(), name: path.to_owned(), number, file })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.ask_to_read(path)?;
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.disk.ask(Call::AtomicWrite)?;
        self.files.atomic_write(path, data)?;
        self.account(|lasting| lasting.named(path, data.to_owned()));
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.disk.ask(Call::SyncFolder)?;
        self.files.sync_directory()?;
        self.account(Lasting::folder_synced);
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.disk.ask(Call::Lock).map_err(LockError::wrap_io_error)?;
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// A file that is being written.
struct OpenFile {
    folder: Folder,
    name: PathBuf,
    number: Number,
    file: WritePtr,
}

impl Write for OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match self.folder.disk.fate(Call::Write) {
            Fate::Done => bytes.len(),
            Fate::Half => bytes.len().div_ceil(2),
            Fate::Failed(error) => return Err(error),
        };
        self.file.write_all(&bytes[..written])?;
        // What the disk took is there, and not in a buffer of ours.
        self.file.flush()?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.folder.disk.ask(Call::Flush)?;
        self.file.flush()
    }
}

impl TerminatingWrite for OpenFile {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.folder.disk.ask(Call::Terminate)?;
        self.file.terminate_ref(token)?;
        self.folder.account(|lasting| lasting.synced(self.number, &self.name));
        Ok(())
    }
}
