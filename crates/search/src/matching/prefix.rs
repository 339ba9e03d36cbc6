//! The words of the archive that a prefix stands for: read off its sorted terms, all segments together, so that the number
//! of them is known, and bounded, before a single directive is looked at.

use std::collections::BTreeSet;

use schema::Fields;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, TantivyError, Term};

use crate::error::SearchError;
use crate::query::{MAX_TERMS, Prefix};
use crate::refusal::Quantity;

/// Returns the terms that a prefix stands for, when `before` of them are used up by other prefixes.
///
/// # Errors
/// [`SearchError::TooCostly`] when there are more than a query may have.
pub(super) fn terms(
    searcher: &Searcher,
    fields: &Fields,
    prefix: &Prefix,
    before: usize,
) -> Result<Vec<Term>, SearchError> {
    let field = if prefix.is_marked() { fields.exact } else { fields.folded };
    let left = MAX_TERMS.saturating_sub(before);
    let mut keys = BTreeSet::from([prefix.whole_key().to_owned()]);
    for reader in searcher.segment_readers() {
        gather(reader, field, prefix.beginning(), left, &mut keys)?;
    }
    if keys.len() > left {
        return Err(SearchError::TooCostly {
            what: Quantity::PrefixWords,
            part: Some(format!("{}*", prefix.exact)),
            value: before + keys.len(),
            limit: MAX_TERMS,
        });
    }
    Ok(keys.into_iter().map(|key| Term::from_field_text(field, &key)).collect())
}

/// Adds the keys of a segment that begin so; stops when there are more than `most`.
fn gather(
    reader: &SegmentReader,
    field: Field,
    beginning: &str,
    most: usize,
    keys: &mut BTreeSet<String>,
) -> Result<(), TantivyError> {
    let inverted = reader.inverted_index(field)?;
    let mut found = inverted.terms().range().ge(beginning).into_stream()?;
    while keys.len() <= most && found.advance() && found.key().starts_with(beginning.as_bytes()) {
        keys.extend(std::str::from_utf8(found.key()).ok().map(str::to_owned));
    }
    Ok(())
}
