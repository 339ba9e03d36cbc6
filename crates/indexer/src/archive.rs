//! The archive: folders and files as they lie on the disk. The only place that reads source files.
//!
//! Nothing here trusts the disk: folders may be closed, links may lead in circles or out of the archive, files may be
//! pipes, may be larger than memory, may change while they are read. Each such thing becomes a line of the report.

mod reading;

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use walkdir::{DirEntry, WalkDir};

use crate::error::IndexError;
use crate::records::file_of;
use crate::report::Refusal;
use crate::text::Unreadable;

pub(crate) use reading::{open_records, read, read_given};

/// Endings of the files that are read.
const SUPPORTED: [&str; 3] = ["txt", "md", "jsonl"];

/// No directive is longer; the longest known decree with annexes has 4 MB.
const LARGEST_FILE: u64 = 64 << 20;

/// A file this young may change again without its modification time showing it: disks keep time in ticks of some
/// milliseconds.
const TICK: Duration = Duration::from_millis(100);
/// As [`TICK`], for disks that keep time in whole seconds, or two of them.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// One SRC: a folder, or one file in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The folder, absolute and free of links.
    pub(crate) root: PathBuf,
    /// The one file of it that is meant, if SRC was a file.
    pub(crate) only: Option<String>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One directive.
    Text,
    /// One record a line.
    Records,
    /// One directive that was received over HTTP.
    Received,
}

/// A file that can be read.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Path relative to the root, with `/` between its parts.
    pub(crate) source: String,
    pub(crate) format: Format,
    pub(crate) seen: Seen,
}

/// What the disk says of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) size: u64,
    /// Nanoseconds since 1970; 0 when it cannot be relied on.
    pub(crate) modified: i64,
}

/// What lies in a source.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub(crate) files: Vec<Found>,
    pub(crate) refused: Vec<Refusal>,
    /// Relative paths that could not be looked into; what was indexed from beneath them is not gone.
    pub(crate) closed: HashSet<String>,
}

impl Source {
    /// Resolves a SRC as it was given.
    #[expect(clippy::disallowed_methods, reason = "the archive module is the one that reads source files")]
    pub(crate) fn open(given: &Path) -> Result<Source, IndexError> {
        let fail = |error| IndexError::Source { path: given.to_owned(), error };
        let path = fs::canonicalize(given).map_err(fail)?;
        if fs::metadata(&path).map_err(fail)?.is_dir() {
            fs::read_dir(&path).map_err(fail)?;
            return Ok(Source { root: path, only: None });
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let root = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Source { root, only: name })
    }

    /// Returns the absolute path of the source.
    pub(crate) fn given(&self) -> String {
        let path = self.only.as_ref().map_or_else(|| self.root.clone(), |name| self.root.join(name));
        path.to_string_lossy().into_owned()
    }

    /// Lists what the source holds, in the order of the names. `index` is left out, should it lie inside.
    pub(crate) fn walk(&self, index: &Path) -> Walk {
        let mut walk = Walk::default();
        let start = self.only.as_ref().map_or_else(|| self.root.clone(), |name| self.root.join(name));
        let mut entries = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && (is_hidden(&entry) || entry.path() == index) => {
                    skip(&mut entries, &entry);
                }
                Ok(entry) if entry.depth() > 0 && entry.path_is_symlink() => {
                    self.take_link(&entry, &mut walk);
                    skip(&mut entries, &entry);
                }
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => self.take(&entry, &mut walk),
                Err(error) => self.refuse_unlisted(&error, &mut walk),
            }
        }
        walk
    }

    fn take(&self, entry: &DirEntry, walk: &mut Walk) {
        let source = self.relative(entry.path());
        match (examine(entry), source) {
            (Ok((format, seen)), Some(source)) => {
                walk.files.push(Found { path: entry.path().to_owned(), source, format, seen });
            }
            (Ok(_), None) => walk.refuse(self.shown(entry.path()), "its name is not UTF-8".to_owned()),
            (Err(reason), _) => walk.refuse(self.shown(entry.path()), reason),
        }
    }

    /// A link to what lies in the archive adds nothing; one that leads out of it is not followed.
    #[expect(clippy::disallowed_methods, reason = "the archive module is the one that reads source files")]
    fn take_link(&self, entry: &DirEntry, walk: &mut Walk) {
        let target = fs::canonicalize(entry.path());
        if target.is_ok_and(|target| target.starts_with(&self.root)) {
            return;
        }
        let reason = "a link that leads out of the archive; give its target as a SRC of its own";
        walk.refuse(self.shown(entry.path()), reason.to_owned());
    }

    fn refuse_unlisted(&self, error: &walkdir::Error, walk: &mut Walk) {
        let path = error.path().unwrap_or(&self.root);
        let reason = match (error.loop_ancestor(), error.io_error()) {
            (Some(_), _) => "a link that leads back to its own folder".to_owned(),
            (None, Some(error)) => format!("could not be read: {error}"),
            (None, None) => "could not be read".to_owned(),
        };
        if error.loop_ancestor().is_none() {
            walk.closed.insert(self.shown(path));
        }
        walk.refuse(self.shown(path), reason);
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(&self.root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned()
    }
}

impl Walk {
    fn refuse(&mut self, source: String, reason: String) {
        self.refused.push(Refusal { source, reason });
    }

    /// Tells whether a path lies in a folder that could not be looked into.
    pub(crate) fn is_closed(&self, source: &str) -> bool {
        self.closed.contains("") || source.match_indices('/').any(|(at, _)| self.closed.contains(&source[..at]))
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn skip(entries: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        entries.skip_current_dir();
    }
}

fn examine(entry: &DirEntry) -> Result<(Format, Seen), String> {
    if !entry.file_type().is_file() {
        return Err(Unreadable::NotRegular.to_string());
    }
    let format = format(entry.path())?;
    let metadata = entry.metadata().map_err(|error| format!("could not be read: {error}"))?;
    if format == Format::Text && metadata.len() > LARGEST_FILE {
        return Err(Unreadable::TooLarge { size: metadata.len(), limit: LARGEST_FILE }.to_string());
    }
    Ok((format, Seen::of(&metadata)))
}

fn format(path: &Path) -> Result<Format, String> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "txt" | "md" => Ok(Format::Text),
        "jsonl" => Ok(Format::Records),
        "" => Err(format!("not a format that is read ({})", SUPPORTED.join(", "))),
        other => Err(format!(".{other} is not a format that is read ({})", SUPPORTED.join(", "))),
    }
}

impl Seen {
    pub(crate) fn of(metadata: &Metadata) -> Seen {
        Seen { size: metadata.len(), modified: metadata.modified().map_or(0, since_1970) }
    }

    /// Forgets the modification time of a file so young that another change might not show in it.
    pub(crate) fn reliable(self) -> Seen {
        let tick = if self.modified % 1_000_000_000 == 0 { COARSE_TICK } else { TICK };
        let settled = SystemTime::now().checked_sub(tick).map_or(0, since_1970);
        Seen { modified: if self.modified < settled { self.modified } else { 0 }, ..self }
    }
}

pub(crate) fn since_1970(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

/// Tells whether a source folder still holds the file of a directive.
#[expect(clippy::disallowed_methods, reason = "the archive module is the one that reads source files")]
pub(crate) fn still_holds(root: &Path, source: &str) -> bool {
    fs::symlink_metadata(root.join(file_of(source))).is_ok()
}
