//! TCVN3 (ABC): the table. One byte a letter, from 0xA1 on.
//!
//! As the standard TCVN 5712:1993 has it for its form VN3, which writes capitals without a tone only.

/// No letter.
const NO: char = '\u{FFFD}';

/// The characters from 0xA0 on, sixteen a row.
#[rustfmt::skip]
const TABLE: [[char; 16]; 6] = [
    ['\u{A0}', 'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', NO], // A0
    [NO, NO, NO, NO, NO, 'à', 'ả', 'ã', 'á', 'ạ', NO, 'ằ', 'ẳ', 'ẵ', 'ắ', NO], // B0
    [NO, NO, NO, NO, NO, NO, 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', NO, 'ẻ', 'ẽ'], // C0
    ['é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', NO, NO, NO, 'ĩ', 'í', 'ị', 'ò'], // D0
    [NO, 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù'], // E0
    [NO, 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', NO], // F0
];

/// Returns the character of a byte from 0xA0 on; `None` where the encoding has none.
pub(super) fn character(byte: u8) -> Option<char> {
    let at = usize::from(byte.checked_sub(0xA0)?);
    Some(TABLE[at / 16][at % 16]).filter(|found| *found != NO)
}
