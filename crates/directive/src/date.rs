//! Dates: `ngày 12 tháng 5 năm 2026`, `ngày 16/3/2022`, and the line that says where and when.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::fact::Fact;
use crate::province::Province;
use crate::text::Page;

static IN_FIGURES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?-u:\b)").ok());
/// A day in words, of which day and month may be blank.
const DAY_IN_WORDS: &str =
    r"(?i:ngày)[\s.…]*(\d\s?\d?)?[\s.…]*(?i:th[áắấà]ng)[\s.…]*(\d\s?\d?)?[\s.…]*(?i:năm)\s*(\d{3}[\dlI\]])";
/// The most characters of a place before it.
const LONGEST_PLACE: usize = 41;
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DAY_IN_WORDS).ok());
/// What the line of place and date says.
#[derive(Debug, Default)]
pub(crate) struct Issued {
    pub(crate) place: Fact<String>,
    pub(crate) date: Fact<Date>,
    /// The year, also when day or month were left blank.
    pub(crate) year: Fact<i16>,
    /// Where a date stands that the calendar does not know.
    pub(crate) impossible: Option<Range<usize>>,
}

/// Returns the date that opens a text, and the byte after it. By hand, as every citation is asked for its date.
pub(crate) fn opening(text: &str) -> Option<(Date, usize)> {
    let rest = text.trim_start_matches(|found: char| found.is_whitespace() || matches!(found, ',' | '('));
    let issued = rest.strip_prefix("ban hành").filter(|rest| rest.starts_with(char::is_whitespace));
    let rest = issued.map_or(rest, str::trim_start);
    let mut letters = rest.chars();
    if !"ngày".chars().all(|small| letters.next().is_some_and(|found| alike(found, small))) {
        return None;
    }
    let (day, rest) = part(letters.as_str(), 1..=2)?;
    let (month, rest) = part(parted(rest, "tháng")?, 1..=2)?;
    let (year, rest) = part(parted(rest, "năm")?, 4..=4)?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, text.len() - rest.len()))
}

/// Tells whether a character is a small letter but for case.
pub(crate) fn alike(found: char, small: char) -> bool {
    found == small || (!found.is_lowercase() && found.to_lowercase().eq([small]))
}

/// Takes so many digits, and what stands behind them.
fn part(text: &str, lengths: RangeInclusive<usize>) -> Option<(i16, &str)> {
    let text = text.trim_start();
    let length = text.bytes().take(*lengths.end()).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(length);
    Some((digits.parse().ok().filter(|_| lengths.contains(&length))?, rest))
}

/// Steps over what parts day, month and year: a sign or a word.
fn parted<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim_start();
    text.strip_prefix(['/', '-', '.']).or_else(|| text.strip_prefix(word))
}

/// Returns the date that opens a text in figures only: `10/06/2026`.
pub(crate) fn in_figures(text: &str) -> Option<Date> {
    date(&IN_FIGURES.as_ref()?.captures(text)?, 1)
}

/// Returns the day that stands in three groups of a pattern, from one on: day, month and year.
pub(crate) fn date(found: &Captures<'_>, first: usize) -> Option<Date> {
    let part =
        |index: usize| found.get(first + index)?.as_str().split_whitespace().collect::<String>().parse::<i16>().ok();
    Date::new(part(2)?, i8::try_from(part(1)?).ok()?, i8::try_from(part(0)?).ok()?).ok()
}

/// Reads the line of place and date in a range of the text. `after` is where the own number ends, which may share it.
pub(crate) fn issued(page: &Page<'_>, within: Range<usize>, after: Option<usize>) -> Issued {
    let mut issued = Issued::default();
    let text = &page.text[within.clone()];
    let after_there = after.and_then(|end| end.checked_sub(within.start));
    let Some(PlaceLine { place, day: found, .. }) = place_line(text, |line| stands_alone(text, line, after_there))
    else {
        return issued;
    };
    let (Some(whole), Some(year)) = (found.get(0), found.get(3)) else { return issued };
    let (place, end) = (within.start + place.start..within.start + place.end, within.start + whole.end());
    let start = place.start.max(after.filter(|end| *end < place.end).unwrap_or(0));
    let span = page.span(start..end);
    let name = place_name(&page.text[start..place.end]);
    if !name.is_empty() {
        issued.place = Fact::stated(name, page.span(start..place.end));
    }
    if let Ok(year) = year.as_str().replace(['l', 'I', ']'], "1").parse() {
        issued.year = Fact::stated(year, span);
    }
    match date(&found, 1) {
        Some(date) => issued.date = Fact::stated(date, span),
        None if found.get(1).is_some() && found.get(2).is_some() => issued.impossible = Some(start..end),
        None => {}
    }
    issued
}

/// A line of place and date.
#[derive(Debug)]
struct PlaceLine<'t> {
    place: Range<usize>,
    has_comma: bool,
    /// Day, month and year.
    day: Captures<'t>,
}

/// Returns the first line of place and date that is the one.
fn place_line<'t>(text: &'t str, is_the_one: impl Fn(&PlaceLine<'t>) -> bool) -> Option<PlaceLine<'t>> {
    let mut at = 0;
    for day in DAY.as_ref()?.captures_iter(text) {
        let Some(range) = day.get(0).map(|day| day.range()) else { continue };
        let Some((place, has_comma)) = place_before(&text[..range.start], at) else { continue };
        at = range.end;
        let line = PlaceLine { place, has_comma, day };
        if is_the_one(&line) {
            return Some(line);
        }
    }
    None
}

/// Returns the place that ends a text and does not begin before `from`, and whether a comma follows it: a capital, as far
/// back as it can be, and letters, dots, dashes and spaces behind it. By hand, since a pattern that begins with any capital
/// is slow, and slow to make.
fn place_before(text: &str, from: usize) -> Option<(Range<usize>, bool)> {
    let before = &text[from..];
    let trimmed = before.trim_end();
    let name = trimmed.strip_suffix(',').map_or(trimmed, str::trim_end);
    let is_spaced = before[name.len()..].starts_with(' ');
    let letters = name.char_indices().rev().take(LONGEST_PLACE);
    let letters = letters.take_while(|(_, found)| found.is_alphabetic() || matches!(found, '.' | ' ' | '-'));
    let capitals =
        letters.enumerate().filter(|(behind, (_, found))| found.is_uppercase() && (*behind > 0 || is_spaced));
    let (behind, (start, _)) = capitals.last()?;
    // A capital alone takes the space behind it.
    let end = name.len() + usize::from(behind == 0);
    Some((from + start..from + end, trimmed.ends_with(',')))
}

/// Tells whether place and date open their line, follow the own number, or name a province. A date inside a subject ("sau
/// ngày 30 tháng 4 năm 1975") follows no comma and no place.
fn stands_alone(text: &str, line: &PlaceLine<'_>, number_end: Option<usize>) -> bool {
    let place = &line.place;
    let (comma, province) = (line.has_comma, Province::named(&text[place.clone()]).is_some());
    let after_number = number_end.is_some_and(|end| place.contains(&end));
    let before = text[..place.start].trim_end_matches([' ', '-', '(']);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let numbered = comma && line.starts_with("Số");
    let opens = numbered || before.is_empty() || before.ends_with(['\n', ':']) || number_end == Some(before.len());
    (comma && province) || ((comma || province) && (after_number || opens))
}

/// Returns the name of a place: what stands on the last line, without codes before it.
fn place_name(text: &str) -> String {
    let line = text.trim().rsplit('\n').next().unwrap_or_default();
    let words: Vec<&str> = line
        .split_whitespace()
        .skip_while(|word| word.contains('-') || !word.starts_with(char::is_uppercase))
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_and_places() {
        let cases = [
            ("Hưng Yên, ngày 12 tháng 5 năm 2026", "Hưng Yên", Some("2026-05-12")),
            ("TP. Hồ Chí Minh, ngày 01\ntháng 02\nnăm 2024", "TP. Hồ Chí Minh", Some("2024-02-01")),
            ("Hà Nội, ngày     tháng 5 năm 2026", "Hà Nội", None),
            ("Hà Nội ngày 20 tháng 0 7 năm 2018", "Hà Nội", Some("2018-07-20")),
            ("Số: 6//TB-STTTT Bến Tre, ngày. thắng 12 năm 201]", "Bến Tre", None),
            (
                "Về người có công sau ngày 30 tháng 4 năm 1975\nHà Nội, ngày 3 tháng 4 năm 2012",
                "Hà Nội",
                Some("2012-04-03"),
            ),
        ];
        for (text, place, date) in cases {
            let page = Page::new(text);
            let issued = issued(&page, 0..page.text.len(), None);
            assert_eq!(issued.place.value.as_deref(), Some(place));
            assert_eq!(issued.date.value.map(|date| date.to_string()).as_deref(), date);
            assert!(issued.year.value.is_some());
        }
    }

    proptest! {
        #[test]
        fn places_before_days_are_those_of_a_pattern(text in "((Hà Nội|Số: 6|Ủy|[A-ZĐ]{40}|𐐀{45}|-|\\.)[ \n]{0,2},?[ \n]{0,2}|(ngày|NGÀY|sau ngày) ?[0-9.]{0,2} ?(tháng [0-9 ]{0,3})? ?(năm 20[0-9l]{2} ?)?){0,12}") {
            let pattern = [r"(\p{Lu}[\p{L}. \-]{1,40}?)\s*(,)?\s*", DAY_IN_WORDS].concat();
            let found = Regex::new(&pattern).unwrap();
            let plain: Vec<_> = found.captures_iter(&text).map(|found| {
                (found.get(1).unwrap().range(), found.get(2).is_some(), found.get(5).unwrap().range())
            }).collect();
            let met = std::cell::RefCell::new(Vec::new());
            assert!(place_line(&text, |line| {
                met.borrow_mut().push((line.place.clone(), line.has_comma, line.day.get(3).unwrap().range()));
                false
            }).is_none());
            prop_assert_eq!(met.into_inner(), plain);
        }
    }

    #[test]
    fn dates_of_citations() {
        let cases = [
            (", ngày 16/3/2022 của", "2022-03-16"),
            (" ngày\n20 tháng 12 năm 2023", "2023-12-20"),
            (" ngày 01-02-2011", "2011-02-01"),
        ];
        for (text, expected) in cases {
            assert_eq!(opening(text).map(|(date, _)| date.to_string()).as_deref(), Some(expected));
        }
        assert_eq!(opening(" ngày 31/2/2022"), None);
    }
}
