//! When a cited document was made, as far as the paper says: a day, a year, a term of office, or nothing.
//!
//! Apart from the mention, because it is the one part of the key that another mention may say more exactly.

use std::fmt::{self, Write};

use jiff::civil::Date;

use crate::decimal::write_decimal;

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

    /// Writes the time as keys hold it.
    pub(super) fn write_to(&self, out: &mut impl Write) -> fmt::Result {
        match self {
            Self::Open => out.write_str("?"),
            Self::Year(year) => write_decimal(out, year.unsigned_abs().into(), 4),
            Self::Day(day) => {
                write_decimal(out, day.year().unsigned_abs().into(), 4)?;
                [day.month(), day.day()].into_iter().try_for_each(|two| {
                    out.write_char('-')?;
                    write_decimal(out, two.unsigned_abs().into(), 2)
                })
            }
            Self::Term(term) => out.write_str(term),
        }
    }
}
