//! The subject as the enacting sentence repeats it, for papers whose heading was lost.
//!
//! Apart from `title`, which reads the subject where papers put it; what is read here is inferred.

use std::sync::LazyLock;

use regex::Regex;

use crate::fact::{Confidence, Fact};
use crate::layout::Layout;
use crate::text::Page;

static ENACTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|;\s)\p{Lu}[^.;:\n]{2,120}?\sban\s+hành\s+(?:Nghị\s+định|Thông\s+tư|Nghị\s+quyết|Quyết\s+định|Luật|Pháp\s+lệnh)\s+(\p{Ll}[^.;:]{15,700})\.(?:\s|$)").ok()
});

/// The sentence that enacts repeats the subject: `Bộ trưởng Bộ Y tế ban hành Thông tư quy định … .`
pub(crate) fn enacted(page: &Page<'_>, layout: &Layout) -> Fact<String> {
    const GROUNDS: usize = 120;
    const LONGEST: usize = 900;
    let first = layout.letterhead.min(layout.body);
    let lines = (first..first + GROUNDS).filter(|index| enacts(page, *index)).filter_map(|index| page.lines.get(index));
    let found = lines.filter(|line| line.range.len() < LONGEST).find_map(|line| {
        let ahead = Some(page.ahead(line.range.start, LONGEST)).filter(|ahead| names_kind(ahead))?;
        let found = ENACTED.as_ref()?.captures(ahead)?;
        let subject = found.get(1)?;
        Some(line.range.start + subject.start()..line.range.start + subject.end())
    });
    let Some(range) = found else { return Fact::default() };
    Fact::inferred(page.printed(range.clone()), Confidence::High, vec![page.span(range)])
}

/// Tells whether the words `ban hành` begin in a line, or open the next: only there the sentence is looked for.
fn enacts(page: &Page<'_>, index: usize) -> bool {
    let line = page.line(index);
    line.contains("ban hành") || line.ends_with(" ban") || page.line(index + 1).starts_with("ban hành")
}

/// Tells whether a kind stands behind a `hành` anywhere in a text. Sooner known than that the pattern does not match, whose
/// long repetitions make it the dearest of all.
fn names_kind(text: &str) -> bool {
    const FIRST_WORDS: [&str; 5] = ["Nghị", "Thông", "Quyết", "Luật", "Pháp"];
    text.match_indices("hành").any(|(at, verb)| {
        let next = text[at + verb.len()..].trim_start();
        FIRST_WORDS.iter().any(|word| next.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enacting_sentences() {
        let cases = [
            (
                "Số: 1/2026/TT-BYT\n\nCăn cứ Luật A;\nBộ trưởng Bộ Y tế ban hành Thông tư hướng dẫn mức chi.\nĐiều 1",
                Some("hướng dẫn mức chi"),
            ),
            (
                "Số: 1/2026/TT-BYT\nCăn cứ Luật A;\nTheo đề nghị của Vụ trưởng; Bộ Y tế ban hành Thông tư về mức chi tiêu hằng năm.\nĐiều 1",
                Some("về mức chi tiêu hằng năm"),
            ),
            ("Căn cứ Luật A;\nBộ Y tế ban hành Thông tư này.", None),
        ];
        for (text, expected) in cases {
            let page = Page::new(text);
            assert_eq!(enacted(&page, &Layout::read(&page)).value.as_deref(), expected, "{text}");
        }
    }
}
