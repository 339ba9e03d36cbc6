//! Files of records: one directive a line, as JSON with `id`, `title` and `text`.
//!
//! Read line by line with a bound on each, so that a file of any size, or a broken one, costs one line of memory.

use std::collections::HashSet;
use std::io::BufRead;

use serde::Deserialize;

use crate::encoding::Encoding;
use crate::lines::Lines;

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

    /// Puts the letters in the place of the codes of an old font, in the title as in the text; returns whose codes they were.
    fn unmask(&mut self) -> Option<Encoding> {
        let (text, font) = vietnamese::unmasked(&self.text)?;
        // Too short to show its font by itself.
        let title = self.title.as_ref().filter(|title| !title.contains('\n'));
        let both = title.and_then(|title| vietnamese::unmasked(&format!("{title}\n{}", self.text)));
        if let Some((title, _)) = both.as_ref().and_then(|(both, _)| both.split_once('\n')) {
            self.title = Some(title.to_owned());
        }
        self.text = text;
        Some(Encoding::Masked(font))
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
    /// How the record is written.
    pub(crate) encoding: Encoding,
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
    lines: Lines<R>,
    file: String,
    number: usize,
    /// Ids met so far: the first of two is taken.
    ids: HashSet<String>,
    /// Set when the system would not give the rest.
    ended: bool,
}

impl<R: BufRead> RecordLines<R> {
    pub(crate) fn new(file: &str, reader: R) -> Self {
        Self { lines: Lines::new(reader), file: file.to_owned(), number: 0, ids: HashSet::new(), ended: false }
    }

    /// Returns the next line that is not blank, and how many bytes were read for it; `None` at the end of the file.
    /// After a line that the system would not give, the end follows.
    pub(crate) fn next(&mut self) -> Option<(Line, u64)> {
        let mut bytes = 0;
        while !self.ended {
            self.number += 1;
            let read = self.lines.read();
            bytes += self.lines.length();
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

    fn record(&mut self) -> Result<Option<Placed>, String> {
        let (line, written) = self.lines.text().map_err(|error| error.to_string())?;
        let Some(mut record) = parse(&line)? else { return Ok(None) };
        let encoding = record.unmask().unwrap_or(written);
        let id = record.id().unwrap_or_else(|| format!("line-{}", self.number));
        if !self.ids.insert(id.clone()) {
            return Err(format!("the id {id:?} occurs twice in this file; the first one is taken"));
        }
        Ok(Some(Placed { source: format!("{}#{id}", self.file), record, encoding }))
    }
}

/// Returns the record of a line; `None` for a blank one.
///
/// # Errors
/// A sentence that says what is wrong with the line.
fn parse(line: &str) -> Result<Option<Record>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let record: Record = serde_json::from_str(line).map_err(|error| format!("not a record: {error}"))?;
    if record.text.trim().is_empty() {
        return Err("a record without text".to_owned());
    }
    Ok(Some(record))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::LONGEST_LINE;

    #[test]
    fn lines() {
        let record = parse(r#"{"_id": 7, "title": "t", "text": "x", "more": [1]}"#).unwrap().expect("a record");
        assert_eq!((record.id(), record.title.as_deref()), (Some("7".to_owned()), Some("t")));
        assert_eq!(parse(" \n"), Ok(None));
        for (line, reason) in [
            ("{\"id\": \"a\"", "not a record"),
            ("[1]", "not a record"),
            ("{\"id\": \"a\"}", "not a record: missing field `text`"),
            ("{\"text\": \" \"}", "without text"),
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

    /// The first record of a file, and how it is written.
    fn first(file: &[u8]) -> (Record, String) {
        match RecordLines::new("a.jsonl", file).next() {
            Some((Line::Record(placed), _)) => (placed.record, placed.encoding.to_string()),
            Some((Line::Refused { reason, .. }, _)) => panic!("{reason}"),
            None => panic!("no record"),
        }
    }

    #[test]
    fn records_in_other_encodings() {
        let text = "Ủy ban nhân dân tỉnh Hưng Yên yêu cầu các cơ quan, đơn vị, địa phương tổ chức thực hiện nghiêm túc";
        let masked = "Uû ban nh©n d©n tØnh H\u{AD}ng Yªn yªu cÇu c¸c c¬ quan, ®¬n vÞ, ®Þa ph\u{AD}¬ng tæ chøc thùc hiÖn nghiªm tóc";
        let line = |text: &str| format!("{{\"title\": \"Về việc\", \"text\": \"{text}\"}}\n");
        let masked_line = line(masked).replace("Về việc", "VÒ viÖc");
        let bytes: Vec<u8> = masked_line.chars().map(|found| found as u8).collect();
        let wide: Vec<u8> = ("\u{FEFF}".to_owned() + &line(text)).encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (file, encoding) in [
            (("\u{FEFF}".to_owned() + &line(text)).into_bytes(), "UTF-8"),
            (wide, "UTF-16LE"),
            (bytes, "TCVN3"),
            (masked_line.into_bytes(), "TCVN3 shown as Latin-1"),
        ] {
            let (record, written) = first(&file);
            assert_eq!(written, encoding);
            assert_eq!(record.title.as_deref(), Some("Về việc"), "{encoding}");
            assert_eq!(vietnamese::normalise(&record.text).text, vietnamese::normalise(text).text, "{encoding}");
        }
        assert_eq!(read(b"{\"text\": \"C\xF4ng an\"}").len(), 1);
        assert!(read(b"{\"text\": \"C\xF4ng an\"}")[0].contains("the encoding is not certain"));
    }
}
