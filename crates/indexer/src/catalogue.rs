//! What the index says it holds: for each directive its file, by columns, without reading a stored text.
//!
//! The index is its own catalogue. A list kept beside it could disagree with it after a crash.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use schema::{Fields, RECEIVED, Stamp};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{Index, Opstamp, ReloadPolicy, SegmentReader, TantivyError};

/// One directive of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) root: String,
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
        let of_archive = || self.known.values().filter(|known| known.root != RECEIVED);
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
    for document in segment.doc_ids_alive() {
        let stamp = Stamp {
            size: columns.size.first(document).unwrap_or(0),
            modified: columns.modified.first(document).unwrap_or(0),
            content: columns.content.first(document).unwrap_or(0),
        };
        let id = word(&columns.id, document)?;
        let root = word(&columns.root, document)?;
        known.insert(word(&columns.source, document)?, Known { id, root, stamp });
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

fn word(column: &StrColumn, document: u32) -> Result<String, TantivyError> {
    let mut word = String::new();
    if let Some(ordinal) = column.term_ords(document).next() {
        column.ord_to_str(ordinal, &mut word)?;
    }
    Ok(word)
}
