//! Numbers as people type them: lower case, without marks, blanks for separators, glued, in words.
//!
//! Lenient about spelling, strict about the sign that a number is meant: `số`, a type before the digits, or type letters
//! after them. `7 nghị quyết`, `năm 2020` and `kế hoạch 5 năm` are words.

use std::ops::Range;

use super::reader::read;
use super::{DocumentNumber, find};

/// Returns the numbers in a joined view of a query, in order.
pub(super) fn scan(query: &str) -> Vec<(Range<usize>, DocumentNumber)> {
    let strict: Vec<_> = find::scan_with(query, |_| true).collect();
    let (mut found, mut at): (Vec<(Range<usize>, DocumentNumber)>, usize) = (Vec::new(), 0);
    while let Some(next) = word_start(query, at) {
        let place = strict.binary_search_by_key(&next, |(range, _)| range.start).ok();
        let printed = || place.and_then(|place| strict.get(place)).map(|(range, number)| (range.end, settled(number)));
        // A dot is a separator in what people type, but not in `66.12/2026/NQ-CP`.
        let dotted = printed().filter(|(end, _)| query[next..*end].contains('.'));
        let taken = dotted.or_else(|| read(query, next)).or_else(printed);
        match taken {
            Some((end, number)) => {
                found.push((next..end, number));
                at = end;
            }
            None => at = next + run(&query[next..]).1.len(),
        }
    }
    found
}

/// Returns a number as people's spelling of it would be read: what is shown of a query must be read as the same number, and
/// of letters that no table knows this reading makes capitals.
fn settled(number: &DocumentNumber) -> DocumentNumber {
    let printed = number.to_string();
    let again = read(&printed, 0).filter(|(end, _)| *end == printed.len());
    again.map_or_else(|| number.clone(), |(_, again)| again)
}

/// Reads a text that is one number and nothing else but its date.
pub(super) fn whole(text: &str) -> Option<DocumentNumber> {
    let printed = find::scan_with(text, |_| true).next();
    if let Some((_, number)) = printed.filter(|(range, _)| *range == (0..text.len())) {
        return Some(number);
    }
    alone(text).or_else(|| canonical(text))
}

/// Reads a text that holds one number as people type it, and its date perhaps.
fn alone(text: &str) -> Option<DocumentNumber> {
    let (range, number) = scan(text).into_iter().next()?;
    let before = text[..range.start].trim();
    let after = text[range.end..].trim_start_matches(|found: char| !found.is_alphanumeric());
    let dated = vietnamese::fold(after.get(..after.len().min(8)).unwrap_or_default()).starts_with("ngay");
    let leads = !before.contains(char::is_alphanumeric) || matches!(vietnamese::fold(before).as_str(), "so" | "so:");
    (leads && (after.is_empty() || dated)).then_some(number)
}

/// Reads what a number is printed as: of letters that no table knows, like `2019/V05`, only the word `số` before them
/// makes a number, and it is not printed.
fn canonical(text: &str) -> Option<DocumentNumber> {
    let said = format!("số {text}");
    let (range, number) = scan(&said).into_iter().next()?;
    (range.end == said.len() && number.to_string() == text).then_some(number)
}

/// Returns where the next run of letters or digits begins that no word runs into.
fn word_start(text: &str, from: usize) -> Option<usize> {
    text[from..].find(char::is_alphanumeric).map(|offset| from + offset)
}

/// Returns whether the run that opens a text is of digits, and the run. White space and signs make an empty run.
pub(super) fn run(text: &str) -> (bool, &str) {
    let number = text.starts_with(|found: char| found.is_ascii_digit());
    let belongs = |found: char| found.is_alphanumeric() && found.is_ascii_digit() == number;
    let length = text.find(|found| !belongs(found)).unwrap_or(text.len());
    (number, &text[..length])
}
