//! A paper that reaches the archive as news of itself: `Ngày 26/11/2025, Chính phủ ban hành Nghị quyết 08/2025/NQ-CP về …`.
//!
//! Where letterhead and heading are lost, that first sentence says all that they said. It is another's word on the paper,
//! so what it gives is inferred, not stated.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::date;
use crate::fact::{Confidence, Fact, Span};
use crate::issuer;
use crate::kind::Kind;
use crate::number::{self, DocumentNumber};
use crate::signer_name::is_person;
use crate::text::Page;

/// The first words of a text.
const OPENING: usize = 2_500;
/// How far behind the verb the number stands, and how long a title is.
const REACH: usize = 700;

/// With the figures of all scripts in place of ours a pattern that counts letters is longer in the making.
static ISSUED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?:^|\n|\.\s)Ngày\s+(\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}),?\s+)?(\p{Lu}[^,.;:\n0-9]{3,80}?)\s+(?:đã\s+)?(ký\s+)?(?:ban\s+hành|có)\s+",
    )
    .ok()
});
/// What such a sentence has before the paper that it tells of.
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:ban\s+hành|có)\s+").ok());
/// Characters of a title, without the `về` that opens it.
const TITLE: RangeInclusive<usize> = 10..=500;

/// Organs of the centre whose numbers bear the code of another.
const ORGANS: &[&str] = &["Bộ Chính trị", "Ban Bí thư"];

/// What the news of a paper says of it.
#[derive(Debug, Default)]
pub(crate) struct Announcement {
    pub(crate) number: Fact<DocumentNumber>,
    pub(crate) kind: Fact<Kind>,
    pub(crate) issuer: Fact<String>,
    pub(crate) date: Fact<Date>,
    pub(crate) title: Fact<String>,
    pub(crate) signer: Fact<String>,
}

/// Reads the news that opens a text.
pub(crate) fn announcement(page: &Page<'_>) -> Announcement {
    let head = page.ahead(0, OPENING);
    // The pattern is slow, as any capital may open it, and most texts tell of no paper behind any verb.
    let is_told = VERB.as_ref().is_some_and(|verb| {
        verb.find_iter(head).any(|verb| paper(page.ahead(verb.end(), REACH)).is_some()) //
    });
    let pattern = if is_told { ISSUED.as_ref() } else { None };
    pattern.and_then(|pattern| pattern.captures_iter(head).find_map(|found| read(page, &found))).unwrap_or_default()
}

/// Returns the kind and the number of the paper whose name opens a text, and where the number stands.
fn paper(text: &str) -> Option<(Kind, Range<usize>, DocumentNumber)> {
    let (kind, length) = Kind::opening(text)?;
    let (range, number) = number::scan(text).into_iter().next().filter(|(range, _)| range.start < length + 8)?;
    Some((kind, range, number))
}

/// Returns the title that opens a text and ends with a sentence.
fn title(text: &str) -> Option<Range<usize>> {
    let opened = text.trim_start();
    let rest = opened.strip_prefix("về").filter(|rest| rest.starts_with(char::is_whitespace))?;
    let end = rest.find(['.', ';'])?;
    let start = text.len() - opened.len();
    // The space behind the first word is none of them.
    TITLE.contains(&(rest[..end].chars().count() - 1)).then_some(start..text.len() - rest.len() + end)
}

fn read(page: &Page<'_>, found: &regex::Captures<'_>) -> Option<Announcement> {
    let (whole, body) = (found.get(0)?, found.get(2)?);
    let ahead = page.ahead(whole.end(), REACH);
    let (kind, range, number) = paper(ahead)?;
    let behind = &ahead[range.end..];
    let bracket = behind.trim_start().trim_start_matches('(');
    let dated = date::opening(bracket);
    let day = found.get(1).and_then(|day| date::in_figures(day.as_str())).or(dated.map(|(date, _)| date))?;
    let after = dated.map_or(behind, |(_, length)| bracket[length..].trim_start_matches(')'));
    let (whose, after) = issuer_behind(after);
    let name = whose.unwrap_or_else(|| body.as_str());
    let evidence = vec![page.span(whole.start()..whole.end() + range.end)];
    let offset = whole.end() + ahead.len() - after.len();
    let title = title(after).map(|title| {
        let range = offset + title.start..offset + title.end;
        Fact::inferred(page.printed(range.clone()), Confidence::High, vec![page.span(range)])
    });
    Some(Announcement {
        number: inferred(number, &evidence),
        kind: inferred(kind, &evidence),
        issuer: if issuer::is_known(name) || ORGANS.contains(&name) {
            inferred(issuer::label(name), &evidence)
        } else {
            Fact::default()
        },
        date: inferred(day, &evidence),
        title: title.unwrap_or_default(),
        signer: found.get(3).map_or_else(Fact::default, |_| signer(page, body.range())),
    })
}

/// Returns the person at the end of `Tổng Bí thư A B đã ký ban hành`.
fn signer(page: &Page<'_>, range: Range<usize>) -> Fact<String> {
    let text = &page.text[range.clone()];
    let starts = text.match_indices(' ').map(|(at, _)| at + 1);
    let named = starts.into_iter().find(|start| is_person(&text[*start..]));
    let named = named.map(|start| range.start + start..range.end);
    named.map_or_else(Fact::default, |name| inferred(page.printed(name.clone()), &[page.span(name)]))
}

/// Takes the issuer that stands behind the number: `của Bộ Chính trị về …`.
fn issuer_behind(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text.trim_start().strip_prefix("của ") else { return (None, text) };
    let end = rest.find(" về ").unwrap_or(0);
    (Some(&rest[..end]).filter(|name| !name.is_empty()), &rest[end..])
}

fn inferred<T>(value: T, evidence: &[Span]) -> Fact<T> {
    Fact::inferred(value, Confidence::High, evidence.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_neither_short_nor_long() {
        for (letters, is_one) in [(9, false), (10, true), (500, true), (501, false)] {
            let text = format!(" về {}. Sau", "ễ".repeat(letters));
            assert_eq!(title(&text).map(|range| &text[range]), is_one.then(|| text.trim_end_matches(". Sau").trim()));
        }
        assert_eq!(title("về việc cho phép"), None);
        assert_eq!(title("vềviệc cho phép."), None);
    }

    #[test]
    fn news() {
        let cases = [
            (
                "Cho phép\n**Ngày 26/11/2025, Chính phủ ban hành Nghị quyết 08/2025/NQ-CP về việc cho phép kinh doanh.**",
                "08/2025/NQ-CP",
                Some("Chính phủ"),
                "2025-11-26",
                "về việc cho phép kinh doanh",
            ),
            (
                "Tổng Bí thư Lê Văn A đã ký ban hành Nghị quyết số 57-NQ/TW (ngày 22/12/2024) của Bộ Chính trị về đột phá khoa học.",
                "57-NQ/TW",
                Some("Bộ Chính trị"),
                "2024-12-22",
                "về đột phá khoa học",
            ),
        ];
        for (text, number, issuer, date, title) in cases {
            let news = announcement(&Page::new(text));
            let signer = text.contains("đã ký").then_some("Lê Văn A");
            assert_eq!(news.signer.value.as_deref(), signer);
            assert_eq!(news.number.value.map(|number| number.to_string()).as_deref(), Some(number));
            assert_eq!((news.issuer.value.as_deref(), news.title.value.as_deref()), (issuer, Some(title)));
            assert_eq!(news.date.value.map(|date| date.to_string()).as_deref(), Some(date));
        }
        let none = "Chính phủ đã ban hành nhiều văn bản. Ngày 1/2/2020, Bộ Y tế có báo cáo.";
        assert!(announcement(&Page::new(none)).number.value.is_none());
    }
}
