//! What the index says it holds: for each directive its file, by columns, without reading a stored text.
//!
//! The index is its own catalogue. A list kept beside it could disagree with it after a crash.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use schema::{Fields, RECEIVED, Stamp};
use tantivy::columnar::{Column, StrColumn};
use tantivy::error::DataCorruption;
use tantivy::{DocId, Index, Opstamp, ReloadPolicy, SegmentReader, TantivyError};

/// One directive of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: String,
    /// The folder it came from, the same for most.
    pub(crate) root: Arc<str>,
    pub(crate) stamp: Stamp,
}

/// All directives of the index, by source path.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    pub(crate) known: HashMap<String, Known>,
    /// The commit it was read from.
    pub(crate) opstamp: Opstamp,
    /// Ids of the directives that lie in folders of the archive, once somebody asked for them.
    archive_ids: OnceLock<HashSet<String>>,
}

impl Catalogue {
    /// Reads the catalogue of an index.
    pub(crate) fn read(index: &Index, fields: &Fields) -> Result<Catalogue, TantivyError> {
        let opstamp = index.load_metas()?.opstamp;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let mut known = HashMap::new();
        for segment in reader.searcher().segment_readers() {
            read_segment(index, fields, segment, &mut known)?;
        }
        Ok(Catalogue { known, opstamp, archive_ids: OnceLock::new() })
    }

    /// Tells whether a directive of this id came from a folder of the archive.
    pub(crate) fn archive_holds(&self, id: &str) -> bool {
        let of_archive = || self.known.values().filter(|known| *known.root != *RECEIVED);
        self.archive_ids.get_or_init(|| of_archive().map(|known| known.id.clone()).collect()).contains(id)
    }
}

struct Columns {
    id: StrColumn,
    source: StrColumn,
    root: StrColumn,
    size: Column<u64>,
    modified: Column<i64>,
    content: Column<u64>,
}

fn read_segment(
    index: &Index,
    fields: &Fields,
    segment: &SegmentReader,
    known: &mut HashMap<String, Known>,
) -> Result<(), TantivyError> {
    let Some(columns) = Columns::open(index, fields, segment)? else { return Ok(()) };
    let documents: Vec<DocId> = segment.doc_ids_alive().collect();
    let sources = words::<String>(&columns.source, &documents)?;
    let (ids, roots) = (words(&columns.id, &documents)?, words(&columns.root, &documents)?);
    known.reserve(documents.len());
    for ((document, source), (id, root)) in documents.into_iter().zip(sources).zip(ids.into_iter().zip(roots)) {
        let stamp = Stamp {
            size: columns.size.first(document).unwrap_or(0),
            modified: columns.modified.first(document).unwrap_or(0),
            content: columns.content.first(document).unwrap_or(0),
        };
        known.insert(source, Known { id, root, stamp });
    }
    Ok(())
}

impl Columns {
    fn open(index: &Index, fields: &Fields, segment: &SegmentReader) -> Result<Option<Columns>, TantivyError> {
        let schema = index.schema();
        let name = |field| schema.get_field_name(field);
        let fast = segment.fast_fields();
        let words = (fast.str(name(fields.id))?, fast.str(name(fields.source))?, fast.str(name(fields.root))?);
        let (Some(id), Some(source), Some(root)) = words else { return Ok(None) };
        let (size, content) = (fast.u64(name(fields.size))?, fast.u64(name(fields.content))?);
        Ok(Some(Columns { id, source, root, size, modified: fast.i64(name(fields.modified))?, content }))
    }
}

/// Returns the word of each document, empty where it has none. A dictionary is gone through once, in its order: to look one
/// word up takes unpacking and reading the block in which it lies.
fn words<Word>(column: &StrColumn, documents: &[DocId]) -> Result<Vec<Word>, TantivyError>
where
    Word: Clone + Default + for<'a> From<&'a str>,
{
    let numbers = documents.iter().map(|document| column.ords().first(*document));
    let mut places: Vec<(u64, usize)> =
        numbers.enumerate().filter_map(|(place, number)| Some((number?, place))).collect();
    places.sort_unstable();
    let numbers: Vec<u64> = places.iter().map(|(number, _)| *number).collect();
    let mut words = vec![Word::default(); documents.len()];
    let (mut places, mut last, mut sound) = (places.into_iter(), (u64::MAX, Word::default()), true);
    let complete = column.dictionary().sorted_ords_to_term_cb(&numbers, |word| {
        let Some((number, place)) = places.next() else { return };
        match str::from_utf8(word) {
            Ok(word) if number != last.0 => last = (number, Word::from(word)),
            read => sound &= read.is_ok(),
        }
        words[place] = last.1.clone();
    })?;
    if complete && sound { Ok(words) } else { Err(DataCorruption::comment_only("a column of words").into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk;
    use crate::identity::id;
    use crate::index_dir::IndexDir;
    use crate::{Job, bring_into_step};

    #[test]
    fn each_directive_is_known_by_its_own_words() {
        let folder = tempfile::tempdir().unwrap();
        let (index, roots) = (folder.path().join("index"), ["a", "b"].map(|root| folder.path().join(root)));
        let names = |root: usize| (0..12).map(move |number| format!("{}.txt", number * 2 + root));
        for (root, path) in roots.iter().enumerate() {
            disk::create_folder(path).unwrap();
            names(root).for_each(|name| disk::replace(&path.join(&name), name.as_bytes()).unwrap());
        }
        let job = Job { index: index.clone(), sources: roots.to_vec() };
        bring_into_step(&job, &|_| {}).unwrap();
        disk::remove(&roots[0].join("0.txt")).unwrap();
        disk::replace(&roots[1].join("1.txt"), b"another text").unwrap();
        bring_into_step(&job, &|_| {}).unwrap();

        let (_, index, fields) = IndexDir::lock(&index).unwrap().open_live(&[]).unwrap();
        let known = Catalogue::read(&index, &fields).unwrap().known;
        assert_eq!(known.len(), 23);
        for (root, name) in
            (0..2).flat_map(|root| names(root).map(move |name| (root, name))).filter(|(_, name)| name != "0.txt")
        {
            let Known { id: known_id, root: known_root, stamp } = &known[&name];
            let size = if name == "1.txt" { 12 } else { name.len() as u64 };
            assert_eq!((known_id, &**known_root, stamp.size), (&id(&name), &*roots[root].to_string_lossy(), size));
        }
    }
}
