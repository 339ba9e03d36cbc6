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

/// Names, and whether they are Vietnamese: in a query all in capitals those are words like the others.
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

/// Returns the operator that a run of signs is, in a query that shouts or not.
pub(super) fn operator(run: &str, shouts: bool) -> Option<Operator> {
    if run.len() > LONGEST || !run.starts_with(char::is_uppercase) {
        return None;
    }
    let run = vietnamese::normalise(run).text;
    let (name, distance) = run.split_once('/').map_or((run.as_str(), None), |(name, rest)| (name, Some(rest)));
    let (_, _, operator) = NAMES.iter().find(|(own, vietnamese, _)| *own == name && !(shouts && *vietnamese))?;
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

/// A query all in capitals: then its Vietnamese operators are no operators but shouting.
pub(super) fn shouts(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}
