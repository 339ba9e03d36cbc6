//! What each sign of a good hit adds: all the weights of the ranking, in one place.
//!
//! Units: one folded word is 1. Measured with `tracuu eval`; the figures stand in the commit that sets a weight.

/// How soon repetitions of a term stop adding. Titles and rules repeat their words for form's sake, so early.
pub(super) const K1: f32 = 0.6;
/// How much longer texts are held back.
pub(super) const B: f32 = 0.75;

/// A word of the query in any spelling.
pub(super) const WORD: f32 = 1.0;
/// A word that stands in the text with the marks it was typed with.
pub(super) const EXACT: f32 = 0.3;
/// A word typed without marks that stands so in the text.
pub(super) const EXACT_UNMARKED: f32 = 0.1;
/// Two neighbours of the query that are neighbours in the text.
pub(super) const PAIR: f32 = 1.0;
/// A word in the title.
pub(super) const TITLE: f32 = 0.3;
/// A phrase that says in other words what was typed.
pub(super) const EXPANDED: f32 = 0.5;
/// The directive whose own number was typed stands above all; one that cites it above those that only hold its words.
pub(super) const OWN_NUMBER: f32 = 1_000.0;
pub(super) const CITED_NUMBER: f32 = 20.0;
