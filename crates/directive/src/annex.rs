//! What an annex says of the paper that it belongs to: `(Kèm theo Nghị định số 24/2026/NĐ-CP ngày 27 tháng 6 năm 2026)`.
//!
//! Apart from the head, which says the same and may be lost. What an annex says is inferred; where two annexes name two
//! papers, none is believed.

use crate::date;
use crate::directive::Directive;
use crate::fact::{Confidence, Fact};
use crate::kind::Kind;
use crate::number::{DocumentNumber, scan};
use crate::text::{Page, folded_opening};

/// How annexes open the line that names their paper, without marks.
const OPENINGS: &[&str] = &["(kem theo", "(ban hanh kem theo", "(ban hanh theo", "(dinh kem"];

/// Returns the own number by the annexes, if kind and date are those that the paper has.
pub(crate) fn number_by_annex(page: &Page<'_>, directive: &Directive) -> Fact<DocumentNumber> {
    let mut found: Fact<DocumentNumber> = Fact::default();
    for line in page.lines.iter().filter(|line| page.text[line.range.start..].starts_with('(')) {
        let Some(fact) = belongs_to(page, line.range.start, directive) else { continue };
        if found.value.is_some() && found.value != fact.value {
            return Fact::default();
        }
        found = if found.value.is_some() { found } else { fact };
    }
    found
}

fn belongs_to(page: &Page<'_>, start: usize, directive: &Directive) -> Option<Fact<DocumentNumber>> {
    const REACH: usize = 240;
    const SO: usize = 8;
    let ahead = page.ahead(start, REACH);
    OPENINGS.iter().find(|opening| folded_opening(ahead).starts_with(*opening))?;
    let theo = ahead.find("theo ")? + "theo ".len();
    let (kind, length) = Kind::opening(&ahead[theo..])?;
    let after = &ahead[theo + length..];
    let (range, number) = scan(after).into_iter().next().filter(|(range, _)| range.start <= SO)?;
    if after[..range.start].contains('/') {
        // The number was left blank: `số    /2026/TT-BYT`.
        return None;
    }
    let dated = date::opening(&after[range.end..]).map(|(date, _)| date);
    let other_day = dated.zip(directive.date.value).is_some_and(|(said, own)| said != own);
    let other_kind = directive.kind.value.is_some_and(|own| own != kind);
    let evidence = page.span(start..start + theo + length + range.end);
    (!other_day && !other_kind).then(|| Fact::inferred(number, Confidence::High, vec![evidence]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annexes() {
        let named = |kind: &str| Fact { value: Kind::named(kind), ..Fact::default() };
        let cases = [
            (
                "PHỤ LỤC\n(Kèm theo Nghị định số 24/2026/NĐ-CP ngày 1 tháng 2 năm 2026)",
                "nghi-dinh",
                Some("24/2026/NĐ-CP"),
            ),
            ("(Ban hành kèm theo Thông tư số 1/2026/TT-BYT)", "thong-tu", Some("01/2026/TT-BYT")),
            ("(Kèm theo Thông tư số 1/2026/TT-BYT)\n(Kèm theo Thông tư số 2/2026/TT-BYT)", "thong-tu", None),
            ("(Kèm theo Thông tư số 1/2026/TT-BYT)", "nghi-dinh", None),
            ("Quy chế ban hành kèm theo Thông tư số 1/2026/TT-BYT", "thong-tu", None),
            ("(Kèm theo Thông tư số   /2026/TT-BYT)", "thong-tu", None),
        ];
        for (text, kind, expected) in cases {
            let directive = Directive { kind: named(kind), ..Directive::default() };
            let number = number_by_annex(&Page::new(text), &directive).value;
            assert_eq!(number.map(|number| number.to_string()).as_deref(), expected, "{text}");
        }
    }
}
