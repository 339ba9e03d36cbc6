//! The number of a directive (số, ký hiệu): an entity with its own grammar, not words.
//!
//! Party bodies write `12-NQ/TW`, state bodies `16/CT-TTg`, letters of a ministry `474/BCA-H02`, legal documents
//! `03/2019/NĐ-CP`, laws `202/2025/QH15`. One type for all, so that a number in a text, in a query and in the index is
//! the same value however it was spelled. Nothing inside a number is fuzzy: TU and TW are different bodies.

mod begun;
mod codes;
mod find;
mod key;
mod reader;
mod symbols;
mod typed;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decimal::write_decimal;
use crate::fact::Span;
use crate::issuer_table::{Row, System};
use crate::kind::{Kind, KindSymbol};
use crate::text::Page;
use symbols::Symbols;

pub(crate) use codes::issuer_of;
pub(crate) use find::{numbers, scan};

/// Which separators a number wears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// Hyphen, kind, slash, issuer.
    Party,
    /// Slash, kind, hyphen, issuer.
    State,
}

/// A document number in canonical form.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentNumber {
    ordinal: u32,
    /// What stands behind the digits: the letter of `12a`, the part of the year's programme of `66.12`.
    suffix: Option<Box<str>>,
    year: Option<u16>,
    form: Form,
    /// Kind and issuer, or issuer and unit, in the order printed; never empty.
    symbols: Symbols,
    /// The first of them, if it means a kind: the kind in whose row it stands, and where there.
    kind_symbol: Option<KindSymbol>,
}

impl DocumentNumber {
    /// Reads a text that is one number, in any spelling: `nq 12`, `Nghị quyết số 12-NQ/TW ngày 16/3/2022`, `02-nq/duca`.
    ///
    /// ```
    /// let number = directive::DocumentNumber::parse("12 nq tw").unwrap();
    /// assert_eq!(number.to_string(), "12-NQ/TW");
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let page = Page::new(text);
        typed::whole(&page.text)
    }

    /// Finds the numbers that stand in the text of a document. Strict about shape: dates, periods and fractions are none.
    pub fn find(text: &str) -> Vec<(Span, Self)> {
        let page = Page::new(text);
        numbers(&page.text).map(|(range, number)| (page.span(range), number)).collect()
    }

    /// Finds the numbers in what a person typed: lower case, without marks, blanks for separators, glued. Plain words
    /// are none: there must be a `số`, a type before the digits or type letters after them.
    pub fn find_typed(query: &str) -> Vec<(Span, Self)> {
        // No number is without a digit, and most queries are.
        if !query.contains(char::is_numeric) {
            return Vec::new();
        }
        let page = Page::new(query);
        typed::scan(&page.text).into_iter().map(|(range, number)| (page.span(range), number)).collect()
    }

    /// Returns the kind that its letters mean by themselves.
    pub fn kind(&self) -> Option<Kind> {
        self.kind_symbol.map(KindSymbol::kind)
    }

    /// Tells whether it leaves open who issued it: `12-NQ`.
    pub fn is_open(&self) -> bool {
        self.kind_symbol.is_some() && self.symbols.len() == 1 && self.year.is_none()
    }

    /// Returns it as people say it: one that leaves the issuer open with the word of its kind, `nghị quyết 12`.
    pub fn spoken(&self) -> String {
        let printed = self.to_string();
        match self.kind().filter(|_| self.is_open()) {
            Some(kind) => format!("{} {}", kind.name(), printed.split(['-', '/']).next().unwrap_or_default()),
            None => printed,
        }
    }

    /// Returns the year inside the number.
    pub fn year(&self) -> Option<i16> {
        self.year.and_then(|year| i16::try_from(year).ok())
    }

    /// Returns the digits as a number.
    pub(crate) fn ordinal(&self) -> u32 {
        self.ordinal
    }

    /// Returns the number that has other digits before the same letters.
    pub(crate) fn with_ordinal(&self, digits: &str) -> Option<Self> {
        Some(Self { ordinal: ordinal(digits)?, suffix: None, ..self.clone() })
    }

    /// Tells whether it is a law or an ordinance of the National Assembly: `31/2024/QH15`.
    pub(crate) fn is_of_assembly(&self) -> bool {
        self.symbols.first().is_some_and(|symbol| symbol.starts_with("QH") || symbol.starts_with("UBTVQH"))
    }

    /// Tells whether it is that of a letter, which bears the issuer where others bear the kind: `474/BCA-H02`.
    pub(crate) fn is_letter(&self) -> bool {
        self.year.is_none() && self.symbols.len() > 1 && self.symbols.first().and_then(issuer_of).is_some()
    }

    /// Tells whether a code of the National Assembly stands anywhere in it.
    pub(crate) fn names_assembly(&self) -> bool {
        self.symbols.iter().any(|symbol| symbol.as_bytes().windows(2).any(|pair| pair == b"QH"))
    }

    /// Returns the letters of its kind.
    pub(crate) fn kind_symbol(&self) -> Option<&'static str> {
        self.kind_symbol.map(KindSymbol::letters)
    }

    /// Returns what stands behind the digits.
    fn suffix(&self) -> &str {
        self.suffix.as_deref().unwrap_or_default()
    }

    /// Returns the code of the issuer, if the table knows it.
    pub(crate) fn issuer(&self) -> Option<&'static Row> {
        let at = usize::from(self.kind_symbol.is_some());
        issuer_of(self.symbols.get(at)?)
    }

    /// Writes the canonical form.
    pub(crate) fn write_to(&self, out: &mut impl fmt::Write) -> fmt::Result {
        write_decimal(out, self.ordinal, 2)?;
        out.write_str(self.suffix())?;
        if let Some(year) = self.year {
            out.write_char('/')?;
            write_decimal(out, year.into(), 1)?;
        }
        for (place, symbol) in self.symbols.iter().enumerate() {
            let slash = place == usize::from(self.form == Form::Party);
            out.write_char(if slash { '/' } else { '-' })?;
            out.write_str(symbol)?;
        }
        Ok(())
    }

    /// Builds a number from what was read, choosing the separators that the issuer's system writes.
    fn build(ordinal: Ordinal, year: Option<u16>, printed: Form, symbols: Symbols) -> Option<Self> {
        let kind_symbol = symbols.first().and_then(Kind::symbol);
        let opens_with_kind = kind_symbol.is_some();
        let system = symbols.get(1).filter(|_| opens_with_kind).and_then(codes::system);
        let form = match system {
            _ if year.is_some() || !opens_with_kind => Form::State,
            Some(System::Party) => Form::Party,
            Some(System::State) => Form::State,
            _ if symbols.len() == 1 => Form::Party,
            _ => printed,
        };
        let (ordinal, suffix) = (ordinal.value, ordinal.suffix);
        (symbols.len() > 0).then_some(Self { ordinal, suffix, year, form, symbols, kind_symbol })
    }
}

/// The digits that open a number, with what stands behind them.
struct Ordinal {
    value: u32,
    suffix: Option<Box<str>>,
}

/// Reads the digits of an ordinal: at most five.
fn ordinal(digits: &str) -> Option<u32> {
    (1..=5).contains(&digits.len()).then(|| digits.parse().ok()).flatten()
}

/// Reads a year of the present state: four digits.
fn year(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|year| digits.len() == 4 && (1945..=2099).contains(year))
}

/// Leaves out what follows from the rest, and writes little at a time: thousands of citations are merged by it.
impl Hash for DocumentNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let year = u64::from(self.year.unwrap_or_default());
        state.write_u64(u64::from(self.ordinal) | year << 32);
        state.write(self.suffix().as_bytes());
        self.symbols.hash(state);
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(formatter)
    }
}

impl fmt::Debug for DocumentNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// A text that is no document number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is no document number")
    }
}

impl std::error::Error for NotANumber {}

impl FromStr for DocumentNumber {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        Self::parse(text).ok_or(NotANumber)
    }
}

impl Serialize for DocumentNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
