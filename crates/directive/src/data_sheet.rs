//! The sheet that archives of the web put before a paper: a table of labels and values (`Số hiệu | 30/2026/TT-BCT`).
//!
//! It says in words what elsewhere only the place in the letterhead says, so what it states goes before what the layout
//! lets one read. Three labels make a sheet; fewer are words of the text.

use std::ops::Range;

use jiff::civil::Date;

use crate::date;
use crate::fact::Fact;
use crate::issuer;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::text::{Page, folded_opening};
use crate::title_trim::said_again;

/// Where a sheet stands at the latest, and how long a value may be.
const LINES: usize = 60;
const LONGEST: usize = 600;
const LONGEST_LABEL: usize = 32;
/// So many labels make a sheet.
const LABELS: usize = 3;

/// What a sheet states.
#[derive(Debug, Default)]
pub(crate) struct DataSheet {
    pub(crate) number: Fact<DocumentNumber>,
    pub(crate) kind: Fact<Kind>,
    pub(crate) issuer: Fact<String>,
    pub(crate) date: Fact<Date>,
    pub(crate) title: Fact<String>,
    pub(crate) signer: Fact<String>,
}

/// Reads the sheet before a paper, if there is one.
pub(crate) fn data_sheet(page: &Page<'_>) -> DataSheet {
    let mut sheet = DataSheet::default();
    let mut labels = 0;
    for index in 0..LINES.min(page.lines.len()) {
        let (line, Some(value)) = (page.line(index), page.lines.get(index + 1)) else { break };
        if line.len() > LONGEST_LABEL {
            continue;
        }
        let label = folded_opening(line);
        let known = sheet.note(page, label.trim_end_matches([':', ' ']), value.range.clone());
        labels += usize::from(known);
    }
    if labels < LABELS { DataSheet::default() } else { sheet }
}

impl DataSheet {
    /// Takes the value of a label; tells whether it is one.
    fn note(&mut self, page: &Page<'_>, label: &str, range: Range<usize>) -> bool {
        let text = &page.text[range.clone()];
        if text.len() > LONGEST {
            return false;
        }
        let span = page.span(range.clone());
        match label {
            "so hieu" | "so ky hieu" | "so, ky hieu" => {
                let numbers = crate::number::scan(text);
                set(&mut self.number, numbers.into_iter().next().map(|(_, number)| number), span);
            }
            "loai van ban" | "the loai" => set(&mut self.kind, Kind::opening(text).map(|(kind, _)| kind), span),
            "co quan ban hanh" | "noi ban hanh" => {
                let body = text.split('(').next().unwrap_or_default().trim();
                set(&mut self.issuer, issuer::is_known(body).then(|| issuer::label(body)), span);
            }
            "ngay ban hanh" | "ngay ky" => set(&mut self.date, date::in_figures(text), span),
            "nguoi ky" => {
                let name = page.printed(range).split(['(', ',', ';']).next().map(|name| name.trim().to_owned());
                set(&mut self.signer, name.filter(|name| name.contains(' ')), span);
            }
            "trich yeu" => {
                let length = first_sentence(text);
                let range = range.start + title_start(text)..range.start + length;
                let title = page.printed(range.clone()).trim_end_matches(['.', ';']).to_owned();
                set(&mut self.title, Some(title), page.span(range));
            }
            _ => return false,
        }
        true
    }
}

/// Returns where the first sentence ends: a subject is one, and what archives add to it is a summary.
fn first_sentence(text: &str) -> usize {
    let ends = text.match_indices(". ").find(|(at, _)| text[at + 2..].starts_with(char::is_uppercase));
    ends.map_or(text.len(), |(at, _)| at)
}

/// Returns where the subject begins behind the kind, if the sheet puts it in front.
fn title_start(text: &str) -> usize {
    Kind::opening(text).map_or(0, |(kind, _)| said_again(text, kind))
}

fn set<T>(fact: &mut Fact<T>, value: Option<T>, span: crate::fact::Span) {
    if let Some(value) = value.filter(|_| fact.value.is_none()) {
        *fact = Fact::stated(value, span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_values() {
        let text = "# Thông tư 30\n| Mục | Nội dung |\n|---|---|\n| **Số hiệu** | 30/2026/TT-BCT |\n| Ngày ban hành | 10/06/2026 |\n| Cơ quan ban hành | Bộ Công Thương |\n| Người ký | Lê Văn A (KT. Bộ trưởng) |\n| Trích yếu | Thông tư quy định giá. Thay đổi mã A. |\n";
        let sheet = data_sheet(&Page::new(text));
        assert_eq!(sheet.number.value.map(|number| number.to_string()).as_deref(), Some("30/2026/TT-BCT"));
        assert_eq!(sheet.date.value.map(|date| date.to_string()).as_deref(), Some("2026-06-10"));
        assert_eq!(sheet.issuer.value.as_deref(), Some("Bộ Công Thương"));
        assert_eq!(
            (sheet.signer.value.as_deref(), sheet.title.value.as_deref()),
            (Some("Lê Văn A"), Some("quy định giá"))
        );
        let text = "Người ký\nLê Văn A\nđã ký";
        assert!(data_sheet(&Page::new(text)).signer.value.is_none());
    }
}
