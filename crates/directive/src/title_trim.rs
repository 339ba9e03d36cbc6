//! What is taken off a subject, or put right in it: rules, dashes, the kind said twice, the body that enacts, lost spaces.
//!
//! Apart from the subject, which knows where it stands; here only the words of it are looked at.

use std::ops::Range;

use crate::kind::Kind;
use crate::layout::Layout;
use crate::letterhead;
use crate::text::{Page, is_capitals};
use crate::title_words::{BEFORE_BODIES, NEVER_SUBJECTS};

/// Returns a range up to the rule that converters draw on the line of a subject.
pub(crate) fn before_rule(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let text = &page.text[range.clone()];
    let rule = text.find("----").into_iter().chain(text.find("____")).min();
    range.start..range.start + rule.map_or(text.len(), |at| text[..at].trim_end().len())
}

/// Returns a range without the dashes and specks that scans put before the first word. Brackets stay, and a quote that is
/// closed again.
pub(crate) fn after_marks(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let text = &page.text[range.clone()];
    let quoted = text.matches('"').count().is_multiple_of(2);
    let opens = |found: char| found.is_alphanumeric() || matches!(found, '“' | '(' | '[') || (quoted && found == '"');
    range.start + text.find(opens).unwrap_or(text.len())..range.end
}

/// Returns a range without the kind that the heading above it has named: `THÔNG TƯ⏎Thông tư sửa đổi …`. A number after
/// the kind makes it another paper.
pub(crate) fn without_kind(page: &Page<'_>, layout: &Layout, range: Range<usize>) -> Range<usize> {
    let start = layout.heading.as_ref().map_or(0, |heading| said_again(&page.text[range.clone()], heading.kind));
    range.start + start..range.end
}

/// Returns how many bytes of a subject say its kind again.
pub(crate) fn said_again(subject: &str, kind: Kind) -> usize {
    let Some((found, length)) = Kind::opening(subject) else { return 0 };
    let rest = subject[length..].trim_start();
    let begins = rest.starts_with(char::is_alphabetic) && !rest.starts_with("số ") && !rest.starts_with("SỐ ");
    let again = found == kind && NEVER_SUBJECTS.contains(&kind.slug()) && begins;
    if again { subject.len() - rest.len() } else { 0 }
}

/// Returns a range without the body that enacts, where its line was joined to the subject: `… TIẾP TỤC CÓ HIỆU LỰC CHÍNH
/// PHỦ`.
pub(crate) fn without_body(page: &Page<'_>, layout: &Layout, range: Range<usize>) -> Range<usize> {
    let text = &page.text[range.clone()];
    let last = text.rsplit([' ', '\n']).next().unwrap_or_default();
    if !is_capitals(last) {
        return range;
    }
    let Some(body) = letterhead::issuer(page, layout).value else { return range };
    let subject = text.strip_suffix(body.to_uppercase().as_str()).map(str::trim_end).filter(|left| !left.is_empty());
    let before = subject.and_then(|left| left.rsplit([' ', '\n']).next()).unwrap_or_default();
    match subject {
        Some(left) if !BEFORE_BODIES.contains(&before) && !before.ends_with(',') => {
            range.start..range.start + left.len()
        }
        _ => range,
    }
}

/// Returns the subject with the spaces of a sentence that repeats it letter by letter; none where it does not. Only
/// between letters and after a mark: a number is broken in either.
pub(crate) fn respaced(subject: &str, repeated: &str) -> Option<String> {
    let (own, other) = (letters(subject), letters(repeated));
    let same = own.len() == other.len() && own.iter().zip(&other).all(|(own, other)| alike(own.0, other.0));
    if !same {
        return None;
    }
    let mut spaced = String::with_capacity(subject.len());
    for (at, ((letter, own_space), (_, space))) in own.iter().zip(&other).enumerate() {
        spaced.push(*letter);
        let next = own.get(at + 1).is_some_and(|(next, _)| next.is_alphabetic());
        let between = next && (letter.is_alphabetic() || matches!(letter, ',' | ';' | ':'));
        if if between { *space } else { *own_space } {
            spaced.push(' ');
        }
    }
    Some(spaced)
}

/// Returns the characters of a text that are no white space, and whether some follows each.
fn letters(text: &str) -> Vec<(char, bool)> {
    let mut letters: Vec<(char, bool)> = Vec::with_capacity(text.len());
    for found in text.trim().chars() {
        match letters.last_mut() {
            Some(last) if found.is_whitespace() => last.1 = true,
            _ => letters.push((found, false)),
        }
    }
    letters
}

fn alike(own: char, other: char) -> bool {
    own == other || own.to_lowercase().eq(other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces() {
        let cases = [
            (
                "Quy định phí,lệ phí đểtính thuế",
                "quy định phí, lệ phí để tính thuế",
                Some("Quy định phí, lệ phí để tính thuế"),
            ),
            ("MẪU T Ờ KHAI", "mẫu tờ khai", Some("MẪU TỜ KHAI")),
            ("Thông tư 1/TT-BYT và2", "thông tư 1/TT- BYT và2", Some("Thông tư 1/TT-BYT và2")),
            ("Quy định phí", "quy định lệ phí", None),
        ];
        for (subject, repeated, expected) in cases {
            assert_eq!(respaced(subject, repeated).as_deref(), expected, "{subject}");
        }
    }

    #[test]
    fn kinds_said_again() {
        let cases = [
            ("Thông tư sửa đổi giá", "thong-tu", "sửa đổi giá"),
            ("Thông tư số 1/2020/TT-BYT", "thong-tu", "Thông tư số 1/2020/TT-BYT"),
            ("Quy chế làm việc", "quy-che", "Quy chế làm việc"),
            ("Luật Đất đai", "nghi-dinh", "Luật Đất đai"),
        ];
        for (subject, kind, expected) in cases {
            let kind = Kind::named(kind).unwrap();
            assert_eq!(&subject[said_again(subject, kind)..], expected);
        }
    }
}
