//! Numbers in the running text of a document: strict about shape, one pass, no way back.
//!
//! `16/3/2022`, `2026-2030`, `18/18 xã` and `3,4` are none; `12-⏎NQ/TW` is one. Đ and D are different letters here.

use std::ops::Range;

use super::codes::Code;
use super::symbols::Symbols;
use super::{DocumentNumber, Form, Ordinal, codes, ordinal, year};

/// More letters than any code has.
const LONGEST_CODE: usize = 30;
/// More codes than any number has.
const MOST_CODES: usize = 6;

/// Returns the numbers in a joined view of a document, in order.
pub(crate) fn scan(text: &str) -> Vec<(Range<usize>, DocumentNumber)> {
    numbers(text).collect()
}

/// Reads the numbers in a joined view of a document one by one.
pub(crate) fn numbers(text: &str) -> impl Iterator<Item = (Range<usize>, DocumentNumber)> {
    scan_with(text, says_number)
}

/// Returns the numbers in a text. `expected` tells from what stands before a number whether one must stand there: then
/// codes that no table knows are codes, too.
pub(super) fn scan_with(
    text: &str,
    expected: fn(&str) -> bool,
) -> impl Iterator<Item = (Range<usize>, DocumentNumber)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + vietnamese::find_byte(&text.as_bytes()[at..], |byte| byte.is_ascii_digit())?;
            at = start + digits(&text[start..]);
            let begins = may_begin(&text[..start]);
            if let Some((end, number)) = begins.then(|| read(text, start..at, expected)).flatten() {
                at = end;
                return Some((start..end, number));
            }
        }
    })
}

/// Tells whether a number may begin here: not inside a word, a date, a decimal or a longer number.
fn may_begin(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        None => true,
        Some(last) if last.is_alphanumeric() || last == '_' => false,
        Some('/' | '.' | ',' | ':' | '-') => back.next().is_none_or(|found| !found.is_ascii_digit()),
        Some(_) => true,
    }
}

/// A place in the text, moving forward.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Steps over one separator with at most one character of white space on each side.
    fn separator(&mut self) -> Option<char> {
        let rest = self.rest();
        let trimmed = rest.strip_prefix([' ', '\n']).unwrap_or(rest);
        let found = trimmed.chars().next().filter(|found| matches!(found, '-' | '/'))?;
        let after = &trimmed[1..];
        let after = after.strip_prefix([' ', '\n']).unwrap_or(after);
        self.at = self.text.len() - after.len();
        Some(found)
    }

    /// Steps over a code: letters of a number, with the digits behind them.
    fn code(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let length = rest.find(|found: char| !is_code_letter(found) && !found.is_ascii_digit()).unwrap_or(rest.len());
        let length = length + unit_behind_dot(&rest[..length], &rest[length..]);
        let code = &rest[..length];
        let whole = !rest[length..].starts_with(char::is_alphanumeric) && length <= LONGEST_CODE;
        (whole && is_code(code)).then(|| {
            self.at += length;
            code
        })
    }
}

/// Returns the length of what a dot joins to the code of a unit: the `.I` of `VPCP-V.I`.
fn unit_behind_dot(code: &str, behind: &str) -> usize {
    let Some(unit) = behind.strip_prefix('.').filter(|_| code.len() == 1) else { return 0 };
    let length = unit.bytes().take_while(u8::is_ascii_uppercase).count();
    if length == 0 { 0 } else { length + 1 }
}

fn digits(text: &str) -> usize {
    text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len())
}

fn is_code_letter(found: char) -> bool {
    found.is_ascii_alphabetic() || matches!(found, 'Đ' | 'đ' | 'Ư' | 'Â' | 'Ô' | 'Ê') || codes::is_lookalike(found)
}

/// A code has two capitals, or a capital and digits; or the table knows it.
fn is_code(code: &str) -> bool {
    let capitals = code.chars().filter(|found| found.is_uppercase()).count();
    let has_digits = code.ends_with(|found: char| found.is_ascii_digit());
    let opens = code.starts_with(char::is_uppercase);
    opens && (capitals >= 2 || (capitals == 1 && has_digits) || code == "L" || code == "Ttg" || code == "Ctr")
}

fn read(text: &str, digits: Range<usize>, expected: fn(&str) -> bool) -> Option<(usize, DocumentNumber)> {
    let value = ordinal(&text[digits.clone()])?;
    let mut cursor = Cursor { text, at: digits.end };
    let suffix = suffix(&mut cursor);
    let first = cursor.separator()?;
    let year = (first == '/').then(|| read_year(&mut cursor)).flatten();
    let codes = read_codes(&mut cursor, first)?;
    let partial = year.is_none() && suffix.as_deref().is_some_and(|suffix| suffix.starts_with('.'));
    let unknown = || first == '/' && (codes.symbols.len() > 1 || year.is_some()) && expected(&text[..digits.start]);
    if partial || !(is_number(&codes, year) || unknown()) {
        return None;
    }
    let number = DocumentNumber::build(Ordinal { value, suffix }, year, codes.printed, codes.symbols)?;
    Some((cursor.at, number))
}

/// Tells whether `số` stands before.
fn says_number(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n', ':', '.']);
    ["số", "Số", "SỐ"].iter().any(|word| before.ends_with(word))
}

/// Takes the letter of `12a/QĐ-UBND`, or the part of `66.12/2026/NQ-CP`.
fn suffix(cursor: &mut Cursor<'_>) -> Option<Box<str>> {
    const LONGEST: usize = 3;
    let rest = cursor.rest();
    let length = match rest.strip_prefix('.').map(digits) {
        Some(0) => 0,
        Some(part) => 1 + part,
        None => usize::from(rest.starts_with(|found: char| found.is_ascii_alphabetic())),
    };
    if length == 0 || length > LONGEST || !rest[length..].starts_with(['/', '-']) {
        return None;
    }
    cursor.at += length;
    Some(rest[..length].into())
}

/// Takes the year of `03/2019/NĐ-CP`, also where its second slash was lost.
fn read_year(cursor: &mut Cursor<'_>) -> Option<u16> {
    let rest = cursor.rest();
    let year = year(&rest[..digits(rest)])?;
    let mut after = Cursor { text: cursor.text, at: cursor.at + 4 };
    if after.separator().is_none() && !after.rest().starts_with(is_code_letter) {
        return None;
    }
    cursor.at = after.at;
    Some(year)
}

/// The codes of a number, as they are usually spelled.
struct Codes {
    symbols: Symbols,
    /// Which system's separators they wear.
    printed: Form,
    /// Whether the tables know one of the first two.
    known: bool,
}

/// Takes the codes.
fn read_codes(cursor: &mut Cursor<'_>, first: char) -> Option<Codes> {
    let mut codes = Codes { symbols: Symbols::default(), printed: Form::State, known: false };
    let code = cursor.code()?;
    codes.push(code, codes::known(code));
    while codes.symbols.len() < MOST_CODES {
        let before = cursor.at;
        let separator = cursor.separator();
        let tight = cursor.at == before + 1;
        let code = separator.and_then(|_| cursor.code()).map(|code| (code, codes::known(code)));
        let Some((code, known)) = code.filter(|(_, known)| tight || known.is_some()) else {
            cursor.at = before;
            break;
        };
        if codes.symbols.len() == 1 && first == '-' && separator == Some('/') {
            codes.printed = Form::Party;
        }
        codes.push(code, known);
    }
    Some(codes)
}

impl Codes {
    fn push(&mut self, code: &str, known: Option<Code>) {
        self.known |= known.is_some() && self.symbols.len() < 2;
        self.symbols.push(known.unwrap_or_else(|| Code::Owned(codes::latin(code))));
    }
}

/// With a year inside, one code is enough; without, there are two, or a hyphen and a kind are no proof.
fn is_number(codes: &Codes, year: Option<u16>) -> bool {
    codes.known && (year.is_some() || codes.symbols.len() > 1)
}
