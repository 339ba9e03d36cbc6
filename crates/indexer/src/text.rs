//! Bytes into text: what is taken for the text of a directive, and what is refused.

use std::io;

use thiserror::Error;

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
    /// It is text of two bytes a character.
    #[error("UTF-16 text; convert it to UTF-8")]
    Utf16,
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

/// Returns the text of a file: UTF-8, a byte order mark taken off.
///
/// # Errors
/// The reason why it is not taken.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Unreadable::Utf16);
    }
    if bytes.contains(&0) {
        return Err(Unreadable::Binary);
    }
    let mut text =
        String::from_utf8(bytes).map_err(|error| Unreadable::NotUtf8 { at: error.utf8_error().valid_up_to() })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.trim().is_empty() { Err(Unreadable::Empty) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases: [(&[u8], &str); 7] = [
            (b"", "empty file"),
            (b" \n\t\n", "empty file"),
            (b"\xEF\xBB\xBF", "empty file"),
            (b"PK\x03\x04\0\0", "binary file, not text"),
            (b"C\xF4ng an", "not UTF-8 (first bad byte at 1); convert it to UTF-8"),
            (b"\xFF\xFEC\0", "UTF-16 text; convert it to UTF-8"),
            (b"\0\0\0", "binary file, not text"),
        ];
        for (bytes, reason) in cases {
            assert_eq!(decode(bytes.to_vec()).unwrap_err().to_string(), reason, "{bytes:?}");
        }
        assert_eq!(decode("\u{FEFF}Số 1".into()).unwrap(), "Số 1");
    }
}
