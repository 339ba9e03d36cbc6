//! What was received and is no longer as it was written: found by its checksum, and written again from the index, which
//! holds its text too.
//!
//! Apart from `received`, which knows the files and nothing of the index.

use std::path::Path;

use schema::{Fields, StoredDirective, StoredFields, StoredText};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Index, IndexReader, ReloadPolicy, TERMINATED, Term};

use crate::error::IndexError;
use crate::index_dir::IndexDir;
use crate::prepare::hash;
use crate::received::{self, Received, ReceivedDirective, source_of};

/// Writes again, before an index is built anew, what of the received directives is damaged. The live generation is asked
/// first, then the one that is kept; what neither holds as it was sent stays damaged, and the run names it.
///
/// # Errors
/// [`IndexError::Folder`] where it cannot be read or written. A generation that cannot be read is passed over.
pub(crate) fn mend(dir: &IndexDir, index: &Path) -> Result<(), IndexError> {
    let received = Received::of(index);
    let damaged = received.look()?.damaged;
    if damaged.is_empty() {
        return Ok(());
    }
    let generations: Vec<(Index, Fields)> = dir.open_all();
    for id in damaged {
        match generations.iter().find_map(|(index, fields)| held(index, fields, &id)) {
            Some(directive) => {
                received.put_anew(&directive)?;
                tracing::warn!(id, "a received directive was damaged; it was written again from the index");
            }
            None => tracing::error!(id, "a received directive is damaged, and the index does not hold it"),
        }
    }
    received.settle()
}

/// Returns a directive as it was received, if a generation holds it so.
fn held(index: &Index, fields: &Fields, id: &str) -> Option<ReceivedDirective> {
    let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().ok()?;
    let searcher = reader.searcher();
    let term = Term::from_field_text(fields.source, &source_of(id));
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        let inverted = segment.inverted_index(fields.source).ok()?;
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic).ok()? else { continue };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                let content = segment.fast_fields().u64(index.schema().get_field_name(fields.content)).ok()?;
                let document: StoredFields = searcher.doc(DocAddress::new(ordinal, postings.doc())).ok()?;
                return as_sent(StoredText::of(fields, document)?.understood()?, content.first(postings.doc())?);
            }
            postings.advance();
        }
    }
    None
}

/// Returns what was sent, which its checksum proves: whether a title was sent beside the text is not written down.
fn as_sent(stored: StoredDirective, content: u64) -> Option<ReceivedDirective> {
    let titles = [None, stored.directive.title.value];
    let sent = titles.map(|title| ReceivedDirective { id: stored.id.clone(), title, text: stored.text.clone() });
    sent.into_iter().find(|sent| hash(&sent.content()) == content)
}

/// What was found of the received directives.
#[derive(Debug, Default)]
pub(crate) struct Look {
    /// Files that are as they were written.
    pub(crate) files: usize,
    /// Their bytes.
    pub(crate) bytes: u64,
    /// The ids of the others.
    pub(crate) damaged: Vec<String>,
}

impl Received {
    /// Reads all files and compares them with their checksums. What is removed meanwhile is not missed.
    ///
    /// # Errors
    /// [`IndexError::Folder`] where they cannot be listed.
    pub(crate) fn look(&self) -> Result<Look, IndexError> {
        let mut look = Look::default();
        for found in self.walk()?.1.files {
            match received::read(&found.path) {
                Ok(_) => {
                    look.files += 1;
                    look.bytes += found.seen.size;
                }
                Err(_) if !found.path.exists() => {}
                Err(_) => look.damaged.extend(found.path.file_stem().map(|id| id.to_string_lossy().into_owned())),
            }
        }
        Ok(look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Applied, Change, Intake, check, disk, repair};

    fn sent(id: &str, title: Option<&str>) -> ReceivedDirective {
        let text = "TỈNH ỦY\nSố 12-CV/TU\nV/v phòng cháy".to_owned();
        ReceivedDirective { id: id.to_owned(), title: title.map(str::to_owned), text }
    }

    /// Flips a bit in the middle of a file.
    fn damage(path: &Path) {
        let mut bytes = disk::read(path).unwrap().unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        disk::replace(path, &bytes).unwrap();
    }

    #[test]
    fn what_was_received_is_written_again_from_the_index() {
        let index = tempfile::tempdir().unwrap();
        let path = |id: &str| index.path().join(source_of(id));
        let all = [sent("a", None), sent("b", Some("Công văn 12")), sent("c", None)];
        let intake = Intake::start(index.path().to_owned(), || {});
        intake.apply(all.iter().cloned().map(Change::Put).collect()).unwrap();
        drop(intake);
        let sound = check(index.path()).unwrap();
        assert!(sound.damaged.is_empty(), "{sound:?}");
        damage(&path("a"));
        damage(&path("b"));
        assert_eq!(check(index.path()).unwrap().damaged, ["received/a.json", "received/b.json"]);
        let (_, report) = repair(index.path(), &|_| {}).unwrap();
        assert_eq!(report.unwrap().documents, 3);
        assert!(check(index.path()).unwrap().damaged.is_empty());
        for directive in &all {
            assert_eq!(received::read(&path(&directive.id)).as_ref(), Ok(directive));
        }
    }

    #[test]
    fn what_the_index_does_not_hold_is_named_and_can_be_sent_again() {
        let index = tempfile::tempdir().unwrap();
        let apply = |id: &str| {
            // An intake that lives on may still hold the folder.
            let intake = Intake::start(index.path().to_owned(), || {});
            intake.apply(vec![Change::Put(sent(id, None))]).unwrap()
        };
        apply("a");
        let path = index.path().join(source_of("b"));
        disk::replace(&path, b"{").unwrap();
        let (_, report) = repair(index.path(), &|_| {}).unwrap();
        assert_eq!(report.unwrap().refused[0].source, "received/b.json");
        assert_eq!(check(index.path()).unwrap().damaged, ["received/b.json"]);
        assert_eq!(apply("b"), [Applied::Added]);
        // The same again is no change, unless its file is not what it was.
        damage(&path);
        for expected in [Applied::Changed, Applied::Unchanged] {
            assert_eq!(apply("b"), [expected]);
        }
        assert!(check(index.path()).unwrap().damaged.is_empty());
    }
}
