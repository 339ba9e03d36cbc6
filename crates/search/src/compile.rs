//! The tree of what is looked for, as queries of the engine.
//!
//! Matching goes by the folded keys, so that words typed without marks, or printed with wrong ones, are found. What was
//! typed with marks and stands so in the text, what stands together, and what stands in the title, adds to the score.

use schema::{Facet, Fields};
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::error::SearchError;
use crate::filters::{Selector, selector};
use crate::phrase::{NeighboursQuery, pair_term};
use crate::query::{List, Node, Query, Word};
use crate::request::MatchMode;

type BoxedQuery = Box<dyn tantivy::query::Query>;

/// What each sign of a good hit adds, in units of one folded word.
mod weight {
    /// A word that stands in the text with the marks it was typed with.
    pub(super) const EXACT: f32 = 1.0;
    /// A word typed without marks that stands so in the text.
    pub(super) const EXACT_UNMARKED: f32 = 0.25;
    /// Two neighbours of the query that are neighbours in the text.
    pub(super) const PAIR: f32 = 1.0;
    /// A word in the title.
    pub(super) const TITLE: f32 = 0.5;
    /// The directive whose own number was typed stands above all; one that cites it above those that only hold its
    /// words.
    pub(super) const OWN_NUMBER: f32 = 1_000.0;
    pub(super) const CITED_NUMBER: f32 = 20.0;
}

/// Share of the words that must be found when most of them are asked for.
const MOST: f32 = 0.7;

/// Returns the engine's query for a query as it was read.
///
/// # Errors
/// [`SearchError::InvalidValue`] for a field with a value that cannot be read.
pub(crate) fn compile(fields: &Fields, query: &Query, mode: MatchMode) -> Result<BoxedQuery, SearchError> {
    Compiler { fields, mode }.list(&query.root)
}

struct Compiler<'a> {
    fields: &'a Fields,
    mode: MatchMode,
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
        let members = self.members(list)?;
        if members.is_empty() {
            return Ok(Box::new(AllQuery));
        }
        let needed = self.needed(members.len());
        let all = needed == members.len();
        let occur = if all { Occur::Must } else { Occur::Should };
        let mut clauses: Vec<_> = members.into_iter().map(|member| (occur, member)).collect();
        if !all {
            clauses = vec![(Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(clauses, needed)) as _)];
        }
        clauses.extend(self.extras(list).into_iter().map(|extra| (Occur::Should, extra)));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn needed(&self, members: usize) -> usize {
        match self.mode {
            MatchMode::All => members,
            MatchMode::Most => ((members as f32 * MOST).ceil() as usize).max(1),
            MatchMode::Any => 1,
        }
    }

    /// What is counted as found or not found: each distinct word, and everything else.
    fn members(&self, list: &List) -> Result<Vec<BoxedQuery>, SearchError> {
        let mut members = Vec::new();
        let mut met = Vec::new();
        for node in &list.wanted {
            if let Node::Word(word) = node {
                if met.contains(&&word.folded) {
                    continue;
                }
                met.push(&word.folded);
            }
            members.push(self.node(node)?);
        }
        Ok(members)
    }

    fn node(&self, node: &Node) -> Result<BoxedQuery, SearchError> {
        Ok(match node {
            Node::Word(word) => self.term(self.fields.folded, &word.folded),
            Node::Phrase(words) => self.phrase(words),
            Node::Number(number, words) => self.number(&number.query_key(), words),
            Node::OwnNumber(number) => constant(self.key(self.fields.number, &number.query_key()), weight::OWN_NUMBER),
            Node::Title(words) => self.title(words),
            Node::Facet(facet, value) => self.facet(*facet, value)?,
            Node::All(list) => self.list(list)?,
            Node::Any(nodes) => {
                let nodes = nodes.iter().map(|node| self.node(node)).collect::<Result<Vec<_>, _>>()?;
                Box::new(BooleanQuery::union(nodes))
            }
        })
    }

    /// What is excluded binds its marks: `-đường` leaves `dương` in.
    fn excluded(&self, node: &Node) -> Result<BoxedQuery, SearchError> {
        match node {
            Node::Word(word) if word.marked => Ok(self.term(self.fields.exact, &word.exact)),
            node => self.node(node),
        }
    }

    /// What raises the score without being needed.
    fn extras(&self, list: &List) -> Vec<BoxedQuery> {
        let words = list.wanted.iter().flat_map(|node| match node {
            Node::Word(word) => std::slice::from_ref(word),
            Node::Phrase(words) => words,
            _ => &[],
        });
        let mut extras = Extras::default();
        for word in words {
            let exact = if word.marked { weight::EXACT } else { weight::EXACT_UNMARKED };
            extras.add(self.fields.exact, &word.exact, exact);
            extras.add(self.fields.title_folded, &word.folded, weight::TITLE);
            if word.marked {
                extras.add(self.fields.title_exact, &word.exact, weight::TITLE);
            }
        }
        let pairs = neighbours(&list.wanted).map(|(one, other)| pair_term(self.fields, &one.folded, &other.folded));
        let mut pairs: Vec<Term> = pairs.collect();
        pairs.sort_unstable();
        pairs.dedup();
        extras.terms.extend(pairs.into_iter().map(|pair| (pair, weight::PAIR)));
        extras.queries()
    }

    fn term(&self, field: Field, key: &str) -> BoxedQuery {
        Box::new(TermQuery::new(Term::from_field_text(field, key), IndexRecordOption::WithFreqs))
    }

    fn key(&self, field: Field, key: &str) -> BoxedQuery {
        Box::new(TermQuery::new(Term::from_field_text(field, key), IndexRecordOption::Basic))
    }

    /// A phrase, or one word whose marks bind. Its words score as if they were typed alone.
    fn phrase(&self, words: &[Word]) -> BoxedQuery {
        let scored = words.iter().map(|word| (Occur::Should, self.term(self.fields.folded, &word.folded)));
        let needed: BoxedQuery = match words {
            [] => Box::new(EmptyQuery),
            [word] => self.term(self.fields.exact, &word.exact),
            _ => Box::new(NeighboursQuery::new(self.fields, words.to_vec())),
        };
        Box::new(BooleanQuery::new(std::iter::once((Occur::Must, needed)).chain(scored).collect()))
    }

    fn number(&self, key: &str, words: &[Word]) -> BoxedQuery {
        let mut found = vec![
            constant(self.key(self.fields.number, key), weight::OWN_NUMBER),
            constant(self.key(self.fields.cited, key), weight::CITED_NUMBER),
        ];
        if words.len() > 1 {
            found.push(Box::new(NeighboursQuery::new(self.fields, words.to_vec())));
        }
        Box::new(BooleanQuery::union(found))
    }

    fn title(&self, words: &[Word]) -> BoxedQuery {
        let clauses = words.iter().flat_map(|word| {
            let exact = word.marked.then(|| (Occur::Should, self.term(self.fields.title_exact, &word.exact)));
            exact.into_iter().chain([(Occur::Must, self.term(self.fields.title_folded, &word.folded))])
        });
        Box::new(BooleanQuery::new(clauses.collect()))
    }

    fn facet(&self, facet: Facet, value: &str) -> Result<BoxedQuery, SearchError> {
        let (excluded, selector) = selector(facet, value)?;
        let field = self.fields.facet(facet);
        let term = |text: &str| Term::from_field_text(field, text);
        let found: BoxedQuery = match selector {
            Selector::Missing => Box::new(BooleanQuery::new(vec![
                (Occur::Must, Box::new(AllQuery)),
                (Occur::MustNot, Box::new(tantivy::query::ExistsQuery::new(facet.name().to_owned(), false))),
            ])),
            Selector::Cited(key) => self.key(self.fields.cited, &key),
            Selector::Terms { low, high } => {
                Box::new(RangeQuery::new(std::ops::Bound::Included(term(&low)), std::ops::Bound::Excluded(term(&high))))
            }
            Selector::Years(years) => Box::new(RangeQuery::new(
                std::ops::Bound::Included(Term::from_field_u64(field, *years.start())),
                std::ops::Bound::Included(Term::from_field_u64(field, *years.end())),
            )),
        };
        let found = constant(found, 0.0);
        Ok(match excluded {
            true => Box::new(BooleanQuery::new(vec![(Occur::Must, Box::new(AllQuery)), (Occur::MustNot, found)])),
            false => found,
        })
    }
}

fn constant(query: BoxedQuery, score: f32) -> BoxedQuery {
    Box::new(ConstScoreQuery::new(query, score))
}

/// Returns the words that were typed next to one another, two by two.
fn neighbours(wanted: &[Node]) -> impl Iterator<Item = (&Word, &Word)> {
    wanted.windows(2).filter_map(|two| match two {
        [Node::Word(one), Node::Word(other)] => Some((one, other)),
        _ => None,
    })
}

/// Terms with their weights, each once.
#[derive(Default)]
struct Extras {
    terms: Vec<(Term, f32)>,
}

impl Extras {
    fn add(&mut self, field: Field, key: &str, weight: f32) {
        let term = Term::from_field_text(field, key);
        if !self.terms.iter().any(|(known, _)| *known == term) {
            self.terms.push((term, weight));
        }
    }

    fn queries(self) -> Vec<BoxedQuery> {
        let query = |(term, weight)| {
            let query: BoxedQuery = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            Box::new(BoostQuery::new(query, weight)) as BoxedQuery
        };
        self.terms.into_iter().map(query).collect()
    }
}
