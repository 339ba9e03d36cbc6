//! What is done to a text before it is taken apart: characters that vanish, forms of old encodings, and the one mark that
//! hangs on ASCII signs.
//!
//! Apart from the normal form, which looks at chunks one by one, and at the marks of a letter when it meets the letter: these
//! reach over the ends of chunks, or bring letters that a mark may follow.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::characters::{Treatment, treatment};
use crate::find_byte::{find_byte, is_any_of};
use crate::normal::Normal;
use crate::offsets::Offsets;

/// Takes out what vanishes, unfolds the forms of old encodings, and composes the one mark that composes with ASCII signs
/// (`=` and U+0338 are `≠`). Returns the text and the way back, or `None` where there is none of them.
pub(crate) fn prepared(text: &str) -> Option<(String, Offsets)> {
    if !needs_preparing(text.as_bytes()) {
        return None;
    }
    let (mut kept, mut beneath) = (String::with_capacity(text.len()), Offsets::default());
    let mut at = 0;
    for (start, found) in text.match_indices(|found| vanishes(found) || unfolds(found)) {
        keep(text, at..start, &mut kept, &mut beneath);
        at = start + found.len();
        if found.chars().all(unfolds) {
            beneath.changed(kept.len(), start..at);
            kept.extend(found.nfkc());
        }
    }
    keep(text, at..text.len(), &mut kept, &mut beneath);
    if !kept.contains(SOLIDUS) {
        return Some((kept, beneath));
    }
    let mut composed = Normal::default();
    for (at, grapheme) in kept.grapheme_indices(true) {
        composed.push_composed(grapheme, at);
    }
    composed.offsets.set_beneath(beneath);
    Some((composed.text, composed.offsets))
}

/// Copies a stretch as it is.
fn keep(text: &str, stretch: Range<usize>, kept: &mut String, beneath: &mut Offsets) {
    if !stretch.is_empty() {
        beneath.copied(kept.len(), stretch.clone());
        kept.push_str(&text[stretch]);
    }
}

/// Tells whether a text holds a character that vanishes or unfolds, or [`SOLIDUS`]. Looks at bytes, as most texts hold none and every
/// text is asked.
pub(crate) fn needs_preparing(bytes: &[u8]) -> bool {
    let begins = |at: usize| match bytes[at] {
        0xC2 => bytes[at + 1] == 0xAD,
        0xCC => bytes[at + 1] == 0xB8,
        0xE2 => matches!((bytes[at + 1], bytes[at + 2]), (0x80, 0x8B..=0x8F | 0xAA..=0xAE) | (0x81, 0xA0)),
        0xEF => matches!(
            (bytes[at + 1], bytes[at + 2]),
            (0xBB, 0xBF) | (0xAC, 0x80..=0x86) | (0xBC, 0x81..=0xBF) | (0xBD, 0x80..=0x9E)
        ),
        _ => false,
    };
    let may_begin = |byte: u8| is_any_of(byte, [0xC2, 0xCC, 0xE2, 0xEF]);
    let mut at = 0;
    while let Some(found) = find_byte(&bytes[at..], may_begin) {
        // In UTF-8 as many bytes follow as a first byte announces.
        if begins(at + found) {
            return true;
        }
        at += found + 1;
    }
    false
}

/// The combining long solidus overlay.
const SOLIDUS: char = '\u{338}';

fn vanishes(found: char) -> bool {
    treatment(found) == Treatment::Delete
}

fn unfolds(found: char) -> bool {
    treatment(found) == Treatment::Unfold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preparing_is_seen_in_the_bytes() {
        let prepared: Vec<char> =
            ('\0'..=char::MAX).filter(|found| needs_preparing(found.to_string().as_bytes())).collect();
        let expected = |found: &char| vanishes(*found) || unfolds(*found) || *found == SOLIDUS;
        let expected: Vec<char> = ('\0'..=char::MAX).filter(expected).collect();
        assert_eq!(prepared, expected);
    }
}
