//! The letters of one number: nearly always two codes that the tables know, which then cost no memory of their own.
//!
//! Apart from the number, which asks for them in order and does not care how they are kept. Thousands of numbers lie in
//! one text, and a walk to the heap for each is what merging them would wait for.

use std::hash::{Hash, Hasher};

use super::codes::Code;

/// Codes in the order printed; none is empty.
#[derive(Clone)]
pub(super) enum Symbols {
    /// At most two, all of the tables; what is empty is not there.
    Known([&'static str; 2]),
    /// Any others.
    Any(Vec<Code>),
}

impl Symbols {
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let (known, any): (&[&str], &[Code]) = match self {
            Self::Known(known) => (known, &[]),
            Self::Any(any) => (&[], any),
        };
        known.iter().copied().filter(|code| !code.is_empty()).chain(any.iter().map(AsRef::as_ref))
    }

    pub(super) fn get(&self, place: usize) -> Option<&str> {
        match self {
            Self::Known(known) => known.get(place).copied().filter(|code| !code.is_empty()),
            Self::Any(any) => any.get(place).map(AsRef::as_ref),
        }
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.get(0)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Known(known) => known.iter().filter(|code| !code.is_empty()).count(),
            Self::Any(any) => any.len(),
        }
    }

    pub(super) fn push(&mut self, code: Code) {
        let free = match self {
            Self::Known(known) => known.iter_mut().find(|known| known.is_empty()),
            Self::Any(_) => None,
        };
        match (free, code) {
            (Some(free), Code::Borrowed(code)) => *free = code,
            (_, code) => self.push_any(code),
        }
    }

    fn push_any(&mut self, code: Code) {
        if let Self::Known(known) = self {
            *self = Self::Any(known.iter().filter(|code| !code.is_empty()).map(|code| Code::Borrowed(*code)).collect());
        }
        if let Self::Any(any) = self {
            any.push(code);
        }
    }
}

impl Default for Symbols {
    fn default() -> Self {
        Self::Known([""; 2])
    }
}

impl FromIterator<Code> for Symbols {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Self {
        let mut symbols = Self::default();
        codes.into_iter().for_each(|code| symbols.push(code));
        symbols
    }
}

impl PartialEq for Symbols {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Symbols {}

impl Hash for Symbols {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|code| code.hash(state));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_same_however_they_are_kept() {
        let cases: [&[&'static str]; 4] = [&[], &["NQ"], &["NQ", "TW"], &["CV", "TW", "VP"]];
        for codes in cases {
            let known: Symbols = codes.iter().map(|code| Code::Borrowed(*code)).collect();
            let owned: Symbols = codes.iter().map(|code| Code::Owned((*code).to_owned())).collect();
            assert!(known == owned, "{codes:?}");
            for symbols in [known, owned] {
                assert_eq!(symbols.iter().collect::<Vec<_>>(), codes);
                assert_eq!((symbols.len(), symbols.first()), (codes.len(), codes.first().copied()));
                assert_eq!(symbols.get(1), codes.get(1).copied());
            }
        }
    }
}
