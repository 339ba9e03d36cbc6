//! Numbers that share the letters of the last: `các Nghị quyết số 57, 59, 66, 68-NQ/TW` cites four documents.

use std::ops::Range;

use super::mention::Mention;
use super::time::Time;
use crate::kind::Kind;
use crate::text::Page;

/// How far a list may reach back.
const REACH: usize = 120;

/// Adds the documents whose bare digits stand before the number at `start` and share its letters. A kind word or `số` must
/// open the list.
pub(super) fn before(page: &Page<'_>, start: usize, last: &Mention, mentions: &mut Vec<Mention>) {
    let (text, offset) = page.behind(start, REACH);
    let (digits, rest) = members(text);
    let Some(number) = last.number().filter(|_| !digits.is_empty()) else { return };
    let bare = rest.strip_suffix("số").or_else(|| rest.strip_suffix("Số"));
    let word = Kind::closing(bare.unwrap_or(rest).trim_end());
    if word.is_none() && (bare.is_none() || last.kind.is_none()) {
        return;
    }
    let kind = word.map_or(last.kind, |(kind, _)| Some(kind));
    let head = word.map_or(rest.len(), |(_, at)| at);
    let member = |(index, range): (usize, &Range<usize>)| {
        let number = number.with_ordinal(&text[range.clone()])?;
        let from = if index == 0 { head } else { range.start };
        let time = number.year().map_or(Time::Open, Time::Year);
        let mention = Mention::numbered(offset + from..offset + range.end, kind, number);
        Some(Mention { time, scope: last.scope.clone(), ..mention })
    };
    mentions.extend(digits.iter().rev().enumerate().filter_map(member));
}

/// Returns where the bare digits stand that end a text, last first, and what stands before them.
fn members(text: &str) -> (Vec<Range<usize>>, &str) {
    const MOST: usize = 16;
    let mut found = Vec::new();
    let mut rest = text.trim_end();
    while found.len() < MOST {
        let Some(joined) = rest.strip_suffix([',', ';']).or_else(|| rest.strip_suffix(" và")) else { break };
        let joined = joined.trim_end();
        let digits = joined.len() - joined.trim_end_matches(|found: char| found.is_ascii_digit()).len();
        let before = &joined[..joined.len() - digits];
        if !(1..=4).contains(&digits) || !before.ends_with([' ', '\n']) {
            break;
        }
        found.push(before.len()..joined.len());
        rest = before.trim_end();
    }
    (found, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_before() {
        let cases = [
            ("các Nghị quyết số 57, 59 và ", &["59", "57"][..], "các Nghị quyết số"),
            ("ngày 12/3/2022, ", &[], "ngày 12/3/2022,"),
            ("Điều 5; ", &["5"], "Điều"),
        ];
        for (text, digits, rest) in cases {
            let (found, before) = members(text);
            let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
            assert_eq!((found.as_slice(), before), (digits, rest), "{text}");
        }
    }
}
