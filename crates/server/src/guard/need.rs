//! What a route asks of whoever comes: scopes, and which count its answers go to. It is said where the route is mounted.

use super::scope::Scope;

/// What a route needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing: open to everybody, and not counted.
    Nothing,
    /// All of these scopes; counted.
    Scopes(&'static [Scope], RateClass),
}

/// Answers that are counted together, because they cost about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RateClass {
    /// Searches, and directives that are read.
    Search,
    /// Lists of numbers that are resolved.
    Resolve,
    /// Whole sets that are taken away.
    Export,
    /// Directives that are sent or taken back.
    Ingest,
}

impl RateClass {
    /// All of them, in the order in which their limits are told.
    pub(crate) const ALL: [RateClass; 4] =
        [RateClass::Search, RateClass::Resolve, RateClass::Export, RateClass::Ingest];

    /// Returns the name by which the headers tell of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            RateClass::Search => "search",
            RateClass::Resolve => "resolve",
            RateClass::Export => "export",
            RateClass::Ingest => "ingest",
        }
    }
}

impl Need {
    /// Returns the need of searches and of what is read: of all whose answers are made from the index and the request
    /// alone.
    pub(crate) const fn looking(scopes: &'static [Scope]) -> Need {
        Need::Scopes(scopes, RateClass::Search)
    }

    /// Tells whether it is such a need. Their answers stay the same as long as the index does.
    pub(crate) fn looks(self) -> bool {
        matches!(self, Need::Scopes(scopes, RateClass::Search) if scopes.iter().all(|scope| scope.can_be_bound()))
    }
}
