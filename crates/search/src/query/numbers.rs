//! Where document numbers stand in a query: outside of quotes, where words are meant as they stand, and not in what an
//! operator or a field holds (`NEAR/5 nq tw`, `năm:2020 nq tw`).

use std::ops::Range;

use directive::DocumentNumber;
use schema::Facet;

use super::fields::{Field, field};
use super::operators::operator;
use super::quotes::outside;

/// Returns the numbers of a query with their places, in order.
pub(super) fn numbers(text: &str, literal: bool) -> Vec<(Range<usize>, DocumentNumber)> {
    let stretches = outside(text).into_iter().flat_map(|stretch| free(text, &stretch, literal));
    stretches.flat_map(|stretch| find(text, stretch)).collect()
}

fn find(text: &str, stretch: Range<usize>) -> impl Iterator<Item = (Range<usize>, DocumentNumber)> {
    let from = stretch.start;
    let found = DocumentNumber::find_typed(&text[stretch]).into_iter();
    found.map(move |(span, number)| (from + span.start..from + span.end, number)).filter(|(at, _)| !at.is_empty())
}

/// Tells whether a number would be seen in words that stand outside of quotes.
pub(super) fn holds_number(text: &str) -> bool {
    !DocumentNumber::find_typed(text).is_empty()
}

/// Returns the pieces of a stretch between operators, values and weights.
fn free(text: &str, stretch: &Range<usize>, literal: bool) -> Vec<Range<usize>> {
    let (mut pieces, mut from) = (Vec::new(), stretch.start);
    for run in runs(text, stretch) {
        for taken in taken(&text[run.clone()], literal) {
            pieces.push(from..run.start + taken.start);
            from = run.start + taken.end;
        }
    }
    pieces.push(from..stretch.end);
    pieces
}

/// Returns the runs between white space and brackets.
fn runs(text: &str, stretch: &Range<usize>) -> Vec<Range<usize>> {
    let from = stretch.start;
    let parts = text[stretch.clone()].split(|sign: char| sign.is_whitespace() || "()\0".contains(sign));
    let mut at = from;
    let mut runs = Vec::new();
    for part in parts {
        runs.push(at..at + part.len());
        // The sign that ends a run may be longer than a byte.
        at += part.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    runs
}

/// Returns the places in a run where no number may stand.
fn taken(run: &str, literal: bool) -> Vec<Range<usize>> {
    if operator(run, literal).is_some() || holds_value(run) {
        return std::iter::once(0..run.len()).collect();
    }
    let distance = run.strip_prefix('~').map(|rest| 0..1 + weight_length(rest));
    let weights = run.match_indices('^').map(|(at, _)| at..at + 1 + weight_length(&run[at + 1..]));
    distance.into_iter().chain(weights).collect()
}

/// Tells whether a run is a field whose value is no number.
fn holds_value(run: &str) -> bool {
    let named = run.split_once(':').and_then(|(name, _)| field(name.trim_start_matches('-')));
    !matches!(named, None | Some(Field::Number | Field::CitedBy | Field::Facet(Facet::Cites)))
}

/// Returns how long the digits are that open a text, if no word goes on behind them.
fn weight_length(text: &str) -> usize {
    let length = text.find(|sign: char| !sign.is_ascii_digit() && !".,".contains(sign)).unwrap_or(text.len());
    if text[length..].starts_with(char::is_alphanumeric) { 0 } else { length }
}
