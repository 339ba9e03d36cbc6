//! Looking for words next to one another, directive by directive, so that whoever asks may stop when the answer is certain.
//!
//! Apart from `sightings`, which wants all that can be seen: whether typed marks are right is mostly certain after the first
//! directive, as the pairs tell beforehand how often the words stand together in the others.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::Lexicon;
use super::sightings::MOST_SPELLINGS;
use crate::error::SearchError;
use crate::matching::pair_term;

/// The spellings of one word in a segment.
type Spellings = Vec<(String, SegmentPostings)>;

/// How often two neighbours are spelled so: the first, the second, and the times.
pub(super) type Vote<'a> = (&'a str, &'a str, u32);

/// The directives of all segments that are looked at for two neighbours.
pub(crate) struct Look<'a>(Vec<SegmentLook<'a>>);

impl<'a> Look<'a> {
    /// Picks up to `sample` directives that hold a pair.
    pub(super) fn of(lexicon: Lexicon<'a>, words: [&str; 2], sample: u32) -> Result<Look<'a>, SearchError> {
        let (mut looks, mut picked) = (Vec::new(), 0);
        for reader in lexicon.largest_first() {
            if sample > picked {
                let look = SegmentLook::of(lexicon, reader, &words, sample - picked)?;
                picked += look.as_ref().map_or(0, SegmentLook::directives);
                looks.extend(look);
            }
        }
        // The next one is the last.
        looks.reverse();
        Ok(Look(looks))
    }

    /// Looks into the directives, one after the other, until `told` is certain of something; `None` if it never is. It is
    /// handed what was seen so far, and how often at the most the words stand together in the directives that are left.
    pub(super) fn until(
        &mut self,
        told: impl Fn(&[Vote<'_>], u32) -> Option<bool>,
    ) -> Result<Option<bool>, SearchError> {
        loop {
            let certain = told(&self.votes(), self.0.iter().map(|look| look.left).sum());
            if certain.is_some() || !self.go_on()? {
                return Ok(certain);
            }
        }
    }

    fn go_on(&mut self) -> Result<bool, SearchError> {
        for look in self.0.iter_mut().rev() {
            if look.next()?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns what was seen so far; a spelling that several segments hold, once.
    fn votes(&self) -> Vec<Vote<'_>> {
        let mut votes: HashMap<(&str, &str), u32> = HashMap::new();
        for (spelled, times) in self.0.iter().flat_map(SegmentLook::spelled) {
            if let [first, second] = *spelled {
                *votes.entry((first, second)).or_default() += times;
            }
        }
        votes.into_iter().map(|((first, second), times)| (first, second, times)).collect()
    }
}

/// The directives of a segment that are looked at.
pub(super) struct SegmentLook<'a> {
    lexicon: Lexicon<'a>,
    reader: &'a SegmentReader,
    words: Vec<String>,
    /// Each with how often the words stand together there at the most.
    directives: std::vec::IntoIter<(DocId, u32)>,
    /// How often at the most they do in those that are left.
    left: u32,
    /// The spellings of each word; empty until they are asked for.
    opened: Vec<Spellings>,
    /// How often in each spelling, as numbers of them.
    runs: HashMap<Vec<usize>, u32>,
}

impl<'a> SegmentLook<'a> {
    /// Picks up to `sample` directives that hold all pairs of some words; `None` where a pair is not held.
    pub(super) fn of(
        lexicon: Lexicon<'a>,
        reader: &'a SegmentReader,
        words: &[&str],
        sample: u32,
    ) -> Result<Option<SegmentLook<'a>>, SearchError> {
        let Some(mut pairs) = open_pairs(lexicon, reader, words)? else { return Ok(None) };
        let directives = spread(&mut pairs, reader.max_doc(), sample);
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let left = directives.iter().map(|(_, times)| times).sum();
        let (directives, opened, runs) = (directives.into_iter(), Vec::new(), HashMap::new());
        Ok(Some(SegmentLook { lexicon, reader, words, directives, left, opened, runs }))
    }

    fn directives(&self) -> u32 {
        self.directives.len() as u32
    }

    /// Looks into the next directive and tells whether the words stand next to one another there; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<bool>, SearchError> {
        let Some((document, times)) = self.directives.next() else { return Ok(None) };
        if self.opened.is_empty() {
            let opened = self.words.iter().map(|word| open_spellings(self.lexicon, self.reader, word));
            self.opened = opened.collect::<Result<_, SearchError>>()?;
        }
        self.left = self.left.saturating_sub(times);
        let runs = &mut self.runs;
        Ok(Some(look(&mut self.opened, document, |run| match runs.get_mut(run) {
            Some(times) => *times += 1,
            None => drop(runs.insert(run.to_vec(), 1)),
        })))
    }

    /// Returns how often in each spelling the words were seen.
    pub(super) fn spelled(&self) -> impl Iterator<Item = (Vec<&str>, u32)> {
        self.runs.iter().map(|(run, times)| {
            let spelled = self.opened.iter().zip(run).filter_map(|(spellings, at)| spellings.get(*at));
            (spelled.map(|(exact, _)| exact.as_str()).collect(), *times)
        })
    }
}

impl<'a> Lexicon<'a> {
    /// Returns the segments, those first that hold most.
    pub(super) fn largest_first(&self) -> Vec<&'a SegmentReader> {
        let mut readers: Vec<&SegmentReader> = self.searcher.segment_readers().iter().collect();
        readers.sort_by_key(|reader| Reverse(reader.num_docs()));
        readers
    }
}

fn open_pairs(
    lexicon: Lexicon<'_>,
    reader: &SegmentReader,
    words: &[&str],
) -> Result<Option<Vec<SegmentPostings>>, SearchError> {
    let inverted = reader.inverted_index(lexicon.fields.pairs)?;
    let mut opened = Vec::new();
    for (one, other) in words.iter().zip(words.iter().skip(1)) {
        let term = pair_term(lexicon.fields, one, other);
        let Some(postings) = inverted.read_postings(&term, IndexRecordOption::WithFreqs)? else { return Ok(None) };
        opened.push(postings);
    }
    opened.sort_by_key(SegmentPostings::doc_freq);
    Ok(Some(opened))
}

fn open_spellings(lexicon: Lexicon<'_>, reader: &SegmentReader, folded: &str) -> Result<Spellings, SearchError> {
    let inverted = reader.inverted_index(lexicon.fields.exact)?;
    let found = lexicon.spellings_in(reader, folded)?;
    let opened = found.iter().take(MOST_SPELLINGS).map(|spelling| {
        let option = IndexRecordOption::WithFreqsAndPositions;
        Ok((spelling.exact.clone(), inverted.read_postings_from_terminfo(&spelling.info, option)?))
    });
    opened.collect()
}

/// Looks for words next to one another in a document; calls `found` for each time with the number of the spelling of each
/// word, and tells whether there was any.
fn look(words: &mut [Spellings], document: DocId, mut found: impl FnMut(&[usize])) -> bool {
    let mut standing = Vec::with_capacity(words.len());
    for spellings in words.iter_mut() {
        let places = places(spellings, document);
        if places.is_empty() {
            return false;
        }
        standing.push(places);
    }
    let Some((first, others)) = standing.split_first() else { return false };
    let (mut any, mut run) = (false, Vec::with_capacity(words.len()));
    for (place, spelling) in first {
        run.clear();
        run.push(*spelling);
        run.extend((place + 1..).zip(others).map_while(|(next, places)| spelling_at(places, next)));
        if run.len() == words.len() {
            any = true;
            found(&run);
        }
    }
    any
}

/// Returns where the spellings of a word stand in a document, each place with the number of the spelling; sorted.
fn places(spellings: &mut Spellings, document: DocId) -> Vec<(u32, usize)> {
    let (mut places, mut found) = (Vec::new(), Vec::new());
    for (at, (_, postings)) in spellings.iter_mut().enumerate() {
        if reach(postings, document) == document {
            postings.positions(&mut found);
            places.extend(found.iter().map(|place| (*place, at)));
        }
    }
    places.sort_unstable();
    places
}

fn spelling_at(places: &[(u32, usize)], place: u32) -> Option<usize> {
    let at = places.binary_search_by_key(&place, |(place, _)| *place).ok()?;
    places.get(at).map(|(_, spelling)| *spelling)
}

/// Returns up to `most` documents that hold all pairs, spread over the segment where there are more; each with how often the
/// rarest pair stands there, as more often the words cannot.
fn spread(pairs: &mut [SegmentPostings], documents: u32, most: u32) -> Vec<(DocId, u32)> {
    let rarest = pairs.first().map_or(0, SegmentPostings::doc_freq);
    let step = if rarest <= most { 1 } else { (documents / most).max(1) };
    let mut found = Vec::new();
    let mut document = common(pairs, 0);
    while document < TERMINATED && (found.len() as u32) < most {
        let times = pairs.first().map_or(0, Postings::term_freq);
        found.push((document, times));
        document = common(pairs, document.saturating_add(step));
    }
    found
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

fn reach(postings: &mut SegmentPostings, document: DocId) -> DocId {
    if postings.doc() < document { postings.seek(document.min(TERMINATED)) } else { postings.doc() }
}
