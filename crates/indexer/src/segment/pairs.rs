//! The field of pairs of neighbours: by far the most terms of a segment, each in few documents.
//!
//! Apart from the other postings, which the engine's writer of a field writes. To put a pair into the dictionary takes as long
//! as to write its postings, and so two threads do it, one behind the other.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{io, mem};

use schema::PAIR_SEPARATOR;
use tantivy::postings::TermInfo;
use tantivy::postings::serializer::PostingsSerializer;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermDictionaryBuilder;

use super::occurrences::{Place, Sorted};
use super::vocabulary::Terms;

/// The engine packs the documents of a term in blocks of so many.
const BLOCK: usize = 128;
/// Pairs that go to the dictionary at once, and how often so many may wait for it.
const BATCH: usize = 1 << 10;
const WAITING: usize = 1 << 6;

/// A pair whose postings are written: its two terms, and what the dictionary tells of them.
pub(super) struct Written {
    first: u32,
    second: u32,
    documents: u32,
    /// Bytes of the postings.
    bytes: u32,
}

/// Returns both ends of what leads from the postings of pairs to their dictionary.
pub(super) fn channel() -> (SyncSender<Vec<Written>>, Receiver<Vec<Written>>) {
    sync_channel(WAITING)
}

/// Returns the postings of pairs as the engine writes them, and tells of each. They come in the order of the first terms, then
/// of the second, which is that of the pairs as they are written: no character of a term comes before the one that parts them.
pub(super) fn write(found: &Sorted, told: &SyncSender<Vec<Written>>) -> io::Result<Vec<u8>> {
    let mut postings = (found.len() as u64).to_le_bytes().to_vec();
    let mut batch = Vec::with_capacity(BATCH);
    let mut serializer = serializer();
    for (first, pairs) in found.terms() {
        for same in pairs.chunk_by(|[second, _], [next, _]| second == next) {
            let before = postings.len();
            let documents = write_pair(&mut serializer, same, &mut postings)?;
            batch.push(Written { first, second: same[0][0], documents, bytes: (postings.len() - before) as u32 });
            if batch.len() == BATCH {
                // Whoever lists them has failed if nobody takes them, and tells why.
                let _ = told.send(mem::replace(&mut batch, Vec::with_capacity(BATCH)));
            }
        }
    }
    let _ = told.send(batch);
    Ok(postings)
}

fn serializer() -> PostingsSerializer {
    PostingsSerializer::new(0.0, IndexRecordOption::WithFreqs, None)
}

/// Appends the postings of a pair, and returns the number of its documents.
fn write_pair(rare: &mut PostingsSerializer, found: &[Place], postings: &mut Vec<u8>) -> io::Result<u32> {
    // After a whole block the engine's writer begins the next term where this one ended, and forgets that for itself alone.
    let mut fresh = (found.len() >= BLOCK).then(serializer);
    let serializer = fresh.as_mut().unwrap_or(rare);
    serializer.new_term(0, true);
    let mut documents = 0;
    for in_one in found.chunk_by(|[_, document], [_, next]| document == next) {
        serializer.write_doc(in_one[0][1], in_one.len() as u32);
        documents += 1;
    }
    serializer.close_term(documents, postings)?;
    Ok(documents)
}

/// Returns the dictionary of the pairs that it is told of, as the engine writes one.
pub(super) fn list(terms: &Terms<'_>, told: Receiver<Vec<Written>>) -> io::Result<Vec<u8>> {
    let mut dictionary = TermDictionaryBuilder::create(Vec::new())?;
    let (mut pair, mut start) = (String::new(), 0);
    for Written { first, second, documents, bytes } in told.into_iter().flatten() {
        pair.clear();
        pair.push_str(terms.sorted[first as usize]);
        pair.push(PAIR_SEPARATOR);
        pair.push_str(terms.sorted[second as usize]);
        let end = start + bytes as usize;
        let place = TermInfo { doc_freq: documents, postings_range: start..end, positions_range: 0..0 };
        dictionary.insert(&pair, &place)?;
        start = end;
    }
    dictionary.finish()
}
