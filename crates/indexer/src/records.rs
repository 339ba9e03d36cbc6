//! Files of records: one directive a line, as JSON with `id`, `title` and `text`.
//!
//! Read line by line with a bound on each, so that a file of any size, or a broken one, costs one line of memory.

use std::collections::HashSet;
use std::io::{self, BufRead, Read};

use serde::Deserialize;

use crate::text::Unreadable;

/// Longest line that is read, in bytes.
const LONGEST_LINE: u64 = 32 << 20;

/// One record.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Record {
    #[serde(alias = "_id", default)]
    id: Option<Id>,
    #[serde(default)]
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(i64),
}

impl Record {
    /// Returns the id of the record, or `None` if it carries none.
    pub(crate) fn id(&self) -> Option<String> {
        match self.id.as_ref()? {
            Id::Word(word) => Some(word.clone()),
            Id::Number(number) => Some(number.to_string()),
        }
    }

    /// Returns the bytes by which a change of the record shows.
    pub(crate) fn content(&self) -> Vec<u8> {
        [self.title.as_deref().unwrap_or_default(), "\0", &self.text].concat().into_bytes()
    }
}

/// A record with its place, or a line that holds none.
pub(crate) enum Line {
    Record(Placed),
    Refused { place: String, reason: String },
}

/// A record and the source path it goes by.
pub(crate) struct Placed {
    pub(crate) source: String,
    pub(crate) record: Record,
}

/// Returns the file that a source path leads to: for a record, the file that holds it.
pub(crate) fn file_of(source: &str) -> &str {
    const ENDING: &str = ".jsonl";
    match source.to_ascii_lowercase().find(".jsonl#") {
        Some(at) => &source[..at + ENDING.len()],
        None => source,
    }
}

/// A file of records, read line by line.
pub(crate) struct RecordLines<R> {
    reader: R,
    file: String,
    number: usize,
    /// Ids met so far: the first of two is taken.
    ids: HashSet<String>,
    line: Vec<u8>,
    /// Set when the system would not give the rest.
    ended: bool,
}

impl<R: BufRead> RecordLines<R> {
    pub(crate) fn new(file: &str, reader: R) -> Self {
        Self { reader, file: file.to_owned(), number: 0, ids: HashSet::new(), line: Vec::new(), ended: false }
    }

    /// Returns the next line that is not blank, and how many bytes were read for it; `None` at the end of the file.
    /// After a line that the system would not give, the end follows.
    pub(crate) fn next(&mut self) -> Option<(Line, u64)> {
        let mut bytes = 0;
        while !self.ended {
            self.number += 1;
            let read = self.read_line();
            bytes += self.line.len() as u64;
            let record = match read {
                Ok(None) => return None,
                Ok(Some(false)) => Err("a line too long to be a record".to_owned()),
                Ok(Some(true)) => self.record(),
                Err(error) => {
                    self.ended = true;
                    Err(format!("could not be read: {error}"))
                }
            };
            match record {
                Ok(None) => {}
                Ok(Some(placed)) => return Some((Line::Record(placed), bytes)),
                Err(reason) => {
                    let place = format!("{}:{}", self.file, self.number);
                    return Some((Line::Refused { place, reason }, bytes));
                }
            }
        }
        None
    }

    /// Reads one line. Returns `None` at the end of the file, else whether the line was within its bound; one that was
    /// not is read past.
    fn read_line(&mut self) -> io::Result<Option<bool>> {
        self.line.clear();
        if self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        if self.line.ends_with(b"\n") || (self.line.len() as u64) < LONGEST_LINE {
            return Ok(Some(true));
        }
        self.reader.skip_until(b'\n')?;
        Ok(Some(false))
    }

    fn record(&mut self) -> Result<Option<Placed>, String> {
        let Some(record) = parse(&self.line)? else { return Ok(None) };
        let id = record.id().unwrap_or_else(|| format!("line-{}", self.number));
        if !self.ids.insert(id.clone()) {
            return Err(format!("the id {id:?} occurs twice in this file; the first one is taken"));
        }
        Ok(Some(Placed { source: format!("{}#{id}", self.file), record }))
    }
}

/// Returns the record of a line; `None` for a blank one.
///
/// # Errors
/// A sentence that says what is wrong with the line.
fn parse(line: &[u8]) -> Result<Option<Record>, String> {
    let text =
        std::str::from_utf8(line).map_err(|error| Unreadable::NotUtf8 { at: error.valid_up_to() }.to_string())?;
    if text.trim().is_empty() {
        return Ok(None);
    }
    let record: Record = serde_json::from_str(text).map_err(|error| format!("not a record: {error}"))?;
    if record.text.trim().is_empty() {
        return Err("a record without text".to_owned());
    }
    Ok(Some(record))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let record = parse(br#"{"_id": 7, "title": "t", "text": "x", "more": [1]}"#).unwrap().expect("a record");
        assert_eq!((record.id(), record.title.as_deref()), (Some("7".to_owned()), Some("t")));
        assert_eq!(parse(b" \n"), Ok(None));
        for (line, reason) in [
            (&b"{\"id\": \"a\""[..], "not a record"),
            (b"[1]", "not a record"),
            (b"{\"id\": \"a\"}", "not a record: missing field `text`"),
            (b"{\"text\": \" \"}", "without text"),
            (b"\xFF", "not UTF-8"),
        ] {
            assert!(parse(line).unwrap_err().contains(reason), "{line:?}");
        }
    }

    fn read(text: &[u8]) -> Vec<String> {
        let mut lines = RecordLines::new("a.jsonl", text);
        std::iter::from_fn(|| lines.next())
            .map(|(line, _)| match line {
                Line::Record(placed) => placed.source,
                Line::Refused { place, reason } => format!("{place} {reason}"),
            })
            .collect()
    }

    #[test]
    fn records_lead_to_their_file() {
        for (source, file) in [("a/B.JSONL#1#2", "a/B.JSONL"), ("a#b.txt", "a#b.txt"), ("ắ.jsonl#ắ", "ắ.jsonl")] {
            assert_eq!(file_of(source), file);
        }
    }

    #[test]
    fn files() {
        let text = b"{\"id\":\"x\",\"text\":\"a\"}\n\n{\"text\":\"b\"}\n{\"id\":\"x\",\"text\":\"c\"}";
        let twice = "a.jsonl:4 the id \"x\" occurs twice in this file; the first one is taken";
        assert_eq!(read(text), ["a.jsonl#x", "a.jsonl#line-3", twice]);
    }

    #[test]
    fn a_line_without_end_is_bounded() {
        let mut text = vec![b'x'; LONGEST_LINE as usize + 5];
        text.extend_from_slice(b"\n{\"id\":1,\"text\":\"a\"}");
        assert_eq!(read(&text), ["a.jsonl:1 a line too long to be a record", "a.jsonl#1"]);
    }
}
