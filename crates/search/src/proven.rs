//! What was proved of a phrase in a segment: window by window, kept for whoever asks next.
//!
//! Apart from what is kept of terms, which is read whole: to prove a phrase everywhere may take longer than whoever asks
//! has time. So each window is kept when somebody proved it, and nobody proves one for others.

use std::sync::OnceLock;

use tantivy::DocId;

use crate::batch::WINDOW;
use crate::bits::Bits;

/// The windows of a segment in which a phrase was proved: from nothing to a bit for each document.
#[derive(Debug)]
pub(crate) struct Proven(Box<[OnceLock<Box<Bits>>]>);

impl Proven {
    /// Knows nothing yet of a segment of so many documents.
    pub(crate) fn new(documents: DocId) -> Proven {
        Proven((0..documents.div_ceil(WINDOW)).map(|_| OnceLock::new()).collect())
    }

    /// Returns what holds the phrase in the window that a document is in, if that was proved.
    pub(crate) fn around(&self, document: DocId) -> Option<&Bits> {
        self.0.get((document / WINDOW) as usize)?.get().map(Box::as_ref)
    }

    /// Keeps what holds the phrase in the window that begins at a document.
    pub(crate) fn keep(&self, first: DocId, bits: &Bits) {
        if let Some(window) = self.0.get((first / WINDOW) as usize) {
            window.get_or_init(|| Box::new(bits.clone()));
        }
    }
}
