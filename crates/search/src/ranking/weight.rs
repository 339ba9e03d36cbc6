//! What each sign of a good hit adds: all the weights of the ranking, in one place.
//!
//! Found on two sets of judged questions at once, law articles and directives. `tracuu eval` measures them, docs/ranking.md
//! holds the figures and what was tried in vain.

/// How soon repetitions of a term stop adding. Titles and rules repeat their words for form's sake, so early.
pub(super) const K1: f32 = 0.45;
/// How much longer texts are held back.
pub(super) const B: f32 = 0.75;

/// A word of the query in any spelling: the unit.
pub(super) const WORD: f32 = 1.0;
/// What is left of a word or pair that was typed with marks where the text has it with other marks only.
pub(super) const OTHER_MARKS: f32 = 0.2;
/// What is left of a word that only gives a question its form, and of a pair of two such.
pub(super) const FORM_WORD: f32 = 0.3;
/// Two neighbours of the query that are neighbours in the text. Their rarity counts by its root: rare pairs are many.
pub(super) const PAIR: f32 = 1.0;
/// A word in the title.
pub(super) const TITLE: f32 = 0.7;
/// The passage that holds most of the query, for the best hits.
pub(super) const PASSAGE: f32 = 1.0;
/// A phrase that says in other words what was typed.
pub(super) const EXPANDED: f32 = 0.5;
/// The directive whose own number was typed stands above all; one that cites it above those that only hold its words.
pub(super) const OWN_NUMBER: f32 = 1_000.0;
pub(super) const CITED_NUMBER: f32 = 20.0;
