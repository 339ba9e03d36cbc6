//! What a query matches: the tree of what is looked for, as queries of the engine that score nothing.
//!
//! Matching goes by the folded keys, so that words typed without marks, or printed with wrong ones, are found. How good a
//! match is, `ranking` tells: a set and an order are two things, and each is simple alone.

mod bounded;
mod dates;
mod near;
mod phrase;
mod places;
mod prefix;
mod spellings;
mod window;

use std::cell::Cell;
use std::ops::Bound;

use directive::{DocumentNumber, nicknamed};
use schema::{Facet, Fields};
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::deadline::Deadline;
use crate::error::SearchError;
use crate::filters::{Selector, selector};
use crate::query::{List, Node, Prefix, Query, Word};
use crate::request::MatchMode;

pub(crate) use phrase::{NeighboursQuery, pair_term};
pub(crate) use spellings::spellings;

use bounded::BoundedQuery;
use near::NearQuery;
pub(crate) use window::{Occurrence, Window};

pub(crate) type BoxedQuery = Box<dyn tantivy::query::Query>;

/// The share of the words of a query that a directive must hold; one word at least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Share(f32);

impl Share {
    /// Shares to fall back to, one after the other, when nothing holds all words: the last is more than half.
    pub(crate) const RELAXED: [Share; 2] = [Share::MOST, Share(0.51)];
    const ALL: Share = Share(1.0);
    const MOST: Share = Share(0.7);

    pub(crate) fn of(mode: MatchMode) -> Share {
        match mode {
            MatchMode::All => Share::ALL,
            MatchMode::Most => Share::MOST,
            MatchMode::Any => Share(0.0),
        }
    }

    fn needed(self, members: usize) -> usize {
        ((members as f32 * self.0).ceil() as usize).max(1)
    }
}

/// Returns the engine's query for what a query matches. After the deadline it hands out nothing more.
///
/// # Errors
/// [`SearchError::InvalidValue`] for a field with a value that cannot be read, [`SearchError::TooCostly`] for prefixes that
/// stand for too many words of the archive.
pub(crate) fn matching(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query,
    share: Share,
    deadline: &Deadline,
) -> Result<BoxedQuery, SearchError> {
    let compiler = Compiler { searcher, fields, share, deadline, terms: Cell::new(0) };
    Ok(Box::new(BoundedQuery { matching: compiler.list(&query.root)?, deadline: deadline.clone() }))
}

struct Compiler<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    share: Share,
    deadline: &'a Deadline,
    /// Words that the prefixes stand for so far.
    terms: Cell<usize>,
}

impl Compiler<'_> {
    fn list(&self, list: &List) -> Result<BoxedQuery, SearchError> {
        let wanted = self.wanted(list)?;
        if list.unwanted.is_empty() {
            return Ok(wanted);
        }
        let mut clauses = vec![(Occur::Must, wanted)];
        for node in &list.unwanted {
            clauses.push((Occur::MustNot, self.excluded(node)?));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn wanted(&self, list: &List) -> Result<BoxedQuery, SearchError> {
        let mut members = self.members(list)?;
        let needed = self.share.needed(members.len());
        Ok(match members.len() {
            0 => Box::new(AllQuery),
            1 => members.remove(0),
            _ if needed == members.len() => Box::new(BooleanQuery::intersection(members)),
            _ => {
                let clauses = members.into_iter().map(|member| (Occur::Should, member)).collect();
                Box::new(BooleanQuery::with_minimum_required_clauses(clauses, needed))
            }
        })
    }

    /// What is counted as found or not found: each distinct word, and everything else.
    fn members(&self, list: &List) -> Result<Vec<BoxedQuery>, SearchError> {
        let mut members = Vec::new();
        let (mut met, mut expanded) = (Vec::new(), Vec::new());
        for node in &list.wanted {
            match node {
                Node::Word(word) if met.contains(&&word.folded) => continue,
                Node::Word(word) => met.push(&word.folded),
                Node::Expanded(..) if expanded.contains(&node) => continue,
                Node::Expanded(typed, others) => {
                    expanded.push(node);
                    members.extend(self.typed(list, typed, others, &mut met)?);
                    continue;
                }
                _ => {}
            }
            members.push(self.node(node)?);
        }
        Ok(members)
    }

    /// What was typed counts by its words, each of which may be there in other words: all of them is then either what was
    /// typed or the other. A word that is typed elsewhere in the list too is counted there.
    fn typed<'a>(
        &self,
        list: &List,
        typed: &'a List,
        others: &[Vec<Word>],
        met: &mut Vec<&'a String>,
    ) -> Result<Vec<BoxedQuery>, SearchError> {
        if self.share == Share::ALL {
            return Ok(vec![self.expanded(typed, others)?]);
        }
        let mut members = Vec::new();
        for word in typed.words() {
            if met.contains(&&word.folded) || list.words().any(|other| other.folded == word.folded) {
                continue;
            }
            met.push(&word.folded);
            let single = List { wanted: vec![Node::Word(word.clone())], unwanted: Vec::new() };
            members.push(self.expanded(&single, others)?);
        }
        Ok(members)
    }

    fn node(&self, node: &Node) -> Result<BoxedQuery, SearchError> {
        Ok(match node {
            Node::Word(word) => term(self.fields.folded, &word.folded),
            Node::Spelling(word) => term(self.fields.exact, &word.exact),
            Node::Prefix(prefix) => self.prefix(prefix)?,
            Node::Phrase(words) => phrase(self.fields, words, self.deadline),
            Node::Near(near) => Box::new(NearQuery::new(self.fields, near.clone(), self.deadline)),
            Node::Number(number, words) => self.number(number, words),
            Node::OwnNumber(number) => term(self.fields.number, &number.query_key()),
            Node::Title(words) => self.title(words),
            Node::Facet(facet, value) => self.facet(*facet, value)?,
            Node::Date(days) => dates::within(self.searcher, self.fields, *days),
            Node::Weighted(node, _) => self.node(node)?,
            Node::Expanded(list, others) => self.expanded(list, others)?,
            Node::All(list) => self.list(list)?,
            Node::Any(nodes) => self.any(nodes)?,
        })
    }

    fn any(&self, nodes: &[Node]) -> Result<BoxedQuery, SearchError> {
        let nodes = nodes.iter().map(|node| self.node(node)).collect::<Result<Vec<_>, _>>()?;
        Ok(Box::new(BooleanQuery::union(nodes)))
    }

    fn expanded(&self, list: &List, others: &[Vec<Word>]) -> Result<BoxedQuery, SearchError> {
        let mut found = vec![self.list(list)?];
        found.extend(others.iter().map(|words| phrase(self.fields, words, self.deadline)));
        Ok(Box::new(BooleanQuery::union(found)))
    }

    /// What is excluded binds its marks: `-đường` leaves `dương` in.
    fn excluded(&self, node: &Node) -> Result<BoxedQuery, SearchError> {
        match node {
            Node::Word(word) if word.marked => Ok(term(self.fields.exact, &word.exact)),
            node => self.node(node),
        }
    }

    fn prefix(&self, prefix: &Prefix) -> Result<BoxedQuery, SearchError> {
        let terms = prefix::terms(self.searcher, self.fields, prefix, self.terms.get())?;
        self.terms.set(self.terms.get() + terms.len());
        Ok(Box::new(TermSetQuery::new(terms)))
    }

    /// A number is found where it is the directive's own, where it or what it is a nickname of is cited, and where it is
    /// written so.
    fn number(&self, number: &DocumentNumber, words: &[Word]) -> BoxedQuery {
        let numbers = std::iter::once(number.clone()).chain(nicknamed(number));
        let keys =
            numbers.flat_map(|number| [self.fields.number, self.fields.cited].map(|field| (field, number.query_key())));
        let mut found: Vec<BoxedQuery> = keys.map(|(field, key)| term(field, &key)).collect();
        if words.len() > 1 {
            found.push(Box::new(NeighboursQuery::new(self.fields, words.to_vec(), self.deadline)));
        }
        Box::new(BooleanQuery::union(found))
    }

    fn title(&self, words: &[Word]) -> BoxedQuery {
        let words = words.iter().map(|word| term(self.fields.title_folded, &word.folded));
        Box::new(BooleanQuery::intersection(words.collect()))
    }

    fn facet(&self, facet: Facet, value: &str) -> Result<BoxedQuery, SearchError> {
        let (excluded, selector) = selector(facet, value)?;
        let field = self.fields.facet(facet);
        let bound = |text: &str| Term::from_field_text(field, text);
        let found: BoxedQuery = match selector {
            Selector::Missing => all_but(Box::new(ExistsQuery::new(facet.name().to_owned(), false))),
            Selector::Cited(key) => term(self.fields.cited, &key),
            Selector::Terms { low, high } => {
                Box::new(RangeQuery::new(Bound::Included(bound(&low)), Bound::Excluded(bound(&high))))
            }
            Selector::Years(years) => Box::new(RangeQuery::new(
                Bound::Included(Term::from_field_u64(field, *years.start())),
                Bound::Included(Term::from_field_u64(field, *years.end())),
            )),
        };
        let found = Box::new(ConstScoreQuery::new(found, 0.0));
        Ok(if excluded { all_but(found) } else { found })
    }
}

fn term(field: Field, key: &str) -> BoxedQuery {
    Box::new(TermQuery::new(Term::from_field_text(field, key), IndexRecordOption::Basic))
}

/// A phrase, or one word whose marks bind.
fn phrase(fields: &Fields, words: &[Word], deadline: &Deadline) -> BoxedQuery {
    match words {
        [] => Box::new(EmptyQuery),
        [word] if word.marked => term(fields.exact, &word.exact),
        [word] => term(fields.folded, &word.folded),
        _ => Box::new(NeighboursQuery::new(fields, words.to_vec(), deadline)),
    }
}

fn all_but(query: BoxedQuery) -> BoxedQuery {
    Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, query)]))
}
