//! Vietnamese in the encodings of the years before Unicode: decoded, and told apart by their spelling.
//!
//! Apart from the normal form, which reads Unicode only. Each encoding has a table in a file of its own; the rules that
//! read them are here and in `spelling.rs` and `recognise.rs`. Pure: bytes in, text and a verdict out.

mod capitals;
mod recognise;
mod spelling;
mod tcvn3;
#[cfg(test)]
mod tests;
mod vni;
mod windows_1252;
mod windows_1258;

pub use recognise::{Verdict, is_vietnamese, recognise, unmasked};

use unicode_normalization::UnicodeNormalization;

/// An encoding of one or two bytes a letter that archives in Vietnamese hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyEncoding {
    /// Microsoft's code page: shaped letters in one byte, most tones in a byte behind them.
    Windows1258,
    /// TCVN 5712:1993, form 3, known as ABC and by its fonts `.VnTime`: one byte a letter, no capitals with a tone.
    Tcvn3,
    /// VNI for Windows, by its fonts `VNI-Times`: the base letter, then one byte for its marks.
    Vni,
}

impl LegacyEncoding {
    /// All of them.
    pub const ALL: [LegacyEncoding; 3] = [LegacyEncoding::Windows1258, LegacyEncoding::Tcvn3, LegacyEncoding::Vni];

    /// Returns the name by which archivists know the encoding.
    pub fn name(self) -> &'static str {
        match self {
            LegacyEncoding::Windows1258 => "Windows-1258",
            LegacyEncoding::Tcvn3 => "TCVN3",
            LegacyEncoding::Vni => "VNI",
        }
    }

    /// Returns the text of bytes in this encoding, in NFC. Never fails: a byte that means nothing in it is read as
    /// Latin-1.
    ///
    /// ```
    /// use vietnamese::LegacyEncoding::{Tcvn3, Vni, Windows1258};
    /// assert_eq!(Tcvn3.decode(b"c\xABng v\xA8n"), "công văn");
    /// assert_eq!(Vni.decode(b"co\xE2ng va\xEAn"), "công văn");
    /// assert_eq!(Windows1258.decode(b"nghi\xF2 quy\xEA\xECt"), "nghị quyết");
    /// ```
    pub fn decode(self, bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len() * 3 / 2);
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            let (found, taken) = self.take(rest).unwrap_or((char::from(*first), 1));
            text.push(found);
            rest = &rest[taken..];
        }
        let composed: String = text.nfc().collect();
        if self == LegacyEncoding::Tcvn3 { capitals::restored(&composed) } else { composed }
    }

    /// Returns the first character of the bytes and how many of them write it; `None` for a byte without meaning.
    fn take(self, bytes: &[u8]) -> Option<(char, usize)> {
        match *bytes {
            [byte, ..] if byte >= FIRST_LETTER => match self {
                LegacyEncoding::Windows1258 => windows_1258::character(byte).map(|found| (found, 1)),
                LegacyEncoding::Tcvn3 => tcvn3::character(byte).map(|found| (found, 1)),
                LegacyEncoding::Vni => vni::character(bytes),
            },
            [byte, mark, ..] if byte.is_ascii_alphabetic() && mark >= FIRST_LETTER && self == LegacyEncoding::Vni => {
                vni::character(bytes)
            }
            [byte, ..] if byte < 0x80 => Some((char::from(byte), 1)),
            [byte, ..] => windows_1252::character(byte).map(|found| (found, 1)),
            [] => None,
        }
    }
}

/// Bytes from here on are letters in one or more of the encodings; those between ASCII and this one are Windows
/// punctuation in all of them, and 0xA0 is the space that does not break.
const FIRST_LETTER: u8 = 0xA1;
