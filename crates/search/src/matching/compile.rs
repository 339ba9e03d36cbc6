//! From a query to the tree of what it looks for.
//!
//! Apart from the tree, which knows no query: here is decided which words count, which of them may stand for others, and by
//! which field each is found.

use std::cell::Cell;
use std::ops::Bound;

use directive::{DocumentNumber, nicknamed};
use schema::{Facet, Fields};
use tantivy::query::{EmptyQuery, ExistsQuery, RangeQuery, TermSetQuery};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::near::NearQuery;
use super::phrase::{NeighboursQuery, pair_term};
use super::sought::Sought;
use super::tree::Tree;
use super::{Part, Share, dates, prefix};
use crate::deadline::Deadline;
use crate::error::SearchError;
use crate::filters::{Selector, selector};
use crate::query::{List, Node, Prefix, Word};

/// Makes the tree of what a query looks for.
pub(super) struct Compiler<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    share: Share,
    deadline: &'a Deadline,
    /// Words that the prefixes stand for so far.
    terms: Cell<usize>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(
        searcher: &'a Searcher,
        fields: &'a Fields,
        share: Share,
        deadline: &'a Deadline,
    ) -> Compiler<'a> {
        Compiler { searcher, fields, share, deadline, terms: Cell::new(0) }
    }

    pub(super) fn list(&self, list: &List) -> Result<Part, SearchError> {
        let wanted = self.wanted(list)?;
        if list.unwanted.is_empty() {
            return Ok(wanted);
        }
        let unwanted = list.unwanted.iter().map(|node| self.excluded(node)).collect::<Result<_, _>>()?;
        Ok(Tree::Except(Box::new(wanted), unwanted))
    }

    fn wanted(&self, list: &List) -> Result<Part, SearchError> {
        let mut members = self.members(list)?;
        let needed = self.share.needed(members.len());
        Ok(match members.len() {
            0 => all(),
            1 => members.remove(0),
            all if needed == all => Tree::All(members),
            _ if needed == 1 => Tree::Any(members),
            _ => Tree::Some(needed, members),
        })
    }

    /// What is counted as found or not found: each distinct word, and everything else.
    fn members(&self, list: &List) -> Result<Vec<Part>, SearchError> {
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
    fn typed<'q>(
        &self,
        list: &List,
        typed: &'q List,
        others: &[Vec<Word>],
        met: &mut Vec<&'q String>,
    ) -> Result<Vec<Part>, SearchError> {
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

    fn node(&self, node: &Node) -> Result<Part, SearchError> {
        Ok(match node {
            Node::Word(word) => term(self.fields.folded, &word.folded),
            Node::Spelling(word) => term(self.fields.exact, &word.exact),
            Node::Prefix(prefix) => self.prefix(prefix)?,
            Node::Phrase(words) => phrase(self.fields, words, self.deadline),
            Node::Near(near) => query(NearQuery::new(self.fields, near.clone(), self.deadline)),
            Node::Number(number, words) => self.number(number, words),
            Node::OwnNumber(number) => term(self.fields.number, &number.query_key()),
            Node::Title(words) => self.title(words),
            Node::Facet(facet, value) => self.facet(*facet, value)?,
            Node::Date(days) => dates::within(self.searcher, self.fields, *days),
            Node::Weighted(node, _) => self.node(node)?,
            Node::Expanded(list, others) => self.expanded(list, others)?,
            Node::All(list) => self.list(list)?,
            Node::Any(nodes) => Tree::Any(nodes.iter().map(|node| self.node(node)).collect::<Result<_, _>>()?),
        })
    }

    fn expanded(&self, list: &List, others: &[Vec<Word>]) -> Result<Part, SearchError> {
        let mut found = vec![self.list(list)?];
        found.extend(others.iter().map(|words| phrase(self.fields, words, self.deadline)));
        Ok(Tree::Any(found))
    }

    /// What is excluded binds its marks: `-đường` leaves `dương` in.
    fn excluded(&self, node: &Node) -> Result<Part, SearchError> {
        match node {
            Node::Word(word) if word.marked => Ok(term(self.fields.exact, &word.exact)),
            node => self.node(node),
        }
    }

    fn prefix(&self, prefix: &Prefix) -> Result<Part, SearchError> {
        let terms = prefix::terms(self.searcher, self.fields, prefix, self.terms.get())?;
        self.terms.set(self.terms.get() + terms.len());
        Ok(query(TermSetQuery::new(terms)))
    }

    /// A number is found where it is the directive's own, where it or what it is a nickname of is cited, and where it is
    /// written so.
    fn number(&self, number: &DocumentNumber, words: &[Word]) -> Part {
        let numbers = std::iter::once(number.clone()).chain(nicknamed(number));
        let keys =
            numbers.flat_map(|number| [self.fields.number, self.fields.cited].map(|field| (field, number.query_key())));
        let mut found: Vec<Part> = keys.map(|(field, key)| term(field, &key)).collect();
        if words.len() > 1 {
            found.push(phrase(self.fields, words, self.deadline));
        }
        Tree::Any(found)
    }

    fn title(&self, words: &[Word]) -> Part {
        Tree::All(words.iter().map(|word| term(self.fields.title_folded, &word.folded)).collect())
    }

    fn facet(&self, facet: Facet, value: &str) -> Result<Part, SearchError> {
        let (excluded, selector) = selector(facet, value)?;
        let field = self.fields.facet(facet);
        let bound = |text: &str| Term::from_field_text(field, text);
        let found = match selector {
            Selector::Missing => all_but(query(ExistsQuery::new(facet.name().to_owned(), false))),
            Selector::Cited(key) => term(self.fields.cited, &key),
            Selector::Terms { low, high } => {
                query(RangeQuery::new(Bound::Included(bound(&low)), Bound::Excluded(bound(&high))))
            }
            Selector::Years(years) => query(RangeQuery::new(
                Bound::Included(Term::from_field_u64(field, *years.start())),
                Bound::Included(Term::from_field_u64(field, *years.end())),
            )),
        };
        Ok(if excluded { all_but(found) } else { found })
    }
}

pub(super) fn query(query: impl tantivy::query::Query) -> Part {
    Tree::Leaf(Sought::Query(Box::new(query)))
}

pub(super) fn all() -> Part {
    Tree::Leaf(Sought::All)
}

fn term(field: Field, key: &str) -> Part {
    Tree::Leaf(Sought::Term(Term::from_field_text(field, key)))
}

/// A phrase, or one word whose marks bind.
pub(super) fn phrase(fields: &Fields, words: &[Word], deadline: &Deadline) -> Part {
    match words {
        [] => query(EmptyQuery),
        [word] if word.marked => term(fields.exact, &word.exact),
        [word] => term(fields.folded, &word.folded),
        // A pair of unmarked words is its own proof.
        [one, other] if !one.marked && !other.marked => {
            Tree::Leaf(Sought::Term(pair_term(fields, &one.folded, &other.folded)))
        }
        _ => Tree::Leaf(Sought::Phrase(NeighboursQuery::new(fields, words.to_vec(), deadline))),
    }
}

pub(super) fn all_but(part: Part) -> Part {
    Tree::Except(Box::new(all()), vec![part])
}
