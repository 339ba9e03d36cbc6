//! From bytes to characters: UTF-8 where the bytes are UTF-8, and otherwise the one encoding that leaves no doubt.
//!
//! Apart from `text.rs`, which says what is a text at all. UTF-8 proves itself, and so does a byte order mark; for the
//! rest the spelling of Vietnamese is the witness (`vietnamese::recognise`). What is doubtful is refused, not guessed: a
//! text in wrong letters would be in the index and never be found.

use std::fmt;

use vietnamese::{LegacyEncoding, Verdict};

use crate::text::Unreadable;

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// What everything else is converted to.
    Utf8,
    /// Two bytes a character, the lower first.
    Utf16Le,
    /// Two bytes a character, the higher first.
    Utf16Be,
    /// One of the encodings from before Unicode.
    Legacy(LegacyEncoding),
    /// UTF-8, but its characters are the codes of one of those: somebody converted without knowing the font.
    Masked(LegacyEncoding),
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Encoding::Utf8 => f.write_str("UTF-8"),
            Encoding::Utf16Le => f.write_str("UTF-16LE"),
            Encoding::Utf16Be => f.write_str("UTF-16BE"),
            Encoding::Legacy(legacy) => f.write_str(legacy.name()),
            Encoding::Masked(legacy) => write!(f, "{} shown as Latin-1", legacy.name()),
        }
    }
}

/// Returns the characters of a file and how they were written.
///
/// # Errors
/// [`Unreadable`]: binary, damaged, or of an encoding that is not certain.
pub(crate) fn characters(bytes: &[u8]) -> Result<(String, Encoding), Unreadable> {
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => return marked_utf16(bytes, Encoding::Utf16Le),
        Some([0xFE, 0xFF]) => return marked_utf16(bytes, Encoding::Utf16Be),
        _ => {}
    }
    if bytes.contains(&0) {
        return bare_utf16(bytes).ok_or(Unreadable::Binary);
    }
    // Looked over many bytes at a time; to copy what was found sound costs less than to look again.
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok(match vietnamese::unmasked(text) {
            Some((unmasked, font)) => (unmasked, Encoding::Masked(font)),
            None => (text.to_owned(), Encoding::Utf8),
        }),
        Err(error) => legacy(bytes, error.valid_up_to()),
    }
}

/// Reads UTF-16 that says so by its byte order mark.
fn marked_utf16(bytes: &[u8], encoding: Encoding) -> Result<(String, Encoding), Unreadable> {
    let text = utf16(&bytes[2..], encoding).ok_or(Unreadable::DamagedUtf16)?;
    if text.contains('\0') { Err(Unreadable::Binary) } else { Ok((text, encoding)) }
}

/// Reads UTF-16 without a mark: by one order of its bytes it is Vietnamese, by the other it is not.
fn bare_utf16(bytes: &[u8]) -> Option<(String, Encoding)> {
    let read = |encoding| utf16(bytes, encoding).map(|text| (text, encoding));
    let mut orders = [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().filter_map(read);
    orders.find(|(text, _)| !text.contains(is_binary) && vietnamese::is_vietnamese(text))
}

/// Returns the characters of UTF-16; `None` for an odd byte or half a pair.
pub(crate) fn utf16(bytes: &[u8], encoding: Encoding) -> Option<String> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    });
    let text: Option<String> = char::decode_utf16(units).map(Result::ok).collect();
    text.filter(|_| odd.is_empty())
}

/// Reads bytes that are not UTF-8 by the encoding of their spelling.
fn legacy(bytes: &[u8], at: usize) -> Result<(String, Encoding), Unreadable> {
    if bytes.iter().any(|byte| is_binary(char::from(*byte)) && byte.is_ascii()) {
        return Err(Unreadable::NotUtf8 { at });
    }
    match vietnamese::recognise(bytes) {
        Verdict::Certain(found) => Ok((found.decode(bytes), Encoding::Legacy(found))),
        Verdict::Doubtful(fitting) => Err(Unreadable::Doubtful { at, fitting: names(&fitting) }),
        Verdict::None => Err(Unreadable::NotUtf8 { at }),
    }
}

/// Tells whether a character stands in no text: all controls but the white space, the page break and the end of a DOS
/// file.
fn is_binary(found: char) -> bool {
    found.is_control() && !matches!(found, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1A}')
}

fn names(encodings: &[LegacyEncoding]) -> String {
    let names: Vec<&str> = encodings.iter().map(|encoding| encoding.name()).collect();
    names.join(" or ")
}
