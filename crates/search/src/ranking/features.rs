//! The terms that raise a score, read off the query: each once, however often it was typed.

use std::collections::BTreeMap;

use directive::{DocumentNumber, nicknamed};
use schema::Fields;
use tantivy::Term;

use super::form_words::form_words;
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
    /// The words as they were typed with marks, as places in [`Features::marks`]: where one of them is lacking, the term
    /// counts less.
    pub(super) needs: Vec<usize>,
}

/// How a term adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scoring {
    /// By how often it stands in the text, against how long the text is and how rare the term.
    Word,
    /// The same for two neighbours, of whose rarity the root counts.
    Pair,
    /// The same for the title; how rare a word is, its term in the text tells.
    Title(Term),
    /// By being there.
    Presence,
}

impl Scoring {
    /// Tells whether a passage that holds the term is better for it.
    pub(super) fn counts_in_passages(&self) -> bool {
        matches!(self, Scoring::Word | Scoring::Pair)
    }
}

/// What adds to a score.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Features {
    pub(super) list: Vec<Feature>,
    /// Words that were typed with marks: the exact terms of each, one of which should stand in the text.
    pub(super) marks: Vec<Vec<Term>>,
}

impl Features {
    /// Returns signs that a directive has or has not: each with its weight and its reason.
    pub(crate) fn signs(signs: impl IntoIterator<Item = (Term, f32, String)>) -> Features {
        let sign =
            |(term, weight, reason)| Feature { term, weight, scoring: Scoring::Presence, reason, needs: Vec::new() };
        Features { list: signs.into_iter().map(sign).collect(), marks: Vec::new() }
    }

    /// Returns the features of a query.
    pub(crate) fn of(fields: &Fields, query: &Query) -> Features {
        let mut gatherer =
            Gatherer { fields, features: Features::default(), typed: BTreeMap::new(), pending: Vec::new() };
        gatherer.list(&query.root, 1.0);
        gatherer.finish()
    }

    fn place(&self, term: &Term) -> Option<usize> {
        self.list.iter().position(|known| known.term == *term)
    }
}

/// How a word was typed.
#[derive(Default)]
struct Typed {
    exact: Vec<String>,
    unmarked: bool,
}

struct Gatherer<'a> {
    fields: &'a Fields,
    features: Features,
    /// By folded key.
    typed: BTreeMap<String, Typed>,
    /// Features with the folded keys of their words.
    pending: Vec<(usize, Vec<String>)>,
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
                let term = Term::from_field_text(self.fields.exact, &word.exact);
                self.add(term, weight::WORD * factor, Scoring::Word, format!("“{}” in the text", word.exact));
            }
            Node::Prefix(prefix) => self.word(&prefix.whole, factor),
            Node::Near(near) => {
                for words in near.parts.iter().flatten() {
                    self.run(&words.iter().collect::<Vec<_>>(), factor);
                }
            }
            Node::Phrase(words) => self.run(&words.iter().collect::<Vec<_>>(), factor),
            Node::Title(words) => words.iter().for_each(|word| self.title(word, weight::WORD * factor)),
            Node::Number(number, words) => self.number(number, words, factor),
            Node::OwnNumber(number) => self.own_number(&number.query_key(), factor),
            Node::Weighted(node, hundredths) => self.node(node, factor * *hundredths as f32 / 100.0),
            Node::Expanded(list, others) => {
                self.list(list, factor);
                self.others(others, factor);
            }
            Node::All(list) => self.list(list, factor),
            Node::Any(nodes) => nodes.iter().for_each(|node| self.node(node, factor)),
            Node::Facet(..) | Node::Date(_) => {}
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
            self.add(pair_term(self.fields, &one.folded, &other.folded), weight::PAIR * factor, Scoring::Pair, reason);
        }
    }

    /// Words that were typed next to one another.
    fn run(&mut self, words: &[&Word], factor: f32) {
        let form = form_words(words);
        let left = |form: bool| if form { weight::FORM_WORD } else { 1.0 };
        for (word, form) in words.iter().zip(&form) {
            self.word(word, factor * left(*form));
        }
        for (two, form) in words.windows(2).zip(form.windows(2)) {
            let term = pair_term(self.fields, &two[0].folded, &two[1].folded);
            let reason = format!("“{} {}” together", two[0].exact, two[1].exact);
            let weight = weight::PAIR * factor * left(form[0] && form[1]);
            let place = self.add(term, weight, Scoring::Pair, reason);
            self.pending.push((place, vec![two[0].folded.clone(), two[1].folded.clone()]));
        }
    }

    fn word(&mut self, word: &Word, factor: f32) {
        let typed = self.typed.entry(word.folded.clone()).or_default();
        typed.unmarked |= !word.marked;
        if !typed.exact.contains(&word.exact) {
            typed.exact.push(word.exact.clone());
        }
        let term = Term::from_field_text(self.fields.folded, &word.folded);
        let place = self.add(term, weight::WORD * factor, Scoring::Word, format!("“{}” in the text", word.exact));
        self.pending.push((place, vec![word.folded.clone()]));
        self.title(word, weight::TITLE * factor);
    }

    fn title(&mut self, word: &Word, weight: f32) {
        let term = Term::from_field_text(self.fields.title_folded, &word.folded);
        let in_text = Term::from_field_text(self.fields.folded, &word.folded);
        self.add(term, weight, Scoring::Title(in_text), format!("“{}” in the title", word.exact));
    }

    /// A number, as the directive's own or as one that it cites; its words tell apart those that do no more.
    fn number(&mut self, number: &DocumentNumber, words: &[Word], factor: f32) {
        for number in std::iter::once(number.clone()).chain(nicknamed(number)) {
            self.own_number(&number.query_key(), factor);
            let term = Term::from_field_text(self.fields.cited, &number.query_key());
            self.add(term, weight::CITED_NUMBER * factor, Scoring::Presence, format!("cites {number}"));
        }
        self.run(&words.iter().collect::<Vec<_>>(), factor);
    }

    fn own_number(&mut self, key: &str, factor: f32) {
        let term = Term::from_field_text(self.fields.number, key);
        self.add(term, weight::OWN_NUMBER * factor, Scoring::Presence, "its own number".to_owned());
    }

    /// Adds a term and returns its place; it counts once, with the greatest weight that it was given.
    fn add(&mut self, term: Term, weight: f32, scoring: Scoring, reason: String) -> usize {
        let place = self.features.place(&term).unwrap_or_else(|| {
            self.features.list.push(Feature { term, weight, scoring, reason, needs: Vec::new() });
            self.features.list.len() - 1
        });
        let known = &mut self.features.list[place];
        known.weight = known.weight.max(weight);
        place
    }

    /// Ties words and pairs to the marks they were typed with. A word that was typed once without is free.
    fn finish(mut self) -> Features {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (folded, typed) in self.typed.into_iter().filter(|(_, typed)| !typed.unmarked) {
            places.insert(folded, self.features.marks.len());
            let exact = typed.exact.iter().map(|exact| Term::from_field_text(self.fields.exact, exact));
            self.features.marks.push(exact.collect());
        }
        for (place, words) in self.pending {
            let needs = words.iter().filter_map(|word| places.get(word).copied());
            self.features.list[place].needs = needs.collect();
        }
        self.features
    }
}
