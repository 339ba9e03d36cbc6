//! One typed number, part by part: type, `số`, digits, year, letters, issuer in words.
//!
//! Apart from the search for numbers in a query (`typed`), which knows only where words begin.

use super::codes::Code;
use super::typed::run;
use super::{DocumentNumber, Form, Ordinal, codes, ordinal, year};
use crate::kind::Kind;

/// Letters of kinds that are also letters of police units: PC07 is the fire brigade. They need more to be a number.
const POLICE_UNITS: &[&str] = &["PA", "PC"];

/// Words behind digits that make them a measure.
const MEASURES: &[&str] =
    &["nam", "thang", "ngay", "quy", "tuan", "gio", "nguoi", "ty", "trieu", "noi", "nhiem", "muc"];

/// What a typed number is made of so far.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    kind: Option<Code>,
    /// Whether `số` was typed.
    says_number: bool,
    year: Option<u16>,
    symbols: Vec<Code>,
    /// The separator behind the digits.
    first: Option<char>,
}

/// Reads the number that begins at a byte; returns where it ends.
pub(super) fn read(text: &str, start: usize) -> Option<(usize, DocumentNumber)> {
    let (kind, says_number, year, first) = (None, false, None, None);
    let mut reader = Reader { text, at: start, kind, says_number, year, symbols: Vec::new(), first };
    reader.prefix();
    let value = ordinal(reader.digits()?)?;
    let suffix = reader.suffix();
    reader.year();
    reader.codes();
    reader.issuer_by_name();
    if !reader.is_meant(value) {
        return None;
    }
    let printed = if reader.first == Some('-') { Form::Party } else { Form::State };
    let end = reader.at;
    let number =
        DocumentNumber::build(Ordinal { value, suffix }, reader.year, printed, reader.parts().into_iter().collect())?;
    Some((end, number))
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Steps over white space and at most two separators; returns the first separator.
    fn gap(&mut self) -> Option<char> {
        let rest = self.rest();
        let mut signs = 0;
        let stops = |found: char| {
            signs += usize::from(matches!(found, '-' | '/' | '.' | '_' | ':'));
            !(found.is_whitespace() || (matches!(found, '-' | '/' | '.' | '_' | ':') && signs <= 2))
        };
        let length = rest.find(stops).unwrap_or(rest.len());
        self.at += length;
        rest[..length].chars().find(|found| !found.is_whitespace())
    }

    /// Takes the type and `số` that may stand before the digits: `nghị quyết số`, `nq`, `NQ/TW số`.
    fn prefix(&mut self) {
        if let Some((kind, length)) = kind_name(self.rest()) {
            self.kind = kind.symbols().first().map(|symbol| Code::Borrowed(*symbol)).or(Some(Code::default()));
            self.at += length;
        } else {
            self.leading_codes();
        }
        self.says_number = self.take_so();
    }

    /// Takes codes before the digits. A code that reads as a syllable (`da`) counts only when glued or in capitals.
    fn leading_codes(&mut self) {
        let (_, letters) = run(self.rest());
        let Some(code) = codes::known(letters).filter(|code| Kind::of_symbol(code).is_some()) else { return };
        let after = &self.rest()[letters.len()..];
        let glued = after.starts_with(|found: char| found.is_ascii_digit());
        if !glued && reads_as_syllable(letters) {
            return;
        }
        self.at += letters.len();
        self.kind = Some(code);
        let before_issuer = self.at;
        if self.gap().is_some() {
            let (_, letters) = run(self.rest());
            match codes::known(letters) {
                Some(issuer) => {
                    self.symbols.push(issuer);
                    self.at += letters.len();
                }
                None => self.at = before_issuer,
            }
        }
    }

    fn take_so(&mut self) -> bool {
        let before = self.at;
        self.gap();
        let (_, word) = run(self.rest());
        if !matches!(word.to_lowercase().as_str(), "số" | "so") {
            self.at = before;
            return false;
        }
        self.at += word.len();
        true
    }

    fn digits(&mut self) -> Option<&'a str> {
        let before = self.at;
        self.gap();
        let (number, digits) = run(self.rest());
        if !number || digits.is_empty() {
            self.at = before;
            return None;
        }
        self.at += digits.len();
        Some(digits)
    }

    /// Takes the part of `66.12/2026/NQ-CP`, which a year must follow: `16.3` may be a day.
    fn suffix(&mut self) -> Option<Box<str>> {
        let rest = self.rest();
        let digits = rest.strip_prefix('.').map_or("", |rest| run(rest).1);
        let part = rest.get(..1 + digits.len()).unwrap_or_default();
        let behind = rest.get(part.len()..).unwrap_or_default();
        let dated =
            year_of_number(behind.trim_start_matches([' ', '\n', '/', '_']), behind.trim_start().starts_with('/'));
        if !(1..=2).contains(&digits.len()) || !dated {
            return None;
        }
        self.at += part.len();
        Some(part.into())
    }

    /// Takes the year. Behind a slash it is one, behind a blank only if letters of a number follow: `23 2012 NĐ CP`.
    fn year(&mut self) {
        let before = self.at;
        let separator = self.gap();
        let (number, digits) = run(self.rest());
        let year = number.then(|| year(digits)).flatten();
        self.at += digits.len();
        let after = self.at;
        self.gap();
        let coded = self.at > after && codes::known(run(self.rest()).1).is_some();
        self.year = year.filter(|_| separator == Some('/') || (coded && before < after - digits.len()));
        self.at = if self.year.is_some() { after } else { before };
    }

    /// Takes the codes behind the digits. A blank before a code is a separator only if the tables know the code.
    fn codes(&mut self) {
        loop {
            let before = self.at;
            let separator = self.gap();
            self.first = self.first.or(separator);
            let (number, letters) = run(self.rest());
            let glued = self.at == before;
            if number || letters.is_empty() || !self.take_code(letters, separator.is_some(), glued) {
                self.at = before;
                return;
            }
        }
    }

    fn take_code(&mut self, letters: &str, separated: bool, glued: bool) -> bool {
        let digits = run(&self.rest()[letters.len()..]);
        let code = &self.rest()[..letters.len() + if digits.0 { digits.1.len() } else { 0 }];
        let spelled = codes::latin(&capitals(code));
        let unit = || (separated && self.has_issuer() && spelled.len() <= 12).then(|| Code::Owned(spelled.clone()));
        if let Some(known) = codes::known(code).or_else(unit) {
            self.symbols.push(known);
        } else if let Some(parts) =
            codes::split(&codes::latin(letters)).filter(|_| separated || glued || self.symbols.is_empty())
        {
            self.symbols.extend(parts);
        } else if separated && self.may_be_code(letters) {
            self.symbols.push(Code::Owned(spelled));
        } else {
            return false;
        }
        self.at += code.len();
        true
    }

    /// Tells whether letters that no table knows may be a code: behind another, or in capitals behind a slash.
    fn may_be_code(&self, letters: &str) -> bool {
        let capitals = !letters.contains(char::is_lowercase);
        let place = if self.symbols.is_empty() { capitals && self.first == Some('/') } else { true };
        place && letters.len() <= 16 && (capitals || !vietnamese::has_marks(letters))
    }

    fn has_issuer(&self) -> bool {
        self.symbols.iter().any(|symbol| codes::issuer_of(symbol).is_some())
    }

    /// Takes the issuer in words: `số 12 của Bộ Chính trị`.
    fn issuer_by_name(&mut self) {
        const ENOUGH: usize = 120;
        let open = self.symbols.iter().all(|symbol| Kind::of_symbol(symbol).is_some());
        if !open || (self.kind.is_none() && self.symbols.is_empty()) {
            return;
        }
        let rest = self.rest();
        let rest = &rest[..rest.floor_char_boundary(ENOUGH.min(rest.len()))];
        let folded = vietnamese::fold(rest);
        let name = folded.trim_start();
        let name = name.strip_prefix("cua ").unwrap_or(name);
        let Some((code, length)) = codes::named(name) else { return };
        let letters = folded[..folded.len() - name.len() + length].chars().count();
        self.at += rest.char_indices().nth(letters).map_or(rest.len(), |(at, _)| at);
        self.symbols.push(Code::Borrowed(code));
    }

    /// Tells whether a number is meant.
    fn is_meant(&self, value: u32) -> bool {
        let letters = self.symbols.len();
        let kind = self.symbols.first().is_some_and(|symbol| Kind::of_symbol(symbol).is_some());
        if self.kind.is_none() {
            let enough = letters >= 2 || self.first.is_some() || self.says_number || self.year.is_some();
            return letters > 0 && enough && (kind || self.says_number || letters >= 2 || self.has_issuer());
        }
        if letters > 0 || self.says_number || self.year.is_some() {
            return true;
        }
        if self.kind.as_deref().is_some_and(|kind| POLICE_UNITS.contains(&kind)) {
            return false;
        }
        let next = vietnamese::fold(run(self.rest().trim_start()).1);
        !(1900..=2100).contains(&value) && !MEASURES.contains(&next.as_str()) && !self.rest().starts_with('%')
    }

    /// Returns kind, issuer and unit. A decree is of the government, whether or not one says so.
    fn parts(self) -> Vec<Code> {
        let mut symbols = self.symbols;
        let opens_with_kind = symbols.first().is_some_and(|symbol| Kind::of_symbol(symbol).is_some());
        let bare = symbols.first().is_some_and(|symbol| symbol.contains("QH"));
        if let Some(kind) = self.kind.filter(|kind| !kind.is_empty() && !opens_with_kind && !bare) {
            let letter_of_state = kind == "CV" && symbols.first().is_some_and(|code| !is_party(code));
            if !letter_of_state {
                symbols.insert(0, kind);
            }
        }
        if symbols == ["NĐ"] {
            symbols.push(Code::Borrowed("CP"));
        }
        symbols
    }
}

fn is_party(code: &str) -> bool {
    codes::system(code) == Some(crate::issuer_table::System::Party)
}

/// Tells whether a text opens with the year of a number: behind a slash any year is, else only if letters follow.
fn year_of_number(text: &str, slash: bool) -> bool {
    let (_, digits) = run(text);
    let behind = text[digits.len()..].trim_start_matches([' ', '\n', '/', '_', '-']);
    year(digits).is_some() && (slash || codes::known(run(behind).1).is_some())
}

/// Returns the kind whose name opens a text, typed with or without marks.
fn kind_name(text: &str) -> Option<(Kind, usize)> {
    const ENOUGH: usize = 60;
    Kind::opening(text).or_else(|| {
        let head = &text[..text.floor_char_boundary(ENOUGH.min(text.len()))];
        let ascii = head.is_ascii();
        Kind::all()
            .filter(|_| ascii)
            .filter_map(|kind| {
                let plain = vietnamese::fold(kind.name());
                let opens = head.get(..plain.len())?.eq_ignore_ascii_case(&plain);
                let whole = !head[plain.len()..].starts_with(char::is_alphanumeric);
                (opens && whole).then_some((kind, plain.len()))
            })
            .max_by_key(|(_, length)| *length)
    })
}

/// Tells whether letters typed without capitals could be a word.
fn reads_as_syllable(letters: &str) -> bool {
    let small = letters.chars().any(char::is_lowercase);
    small && vietnamese::fold(letters).contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Returns a code in capitals, so that it reads back: a letter whose capital bears its mark beside it (`ὖ`) stays as it is.
fn capitals(code: &str) -> String {
    let capital = |found: char| match found.to_uppercase().all(char::is_alphanumeric) {
        true => found.to_uppercase().collect(),
        false => found.to_string(),
    };
    code.chars().map(capital).collect()
}
