//! VNI for Windows: the table. A base letter and one byte for its marks; `i`, `đ`, `ơ`, `ư` and `ỵ` have bytes of their
//! own.
//!
//! Read off the charts that VNI Software published with its fonts. Capitals lie 0x20 below.

use crate::letters::{Letter, Mark, Shape, Tone, character as written, letter};

/// Letters of one byte.
const SINGLE: [(u8, char); 9] = [
    (0xF1, 'đ'),
    (0xF4, 'ơ'),
    (0xF6, 'ư'),
    (0xED, 'í'),
    (0xEC, 'ì'),
    (0xE6, 'ỉ'),
    (0xF3, 'ĩ'),
    (0xF2, 'ị'),
    (0xEE, 'ỵ'),
];

/// Bytes that stand behind a base letter, with the shape and the tone that they give it.
const MARKS: [(u8, Shape, Tone); 17] = [
    (0xF9, Shape::Plain, Tone::Acute),
    (0xF8, Shape::Plain, Tone::Grave),
    (0xFB, Shape::Plain, Tone::Hook),
    (0xF5, Shape::Plain, Tone::Tilde),
    (0xEF, Shape::Plain, Tone::Dot),
    (0xE2, Shape::Circumflex, Tone::Level),
    (0xE1, Shape::Circumflex, Tone::Acute),
    (0xE0, Shape::Circumflex, Tone::Grave),
    (0xE5, Shape::Circumflex, Tone::Hook),
    (0xE3, Shape::Circumflex, Tone::Tilde),
    (0xE4, Shape::Circumflex, Tone::Dot),
    (0xEA, Shape::Breve, Tone::Level),
    (0xE9, Shape::Breve, Tone::Acute),
    (0xE8, Shape::Breve, Tone::Grave),
    (0xFA, Shape::Breve, Tone::Hook),
    (0xFC, Shape::Breve, Tone::Tilde),
    (0xEB, Shape::Breve, Tone::Dot),
];

/// How far capitals lie below.
const CAPITAL: u8 = 0x20;

/// Returns the first character of the bytes and how many of them write it; `None` for a mark without its letter.
pub(super) fn character(bytes: &[u8]) -> Option<(char, usize)> {
    let (first, rest) = bytes.split_first()?;
    let base = if first.is_ascii() { letter(char::from(*first))? } else { single(*first)? };
    let marked = rest.first().filter(|_| takes_marks(base)).and_then(|mark| with_mark(base, *mark));
    Some(marked.map_or((written(base), 1), |marked| (written(marked), 2)))
}

fn single(byte: u8) -> Option<Letter> {
    let row = |wanted: u8| SINGLE.iter().find(|(known, _)| *known == wanted);
    let small = row(byte).map(|(_, found)| *found);
    let found = small.and_then(letter);
    found.or_else(|| {
        let (_, found) = row(byte.checked_add(CAPITAL)?)?;
        Some(Letter { upper: true, ..letter(*found)? })
    })
}

/// `i` has bytes of its own for its tones, and so has `y` with a dot.
fn takes_marks(base: Letter) -> bool {
    base.is_vowel() && base.base != b'i' && base.tone == Tone::Level
}

/// Puts a mark on a letter. A capital takes marks of either case, as `Aá` writes the `Ấ` that begins a sentence.
fn with_mark(base: Letter, byte: u8) -> Option<Letter> {
    let row = |wanted: u8| MARKS.iter().find(|(known, ..)| *known == wanted);
    let small = row(byte);
    let (_, shape, tone) = if base.upper { small.or_else(|| row(byte.checked_add(CAPITAL)?)) } else { small }?;
    let shaped = if *shape == Shape::Plain { base } else { base.with(Mark::Shape(*shape))? };
    if *tone == Tone::Level { Some(shaped) } else { shaped.with(Mark::Tone(*tone)) }
}
