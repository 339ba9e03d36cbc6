//! Parallels: passages that other directives share with one, word for word. Reused text is a finding for a researcher.
//!
//! Which directives are worth comparing, the pairs tell: a shared run of words has all its pairs, so it is enough to look
//! for the rarest pair of every window of that length (winnowing: Schleimer, Wilkerson and Aiken, 2003).

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use schema::StoredText;
use serde::Serialize;
use tantivy::{DocAddress, Searcher, Term};
use utoipa::ToSchema;

use super::alignment::{SEED, Seeds};
use super::tokens::{PlacedWord, words};
use crate::error::SearchError;
use crate::hit::hit;
use crate::matching::pair_term;
use crate::ordered::Ordered;
use crate::visible::Visible;

/// Directives that are compared word for word: those that share most of the rarest pairs.
const COMPARED: usize = 200;
/// Pairs more common than this are formulas of office, and lead to no kin.
const COMMON: u64 = 2_000;

/// The directives that share passages with one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Parallels {
    /// The directive.
    pub id: String,
    /// How many words a passage has at least.
    pub words: usize,
    /// Those that share passages with it, the most words first.
    pub parallels: Vec<Parallel>,
}

/// A directive that shares passages with another.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Parallel {
    /// The directive.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The province when it was issued.
    pub province: Option<String>,
    /// The day of issue.
    #[schema(format = Date)]
    pub date: Option<String>,
    /// How many words the passages have together.
    pub words: usize,
    /// The passages, in the order of the first directive.
    pub passages: Vec<Passage>,
}

/// A passage that stands in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Passage {
    /// How many words it has.
    pub words: usize,
    /// As the first directive prints it.
    pub text: String,
    /// As the other prints it.
    pub other: String,
}

impl Visible<'_> {
    /// Returns the directives that share passages of at least `least` words with one, at most `limit` of them; `None` if
    /// there is no such directive. Passages shorter than six words are not looked for.
    ///
    /// # Errors
    /// [`SearchError`] when the index fails.
    pub fn parallels(&self, id: &str, least: usize, limit: usize) -> Result<Option<Parallels>, SearchError> {
        let Some(stored) = self.with_id(id)? else { return Ok(None) };
        let searcher = self.searcher();
        let least = least.max(SEED);
        let own = Ordered::of(&stored.text, &stored.order);
        let own_words = words(&own);
        let seeds = Seeds::of(&own_words);
        let mut parallels = Vec::new();
        for address in self.candidates(&searcher, &own_words, least)? {
            let other = self.engine().stored_text(&searcher, address)?;
            if other.id != stored.id {
                parallels.extend(parallel(&own, &own_words, &seeds, other, least)?);
            }
        }
        parallels.sort_by(|one, other| other.words.cmp(&one.words).then_with(|| one.id.cmp(&other.id)));
        parallels.truncate(limit);
        Ok(Some(Parallels { id: stored.id, words: least, parallels }))
    }

    /// Returns the directives that hold most of the pairs by which a shared passage would be seen.
    fn candidates(
        &self,
        searcher: &Searcher,
        words: &[Option<PlacedWord>],
        least: usize,
    ) -> Result<Vec<DocAddress>, SearchError> {
        let mut votes: HashMap<DocAddress, usize> = HashMap::new();
        for term in self.telling(searcher, words, least)? {
            for address in self.holding(searcher, term)? {
                *votes.entry(address).or_default() += 1;
            }
        }
        let mut voted: Vec<(usize, DocAddress)> = votes.into_iter().map(|(address, votes)| (votes, address)).collect();
        voted.sort_unstable_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        Ok(voted.into_iter().take(COMPARED).map(|(_, address)| address).collect())
    }

    /// Returns the rarest pair of every window of words.
    fn telling(
        &self,
        searcher: &Searcher,
        words: &[Option<PlacedWord>],
        least: usize,
    ) -> Result<BTreeSet<Term>, SearchError> {
        let mut pairs = Vec::new();
        for two in words.windows(2) {
            pairs.push(match two {
                [Some(one), Some(other)] => {
                    let term = pair_term(self.fields(), &one.folded, &other.folded);
                    Some((searcher.doc_freq(&term)?, term))
                }
                _ => None,
            });
        }
        let rarest = |window: &[Option<(u64, Term)>]| -> Option<Term> {
            let whole: Option<Vec<&(u64, Term)>> = window.iter().map(Option::as_ref).collect();
            let (holding, term) = whole?.into_iter().min()?;
            (2..=COMMON).contains(holding).then(|| term.clone())
        };
        Ok(pairs.windows(least - 1).filter_map(rarest).collect())
    }
}

fn parallel(
    own: &Ordered<'_>,
    own_words: &[Option<PlacedWord>],
    seeds: &Seeds<'_>,
    other: StoredText,
    least: usize,
) -> Result<Option<Parallel>, SearchError> {
    let text = Ordered::of(&other.text, &other.order);
    let other_words = words(&text);
    let shared = seeds.shared_with(&other_words, least);
    let passages: Vec<Passage> = shared
        .into_iter()
        .filter_map(|shared| {
            let length = shared.own.len();
            Some(Passage {
                words: length,
                text: printed(own, own_words.get(shared.own)?)?,
                other: printed(&text, other_words.get(shared.other..shared.other + length)?)?,
            })
        })
        .collect();
    if passages.is_empty() {
        return Ok(None);
    }
    let total = passages.iter().map(|passage| passage.words).sum();
    drop(text);
    let hit = hit(other)?;
    let (id, number, issuer, province, date) = (hit.id, hit.number, hit.issuer, hit.province, hit.date);
    Ok(Some(Parallel { id, number, issuer, province, date, words: total, passages }))
}

/// Returns words as they are printed, from the first to the last.
fn printed(text: &Ordered<'_>, words: &[Option<PlacedWord>]) -> Option<String> {
    let place =
        |word: Option<&Option<PlacedWord>>| -> Option<Range<usize>> { word?.as_ref().map(|word| word.at.clone()) };
    let (first, last) = (place(words.first())?, place(words.last())?);
    text.text().get(first.start..last.end).map(str::to_owned)
}
