//! Targets that need an index: one of the sample archive, made once for each thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use search::{Engine, SearchRequest};

/// A file of the sample archive, by which it is known: the targets have seeds of their own.
const SAMPLE: &str = "000_25d31764dfd2fe86.txt";

/// An index, the engine that searches it, and the bytes of each of its files.
struct Place {
    index: PathBuf,
    engine: Engine,
    files: Vec<(PathBuf, Vec<u8>)>,
    _folder: tempfile::TempDir,
}

thread_local! {
    static PLACE: Place = Place::new();
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let index = folder.path().join("index");
        let tops = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        let archive = tops.map(|top| top.join("seeds")).find(|seeds| seeds.join(SAMPLE).is_file());
        let job = indexer::Job { index: index.clone(), sources: vec![archive.expect("the sample archive")] };
        indexer::bring_into_step(&job, &|_| {}).expect("an index");
        let engine = Engine::open(&index).expect("the index");
        let mut files = Vec::new();
        hold(&index, &mut files);
        Place { index, engine, files, _folder: folder }
    }
}

/// Reads all files that hold anything, in the order of their names.
fn hold(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hold(&path, files);
            continue;
        }
        let bytes = std::fs::read(&path).expect("a file");
        if !bytes.is_empty() {
            files.push((path, bytes));
        }
    }
}

/// Hands out the engine over the sample archive.
pub(super) fn with_engine<T>(ask: impl FnOnce(&Engine) -> T) -> T {
    PLACE.with(|place| ask(&place.engine))
}

/// Any text is a query: it is answered, or refused with a limit. How it was read is a query that is read the same.
pub fn query(bytes: &[u8]) {
    let q = String::from_utf8_lossy(bytes).into_owned();
    let ask = |query: &str| {
        let request = SearchRequest { query: query.to_owned(), ..SearchRequest::default() };
        with_engine(|engine| engine.search(&request))
    };
    match ask(&q) {
        Ok(answer) => {
            let parsed = answer.query.parsed;
            // Written out in full a query may be longer than any may be.
            if let Ok(again) = ask(&parsed) {
                assert_eq!(again.query.parsed, parsed, "what is shown of {q:?} is read otherwise");
                assert_eq!(again.total, answer.total, "what is shown of {q:?} finds otherwise: {parsed:?}");
            }
        }
        Err(error) => assert!(error.is_request(), "{q:?}: {error}"),
    }
}

/// An index of which bytes were changed is looked at without a panic, and the change is found; whether it opens or not, and
/// what a search then says, ends no process. Six bytes are an edit: a file, a place, and what the byte is changed by; by
/// nothing means that the file ends there.
pub fn index(bytes: &[u8]) {
    PLACE.with(|place| {
        let mut files = place.files.clone();
        for edit in bytes.chunks_exact(6) {
            let count = files.len();
            let file = &mut files[usize::from(edit[0]) % count].1;
            let at = usize::from(edit[1]) << 16 | usize::from(edit[2]) << 8 | usize::from(edit[3]);
            let Some(at) = at.checked_rem(file.len()) else { continue };
            match edit[4] {
                0 => file.truncate(at),
                change => file[at] ^= change,
            }
        }
        let is_changed = files != place.files;
        put(&files, &place.files);
        is_looked_at(&place.index, is_changed);
        put(&place.files, &files);
    });
}

/// Writes the files that differ.
fn put(files: &[(PathBuf, Vec<u8>)], former: &[(PathBuf, Vec<u8>)]) {
    for ((path, bytes), _) in files.iter().zip(former).filter(|(file, former)| file != former) {
        std::fs::write(path, bytes).expect("a file");
    }
}

fn is_looked_at(index: &Path, is_changed: bool) {
    if let Ok(health) = indexer::check(index) {
        assert_eq!(!health.damaged.is_empty(), is_changed, "{health:?}");
    }
    // The engine may panic over an index that is damaged, and the server catches that; libFuzzer would take it for a find.
    if cfg!(fuzzing) {
        return;
    }
    let searched = AssertUnwindSafe(|| {
        let request = SearchRequest { query: "công an xã".to_owned(), ..SearchRequest::default() };
        Engine::open(index).and_then(|engine| engine.search(&request))
    });
    drop(quietly(|| catch_unwind(searched)));
}

/// Does something whose panics are told to nobody.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    thread_local! {
        static QUIET: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                told(panic);
            }
        }));
    });
    QUIET.set(true);
    let done = work();
    QUIET.set(false);
    done
}
