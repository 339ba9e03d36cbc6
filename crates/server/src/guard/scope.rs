//! Scopes: what a key may do. Apart because routes, keys and the anonymous speak of the same few words.

use serde::{Deserialize, Serialize};

/// One thing that a key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Find directives and count them.
    Search,
    /// Read one directive.
    Read,
    /// Take whole sets of directives away.
    Export,
    /// See how the server and the index fare.
    Metrics,
    /// Add and remove directives.
    Ingest,
    /// Everything, and the running of the server.
    Admin,
}

impl Scope {
    /// All scopes, in the order they are told.
    pub const ALL: [Scope; 6] =
        [Scope::Search, Scope::Read, Scope::Export, Scope::Metrics, Scope::Ingest, Scope::Admin];

    /// Returns the name of the scope.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Search => "search",
            Scope::Read => "read",
            Scope::Export => "export",
            Scope::Metrics => "metrics",
            Scope::Ingest => "ingest",
            Scope::Admin => "admin",
        }
    }

    /// Returns the scope of a name.
    pub fn named(name: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// Tells whether it does nothing but look, so that the anonymous may have it.
    pub fn only_looks(self) -> bool {
        self.can_be_bound() || self == Scope::Metrics
    }

    /// Tells whether it is about directives that are looked at one by one, so that forced filters can bind it. What is
    /// measured is measured over the whole archive.
    pub fn can_be_bound(self) -> bool {
        matches!(self, Scope::Search | Scope::Read | Scope::Export)
    }
}

/// Several scopes, each once, in the order of [`Scope::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Tells whether these allow what needs that scope; [`Scope::Admin`] allows everything.
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope) || self.0.contains(&Scope::Admin)
    }

    /// Tells whether all of them only look.
    pub fn only_look(&self) -> bool {
        self.iter().all(Scope::only_looks)
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns them one by one.
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        let mut scopes: Vec<Scope> = scopes.into_iter().collect();
        scopes.sort_unstable();
        scopes.dedup();
        Scopes(scopes)
    }
}

impl std::fmt::Display for Scopes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(","))
    }
}
