//! The parts of a text by their numbering: sections (`II.`), articles (`Điều 3.`), numbered duties (`2.`).
//!
//! A cheap look at the beginnings of lines and no parsing: it serves reading and links, and no fact is drawn from it.

use std::collections::HashMap;
use std::ops::Range;

use directive::CodePoints;
use serde::Serialize;
use utoipa::ToSchema;

/// Longest label of a part, in characters.
const LABEL: usize = 120;
/// More parts than any directive has.
const MOST: usize = 2_000;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextPart {
    /// Names it within the text: `dieu-3`, `muc-II`, `2`, `dieu-3.2`.
    pub id: String,
    /// Its first line, cut where it is long.
    pub label: String,
    /// Where it begins and ends, in Unicode code points of the text.
    #[schema(value_type = [u32; 2])]
    pub span: [usize; 2],
}

/// A part while it is found: in bytes.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) range: Range<usize>,
    label: String,
    level: Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Section,
    Article,
    Duty,
}

impl Found {
    pub(super) fn view(self, points: &CodePoints<'_>) -> TextPart {
        TextPart { span: points.range(&self.range), id: self.id, label: self.label }
    }
}

/// Returns the parts of a text in its order. A part reaches to the next of its level or of one above.
pub(super) fn outline(text: &str) -> Vec<Found> {
    let mut parts: Vec<Found> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((level, name)) = numbering(line).filter(|_| parts.len() < MOST) {
            let id = unique(&mut seen, within(&parts, level, &name));
            let label = line.trim().chars().take(LABEL).collect();
            parts.push(Found { id, range: start..text.len(), label, level });
        }
        start += line.len();
    }
    close(&mut parts);
    parts
}

/// Ends each part where the next of its level or of one above begins.
fn close(parts: &mut [Found]) {
    let mut open: [Option<usize>; 3] = [None; 3];
    for at in (0..parts.len()).rev() {
        let Some(part) = parts.get_mut(at) else { continue };
        let (start, level) = (part.range.start, part.level as usize);
        let next = open.iter().take(level + 1).flatten().min();
        part.range.end = next.copied().unwrap_or(part.range.end);
        if let Some(own) = open.get_mut(level) {
            *own = Some(start);
        }
    }
}

/// A duty is named within the article that holds it.
fn within(parts: &[Found], level: Level, name: &str) -> String {
    let holder = parts.iter().rev().find(|part| part.level < Level::Duty);
    match holder.filter(|_| level == Level::Duty) {
        Some(holder) => format!("{}.{name}", holder.id),
        None => name.to_owned(),
    }
}

/// A name that was given before gets a number.
fn unique(seen: &mut HashMap<String, usize>, id: String) -> String {
    let count = seen.entry(id.clone()).or_default();
    *count += 1;
    if *count == 1 { id } else { format!("{id}~{count}") }
}

/// Returns the numbering that a line begins with.
fn numbering(line: &str) -> Option<(Level, String)> {
    let line = line.trim_start();
    if let Some(rest) = ["Điều ", "ĐIỀU "].iter().find_map(|word| line.strip_prefix(word)) {
        let number = leading(rest, |found| found.is_ascii_alphanumeric());
        let ends =
            rest.get(number.len()..).is_some_and(|after| after.starts_with(['.', ':']) || after.trim().is_empty());
        let counts = number.starts_with(|first: char| first.is_ascii_digit()) && number.len() <= 5;
        return (ends && counts).then(|| (Level::Article, format!("dieu-{number}")));
    }
    let roman = leading(line, |found| matches!(found, 'I' | 'V' | 'X'));
    let digits = leading(line, |found| found.is_ascii_digit());
    let stands = |number: &str| line.get(number.len()..).and_then(|rest| rest.strip_prefix(['.', ')']));
    let stands = |number: &str| stands(number).is_some_and(|rest| rest.starts_with([' ', '\t']));
    match (roman, digits) {
        (roman, _) if (1..=6).contains(&roman.len()) && stands(roman) => Some((Level::Section, format!("muc-{roman}"))),
        (_, digits) if (1..=2).contains(&digits.len()) && stands(digits) => Some((Level::Duty, digits.to_owned())),
        _ => None,
    }
}

fn leading(text: &str, belongs: fn(char) -> bool) -> &str {
    text.get(..text.find(|found| !belongs(found)).unwrap_or(text.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numberings() {
        for (line, expected) in [
            ("Điều 3. Tổ chức thực hiện", Some("dieu-3")),
            ("  Điều 12a: Hiệu lực", Some("dieu-12a")),
            ("Điều 3 của Luật Đất đai", None),
            ("II. NHIỆM VỤ", Some("muc-II")),
            ("1. Sở Tài chính", Some("1")),
            ("2) Công an tỉnh", Some("2")),
            ("12.5 tỷ đồng", None),
            ("2015. Năm ấy", None),
            ("Xã hội", None),
            ("", None),
        ] {
            assert_eq!(numbering(line).map(|(_, name)| name).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn parts_end_where_the_next_of_their_level_begins() {
        let text = "Mở đầu\nĐiều 1. A\n1. a\n2. b\nĐiều 2. B\n1. c\nĐiều 1. C\n";
        let parts: Vec<(String, &str)> =
            outline(text).into_iter().map(|part| (part.id.clone(), &text[part.range])).collect();
        let expected = [
            ("dieu-1", "Điều 1. A\n1. a\n2. b\n"),
            ("dieu-1.1", "1. a\n"),
            ("dieu-1.2", "2. b\n"),
            ("dieu-2", "Điều 2. B\n1. c\n"),
            ("dieu-2.1", "1. c\n"),
            ("dieu-1~2", "Điều 1. C\n"),
        ];
        assert_eq!(parts, expected.map(|(id, text)| (id.to_owned(), text)));
    }
}
