//! Bytes into text: what is taken for the text of a directive, and what is refused.

use std::io;

use thiserror::Error;

use crate::encoding::{Encoding, characters};

/// Why a file was not taken.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// The system would not give it.
    #[error("could not be read: {0}")]
    Io(#[from] io::Error),
    /// It holds no text at all.
    #[error("empty file")]
    Empty,
    /// It holds NUL bytes, as no text does.
    #[error("binary file, not text")]
    Binary,
    /// It is text in another encoding, or damaged.
    #[error("not UTF-8 (first bad byte at {at}); convert it to UTF-8")]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        at: usize,
    },
    /// It may be text in one of several encodings.
    #[error(
        "not UTF-8 (first bad byte at {at}), and the encoding is not certain: perhaps {fitting}; convert it to UTF-8"
    )]
    Doubtful {
        /// Offset of the first byte that is not UTF-8.
        at: usize,
        /// Names of the encodings by which at least half of its words can be read.
        fitting: String,
    },
    /// It says that it is text of two bytes a character, and is not.
    #[error("damaged UTF-16 text; convert it to UTF-8")]
    DamagedUtf16,
    /// It is larger than any directive.
    #[error("too large: {size} bytes, the limit is {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A pipe, a socket, a device.
    #[error("not a regular file")]
    NotRegular,
    /// It kept changing.
    #[error("changed while it was being read; run again")]
    Changing,
}

/// Returns the text of a file, a byte order mark taken off, and how it was written.
///
/// # Errors
/// The reason why it is not taken.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Encoding), Unreadable> {
    let (mut text, encoding) = characters(bytes)?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok((text, encoding)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases: [(&[u8], &str); 12] = [
            (b"", "empty file"),
            (b" \n\t\n", "empty file"),
            (b"\xEF\xBB\xBF", "empty file"),
            (b"\xFF\xFE", "empty file"),
            (b"PK\x03\x04\0\0", "binary file, not text"),
            (b"\0\0\0", "binary file, not text"),
            (b"a\0b\0c\0", "binary file, not text"),
            (b"\xFF\xFEC\0\0\0", "binary file, not text"),
            (b"\xFF\xFEC\0n", "damaged UTF-16 text; convert it to UTF-8"),
            (b"\xFE\xFF\xD8\0\0C", "damaged UTF-16 text; convert it to UTF-8"),
            (b"caf\xE9 \xFF\xFF", "not UTF-8 (first bad byte at 3); convert it to UTF-8"),
            (
                b"C\xF4ng an",
                "not UTF-8 (first bad byte at 1), and the encoding is not certain: perhaps Windows-1258 or TCVN3 or VNI; convert it to UTF-8",
            ),
        ];
        for (bytes, reason) in cases {
            assert_eq!(decode(bytes).unwrap_err().to_string(), reason, "{bytes:?}");
        }
        assert_eq!(decode("\u{FEFF}Số 1".as_bytes()).unwrap(), ("Số 1".to_owned(), Encoding::Utf8));
    }

    #[test]
    fn utf16_with_its_mark_and_by_its_spelling() {
        let text = "Ủy ban nhân dân tỉnh Hưng Yên về việc chuyển đổi số";
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            let units = text.encode_utf16();
            let bare: Vec<u8> = match encoding {
                Encoding::Utf16Le => units.flat_map(u16::to_le_bytes).collect(),
                _ => units.flat_map(u16::to_be_bytes).collect(),
            };
            let mark: &[u8] = if encoding == Encoding::Utf16Le { b"\xFF\xFE" } else { b"\xFE\xFF" };
            for bytes in [bare.clone(), [mark, &bare].concat()] {
                assert_eq!(decode(&bytes).unwrap(), (text.to_owned(), encoding));
            }
        }
    }

    #[test]
    fn old_encodings_by_their_spelling() {
        let cases: [(&[u8], &str, &str); 4] = [
            (b"U\xFB ban nh\xA9n d\xA9n, Hi\xD5n ph\xB8p", "Uỷ ban nhân dân, Hiến pháp", "TCVN3"),
            (b"Co\xE2ng an nha\xE2n da\xE2n, quye\xE1t \xF1\xF2nh", "Công an nhân dân, quyết định", "VNI"),
            (
                b"nghi\xF2 quy\xEA\xECt, ki\xEA\xD2m tra, b\xF4\xF2 \xF0\xF4\xCCng",
                "nghị quyết, kiểm tra, bộ đồng",
                "Windows-1258",
            ),
            ("Uû ban nh©n d©n, Héi ®ång".as_bytes(), "Uỷ ban nhân dân, Hội đồng", "TCVN3 shown as Latin-1"),
        ];
        for (bytes, text, encoding) in cases {
            let read = decode(bytes).map(|(text, encoding)| (text, encoding.to_string()));
            assert_eq!(read.unwrap(), (text.to_owned(), encoding.to_owned()));
        }
    }
}
