//! One file, or one record, made ready for the index: read, compared with what is known, understood, analysed.
//!
//! Pure but for the reading: many of these run side by side.

use std::cell::RefCell;
use std::path::Path;

use directive::{Basis, Confidence, Directive, Fact};
use schema::{Entry, Fields, IndexDocument, RECEIVED, Stamp};
use vietnamese::Analyzer;

use crate::archive::{self, Format, Found, Seen};
use crate::catalogue::Known;
use crate::encoding::Encoding;
use crate::identity::id;
use crate::received::{self, ReceivedDirective, Unfit};
use crate::records::Placed;
use crate::text::decode;

thread_local! {
    /// One memory of words for each thread.
    static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::new());
}

/// What came of one directive.
pub(crate) enum Outcome {
    Unchanged { source: String },
    Ready(Box<Ready>),
    Refused { source: String, reason: String },
}

/// A directive ready to be written.
pub(crate) struct Ready {
    pub(crate) source: String,
    pub(crate) id: String,
    pub(crate) bytes: usize,
    /// How the file writes its text.
    pub(crate) encoding: Encoding,
    pub(crate) document: IndexDocument,
}

/// Prepares the directive in a file.
pub(crate) fn file(fields: &Fields, root: &Path, found: &Found, known: Option<&Known>) -> Outcome {
    if found.format == Format::Received {
        return received_file(fields, found, known);
    }
    let source = found.source.clone();
    let refuse = |source, error: crate::text::Unreadable| Outcome::Refused { source, reason: error.to_string() };
    let (bytes, seen) = match archive::read(&found.path) {
        Ok(read) => read,
        Err(error) => return refuse(source, error),
    };
    let seen = seen.reliable();
    let stamp = Stamp { size: seen.size, modified: seen.modified, content: hash(&bytes) };
    if known.is_some_and(|known| known.stamp.content == stamp.content && *known.root == *root.to_string_lossy()) {
        return Outcome::Unchanged { source };
    }
    match decode(&bytes) {
        Ok((text, encoding)) => ready(fields, Whence { id: id(&source), source, root, stamp, encoding }, text, None),
        Err(error) => refuse(source, error),
    }
}

/// Prepares the directive in a record.
pub(crate) fn record(fields: &Fields, root: &Path, placed: Placed, known: Option<&Known>) -> Outcome {
    let content = placed.record.content();
    let stamp = Stamp { size: content.len() as u64, modified: 0, content: hash(&content) };
    if known.is_some_and(|known| known.stamp.content == stamp.content && *known.root == *root.to_string_lossy()) {
        return Outcome::Unchanged { source: placed.source };
    }
    let whence = Whence { id: id(&placed.source), source: placed.source, root, stamp, encoding: placed.encoding };
    ready(fields, whence, placed.record.text, placed.record.title.filter(|title| !title.trim().is_empty()))
}

/// Prepares the received directive in a file of the index folder.
fn received_file(fields: &Fields, found: &Found, known: Option<&Known>) -> Outcome {
    match received::read(&found.path) {
        Ok(directive) if known.is_some_and(|known| known.stamp.content == hash(&directive.content())) => {
            Outcome::Unchanged { source: found.source.clone() }
        }
        Ok(directive) => received(fields, directive, found.seen),
        Err(reason) => Outcome::Refused { source: found.source.clone(), reason },
    }
}

/// Prepares a received directive, whose file is, or will be, as it is told.
pub(crate) fn received(fields: &Fields, directive: ReceivedDirective, seen: Seen) -> Outcome {
    let stamp = Stamp { size: seen.size, modified: seen.modified, content: hash(&directive.content()) };
    let source = received::source_of(&directive.id);
    let whence = Whence { id: directive.id, source, root: Path::new(RECEIVED), stamp, encoding: Encoding::Utf8 };
    ready(fields, whence, directive.text, directive.title)
}

struct Whence<'a> {
    id: String,
    source: String,
    root: &'a Path,
    stamp: Stamp,
    encoding: Encoding,
}

fn ready(fields: &Fields, whence: Whence<'_>, text: String, given_title: Option<String>) -> Outcome {
    // A fault of the reader costs one directive, not the run.
    let Ok(mut directive) = std::panic::catch_unwind(|| understand(&text)) else {
        return Outcome::Refused { source: whence.source, reason: Unfit::NotUnderstood.to_string() };
    };
    if let Some(title) = &given_title {
        directive.title = given(title);
    }
    let entry = Entry {
        id: whence.id,
        source: whence.source,
        root: whence.root.to_string_lossy().into_owned(),
        stamp: whence.stamp,
        text,
        given_title,
        directive,
    };
    let document = ANALYZER.with_borrow_mut(|analyzer| schema::write(fields, analyzer, &entry));
    let Entry { source, id, text, .. } = entry;
    Outcome::Ready(Box::new(Ready { source, id, bytes: text.len(), encoding: whence.encoding, document }))
}

/// The one place where a text is read as a directive.
pub(crate) fn understand(text: &str) -> Directive {
    directive::parse(text)
}

/// A title that came beside the text: stated, though not in the text itself.
fn given(title: &str) -> Fact<String> {
    Fact { value: Some(title.to_owned()), basis: Basis::Stated, confidence: Confidence::Certain, ..Fact::default() }
}

pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes().first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}
