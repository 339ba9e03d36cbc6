//! The limits of the counting, as an operator sets them.

use super::need::RateClass;

/// How many answers a minute each caller gets; 0 for as many as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Searches, and directives that are read.
    pub search: u32,
    /// Lists of numbers that are resolved.
    pub resolve: u32,
    /// Whole sets that are taken away.
    pub export: u32,
    /// Directives that are sent or taken back.
    pub ingest: u32,
}

impl Default for Rates {
    fn default() -> Self {
        Self { search: 600, resolve: 60, export: 6, ingest: 600 }
    }
}

impl Rates {
    /// Returns the limit of a class.
    pub(super) fn of(&self, class: RateClass) -> u32 {
        match class {
            RateClass::Search => self.search,
            RateClass::Resolve => self.resolve,
            RateClass::Export => self.export,
            RateClass::Ingest => self.ingest,
        }
    }
}

/// As an operator reads it in the log: `search 600 a minute, …`.
impl std::fmt::Display for Rates {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rates = RateClass::ALL.map(|class| match self.of(class) {
            0 => format!("{} without limit", class.name()),
            limit => format!("{} {limit} a minute", class.name()),
        });
        formatter.write_str(&rates.join(", "))
    }
}
