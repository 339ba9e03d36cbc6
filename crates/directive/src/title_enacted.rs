//! The subject as the enacting sentence repeats it, for papers whose heading was lost.
//!
//! Apart from `title`, which reads the subject where papers put it; what is read here is inferred.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use regex::Regex;

use crate::fact::{Confidence, Fact};
use crate::layout::Layout;
use crate::text::Page;

/// Where the sentence may begin, up to its first letter.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|;\s)\p{Lu}").ok());

/// The verb and the kind, up to the first letter of the subject.
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\sban\s+hành\s+(?:Nghị\s+định|Thông\s+tư|Nghị\s+quyết|Quyết\s+định|Luật|Pháp\s+lệnh)\s+\p{Ll}").ok()
});

/// The sentence that enacts repeats the subject: `Bộ trưởng Bộ Y tế ban hành Thông tư quy định … .`
pub(crate) fn enacted(page: &Page<'_>, layout: &Layout) -> Fact<String> {
    const GROUNDS: usize = 120;
    const LONGEST: usize = 900;
    let first = layout.letterhead.min(layout.body);
    let lines = (first..first + GROUNDS).filter(|index| enacts(page, *index)).filter_map(|index| page.lines.get(index));
    let found = lines.filter(|line| line.range.len() < LONGEST).find_map(|line| {
        let ahead = Some(page.ahead(line.range.start, LONGEST)).filter(|ahead| names_kind(ahead))?;
        let subject = subject(ahead)?;
        Some(line.range.start + subject.start..line.range.start + subject.end)
    });
    let Some(range) = found else { return Fact::default() };
    Fact::inferred(page.printed(range.clone()), Confidence::High, vec![page.span(range)])
}

/// Tells whether the words `ban hành` begin in a line, or open the next: only there the sentence is looked for.
fn enacts(page: &Page<'_>, index: usize) -> bool {
    let line = page.line(index);
    line.contains("ban hành") || line.ends_with(" ban") || page.line(index + 1).starts_with("ban hành")
}

/// Returns where the subject stands in a text that may enact. Lengths are counted here: a pattern that counts to 700 has
/// so many states that it was a twentieth of all work of indexing.
fn subject(text: &str) -> Option<Range<usize>> {
    OPENING.as_ref()?.find_iter(text).find_map(|opening| subject_of(text, opening.end()))
}

/// Returns where the subject stands, if who enacts is named from `who` on.
fn subject_of(text: &str, who: usize) -> Option<Range<usize>> {
    const WHO: RangeInclusive<usize> = 2..=120;
    let mut at = who;
    while let Some(verb) = VERB.as_ref()?.find_at(text, at) {
        let named = &text[who..verb.start()];
        if named.contains(['.', ';', ':', '\n']) {
            return None;
        }
        let end = sentence_end(text, verb.end()).filter(|_| WHO.contains(&named.chars().count()));
        let mut last = text[..verb.end()].char_indices().rev().map(|(at, _)| at);
        let first_letter = last.next()?;
        if let Some(end) = end {
            return Some(first_letter..end);
        }
        // The space before the letter may open the next.
        at = last.next()?;
    }
    None
}

/// Returns where the full stop stands that ends the subject, behind its first letter.
fn sentence_end(text: &str, from: usize) -> Option<usize> {
    const LENGTH: RangeInclusive<usize> = 15..=700;
    let length = text[from..].find(['.', ';', ':'])?;
    let behind = text[from + length..].strip_prefix('.')?;
    let ends = behind.chars().next().is_none_or(char::is_whitespace);
    (ends && LENGTH.contains(&text[from..from + length].chars().count())).then_some(from + length)
}

/// Tells whether a kind stands behind a `hành` anywhere in a text. Sooner known than that the patterns do not match.
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
    use proptest::prelude::*;

    /// The whole rule as one pattern.
    static ENACTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|;\s)\p{Lu}[^.;:\n]{2,120}?\sban\s+hành\s+(?:Nghị\s+định|Thông\s+tư|Nghị\s+quyết|Quyết\s+định|Luật|Pháp\s+lệnh)\s+(\p{Ll}[^.;:]{15,700})\.(?:\s|$)").unwrap()
    });

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

    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "(Bộ|Ủy ban|Ⅳ|bộ)( Y tế|, tỉnh|: |t{115,125})?( |  |\n)ban( |\n)hành (Luật|Thông tư|Lệnh)( |\n)(về|về|Về|ª)( mức chi tiêu hằng năm|đ{12,16}|đ{696,701})(\\.|;)( |\n|)",
            2 => "(; |;|: |\\. |\n|\u{a0})",
            2 => "(Bộ|Ủy ban|theo đề nghị| ban hành Luật| ban hành Nghị\nđịnh |ban hành Pháp lệnh )",
        ];
        proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn subjects_are_those_of_one_pattern(text in any_text()) {
            let expected = ENACTED.captures(&text).map(|found| found.get(1).unwrap().range());
            prop_assert_eq!(subject(&text), expected, "{}", text);
        }
    }
}
