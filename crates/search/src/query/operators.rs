//! The operators that are written as words. Only in capitals: the same words stand in every second sentence.

/// An operator between parts of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    /// With the most other words between.
    Near(u32),
}

/// The distance of NEAR without a number.
const USUAL_DISTANCE: u32 = 5;

/// Names, and whether they are Vietnamese.
const NAMES: [(&str, bool, Operator); 8] = [
    ("AND", false, Operator::And),
    ("VÀ", true, Operator::And),
    ("OR", false, Operator::Or),
    ("HOẶC", true, Operator::Or),
    ("NOT", false, Operator::Not),
    ("KHÔNG", true, Operator::Not),
    ("NEAR", false, Operator::Near(USUAL_DISTANCE)),
    ("GẦN", true, Operator::Near(USUAL_DISTANCE)),
];

/// Longest name, with its distance, that is looked at, in bytes.
const LONGEST: usize = 40;

/// Returns the operator that a run of signs is, where Vietnamese capitals are words or not.
pub(super) fn operator(run: &str, literal: bool) -> Option<Operator> {
    if run.len() > LONGEST || !run.starts_with(char::is_uppercase) {
        return None;
    }
    let run = vietnamese::normalise(run).text;
    let (name, distance) = run.split_once('/').map_or((run.as_str(), None), |(name, rest)| (name, Some(rest)));
    let (_, _, operator) = NAMES.iter().find(|(own, vietnamese, _)| *own == name && !(literal && *vietnamese))?;
    match (operator, distance) {
        (operator, None) => Some(*operator),
        (Operator::Near(_), Some(distance)) => digits(distance).map(Operator::Near),
        _ => None,
    }
}

/// Reads a whole number of any length; what is too large to count is the largest that is not.
pub(super) fn digits(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u32::MAX))
}

/// How the words of a query are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Capitals are operators.
    Plain,
    /// All in capitals: Vietnamese operators are words like the others.
    Shouting,
    /// A sentence, as people ask it: `điều nào KHÔNG phải là …`. Capitals give emphasis.
    Sentence,
}

impl Tone {
    /// Tells whether Vietnamese words in capitals are words and no operators.
    pub(super) fn is_literal(self) -> bool {
        self != Tone::Plain
    }
}

/// Words in small letters from which on a query is a sentence.
const SENTENCE: usize = 8;

/// Returns how the words of a query are to be taken. Brackets and English operators are no part of a sentence.
pub(super) fn tone(text: &str) -> Tone {
    if !text.chars().any(char::is_lowercase) {
        return Tone::Shouting;
    }
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.chars().all(|sign| !sign.is_uppercase()) && !word.contains(':')).count();
    let formal = text.contains('(') || words().any(|word| operator(word, true).is_some());
    match !formal && (small >= SENTENCE || text.trim_end().ends_with('?')) {
        true => Tone::Sentence,
        false => Tone::Plain,
    }
}
