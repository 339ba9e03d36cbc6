//! From text to directive: the order in which the facts are read, and what each may lean on.
//!
//! Never fails: what is not there stays unknown, what is odd becomes a diagnostic.

use crate::adoption::adopted;
use crate::annex::number_by_annex;
use crate::announcement::{Announcement, announcement};
use crate::citation::citations;
use crate::conclude;
use crate::data_sheet::{DataSheet, data_sheet};
use crate::date::{self, Issued};
use crate::directive::{Diagnostic, Directive};
use crate::fact::Fact;
use crate::kind_facts;
use crate::layout::Layout;
use crate::letterhead;
use crate::own_number::{self, OwnNumber};
use crate::recipients::recipients;
use crate::signature::{Signature, signature};
use crate::subject_year::subject_year;
use crate::text::Page;
use crate::title::title;
use crate::year;

/// Everything that the parts of a paper say, before conclusions are drawn.
struct Reading<'a> {
    page: Page<'a>,
    layout: Layout,
    own: OwnNumber,
    issued: Issued,
    signature: Signature,
    sheet: DataSheet,
    news: Announcement,
}

/// Reads a directive. Never fails, on any text; takes time in proportion to its length.
///
/// ```
/// let directive = directive::parse("TỈNH ỦY HƯNG YÊN\n\nSố 527 -CV/TU\n\nHưng Yên, ngày 12 tháng 5 năm 2026");
/// assert_eq!(directive.number.value.unwrap().to_string(), "527-CV/TU");
/// assert_eq!(directive.issuer.value.as_deref(), Some("Tỉnh ủy Hưng Yên"));
/// ```
pub fn parse(text: &str) -> Directive {
    let reading = Reading::new(text);
    let mut directive = reading.stated();
    reading.conclude_body(&mut directive);
    let number = directive.number.value.as_ref();
    directive.citations = citations(&reading.page, number, directive.province.value);
    reading.conclude_year(&mut directive);
    directive.diagnostics = reading.diagnostics(&directive);
    directive
}

impl<'a> Reading<'a> {
    fn new(text: &'a str) -> Self {
        let page = Page::new(text);
        let layout = Layout::read(&page);
        let own = own_number::own_number(&page, &layout);
        let signature = signature(&page, layout.body);
        let after = own.range.as_ref().map(|range| range.end);
        let head = date::issued(&page, 0..layout.head_end(&page), after);
        let issued = if head.year.value.is_some() { head } else { date_at_the_end(&page, &signature) };
        let sheet = data_sheet(&page);
        // A paper with its own date and number needs no news of itself, and news of another paper is none of its own.
        let dated = issued.year.value.is_some() || own.blank.is_some() || sheet.number.value.is_some();
        let news = if dated { Announcement::default() } else { announcement(&page) };
        let own_number = own.number.value.as_ref();
        let news = if own_number.is_none() || own_number == news.number.value.as_ref() {
            news
        } else {
            Announcement::default()
        };
        Self { page, layout, own, issued, signature, sheet, news }
    }

    /// What the paper says in the places where papers say it.
    fn stated(&self) -> Directive {
        let kind = kind_facts::kind(&self.page, &self.layout, &self.own);
        let title = Self::said(&self.sheet.title, &self.news.title, || title(&self.page, &self.layout));
        let date = match &self.issued.date {
            unknown if unknown.value.is_none() && self.issued.year.value.is_none() => adopted(&self.page),
            known => known.clone(),
        };
        Directive {
            number: Self::said(&self.sheet.number, &self.news.number, || self.own.number.clone()),
            kind: Self::said(&self.sheet.kind, &self.news.kind, || kind),
            issuer: Self::said(&self.sheet.issuer, &self.news.issuer, || letterhead::issuer(&self.page, &self.layout)),
            organ: conclude::organ(&self.page, &self.layout, &self.signature),
            place: self.issued.place.clone(),
            date: Self::said(&self.sheet.date, &self.news.date, || date),
            subject_year: subject_year(&title),
            title,
            recipients: recipients(&self.page, &self.layout),
            signer: Self::said(&self.sheet.signer, &self.news.signer, || self.signature.signer.clone()),
            signer_role: self.signature.role.clone(),
            ..Directive::default()
        }
    }

    /// Returns what a data sheet states; failing that, what news of the paper says; failing that, what its parts say.
    fn said<T: Clone>(sheet: &Fact<T>, news: &Fact<T>, parts: impl FnOnce() -> Fact<T>) -> Fact<T> {
        let said = [sheet, news].into_iter().find(|fact| fact.value.is_some());
        said.cloned().unwrap_or_else(parts)
    }

    /// Concludes issuer, level and province from one another, and from what the text says in its own voice.
    fn conclude_body(&self, directive: &mut Directive) {
        if directive.number.value.is_none() {
            directive.number = number_by_annex(&self.page, directive);
        }
        if directive.issuer.value.is_none() {
            directive.issuer = letterhead::enacting(&self.page, &self.layout);
        }
        if directive.issuer.value.is_none() {
            directive.issuer = conclude::issuer_by_number(directive);
        }
        directive.level = conclude::level(directive);
        directive.province = conclude::province(&self.page, directive);
        conclude::complete_issuer(directive);
    }

    fn conclude_year(&self, directive: &mut Directive) {
        let stated =
            directive.date.value.map(|date| Fact { value: Some(date.year()), ..conclude::like(&directive.date) });
        let inside = || {
            directive
                .number
                .value
                .as_ref()?
                .year()
                .map(|year| Fact { value: Some(year), ..conclude::like(&directive.number) })
        };
        let line = || Some(self.issued.year.clone()).filter(|year| year.value.is_some());
        let signs = year::Signs {
            citations: &directive.citations,
            subject_year: directive.subject_year.value,
            body: self.layout.head_end(&self.page),
        };
        let mut year = stated.or_else(line).or_else(inside).unwrap_or_else(|| year::infer(&self.page, &signs));
        if year.is_stated() {
            year.candidates = year.value.into_iter().collect();
        }
        directive.year = year;
    }

    fn diagnostics(&self, directive: &Directive) -> Vec<Diagnostic> {
        let blank = own_number::blank_diagnostic(&self.page, &self.own);
        let impossible = self.issued.impossible.clone().map(|range| {
            let message = "the calendar has no such day".to_owned();
            Diagnostic { code: "date-impossible".to_owned(), message, span: Some(self.page.span(range)) }
        });
        let own = directive.date.value;
        let later = directive.citations.iter().filter(|cited| own.is_some() && cited.date > own);
        let later = later.map(|cited| Diagnostic {
            code: "cited-date-later".to_owned(),
            message: format!("{} is dated after the paper that cites it", cited.surface),
            span: cited.mentions.first().copied(),
        });
        blank.into_iter().chain(impossible).chain(later).collect()
    }
}

/// Some papers say place and date over the signature.
fn date_at_the_end(page: &Page<'_>, signature: &Signature) -> Issued {
    const LINES: usize = 4;
    let Some(line) = signature.line else { return Issued::default() };
    let start = page.lines.get(line.saturating_sub(LINES)).map_or(0, |line| line.range.start);
    let end = page.lines.get(line).map_or(start, |line| line.range.start);
    date::issued(page, start..end.max(start), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Span;
    use proptest::prelude::*;

    fn spans(found: &Directive) -> Vec<Span> {
        let facts = [&found.number.evidence, &found.kind.evidence, &found.issuer.evidence, &found.organ.evidence];
        let more = [&found.level.evidence, &found.province.evidence, &found.place.evidence, &found.date.evidence];
        let last = [&found.year.evidence, &found.title.evidence, &found.signer.evidence, &found.signer_role.evidence];
        let mentions = found.citations.iter().flat_map(|one| one.mentions.iter().copied().chain([one.sentence]));
        let diagnostics = found.diagnostics.iter().filter_map(|diagnostic| diagnostic.span);
        facts.into_iter().chain(more).chain(last).flatten().copied().chain(mentions).chain(diagnostics).collect()
    }

    /// Each of these is one pattern that a careless rule would read again and again.
    #[test]
    fn long_hostile_texts_take_their_time_and_no_more() {
        let patterns = [
            "BỘ A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ",
            "CHỈ THỊ CỦA BAN ",
            "1-NQ/TW ",
            "Luật a số 1/2024/QH15 \"",
            "Luật Đất ",
            "Nghị quyết Đại hội Đảng ",
            "Nghị quyết số 1, 2, 3, ",
            "12-NQ/TW (gọi là Nghị quyết 12) ",
            "căn cứ các quy định 1-NQ/TW ",
            "thi hành Nghị quyết Trung ương 4 (khóa X, ",
            "KT. BỘ TRƯỞNG\n",
            "Hà Nội, ngày 1 tháng 1 năm 2020 ",
            "1/",
            "này Công văn này ",
            "A-",
            "tỉnh Hà Nam ",
            "V/v ",
            "Kính gửi: -\n",
            "Năm 2023, ",
            "\n",
            "Nghị quyết số 12-NQ/TW ngày 16/3/2022\n",
            "TP. 1-NQ/TW tr. ",
        ];
        for pattern in patterns {
            let text = pattern.repeat(200_000 / pattern.len());
            assert!(spans(&parse(&text)).iter().all(|span| text.get(span.start..span.end).is_some()), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_directive(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let text = String::from_utf8_lossy(&bytes);
            for span in spans(&parse(&text)) {
                prop_assert!(text.get(span.start..span.end).is_some(), "{:?}", span);
            }
        }

        #[test]
        fn any_text_is_a_directive(
            text in "(TỈNH UỶ|,THÔNG TƯ|'LUẬT-|Số hiệu|Ngày ban hành|\\(đã ký\\): |Chính phủ ban hành |HƯNG YÊN|Số|-CV/TU|527|V/v|Kính gửi|\\*\\*|NGHỊ QUYẾT|CỦA|\n|  |, ngày 12 tháng 5 năm 2026|số 12-NQ/TW|Nghị quyết 12|\\(gọi tắt là Nghị quyết số 12\\)|Luật Đất đai năm 2024|Đại hội XIV của Đảng|thực hiện|của Bộ|khoá X¹|“|”|KT\\. BỘ TRƯỞNG|Lê Văn|tỉnh Hà Nam|\\PC){0,30}",
        ) {
            let found = parse(&text);
            for span in spans(&found) {
                prop_assert!(text.get(span.start..span.end).is_some(), "{:?}", span);
            }
            let json = serde_json::to_string(&found).unwrap();
            prop_assert_eq!(serde_json::from_str::<Directive>(&json).unwrap(), found);
        }
    }
}
