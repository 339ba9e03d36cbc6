//! The lines of a file of any size, one after the other and with a bound on each.
//!
//! Apart from the records that stand on them: where a line ends depends on how the file is written. What says by a mark at
//! its beginning that it is UTF-16 is two bytes a character to its end; else each line shows its encoding by itself.

use std::io::{self, BufRead, Read};

use crate::encoding::{Encoding, characters};
use crate::text::Unreadable;

/// Longest line that is read, in bytes.
pub(crate) const LONGEST_LINE: u64 = 32 << 20;

pub(crate) struct Lines<R> {
    reader: R,
    line: Vec<u8>,
    /// Bytes of the line, those that were read past included.
    length: u64,
    is_begun: bool,
    /// The encoding of the whole file, where it has two bytes a character.
    wide: Option<Encoding>,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, line: Vec::new(), length: 0, is_begun: false, wide: None }
    }

    /// Reads the next line. Returns `None` at the end of the file, else whether the line was within its bound; one that was
    /// not is read past.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn read(&mut self) -> io::Result<Option<bool>> {
        self.line.clear();
        self.length = 0;
        let mut is_whole = true;
        loop {
            let read = self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.line)?;
            self.length += read as u64;
            if !std::mem::replace(&mut self.is_begun, true) {
                self.wide = mark(&self.line);
            }
            if read == 0 || self.ends()? {
                return Ok((self.length > 0).then_some(is_whole));
            }
            if self.length >= LONGEST_LINE {
                is_whole = false;
                self.line.clear();
            }
        }
    }

    /// Returns the bytes of the line that was read last.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Returns the characters of the line that was read last, and how they are written.
    ///
    /// # Errors
    /// [`Unreadable`], when that is not certain.
    pub(crate) fn text(&self) -> Result<(String, Encoding), Unreadable> {
        let (mut text, encoding) = match self.wide {
            Some(encoding) => (crate::encoding::utf16(&self.line, encoding).ok_or(Unreadable::DamagedUtf16)?, encoding),
            // Of a line that is UTF-8 what it holds is looked at, and not its brackets.
            None => match std::str::from_utf8(&self.line) {
                Ok(text) => (text.to_owned(), Encoding::Utf8),
                Err(_) => characters(&self.line)?,
            },
        };
        if text.starts_with('\u{FEFF}') {
            text.drain(..'\u{FEFF}'.len_utf8());
        }
        Ok((text, encoding))
    }

    /// Tells whether what was read goes to the end of the line. A byte of a line end is half a character in UTF-16.
    fn ends(&mut self) -> io::Result<bool> {
        let ends = self.line.ends_with(b"\n");
        if !ends || self.wide.is_none() {
            return Ok(ends);
        }
        if self.wide == Some(Encoding::Utf16Le) && !self.length.is_multiple_of(2) {
            let read = self.reader.by_ref().take(1).read_to_end(&mut self.line)?;
            self.length += read as u64;
            return Ok(self.line.ends_with(b"\n\0"));
        }
        Ok(self.wide == Some(Encoding::Utf16Be) && self.length.is_multiple_of(2) && self.line.ends_with(b"\0\n"))
    }
}

/// Returns the encoding that the mark at the beginning of a file tells of.
fn mark(beginning: &[u8]) -> Option<Encoding> {
    match beginning.get(..2) {
        Some([0xFF, 0xFE]) => Some(Encoding::Utf16Le),
        Some([0xFE, 0xFF]) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(bytes);
        std::iter::from_fn(|| lines.read().unwrap().map(|is_whole| (is_whole, lines.text())))
            .map(|(is_whole, text)| match text {
                Ok((text, encoding)) if is_whole => format!("{encoding}: {}", text.trim_end()),
                Ok(_) => "too long".to_owned(),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn where_lines_end() {
        // Ċ and ਊ have the byte of a line end in the lower, the higher and both halves.
        let text = "\u{FEFF}Ċng\n\u{A00}\u{A0A}ੀ\r\n\n\u{10A}";
        let lines = ["Ċng", "\u{A00}\u{A0A}ੀ", "", "\u{10A}"];
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (wide(text, u16::to_le_bytes), "UTF-16LE"),
            (wide(text, u16::to_be_bytes), "UTF-16BE"),
        ] {
            assert_eq!(read(&bytes), lines.map(|line| format!("{name}: {line}")), "{name}");
        }
        assert!(read(b"").is_empty() && read(b"\xFF\xFE\n").len() == 1);
        assert_eq!(read(b"a\n\xC3\n"), ["UTF-8: a", "not UTF-8 (first bad byte at 0); convert it to UTF-8"]);
    }

    #[test]
    fn a_line_without_end_is_bounded() {
        let long = "x".repeat(LONGEST_LINE as usize / 2 + 5) + "\na";
        for (bytes, name) in [
            ((long.clone() + &long).into_bytes(), "UTF-8"),
            (wide(&format!("\u{FEFF}{long}"), u16::to_le_bytes), "UTF-16LE"),
            (wide(&format!("\u{FEFF}{long}"), u16::to_be_bytes), "UTF-16BE"),
        ] {
            let read = read(&bytes);
            let short = format!("{name}: a");
            match name {
                "UTF-8" => assert_eq!((read.len(), read[2].len()), (3, short.len()), "{name}"),
                _ => assert_eq!(read, ["too long", &short], "{name}"),
            }
        }
    }
}
