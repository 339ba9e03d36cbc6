//! The best hits: a heap inside of a segment, then one order over all of them.
//!
//! The greater key comes first, and of equal keys the smaller id. Inside of a segment the number of an id orders as the id
//! does; the ids themselves are read only where hits of several segments have one key.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::{DocAddress, DocId, Score, SegmentOrdinal};

use crate::batch::ScoredDocument;
use crate::ids::Ids;

/// Room is made for so many hits at once: a page of them.
const PAGE: usize = 20;

/// A hit with what it is ordered by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ranked {
    pub(crate) key: u64,
    /// The number of its id in its segment.
    pub(crate) id: u64,
    pub(crate) score: Score,
    /// As a [`ScoredDocument`] has it.
    pub(crate) held: f32,
    pub(crate) address: DocAddress,
}

/// A hit inside of a segment. The greater comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Candidate {
    key: u64,
    id: u64,
    score: u32,
    held: u32,
    document: DocId,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key).then_with(|| other.id.cmp(&self.id))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The best hits of a segment so far.
pub(crate) struct Best {
    keep: usize,
    /// Others segments have enough of this key; no less is kept.
    floor: u64,
    ids: Arc<Ids>,
    /// The greatest key, and the first id of that key, that may be kept.
    behind: Option<(u64, u64)>,
    /// The worst is at hand.
    heap: BinaryHeap<Reverse<Candidate>>,
}

impl Best {
    /// Keeps so many hits of a key that is no less than `floor`, of those behind a key and an id only.
    pub(crate) fn new((keep, floor): (usize, u64), ids: Arc<Ids>, behind: Option<(u64, u64)>) -> Best {
        Best { keep, floor, ids, behind, heap: BinaryHeap::with_capacity(keep.min(PAGE)) }
    }

    /// Returns the least key that may be kept.
    pub(crate) fn least(&self) -> u64 {
        let full = self.heap.len() >= self.keep;
        self.heap.peek().filter(|_| full).map_or(self.floor, |Reverse(worst)| worst.key.max(self.floor))
    }

    /// Takes a hit, if it is good enough.
    #[inline]
    pub(crate) fn take(&mut self, key: u64, scored: ScoredDocument) {
        if key < self.least() || self.keep == 0 {
            return;
        }
        let ScoredDocument { document, score, held } = scored;
        let id = self.ids.number(document);
        if self.behind.is_some_and(|(last, first)| key > last || key == last && id < first) {
            return;
        }
        let candidate = Candidate { key, id, score: score.to_bits(), held: held.to_bits(), document };
        if self.heap.len() < self.keep {
            self.heap.push(Reverse(candidate));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && worst.0 < candidate
        {
            *worst = Reverse(candidate);
        }
    }

    /// Returns the hits of the segment, in no order.
    pub(crate) fn into_hits(self, segment: SegmentOrdinal) -> impl Iterator<Item = Ranked> {
        self.heap.into_iter().map(move |Reverse(candidate)| Ranked {
            key: candidate.key,
            id: candidate.id,
            score: Score::from_bits(candidate.score),
            held: f32::from_bits(candidate.held),
            address: DocAddress::new(segment, candidate.document),
        })
    }
}

/// Returns the least key that may be kept beside hits of these keys.
pub(crate) fn floor(keys: impl Iterator<Item = u64>, keep: usize) -> u64 {
    let mut keys: Vec<u64> = keys.collect();
    match keep.checked_sub(1).filter(|last| *last < keys.len()) {
        Some(last) => *keys.select_nth_unstable_by_key(last, |key| Reverse(*key)).1,
        None => 0,
    }
}

/// Orders hits and keeps the first of them; `ids` are those of the segments.
///
/// # Errors
/// When the ids cannot be read.
pub(crate) fn order(hits: &mut Vec<Ranked>, keep: usize, ids: &[Arc<Ids>]) -> std::io::Result<()> {
    let in_key = |hit: &Ranked| (hit.address.segment_ord, hit.id);
    hits.sort_unstable_by(|one, other| other.key.cmp(&one.key).then_with(|| in_key(one).cmp(&in_key(other))));
    let mut rest = hits.as_mut_slice();
    let mut left = keep;
    while let Some(key) = rest.first().map(|first| first.key).filter(|_| left > 0) {
        let (equal, others) = rest.split_at_mut(rest.partition_point(|hit| hit.key == key));
        order_by_ids(equal, ids)?;
        left = left.saturating_sub(equal.len());
        rest = others;
    }
    hits.truncate(keep);
    Ok(())
}

/// Orders hits of one key, which are ordered inside of their segments.
fn order_by_ids(hits: &mut [Ranked], ids: &[Arc<Ids>]) -> std::io::Result<()> {
    if hits.chunk_by(in_one_segment).count() < 2 {
        return Ok(());
    }
    let read = read_ids(hits, ids)?;
    let mut by_id: Vec<(String, Ranked)> = read.into_iter().zip(hits.iter().cloned()).collect();
    by_id.sort_by(|one, other| one.0.cmp(&other.0));
    hits.iter_mut().zip(by_id).for_each(|(place, (_, hit))| *place = hit);
    Ok(())
}

/// Reads the ids of hits: quick where those of one segment are neighbours and in the order of their ids.
///
/// # Errors
/// When the ids cannot be read.
pub(crate) fn read_ids(hits: &[Ranked], ids: &[Arc<Ids>]) -> std::io::Result<Vec<String>> {
    let in_order = |one: &Ranked, other: &Ranked| in_one_segment(one, other) && one.id <= other.id;
    let mut read = Vec::with_capacity(hits.len());
    for together in hits.chunk_by(in_order) {
        let numbers: Vec<u64> = together.iter().map(|hit| hit.id).collect();
        let segment = together.first().and_then(|hit| ids.get(hit.address.segment_ord as usize));
        read.extend(segment.map_or_else(|| Ok(vec![String::new(); numbers.len()]), |ids| ids.read(&numbers))?);
    }
    Ok(read)
}

fn in_one_segment(one: &Ranked, other: &Ranked) -> bool {
    one.address.segment_ord == other.address.segment_ord
}
