//! How an index lies on the disk. Apart from the tests, so that one whose archive is to have removed directives in its
//! segments can see that it has: the indexer writes a segment anew when many of its directives are gone.

use std::path::Path;

/// Returns how many removed directives the segments of an index still hold.
pub(crate) fn removed(index: &Path) -> u64 {
    let index = tantivy::Index::open_in_dir(index.join("generation-1")).expect("the first generation");
    let segments = index.searchable_segment_metas().expect("its segments");
    segments.iter().map(|segment| u64::from(segment.num_deleted_docs())).sum()
}
