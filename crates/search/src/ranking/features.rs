//! The terms that raise a score, read off the query: each once, however often it was typed.

use schema::Fields;
use tantivy::Term;

use super::weight;
use crate::matching::pair_term;
use crate::query::{List, Node, Query, Word};

/// A term that adds to the score of the directives that hold it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Feature {
    pub(super) term: Term,
    pub(super) weight: f32,
    pub(super) scoring: Scoring,
    /// Why it adds, for a person to read.
    pub(super) reason: String,
}

/// How a term adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scoring {
    /// By how often it stands in the text, against how long the text is and how rare the term.
    InText,
    /// The same for the title.
    InTitle,
    /// By being there.
    Presence,
}

/// Returns the features of a query.
pub(crate) fn features(fields: &Fields, query: &Query) -> Vec<Feature> {
    let mut gatherer = Gatherer { fields, features: Vec::new() };
    gatherer.list(&query.root, 1.0);
    gatherer.features
}

struct Gatherer<'a> {
    fields: &'a Fields,
    features: Vec<Feature>,
}

impl Gatherer<'_> {
    fn list(&mut self, list: &List, factor: f32) {
        let mut run: Vec<&Word> = Vec::new();
        for node in &list.wanted {
            match node {
                Node::Word(word) => run.push(word),
                // What was typed keeps its neighbours.
                Node::Expanded(typed, others) => {
                    run.extend(typed.words());
                    self.others(others, factor);
                }
                node => {
                    self.run(&std::mem::take(&mut run), factor);
                    self.node(node, factor);
                }
            }
        }
        self.run(&run, factor);
    }

    fn node(&mut self, node: &Node, factor: f32) {
        match node {
            Node::Word(word) => self.run(&[word], factor),
            Node::Spelling(word) => {
                let reason = format!("“{}” in the text", word.exact);
                self.add(Term::from_field_text(self.fields.exact, &word.exact), weight::WORD * factor, reason);
            }
            Node::Phrase(words) => self.run(&words.iter().collect::<Vec<_>>(), factor),
            Node::Title(words) => words.iter().for_each(|word| self.in_title(word, weight::WORD * factor)),
            Node::Number(number, _) => {
                self.own_number(&number.query_key(), factor);
                let term = Term::from_field_text(self.fields.cited, &number.query_key());
                self.presence(term, weight::CITED_NUMBER * factor, format!("cites {number}"));
            }
            Node::OwnNumber(number) => self.own_number(&number.query_key(), factor),
            Node::Weighted(node, hundredths) => self.node(node, factor * *hundredths as f32 / 100.0),
            Node::Expanded(list, others) => {
                self.list(list, factor);
                self.others(others, factor);
            }
            Node::All(list) => self.list(list, factor),
            Node::Any(nodes) => nodes.iter().for_each(|node| self.node(node, factor)),
            Node::Facet(..) => {}
        }
    }

    /// Phrases that say in other words what was typed. However many words, each counts as one thing and less than a
    /// typed word: a phrase by its pairs, a word by itself.
    fn others(&mut self, others: &[Vec<Word>], factor: f32) {
        let factor = factor * weight::EXPANDED;
        for words in others {
            match words.as_slice() {
                [word] => self.word(word, factor),
                words => self.pairs(words, factor / words.len().saturating_sub(1).max(1) as f32),
            }
        }
    }

    fn pairs(&mut self, words: &[Word], factor: f32) {
        for (one, other) in words.iter().zip(words.iter().skip(1)) {
            let reason = format!("“{} {}” together", one.exact, other.exact);
            self.add(pair_term(self.fields, &one.folded, &other.folded), weight::PAIR * factor, reason);
        }
    }

    /// Words that were typed next to one another.
    fn run(&mut self, words: &[&Word], factor: f32) {
        for word in words {
            self.word(word, factor);
        }
        for two in words.windows(2) {
            let reason = format!("“{} {}” together", two[0].exact, two[1].exact);
            self.add(pair_term(self.fields, &two[0].folded, &two[1].folded), weight::PAIR * factor, reason);
        }
    }

    fn word(&mut self, word: &Word, factor: f32) {
        let folded = Term::from_field_text(self.fields.folded, &word.folded);
        self.add(folded, weight::WORD * factor, format!("“{}” in any spelling", word.folded));
        let exact = if word.marked { weight::EXACT } else { weight::EXACT_UNMARKED };
        let reason = format!("“{}” as it was typed", word.exact);
        self.add(Term::from_field_text(self.fields.exact, &word.exact), exact * factor, reason);
        self.in_title(word, weight::TITLE * factor);
    }

    fn in_title(&mut self, word: &Word, weight: f32) {
        let term = Term::from_field_text(self.fields.title_folded, &word.folded);
        let reason = format!("“{}” in the title", word.folded);
        self.push(Feature { term, weight, scoring: Scoring::InTitle, reason });
    }

    fn own_number(&mut self, key: &str, factor: f32) {
        let term = Term::from_field_text(self.fields.number, key);
        self.presence(term, weight::OWN_NUMBER * factor, "its own number".to_owned());
    }

    fn presence(&mut self, term: Term, weight: f32, reason: String) {
        self.push(Feature { term, weight, scoring: Scoring::Presence, reason });
    }

    fn add(&mut self, term: Term, weight: f32, reason: String) {
        self.push(Feature { term, weight, scoring: Scoring::InText, reason });
    }

    /// A term counts once, with the greatest weight that it was given.
    fn push(&mut self, feature: Feature) {
        match self.features.iter_mut().find(|known| known.term == feature.term) {
            Some(known) => known.weight = known.weight.max(feature.weight),
            None => self.features.push(feature),
        }
    }
}
