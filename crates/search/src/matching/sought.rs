//! What is looked for as a query of the engine: a tree over terms and over queries that it has already.

use tantivy::query::{AllQuery, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::BoxedQuery;
use super::phrase::NeighboursQuery;
use super::tree::Tree;
use super::windows::Windows;
use crate::batch::WINDOW;
use crate::bits::Bits;
use crate::deadline::Deadline;

/// A leaf of what is looked for.
#[derive(Debug)]
pub(crate) enum Sought {
    /// Every document.
    All,
    Term(Term),
    Phrase(NeighboursQuery),
    Query(BoxedQuery),
}

/// A leaf as it stands to an archive.
pub(crate) enum Weighed {
    All,
    Term(Term),
    Phrase(NeighboursQuery),
    Query(Box<dyn Weight>),
}

impl Tree<Sought> {
    /// Returns the tree as it stands to an archive.
    pub(super) fn weighed(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Tree<Weighed>> {
        self.map(&|leaf| {
            Ok(match leaf {
                Sought::All => Weighed::All,
                Sought::Term(term) => Weighed::Term(term.clone()),
                Sought::Phrase(phrase) => Weighed::Phrase(phrase.clone()),
                Sought::Query(query) => Weighed::Query(query.weight(scoring)?),
            })
        })
    }

    /// Returns the query. A leaf alone is the engine's own, which skips what is not there.
    pub(super) fn into_query(self, deadline: &Deadline) -> BoxedQuery {
        match self {
            Tree::Leaf(Sought::Term(term)) => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
            Tree::Leaf(Sought::Phrase(phrase)) => Box::new(phrase),
            Tree::Leaf(Sought::Query(query)) => query,
            Tree::Leaf(Sought::All) => Box::new(AllQuery),
            tree => Box::new(TreeQuery { tree, deadline: deadline.clone() }),
        }
    }
}

/// Finds what a tree looks for. Scores nothing.
#[derive(Debug)]
struct TreeQuery {
    tree: Tree<Sought>,
    deadline: Deadline,
}

impl Clone for TreeQuery {
    fn clone(&self) -> Self {
        let leaf = |leaf: &Sought| -> Result<Sought, std::convert::Infallible> {
            Ok(match leaf {
                Sought::All => Sought::All,
                Sought::Term(term) => Sought::Term(term.clone()),
                Sought::Phrase(phrase) => Sought::Phrase(phrase.clone()),
                Sought::Query(query) => Sought::Query(query.box_clone()),
            })
        };
        let Ok(tree) = self.tree.map(&leaf);
        TreeQuery { tree, deadline: self.deadline.clone() }
    }
}

impl Query for TreeQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(TreeWeight { tree: self.tree.weighed(scoring)?, deadline: self.deadline.clone() }))
    }
}

struct TreeWeight {
    tree: Tree<Weighed>,
    deadline: Deadline,
}

impl Weight for TreeWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let windows = Windows::open(&self.tree, reader, None, &self.deadline)?;
        let mut scorer = TreeScorer { windows, bits: Bits::EMPTY, first: 0, document: 0 };
        scorer.document = scorer.window_from(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        match self.scorer(reader, 1.0)?.seek(document) == document {
            true => Ok(Explanation::new("what is looked for", 0.0)),
            false => Err(TantivyError::InvalidArgument(format!("document {document} does not match"))),
        }
    }
}

struct TreeScorer {
    windows: Windows,
    /// What matches in the window.
    bits: Bits,
    /// The first document of the window.
    first: DocId,
    document: DocId,
}

impl TreeScorer {
    /// Goes to the first window at `target` or after it that holds a match, and returns it.
    fn window_from(&mut self, target: DocId) -> DocId {
        self.windows.go_to(target);
        while let Some(first) = self.windows.next(&mut self.bits) {
            self.first = first;
            if let Some(at) = self.bits.first_from(target.saturating_sub(first)) {
                return first + at;
            }
        }
        TERMINATED
    }

    fn go_to(&mut self, target: DocId) -> DocId {
        let found = self.bits.first_from(target - self.first).map(|at| self.first + at);
        self.document = match found {
            Some(document) => document,
            None => self.window_from(target.max(self.first + WINDOW)),
        };
        self.document
    }
}

impl DocSet for TreeScorer {
    #[inline]
    fn advance(&mut self) -> DocId {
        if self.document >= TERMINATED { TERMINATED } else { self.go_to(self.document + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.document || self.document >= TERMINATED {
            return self.document;
        }
        if target >= TERMINATED {
            self.document = TERMINATED;
            return TERMINATED;
        }
        self.go_to(target)
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.windows.cost()).unwrap_or(u32::MAX)
    }
}

impl Scorer for TreeScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
