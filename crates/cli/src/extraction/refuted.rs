//! Truths that the papers themselves refute: a list, kept beside the truth and never in the place of it.
//!
//! A file of JSON lines (`id`, `field`, `truth`, and for people `paper` and `why`). An entry holds for the very value it
//! names: when an archive mends its truth, the truth counts again.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use super::compare::letters;
use super::gold::{Document, Gold, read};
use crate::exit::UsageError;

/// The list, by directive and fact: what the truth says.
#[derive(Debug)]
pub(crate) struct Refuted(HashMap<(String, String), Option<String>>);

#[derive(Deserialize)]
struct Entry {
    id: String,
    field: String,
    truth: Option<String>,
}

impl Refuted {
    /// Reads the list. Fails on what is no list of entries.
    pub(crate) fn read(path: &Path) -> Result<Self, UsageError> {
        read(path, Self::parse)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let entries = lines.map(|(at, line)| {
            let entry: Entry = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))?;
            Ok(((entry.id, entry.field), entry.truth))
        });
        Ok(Self(entries.collect::<Result<_, String>>()?))
    }

    /// Marks what is refuted, and returns how many entries met their truth.
    pub(crate) fn mark(&self, gold: &mut Gold) -> usize {
        gold.documents.iter_mut().map(|document| self.mark_one(document)).sum()
    }

    fn mark_one(&self, document: &mut Document) -> usize {
        let mut met = 0;
        for (field, truth) in &mut document.truths {
            let Some(said) = self.0.get(&(document.id.clone(), field.fact().to_owned())) else { continue };
            truth.refuted = said.as_deref().map(letters) == truth.value.as_deref().map(letters);
            met += usize::from(truth.refuted && field.name() == field.fact());
        }
        met
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_holds_for_its_value() {
        let row = r#"{"id": "a", "gold": {"number": "1/QĐ", "title": "Về  Phí", "date": null}, "gold_src": {}}"#;
        let cases = [
            (r#"{"id": "a", "field": "title", "truth": "về phí", "paper": "giá"}"#, 1, 2),
            (r#"{"id": "a", "field": "number", "truth": "2/QĐ"}"#, 0, 0),
            (r#"{"id": "a", "field": "date", "truth": null}"#, 1, 1),
            (r#"{"id": "b", "field": "number", "truth": "1/QĐ"}"#, 0, 0),
        ];
        for (list, met, marked) in cases {
            let mut gold = Gold::parse(row).unwrap();
            assert_eq!(Refuted::parse(list).unwrap().mark(&mut gold), met, "{list}");
            assert_eq!(gold.documents[0].truths.iter().filter(|(_, truth)| truth.refuted).count(), marked, "{list}");
        }
        assert!(Refuted::parse("{}").unwrap_err().starts_with("line 1: "));
    }
}
