//! Which kind a paper is: by its heading, by its letters and form, by what it calls itself.

use std::ops::Range;

use crate::fact::{Confidence, Fact};
use crate::kind::Kind;
use crate::layout::Layout;
use crate::own_number::OwnNumber;
use crate::text::Page;

/// Returns the kind.
///
/// A letter (công văn) has no heading; it is known by `V/v` and `Kính gửi`, whatever its number says: `5664/CT-CS` is of
/// the tax department (Cục Thuế), not a chỉ thị.
pub(crate) fn kind(page: &Page<'_>, layout: &Layout, own: &OwnNumber) -> Fact<Kind> {
    if let Some(heading) = &layout.heading {
        return Fact::stated(heading.kind, page.span(heading.range.clone()));
    }
    let letters = own.number.value.as_ref().and_then(|number| number.kind());
    let symbol = own.blank.as_ref().and_then(|(kind, _)| *kind).or(letters);
    let range = own.range.clone().or_else(|| own.blank.as_ref().map(|(_, range)| range.clone()));
    let letter = Kind::named("cong-van");
    match (letter, symbol, range) {
        (Some(letter), Some(symbol), Some(range)) if symbol == letter => Fact::stated(letter, page.span(range)),
        (Some(letter), symbol, range) => by_form(page, layout, letter)
            .or_else(|| by_number(page, layout, own, letter))
            .or_else(|| calls_itself(page))
            .or_else(|| Some(Fact::inferred(symbol?, Confidence::High, vec![page.span(range?)])))
            .unwrap_or_default(),
        _ => Fact::default(),
    }
}

/// A subject after `V/v` and addressees: a letter.
fn by_form(page: &Page<'_>, layout: &Layout, letter: Kind) -> Option<Fact<Kind>> {
    let (subject, addressed) = (layout.subject.clone()?, layout.addressed.clone()?);
    Some(Fact::inferred(letter, Confidence::High, vec![page.span(subject.mark), page.span(addressed)]))
}

/// A number without letters of a kind, and addressees: `5155/SGDĐT-GDTX` is how letters are numbered (Nghị định
/// 30/2020/NĐ-CP, annex I).
fn by_number(page: &Page<'_>, layout: &Layout, own: &OwnNumber, letter: Kind) -> Option<Fact<Kind>> {
    let number = own.number.value.as_ref()?;
    let (range, addressed) = (own.range.clone()?, layout.addressed.clone()?);
    let bare = number.kind_symbol().is_none();
    bare.then(|| Fact::inferred(letter, Confidence::High, vec![page.span(range), page.span(addressed)]))
}

/// Returns the kind that the paper calls itself by: "thực hiện Công văn này". The last word of a paper on itself counts.
fn calls_itself(page: &Page<'_>) -> Option<Fact<Kind>> {
    const ITSELF: &str = "này";
    let (kind, range): (Kind, Range<usize>) = memchr::memmem::find_iter(page.text.as_bytes(), ITSELF)
        .filter_map(|at| {
            let (before, offset) = page.behind(at, 60);
            let trimmed = before.trim_end();
            let (kind, start) = Kind::closing(trimmed)?;
            let itself = trimmed[start..].starts_with(char::is_uppercase);
            itself.then_some((kind, offset + start..at + ITSELF.len()))
        })
        .last()?;
    Some(Fact::inferred(kind, Confidence::High, vec![page.span(range)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds() {
        let cases = [
            ("**NGHỊ QUYẾT****CỦA BAN", Some("nghi-quyet"), true),
            ("Số - CV/TU\nV/v a\nKính gửi: B", Some("cong-van"), true),
            ("Số: 5664/CT-CS\nV/v a\nKính gửi: B", Some("cong-van"), false),
            ("SỞ Y TẾ\nSố: 5155/SYT-NVY\nKính gửi: B\nThông báo này", Some("cong-van"), false),
            ("SỞ Y TẾ\nVề khám bệnh\nKính gửi: B\nThông báo này", Some("cong-van"), false),
            ("Kính gửi: A\nThời gian qua\nthực hiện Công văn này.", Some("cong-van"), false),
            ("Thời gian qua, thực hiện nghị quyết này", None, false),
        ];
        for (text, slug, stated) in cases {
            let page = Page::new(text);
            let layout = Layout::read(&page);
            let own = crate::own_number::own_number(&page, &layout);
            let fact = kind(&page, &layout, &own);
            assert_eq!((fact.value.map(Kind::slug), fact.is_stated()), (slug, stated), "{text}");
        }
    }
}
