//! What is looked for as a query of the engine: a tree over terms and over queries that it has already.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::BoxedQuery;
use super::bits::Bits;
use super::found::{Engine, Leaf};
use super::tree::Tree;
use crate::batch::WINDOW;
use crate::deadline::Deadline;
use crate::postings::Cursor;

/// A leaf of what is looked for.
#[derive(Debug)]
pub(crate) enum Sought {
    Term(Term),
    Query(BoxedQuery),
}

enum Weighed {
    Term(Term),
    Query(Box<dyn Weight>),
}

impl Tree<Sought> {
    /// Returns the terms any of which is enough; `None` where more is asked for than terms, or than one.
    pub(super) fn any_of(&self) -> Option<Vec<Term>> {
        match self {
            Tree::Leaf(Sought::Term(term)) => Some(vec![term.clone()]),
            Tree::Any(members) => {
                let members = members.iter().map(Tree::any_of).collect::<Option<Vec<_>>>()?;
                Some(members.into_iter().flatten().collect())
            }
            _ => None,
        }
    }

    /// Returns the query. A leaf alone is the engine's own, which skips what is not there.
    pub(super) fn into_query(self, deadline: &Deadline) -> BoxedQuery {
        match self {
            Tree::Leaf(Sought::Term(term)) => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
            Tree::Leaf(Sought::Query(query)) => query,
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
                Sought::Term(term) => Sought::Term(term.clone()),
                Sought::Query(query) => Sought::Query(query.box_clone()),
            })
        };
        let Ok(tree) = self.tree.map(&leaf);
        TreeQuery { tree, deadline: self.deadline.clone() }
    }
}

impl Query for TreeQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let leaf = |leaf: &Sought| {
            Ok(match leaf {
                Sought::Term(term) => Weighed::Term(term.clone()),
                Sought::Query(query) => Weighed::Query(query.weight(scoring)?),
            })
        };
        let tree = self.tree.map::<_, TantivyError>(&leaf)?;
        Ok(Box::new(TreeWeight { tree, deadline: self.deadline.clone() }))
    }
}

struct TreeWeight {
    tree: Tree<Weighed>,
    deadline: Deadline,
}

impl Weight for TreeWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let leaf = |leaf: &Weighed| {
            Ok(match leaf {
                Weighed::Term(term) => {
                    Cursor::open(reader, term, false)?.map_or(Leaf::Nothing, |cursor| Leaf::Term(Box::new(cursor)))
                }
                Weighed::Query(weight) => Leaf::Engine(Engine::new(weight.scorer(reader, 1.0)?)),
            })
        };
        let mut tree = self.tree.map::<_, TantivyError>(&leaf)?;
        tree.order();
        let bits = Bits::EMPTY;
        let mut scorer = TreeScorer { tree, bits, first: 0, document: 0, deadline: self.deadline.clone() };
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
    tree: Tree<Leaf>,
    /// What matches in the window.
    bits: Bits,
    /// The first document of the window.
    first: DocId,
    document: DocId,
    deadline: Deadline,
}

impl TreeScorer {
    /// Goes to the first window at `target` or after it that holds a match, and returns it. After the deadline there is
    /// none.
    fn window_from(&mut self, mut target: DocId) -> DocId {
        while !self.deadline.is_over() {
            self.first = self.tree.first_from(target);
            if self.first >= TERMINATED {
                return TERMINATED;
            }
            self.bits = Bits::EMPTY;
            self.tree.fill(self.first, &mut self.bits);
            if let Some(at) = self.bits.first_from(0) {
                return self.first + at;
            }
            target = self.first + WINDOW;
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
        u32::try_from(self.tree.cost()).unwrap_or(u32::MAX)
    }
}

impl Scorer for TreeScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
