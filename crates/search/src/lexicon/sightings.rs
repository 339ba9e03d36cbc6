//! Where words stand next to one another, and how they are spelled there.
//!
//! The pairs are folded, so the spelling is read off the positions of the exact keys, in a few directives spread over the
//! archive. No text is fetched for it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::Lexicon;
use super::look::{Look, Spellings};
use super::remembered::SpellingFound;
use crate::error::SearchError;
use crate::matching::{pair_term, spellings};

/// What was seen in some of the directives that hold all pairs of a phrase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sightings {
    /// Directives that were looked at.
    pub(crate) looked_at: u32,
    /// Those in which the words stand next to one another.
    pub(crate) holding: u32,
    /// How often in each spelling, as exact keys.
    pub(crate) spelled: HashMap<Vec<String>, u32>,
}

impl Lexicon<'_> {
    /// Looks for folded words, two at least, next to one another in up to `sample` directives.
    pub(crate) fn sightings(&self, words: &[&str], sample: u32) -> Result<Arc<Sightings>, SearchError> {
        let mut all = Arc::new(Sightings::default());
        for reader in self.readers() {
            let left = sample.saturating_sub(all.looked_at);
            if left > 0 {
                let remembered = &self.opened.of(reader).remembered;
                let seen = remembered.sightings(words, left, || self.sightings_in(reader, words, left))?;
                // Mostly one segment tells all, and then it is not copied.
                match all.looked_at {
                    0 => all = seen,
                    _ => Arc::make_mut(&mut all).add(&seen),
                }
            }
        }
        Ok(all)
    }

    /// Returns the segments in the order in which they are looked into.
    pub(super) fn readers(&self) -> Vec<&SegmentReader> {
        let mut readers: Vec<&SegmentReader> = self.searcher.segment_readers().iter().collect();
        readers.sort_by_key(|reader| Reverse(reader.num_docs()));
        readers
    }

    /// Looks into up to `sample` directives of a segment.
    fn sightings_in(&self, reader: &SegmentReader, words: &[&str], sample: u32) -> Result<Sightings, SearchError> {
        let mut sightings = Sightings::default();
        let option = IndexRecordOption::WithFreqs;
        let Some(mut pairs) = self.open_pairs(reader, words, option)? else { return Ok(sightings) };
        let mut documents = Vec::new();
        spread(&mut pairs, reader.max_doc(), sample, |document, pairs| {
            // Of a longer phrase it is not written how often it stands somewhere.
            let times = if let [pair] = pairs { pair.term_freq() as usize } else { usize::MAX };
            documents.push((document, times));
        });
        sightings.looked_at = documents.len() as u32;
        let all = |word: &&str| Ok(Spellings::of(reader, self.fields, self.spellings_in(reader, word)?)?);
        let mut look = Look::new(words.iter().map(all).collect::<Result<_, SearchError>>()?);
        let mut runs: HashMap<Vec<usize>, u32> = HashMap::new();
        for (document, times) in documents {
            let mut found = false;
            for run in look.at(document, times)? {
                found = true;
                match runs.get_mut(run) {
                    Some(times) => *times += 1,
                    None => drop(runs.insert(run.to_vec(), 1)),
                }
            }
            sightings.holding += u32::from(found);
        }
        for (run, times) in runs {
            let spelled = look.words().iter().zip(run).filter_map(|(spellings, at)| spellings.exact(at));
            sightings.spelled.insert(spelled.map(str::to_owned).collect(), times);
        }
        Ok(sightings)
    }

    /// Opens the postings of all pairs of a phrase, the rarest first; `None` where one is not held.
    pub(super) fn open_pairs(
        &self,
        reader: &SegmentReader,
        words: &[&str],
        option: IndexRecordOption,
    ) -> Result<Option<Vec<SegmentPostings>>, SearchError> {
        let inverted = reader.inverted_index(self.fields.pairs)?;
        let mut opened = Vec::new();
        for (one, other) in words.iter().zip(words.iter().skip(1)) {
            let term = pair_term(self.fields, one, other);
            let Some(postings) = inverted.read_postings(&term, option)? else { return Ok(None) };
            opened.push(postings);
        }
        opened.sort_by_key(SegmentPostings::doc_freq);
        Ok(Some(opened))
    }

    /// Returns the spellings of a folded word in a segment, the commonest first.
    pub(super) fn spellings_in(
        &self,
        reader: &SegmentReader,
        folded: &str,
    ) -> Result<Arc<[SpellingFound]>, SearchError> {
        self.opened.of(reader).remembered.spellings(folded, || {
            let inverted = reader.inverted_index(self.fields.exact)?;
            let mut found = Vec::new();
            for term in spellings(reader, self.fields.exact, folded)? {
                let info = inverted.get_term_info(&term)?;
                found.extend(term.value().as_str().map(str::to_owned).zip(info));
            }
            found.sort_by_key(|(_, info)| Reverse(info.doc_freq));
            Ok(found.into_iter().map(|(exact, info)| SpellingFound { exact, info }).collect())
        })
    }
}

impl Sightings {
    fn add(&mut self, more: &Sightings) {
        self.looked_at += more.looked_at;
        self.holding += more.holding;
        for (spelled, times) in &more.spelled {
            *self.spelled.entry(spelled.clone()).or_default() += times;
        }
    }
}

/// Calls `found` with up to `most` documents that hold all pairs, spread over the segment where there are more, and with the
/// postings that stand there.
pub(super) fn spread(
    pairs: &mut [SegmentPostings],
    documents: u32,
    most: u32,
    mut found: impl FnMut(DocId, &[SegmentPostings]),
) {
    let rarest = pairs.first().map_or(0, SegmentPostings::doc_freq);
    let step = if rarest <= most { 1 } else { (documents / most).max(1) };
    let mut document = common(pairs, 0);
    for _ in 0..most {
        if document >= TERMINATED {
            return;
        }
        found(document, pairs);
        document = common(pairs, document.saturating_add(step));
    }
}

/// Returns the first document at `target` or after it that holds all pairs.
fn common(pairs: &mut [SegmentPostings], mut target: DocId) -> DocId {
    let mut agreed = 0;
    while agreed < pairs.len() && target < TERMINATED {
        agreed = 0;
        for postings in pairs.iter_mut() {
            let found = reach(postings, target);
            if found > target {
                target = found;
                break;
            }
            agreed += 1;
        }
    }
    target.min(TERMINATED)
}

/// Goes to a document or behind it, never back; returns where the postings stand.
pub(super) fn reach(postings: &mut SegmentPostings, document: DocId) -> DocId {
    if postings.doc() < document { postings.seek(document.min(TERMINATED)) } else { postings.doc() }
}
