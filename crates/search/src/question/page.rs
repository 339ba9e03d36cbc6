//! The page of a question: which hits come on it, in which order, and what is shown of each.
//!
//! Apart from the question, which never looks at a text: here those of the best hits are read, as few as will do, for the
//! passage that holds most of the query.

use schema::StoredText;

use super::Question;
use crate::best::Ranked;
use crate::error::SearchError;
use crate::hit::hit;
use crate::lacking::Lacking;
use crate::matcher::{Matcher, Seen};
use crate::ordered::Ordered;
use crate::ranking::{PassageWeights, ScoredTerms, account};
use crate::request::Sort;
use crate::response::{Hit, Points};
use crate::snippet::{Wanted, snippets};

/// How many of the best hits are read for their passages: a page of hits.
const REREAD: usize = 20;

/// A hit whose text was read.
pub(super) struct Read {
    pub(super) ranked: Ranked,
    pub(super) stored: StoredText,
    seen: Vec<Seen>,
    /// Points of the passage that holds most of the query.
    passage: f32,
}

impl Question<'_> {
    /// How many of the best hits are kept.
    pub(super) fn keep(&self) -> usize {
        if self.rereads() { self.window.max(REREAD) } else { self.window }
    }

    /// Whether the texts of the best hits are read for the passage that holds most of the query.
    fn rereads(&self) -> bool {
        self.sort == Sort::Relevance && self.window > 0 && self.request.offset < REREAD
    }

    /// Returns the hits of the page in their final order, their texts read.
    pub(super) fn page(
        &self,
        mut best: Vec<Ranked>,
        terms: Option<&ScoredTerms>,
        matcher: &Matcher,
    ) -> Result<Vec<Read>, SearchError> {
        let rest = best.split_off(if self.rereads() { REREAD.min(best.len()) } else { 0 });
        let reread = best.len();
        let weights = if reread > 0 { self.passage_weights(terms)? } else { PassageWeights::default() };
        // What was added up is of the words of the query and not of those that stand for them in a passage.
        let held = |ranked: &Ranked| if matcher.takes_others() { f32::INFINITY } else { ranked.held };
        let most = |ranked: &Ranked| ranked.score + weights.most_of(held(ranked));
        best.sort_by(|one, other| most(other).total_cmp(&most(one)));
        let mut page: Vec<Read> = Vec::new();
        for ranked in best.into_iter().take_while(|_| !self.deadline.is_over()) {
            // Those that follow have less yet.
            if self.is_settled(&page, most(&ranked)) {
                break;
            }
            let read = self.fetch(ranked, matcher)?;
            page.push(Read { passage: weights.best(&matcher.standing(&read.seen)), ..read });
        }
        page.sort_by(|one, other| {
            other.score().total_cmp(&one.score()).then_with(|| one.stored.id.cmp(&other.stored.id))
        });
        page.drain(..self.request.offset.min(reread).min(page.len()));
        page.truncate(self.request.limit);
        let missing = self.request.limit - page.len();
        let rest = rest.into_iter().skip(self.request.offset.saturating_sub(reread)).take(missing);
        for ranked in rest.take_while(|_| !self.deadline.is_over()) {
            page.push(self.fetch(ranked, matcher)?);
        }
        Ok(page)
    }

    /// Returns what words are worth in a passage; looks them up if that was not done for the scores.
    fn passage_weights(&self, terms: Option<&ScoredTerms>) -> Result<PassageWeights, SearchError> {
        if let Some(terms) = terms {
            return Ok(PassageWeights::of(terms));
        }
        let terms = ScoredTerms::of(self.searcher(), self.engine.fields(), self.features())?;
        Ok(PassageWeights::of(&terms))
    }

    /// Tells whether nothing that has no more than so many points can come on the page any more.
    fn is_settled(&self, page: &[Read], most: f32) -> bool {
        page.iter().filter(|read| read.score() > most).count() >= self.request.offset + self.request.limit
    }

    fn fetch(&self, ranked: Ranked, matcher: &Matcher) -> Result<Read, SearchError> {
        let stored = self.engine.stored_text(self.searcher(), ranked.address)?;
        let seen = matcher.see(&Ordered::of(&stored.text, &stored.order));
        Ok(Read { ranked, stored, seen, passage: 0.0 })
    }

    pub(super) fn hit(&self, read: Read, matcher: &Matcher, lacking: &mut Lacking) -> Result<Hit, SearchError> {
        let score = read.score();
        let matches = matcher.find(&read.seen);
        lacking.add(matcher.absent(&matches));
        let wanted = Wanted { pieces: self.request.snippets, length: self.request.snippet_length };
        let ordered = Ordered::of(&read.stored.text, &read.stored.order);
        let snippets = snippets(ordered.text(), &matches, wanted);
        let explanation = if self.request.explain { self.account(&read)? } else { Vec::new() };
        Ok(Hit { snippets, explanation, score, ..hit(read.stored)? })
    }

    fn account(&self, read: &Read) -> Result<Vec<Points>, SearchError> {
        let mut account = account(self.searcher(), self.engine.fields(), self.features(), read.ranked.address)?;
        if read.passage > 0.0 {
            account.insert(0, Points { why: "the passage that holds most of it".to_owned(), points: read.passage });
        }
        Ok(account)
    }
}

impl Read {
    fn score(&self) -> f32 {
        self.ranked.score + self.passage
    }
}
