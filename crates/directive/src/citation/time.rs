//! When a cited document was made, as far as the paper says: a day, a year, a term of office, or nothing.
//!
//! Apart from the mention, because it is the one part of the key that another mention may say more exactly.

use std::fmt::{self, Write};

use jiff::civil::Date;

/// The time in a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Time {
    /// The paper leaves it open: `?`.
    Open,
    /// A year, in digits: `2019`.
    Year(i16),
    /// A day: `2022-03-16`.
    Day(Date),
    /// A term of office: `khoa-XIII`, `nk2025-2030`.
    Term(Box<str>),
}

impl Time {
    /// Returns the year in digits of any script; what is no year in ASCII stays as it is written.
    pub(super) fn year(digits: &str) -> Self {
        digits.parse().map_or_else(|_| Self::Term(digits.into()), Self::Year)
    }

    /// Returns a term of office.
    pub(super) fn term(name: String) -> Self {
        Self::Term(name.into())
    }

    /// Tells whether another mention may say the time more exactly.
    pub(super) fn is_vague(&self) -> bool {
        matches!(self, Self::Open | Self::Year(_))
    }

    /// Tells whether an exact time lies within this vague one.
    pub(super) fn may_be(&self, exact: &Self) -> bool {
        match (self, exact) {
            (Self::Open, _) => true,
            (Self::Year(year), Self::Day(day)) => day.year() == *year,
            _ => false,
        }
    }

    /// Tells whether the time lies in a year.
    pub(super) fn is_in(&self, year: i16) -> bool {
        match self {
            Self::Year(own) => *own == year,
            Self::Day(day) => day.year() == year,
            Self::Open | Self::Term(_) => false,
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => formatter.write_str("?"),
            Self::Year(year) => write!(formatter, "{year:04}"),
            // As `YYYY-MM-DD`; by hand, as every dated citation is written.
            Self::Day(day) => {
                write!(formatter, "{:04}", day.year())?;
                [day.month(), day.day()].into_iter().try_for_each(|part| two_digits(formatter, part.unsigned_abs()))
            }
            Self::Term(term) => formatter.write_str(term),
        }
    }
}

/// Writes a dash and two digits.
fn two_digits(formatter: &mut fmt::Formatter<'_>, part: u8) -> fmt::Result {
    formatter.write_char('-')?;
    formatter.write_char(char::from(b'0' + part / 10))?;
    formatter.write_char(char::from(b'0' + part % 10))
}
