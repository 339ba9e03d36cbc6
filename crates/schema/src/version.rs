//! By what rules an index was made: its fingerprint, written with every commit and checked when it is opened.
//!
//! The engine keeps the schema but not the analysis, so an index made by other rules would open and answer wrongly.

use directive::reading_order;
use tantivy::{Index, TantivyError};
use thiserror::Error;

use crate::fields::Fields;
use crate::folder::CurrentError;
use crate::record;
use crate::sample;
use crate::term_list::TermList;
use crate::term_reader::register;

/// Counts the forms that the stored records have had.
pub const FORMAT: u32 = 2;

/// A text with a little of everything that the analysis decides. Its terms enter the fingerprint, so that a change of
/// the rules shows even where nobody thought of renaming them.
const PROBE: &str = "Uỷ ban, kỹ thuật XIII¹ Ðảng To\u{302}\u{309} quốc 100 m² 12-NQ/TW 16.3.2022 10.000 “đường” ng\u{ad}hị TP.HCM\n\n\
     (1) Theo Quyết định số 18.\n\nchính trị";

/// Why an index cannot be used.
#[derive(Debug, Error)]
pub enum FormatError {
    /// It was made by other rules, or by another version of the engine.
    #[error("the index was made by another version of tracuu (its rules: {found}, ours: {ours})")]
    OtherRules {
        /// What the index says of itself.
        found: String,
        /// What this program writes.
        ours: String,
    },
    /// Which generation is live cannot be told.
    #[error("{0}")]
    Current(#[from] CurrentError),
    /// The engine could not read it.
    #[error("the index cannot be read: {}", beginning(&.0.to_string()))]
    Engine(#[from] TantivyError),
}

/// Returns the beginning of what the engine says: of a damaged description it tells the whole.
fn beginning(said: &str) -> String {
    const LONGEST: usize = 200;
    let mut beginning: String = said.chars().take(LONGEST).collect();
    if beginning.len() < said.len() {
        beginning.push('…');
    }
    beginning
}

impl FormatError {
    /// Returns what to do about it, as a sentence for a person.
    pub fn remedy(&self) -> &'static str {
        match self {
            FormatError::Current(CurrentError::OtherLayout { .. }) => {
                "move the folder away and run `tracuu index SRC` to build it anew"
            }
            FormatError::Current(CurrentError::Damaged(_)) => {
                "run `tracuu index SRC --rebuild` with the folders it was made of"
            }
            _ => "run `tracuu index --rebuild`: it builds the index anew, aside, from what it was made of",
        }
    }
}

/// Returns the fingerprint of schema, analysis and record format: 16 hexadecimal digits.
pub fn fingerprint() -> String {
    let mut list = TermList::default();
    list.push_read(&mut vietnamese::Analyzer::new(), PROBE, &reading_order(PROBE));
    let schema = serde_json::to_string(&Fields::schema().0).unwrap_or_default();
    let lines = |terms: &mut dyn Iterator<Item = &str>| terms.map(|term| format!("{term}\n")).collect::<String>();
    let (exact, folded) = (lines(&mut list.terms::<true>()), lines(&mut list.terms::<false>()));
    let rules = [&FORMAT.to_string(), vietnamese::RULES, &exact, &folded, &schema].join("\n");
    let record = record::write(&sample::order(), &sample::directive());
    blake3::Hasher::new().update(rules.as_bytes()).update(&record).finalize().to_hex()[..16].to_owned()
}

/// Makes an opened index ready for use: registers the tokenizers and returns the fields.
///
/// # Errors
/// [`FormatError::OtherRules`] when it was made by other rules.
pub fn prepare(index: &Index) -> Result<Fields, FormatError> {
    check(index)?;
    register(index.tokenizers());
    Ok(Fields::schema().1)
}

/// Checks that an index was made by the rules of this program.
///
/// # Errors
/// [`FormatError::OtherRules`] when it was not, [`FormatError::Engine`] when its description cannot be read.
pub fn check(index: &Index) -> Result<(), FormatError> {
    let found = index.load_metas()?.payload;
    let (schema, _) = Fields::schema();
    // Before its first commit an index carries no fingerprint yet, only its schema.
    let same = index.schema() == schema && found.as_ref().is_none_or(|found| *found == fingerprint());
    same.then_some(()).ok_or_else(|| FormatError::OtherRules {
        found: found.unwrap_or_else(|| "unknown".to_owned()),
        ours: fingerprint(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_story_is_cut() {
        let told = |length: usize| FormatError::from(TantivyError::SystemError("đ".repeat(length))).to_string();
        assert!(told(9).contains("đđđ") && !told(9).contains('…'), "{}", told(9));
        assert!(told(9_000).ends_with("đ…") && told(9_000).chars().count() < 250, "{}", told(9_000));
    }
}
