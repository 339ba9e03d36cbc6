//! The paper's own number: after `Số`, under the heading, or alone on its line.
//!
//! `Số - CV/TU` is a number left blank: its letters are known, the number is not, and is never made up.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::directive::Diagnostic;
use crate::fact::Fact;
use crate::kind::Kind;
use crate::layout::Layout;
use crate::number::{DocumentNumber, scan};
use crate::text::Page;

/// What the head says of the number.
#[derive(Debug, Default)]
pub(crate) struct OwnNumber {
    pub(crate) number: Fact<DocumentNumber>,
    /// Where it stands, in the joined view.
    pub(crate) range: Option<Range<usize>>,
    /// The kind that the letters of a blank number mean, and where they stand.
    pub(crate) blank: Option<(Option<Kind>, Range<usize>)>,
}

/// A number left blank. Its first letters are at most [`SYMBOL`] many; they are counted behind it, as a pattern that counts
/// them is long in the making.
static BLANK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|\n)\s*Số\s*[:.]?[\s.…_]*[-/]\s*(\p{Lu}\p{L}*)(?:\s*[-/]\s*\p{Lu}[\p{L}\d]*)+").ok()
});
const SYMBOL: usize = 9;

/// Finds the own number in the head.
pub(crate) fn own_number(page: &Page<'_>, layout: &Layout) -> OwnNumber {
    let head = &page.text[..layout.head_end(page)];
    let found = scan(head).into_iter().map(|(range, number)| (place(page, layout, &range), range, number));
    let best = found
        .filter_map(|(place, range, number)| Some((place?, range, number)))
        .min_by_key(|(place, range, _)| (*place, range.start));
    if let Some((_, range, number)) = best {
        let number = Fact::stated(number, page.span(range.clone()));
        return OwnNumber { number, range: Some(range), blank: None };
    }
    OwnNumber { blank: blank(head), ..OwnNumber::default() }
}

/// Returns what a number that was left blank means, and where its letters stand.
fn blank(head: &str) -> Option<(Option<Kind>, Range<usize>)> {
    let mut from = 0;
    loop {
        let found = BLANK.as_ref()?.captures_at(head, from)?;
        let (whole, symbol) = (found.get(0)?, found.get(1)?);
        if symbol.as_str().chars().count() <= SYMBOL {
            return Some((Kind::of_symbol(symbol.as_str()), symbol.start()..whole.end()));
        }
        from = head.ceil_char_boundary(whole.start() + 1);
    }
}

/// The places where papers put their own number, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    AfterSo,
    InHeading,
    AloneOnItsLine,
}

fn place(page: &Page<'_>, layout: &Layout, range: &Range<usize>) -> Option<Place> {
    const LONGEST_LEAD: usize = 30;
    let (before, _) = page.behind(range.start, 80);
    let trimmed = before.trim_end().trim_end_matches([':', '.']).trim_end();
    let lead = trimmed.rsplit('\n').next().unwrap_or_default();
    let folded = vietnamese::fold(lead);
    let says_so = folded == "so" || (folded.ends_with(" so") && opens_with_kind(lead) && lead.len() < LONGEST_LEAD);
    let heading = layout.heading.as_ref();
    if says_so && !tells_of_another(page, layout, range) {
        return Some(Place::AfterSo);
    }
    if heading.is_some_and(|heading| heading.range.end <= range.start && range.start - heading.range.end < 6) {
        return Some(Place::InHeading);
    }
    let line = page.line(page.line_at(range.start));
    (line.trim().len() == range.len()).then_some(Place::AloneOnItsLine)
}

/// Tells whether a number opens a paragraph under the heading: `Thông tư số 43/2015/TT-BGTVT ngày … có hiệu lực` tells of
/// the paper that was amended or put together.
fn tells_of_another(page: &Page<'_>, layout: &Layout, range: &Range<usize>) -> bool {
    const SHORT: usize = 60;
    let Some(heading) = &layout.heading else { return false };
    let line = page.line_at(range.start);
    let opened = page.lines.get(line).map_or(0, |line| line.range.start);
    let end = page.lines.get(line).map_or(0, |line| line.range.end);
    line > heading.line && Kind::opening(&page.text[opened..]).is_some() && end > range.end + SHORT
}

/// `Luật số`, `Nghị quyết số`; but not `theo Nghị quyết số`.
fn opens_with_kind(lead: &str) -> bool {
    Kind::opening(lead).is_some_and(|(_, length)| vietnamese::fold(lead[length..].trim()) == "so")
}

/// Returns what to tell about a number that was left blank.
pub(crate) fn blank_diagnostic(page: &Page<'_>, own: &OwnNumber) -> Option<Diagnostic> {
    let (_, range) = own.blank.as_ref()?;
    let letters = page.printed(range.clone());
    Some(Diagnostic {
        code: "number-blank".to_owned(),
        message: format!("the number was left blank; only its letters stand there: {letters}"),
        span: Some(page.span(range.clone())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, bool) {
        let page = Page::new(text);
        let own = own_number(&page, &Layout::read(&page));
        (own.number.value.map(|number| number.to_string()), own.blank.is_some())
    }

    #[test]
    fn places() {
        let cases = [
            ("TỈNH ỦY\nSố 527 -CV/TU\nV/v x", Some("527-CV/TU")),
            ("Số:      281/2026/NĐ-CP Hà Nội, ngày", Some("281/2026/NĐ-CP")),
            ("Luật số: 36/2024/QH15\nLUẬT\nĐẤT ĐAI", Some("36/2024/QH15")),
            ("THÔNG TƯ\nSửa đổi Thông tư số 37/2013/TT-BCT ngày", None),
            ("Căn cứ Luật số 1/2024/QH15", None),
            (
                "THÔNG TƯ\nQUY ĐỊNH GIÁ\n\nThông tư số 4/2015/TT-BYT ngày 2 tháng 8 năm 2015 của Bộ trưởng Bộ Y tế, có hiệu lực từ 2016",
                None,
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).0.as_deref(), expected, "{text}");
        }
        assert_eq!(read("TỈNH ỦY\nSố - CV/TU\nV/v"), (None, true));
        assert_eq!(read("UBND\nSố:      /QĐ-UBND\nQUYẾT ĐỊNH"), (None, true));
    }

    #[test]
    fn numbers_left_blank() {
        let cases = [
            ("Số - CV/TU", Some("CV/TU")),
            ("Đảng ủy\nSố: …/NQ-ĐU", Some("NQ-ĐU")),
            ("Số - ABCDEFGHI/TU", Some("ABCDEFGHI/TU")),
            ("Số - ABCDEFGHIJ/TU", None),
            // What is taken for none may hold one.
            ("Số - ABCDEFGHIJ -\nSố - NQ/TU", Some("NQ/TU")),
            ("Số 5", None),
        ];
        for (head, expected) in cases {
            let found = blank(head).map(|(_, range)| &head[range]);
            assert_eq!(found, expected, "{head}");
        }
    }
}
