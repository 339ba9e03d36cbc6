//! The documents that a paper cites by number: who issued them, when, under what title, how often they are named.
//!
//! `KIND [số] NUMBER [,] [date] [của ISSUER] [title]`. A document is known by its key, not by its surface: one number is
//! borne by several documents (`12-NQ/TW` of 2012, 2017, 2022), so the key holds scope and time besides.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation_parts::{self as parts, Parts};
use crate::fact::Span;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::province::Province;
use crate::text::Page;

/// One document that a paper cites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// The first mention as printed, on one line.
    pub surface: String,
    /// The kind, by its word; without a word, by the letters of the number.
    pub kind: Option<Kind>,
    /// The number; `None` for documents that bear none.
    pub number: Option<DocumentNumber>,
    /// `kind | number | scope | time`: equal keys are one document. `?` stands for what the paper leaves open.
    pub key: String,
    /// The date of the cited document.
    pub date: Option<Date>,
    /// Who issued it, as printed; where it is not, the one body whose code stands in the number.
    pub issuer: Option<String>,
    /// The title in quotation marks behind it.
    pub quoted_title: Option<String>,
    /// How often the paper names it.
    pub count: usize,
    /// Where.
    pub mentions: Vec<Span>,
}

/// Returns the citations of a text in order of first appearance. `own` is the paper's own number, which is none; `home`
/// is the province whose `TU` and `UBND` are meant when no other is named.
pub(crate) fn citations(page: &Page<'_>, own: Option<&DocumentNumber>, home: Option<Province>) -> Vec<Citation> {
    let mut known = std::collections::HashMap::new();
    let mut citations: Vec<Citation> = Vec::new();
    let numbers = crate::number::scan(&page.text);
    for (index, (range, number)) in numbers.iter().enumerate() {
        if Some(number) == own {
            continue;
        }
        let stop = numbers.get(index + 1).map_or(page.text.len(), |(next, _)| next.start);
        let parts = parts::read(page, range.clone(), number, stop);
        let key = key(number, &parts, home);
        let at = *known.entry(key.clone()).or_insert(citations.len());
        match citations.get_mut(at) {
            Some(citation) => merge(citation, page, parts),
            None => citations.push(first(page, number.clone(), key, parts)),
        }
    }
    for citation in &mut citations {
        let row =
            citation.number.as_ref().and_then(DocumentNumber::issuer).filter(|row| !row.local && row.code != "TW");
        citation.issuer = citation.issuer.take().or_else(|| row.map(|row| row.name.to_owned()));
    }
    citations
}

fn first(page: &Page<'_>, number: DocumentNumber, key: String, parts: Parts) -> Citation {
    Citation {
        surface: page.printed(parts.surface.clone()),
        kind: parts.kind,
        number: Some(number),
        key,
        date: parts.date,
        issuer: parts.issuer,
        quoted_title: parts.quoted_title,
        count: 1,
        mentions: vec![page.span(parts.surface)],
    }
}

/// A later mention adds what the first did not say.
fn merge(citation: &mut Citation, page: &Page<'_>, parts: Parts) {
    citation.count += 1;
    citation.mentions.push(page.span(parts.surface));
    citation.issuer = citation.issuer.take().or(parts.issuer);
    citation.quoted_title = citation.quoted_title.take().or(parts.quoted_title);
}

fn key(number: &DocumentNumber, parts: &Parts, home: Option<Province>) -> String {
    let kind = parts.kind.map_or("?", Kind::slug);
    format!("{kind}|{number}|{}|{}", scope(number, parts, home), time(number, parts))
}

/// Codes such as `TU` are shared by all provinces; of which, the issuer says, or the place where the paper was written.
fn scope(number: &DocumentNumber, parts: &Parts, home: Option<Province>) -> &'static str {
    if !number.issuer().is_some_and(|row| row.local) {
        return "vn";
    }
    let label = parts.issuer.as_deref().map(crate::issuer::label);
    let named = label.as_deref().and_then(crate::issuer::of_province);
    named.or(home).map_or("?", Province::slug)
}

fn time(number: &DocumentNumber, parts: &Parts) -> String {
    let date = parts.date.map(|date| date.to_string());
    let year = || number.year().map(|year| year.to_string());
    let term = || parts.term.as_ref().map(|term| format!("khoa-{term}"));
    date.or_else(year).or_else(term).unwrap_or_else(|| "?".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str, home: Option<&str>) -> Vec<String> {
        let home = home.and_then(Province::named);
        citations(&Page::new(text), None, home).into_iter().map(|citation| citation.key).collect()
    }

    #[test]
    fn forms() {
        let cases = [
            ("Nghị quyết số 12-NQ/TW, ngày 16/3/2022 của Bộ Chính trị", "nghi-quyet|12-NQ/TW|vn|2022-03-16"),
            ("Nghị\nquyết số 12-\n\nNQ/TW, ngày\n16/3/2022", "nghi-quyet|12-NQ/TW|vn|2022-03-16"),
            ("Chỉ thị số 55 -CT/TU ngày 20 tháng 12 năm 2023 về", "chi-thi|55-CT/TU|hung-yen|2023-12-20"),
            ("Chỉ thị số 48-CT/TW của Bộ Chính trị khóa X về", "chi-thi|48-CT/TW|vn|khoa-X"),
            ("Chỉ thị số 05-CT/TW của Bộ Chính trị (khóa XII) về", "chi-thi|05-CT/TW|vn|khoa-XII"),
            ("Chỉ thị số 47-CT/TW của Ban Bí thư về", "chi-thi|47-CT/TW|vn|?"),
            ("Nghị định số 03/2019/NĐ-CP của Chính phủ", "nghi-dinh|03/2019/NĐ-CP|vn|2019"),
            ("Quy định số 132-QĐ/TW, ngày 27/10/2023", "quy-dinh|132-QĐ/TW|vn|2023-10-27"),
            ("Luật Đất đai số 31/2024/QH15", "luat|31/2024/QH15|vn|2024"),
            ("Công văn số 474/BCA-H02 ngày 04/02/2026 của Bộ Công an", "cong-van|474/BCA-H02|vn|2026-02-04"),
            (
                "Chương trình phối hợp số 07/CTrPH-BCA-MTTQ, ngày 17/10/2023",
                "chuong-trinh-phoi-hop|07/CTrPH-BCA-MTTQ|vn|2023-10-17",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(keys(text, Some("Hưng Yên")), [expected], "{text}");
        }
        assert_eq!(keys("Công văn số 1771-CV/TU của Ban Thường vụ Tỉnh ủy", None), ["cong-van|1771-CV/TU|?|?"]);
        assert_eq!(keys("số 58/QĐ-UBND của Ủy ban nhân dân tỉnh Hà Tĩnh", None), ["quyet-dinh|58/QĐ-UBND|ha-tinh|?"]);
    }

    #[test]
    fn mentions_of_one_document_are_merged() {
        let text = "Nghị quyết số 12-NQ/TW ngày 16/3/2022 và Nghị quyết số 12-NQ/TW, ngày 16/3/2022 của Bộ Chính trị về “An ninh”";
        let found = citations(&Page::new(text), None, None);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].count, found[0].issuer.as_deref(), found[0].quoted_title.as_deref()),
            (2, Some("Bộ Chính trị"), Some("An ninh"))
        );
    }
}
