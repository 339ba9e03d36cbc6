//! The engine's writer, held until its threads have ended.
//!
//! Apart from the writer of an index, because it ends in two ways, and both must wait for the same threads.

use std::ops::{Deref, DerefMut};

use tantivy::{IndexWriter, TantivyError};

/// The engine's writer. It is not let go before the threads that merge for it have ended: one that still wrote would get in
/// the way of the next writer of this process, and leave files that the engine does not know.
pub(crate) struct Threads(Option<IndexWriter>);

impl Threads {
    pub(crate) fn of(writer: IndexWriter) -> Threads {
        Threads(Some(writer))
    }

    /// Waits for merges to end.
    pub(crate) fn wait(mut self) -> Result<(), TantivyError> {
        self.0.take().map_or(Ok(()), IndexWriter::wait_merging_threads)
    }
}

impl Deref for Threads {
    type Target = IndexWriter;

    fn deref(&self) -> &IndexWriter {
        self.0.as_ref().expect("it is taken only when this is dropped")
    }
}

impl DerefMut for Threads {
    fn deref_mut(&mut self) -> &mut IndexWriter {
        self.0.as_mut().expect("it is taken only when this is dropped")
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        let Some(mut writer) = self.0.take() else { return };
        // The thread that indexes ends first, whether it failed or not: else the engine does not wait for those that merge.
        drop(writer.prepare_commit().map(drop));
        if let Err(error) = writer.wait_merging_threads() {
            tracing::warn!(%error, "merging ended with an error");
        }
    }
}
