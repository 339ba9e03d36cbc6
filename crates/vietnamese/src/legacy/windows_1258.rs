//! Windows-1258: the table. Latin letters with the shapes of Vietnamese, and five bytes that put a tone on the letter
//! before them.
//!
//! As Microsoft publishes it (unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1258.TXT).

/// The characters from 0xA0 on, sixteen a row.
#[rustfmt::skip]
const TABLE: [[char; 16]; 6] = [
    ['\u{A0}', '¡', '¢', '£', '¤', '¥', '¦', '§', '¨', '©', 'ª', '«', '¬', '\u{AD}', '®', '¯'], // A0
    ['°', '±', '²', '³', '´', 'µ', '¶', '·', '¸', '¹', 'º', '»', '¼', '½', '¾', '¿'], // B0
    ['À', 'Á', 'Â', 'Ă', 'Ä', 'Å', 'Æ', 'Ç', 'È', 'É', 'Ê', 'Ë', '\u{300}', 'Í', 'Î', 'Ï'], // C0
    ['Đ', 'Ñ', '\u{309}', 'Ó', 'Ô', 'Ơ', 'Ö', '×', 'Ø', 'Ù', 'Ú', 'Û', 'Ü', 'Ư', '\u{303}', 'ß'], // D0
    ['à', 'á', 'â', 'ă', 'ä', 'å', 'æ', 'ç', 'è', 'é', 'ê', 'ë', '\u{301}', 'í', 'î', 'ï'], // E0
    ['đ', 'ñ', '\u{323}', 'ó', 'ô', 'ơ', 'ö', '÷', 'ø', 'ù', 'ú', 'û', 'ü', 'ư', '₫', 'ÿ'], // F0
];

/// Returns the character of a byte from 0xA0 on; the five tones are combining characters.
pub(super) fn character(byte: u8) -> Option<char> {
    let at = usize::from(byte.checked_sub(0xA0)?);
    Some(TABLE[at / 16][at % 16])
}
