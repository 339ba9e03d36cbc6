//! The fold: text without marks, in lower case, for readers and for slugs.
//!
//! Apart from the keys, because a fold keeps everything that stands between the words, and `y` beside `i`.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::letters::letter;
use crate::normal::normalise;

/// Returns a text in normal form, lower case, without any diacritic; quotes and dashes in ASCII.
///
/// Unchanged when applied again.
///
/// ```
/// assert_eq!(vietnamese::fold("Đảng uỷ “điểm nóng”"), "dang uy \"diem nong\"");
/// ```
pub fn fold(text: &str) -> String {
    let normal = normalise(text).text;
    let mut folded = String::with_capacity(normal.len());
    for found in normal.chars() {
        push_folded(&mut folded, found);
    }
    folded
}

/// Appends one character of a normal form, or of an exact key, without its marks: what makes a folded key of an exact
/// one, character by character.
pub fn push_folded(folded: &mut String, found: char) {
    match letter(found) {
        Some(letter) => folded.push(letter.base as char),
        None if found.is_ascii() => folded.push(found),
        None => found.to_lowercase().for_each(|lower| push_foreign(folded, lower)),
    }
}

fn push_foreign(folded: &mut String, lower: char) {
    let mut base = None;
    decompose_canonical(lower, |part| {
        base.get_or_insert(part);
    });
    match base {
        Some(base) if base.is_ascii_alphabetic() => folded.push(base.to_ascii_lowercase()),
        _ if is_combining_mark(lower) && ('\u{300}'..='\u{36F}').contains(&lower) => {}
        _ => folded.push(lower),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn table() {
        let cases = [
            ("ĐẢNG CỘNG SẢN", "dang cong san"),
            ("To\u{302}\u{309} quo\u{302}\u{301}c", "to quoc"),
            ("ô\u{309}", "o"),
            ("khuỷu tay, kỹ", "khuyu tay, ky"),
            ("TƯ", "tu"),
            ("XIII¹", "xiii"),
            ("2025–2030", "2025-2030"),
            ("Citroën, Müller", "citroen, muller"),
            ("Москва 中", "москва 中"),
        ];
        for (typed, expected) in cases {
            assert_eq!(fold(typed), expected, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn is_idempotent(text in "\\PC{0,24}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
