//! The punctuation of Windows between ASCII and the letters: quotation marks, dashes, the ellipsis.
//!
//! Windows-1258 shares it with Windows-1252, and the fonts of TCVN3 and VNI leave it as it is.

/// No character.
const NO: char = '\u{FFFD}';

/// The characters of 0x80 to 0x9F, sixteen a row.
#[rustfmt::skip]
const TABLE: [[char; 16]; 2] = [
    ['€', NO, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', NO, 'Ž', NO], // 80
    [NO, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', NO, 'ž', 'Ÿ'], // 90
];

/// Returns the character of a byte from 0x80 to 0xA0.
pub(super) fn character(byte: u8) -> Option<char> {
    if byte == 0xA0 {
        return Some('\u{A0}');
    }
    let at = usize::from(byte.checked_sub(0x80)?);
    TABLE.as_flattened().get(at).copied().filter(|found| *found != NO)
}

/// Returns the byte of a character that is read as Windows-1252, or as Latin-1 where that leaves a gap.
pub(super) fn byte(found: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(found)) {
        return Some(byte);
    }
    let at = TABLE.as_flattened().iter().position(|known| *known == found && found != NO)?;
    u8::try_from(0x80 + at).ok()
}
