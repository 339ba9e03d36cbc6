//! A fact and its evidence: what was read off a paper, on what ground, and where it stands there.
//!
//! Its own file because it is the promise of the whole crate: a value that the text does not give is not asserted.

use serde::{Deserialize, Serialize};

/// A byte range of the text that was read, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// On what ground a value stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The paper says it, in the place where papers say it.
    Stated,
    /// The paper lets it be concluded.
    Inferred,
    /// The paper does not tell.
    #[default]
    Unknown,
}

/// How far an inference can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// There is no value.
    #[default]
    None,
    /// One weak sign.
    Low,
    /// One good sign, or several weak ones.
    Medium,
    /// Several good signs that agree.
    High,
    /// Stated.
    Certain,
}

/// A value with its ground: stated, inferred or unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The value; `None` when unknown.
    pub value: Option<T>,
    /// Its ground.
    pub basis: Basis,
    /// How far to trust it.
    pub confidence: Confidence,
    /// Where in the text the evidence stands, strongest first.
    pub evidence: Vec<Span>,
    /// All values that the evidence allows, when it does not settle on one.
    pub candidates: Vec<T>,
}

impl<T> Default for Fact<T> {
    fn default() -> Self {
        Self {
            value: None,
            basis: Basis::Unknown,
            confidence: Confidence::None,
            evidence: Vec::new(),
            candidates: Vec::new(),
        }
    }
}

impl<T> Fact<T> {
    /// Returns a value that the text states at `evidence`.
    pub fn stated(value: T, evidence: Span) -> Self {
        Self {
            value: Some(value),
            basis: Basis::Stated,
            confidence: Confidence::Certain,
            evidence: vec![evidence],
            candidates: Vec::new(),
        }
    }

    /// Returns a value concluded from `evidence`.
    pub fn inferred(value: T, confidence: Confidence, evidence: Vec<Span>) -> Self {
        Self { value: Some(value), basis: Basis::Inferred, confidence, evidence, candidates: Vec::new() }
    }

    /// Tells whether the text states the value.
    pub fn is_stated(&self) -> bool {
        self.basis == Basis::Stated
    }
}
