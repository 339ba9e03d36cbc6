//! What a query matches: the tree of what is looked for, over terms and queries of the engine, that scores nothing.
//!
//! Matching goes by the folded keys, so that words typed without marks, or printed with wrong ones, are found. How good a
//! match is, `ranking` tells: a set and an order are two things, and each is simple alone.

mod bounded;
mod compile;
mod dates;
mod found;
mod near;
mod phrase;
mod places;
mod prefix;
mod proofs;
mod sought;
mod spellings;
mod tree;
mod window;
mod windows;

#[cfg(test)]
mod tests;

use schema::Fields;
use tantivy::query::EnableScoring;
use tantivy::{Searcher, SegmentReader};

use crate::deadline::Deadline;
use crate::error::SearchError;
use crate::opened::OpenedSegment;
use crate::query::Query;
use crate::request::MatchMode;

pub(crate) use phrase::pair_term;
pub(crate) use spellings::spellings;

use bounded::BoundedQuery;
use compile::{Compiler, all};
use sought::{Sought, Weighed};
use tree::Tree;
pub(crate) use window::{Occurrence, Window};
pub(crate) use windows::Windows;

pub(crate) type BoxedQuery = Box<dyn tantivy::query::Query>;
/// What a part of a query looks for.
type Part = Tree<Sought>;

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

/// What a query matches. After the deadline it hands out nothing more.
#[derive(Debug)]
pub(crate) struct Matching {
    tree: Part,
    deadline: Deadline,
}

/// What a query matches, as it stands to an archive.
pub(crate) struct WeighedMatching {
    tree: Tree<Weighed>,
    deadline: Deadline,
}

impl Matching {
    /// Takes a query of the engine for what is matched.
    pub(crate) fn of(query: BoxedQuery, deadline: &Deadline) -> Matching {
        Matching { tree: Tree::Leaf(Sought::Query(query)), deadline: deadline.clone() }
    }

    /// Matches every document.
    pub(crate) fn all() -> Matching {
        Matching { tree: all(), deadline: Deadline::default() }
    }

    /// Returns a query of the engine that finds the same.
    pub(crate) fn into_query(self) -> BoxedQuery {
        let deadline = self.deadline;
        Box::new(BoundedQuery { matching: self.tree.into_query(&deadline), deadline })
    }

    /// Weighs the matching; nothing is scored.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn weighed(&self, searcher: &Searcher) -> tantivy::Result<WeighedMatching> {
        let tree = self.tree.weighed(EnableScoring::disabled_from_schema(searcher.schema()))?;
        Ok(WeighedMatching { tree, deadline: self.deadline.clone() })
    }
}

impl WeighedMatching {
    /// Opens a segment.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn windows(&self, reader: &SegmentReader, opened: &OpenedSegment) -> tantivy::Result<Windows> {
        Windows::open(&self.tree, reader, Some(opened), &self.deadline)
    }
}

/// Returns what a query matches.
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
) -> Result<Matching, SearchError> {
    let tree = Compiler::new(searcher, fields, share, deadline).list(&query.root)?;
    Ok(Matching { tree, deadline: deadline.clone() })
}
