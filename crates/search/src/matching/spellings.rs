//! All exact keys of the index that fold to a given key: `đường dương đương` for `duong`.
//!
//! An automaton that walks the sorted terms and folds as it goes: it reads only the branches that can still match, and
//! needs no list of its own beside the index.

use tantivy::schema::{Field, Term};
use tantivy::{SegmentReader, TantivyError};
use tantivy_fst::Automaton;

/// Returns the terms of `field` in a segment that fold to `folded`.
pub(crate) fn spellings(reader: &SegmentReader, field: Field, folded: &str) -> Result<Vec<Term>, TantivyError> {
    let inverted = reader.inverted_index(field)?;
    let mut found = inverted.terms().search(FoldsTo { folded }).into_stream()?;
    let mut terms = Vec::new();
    while found.advance() {
        if let Ok(exact) = std::str::from_utf8(found.key()) {
            terms.push(Term::from_field_text(field, exact));
        }
    }
    Ok(terms)
}

struct FoldsTo<'a> {
    folded: &'a str,
}

/// How much of the folded key was matched, and the bytes of a character not yet complete. `None` when nothing can match
/// any more.
type State = Option<(usize, [u8; 4], usize)>;

impl Automaton for FoldsTo<'_> {
    type State = State;

    fn start(&self) -> State {
        Some((0, [0; 4], 0))
    }

    fn is_match(&self, state: &State) -> bool {
        matches!(state, Some((matched, _, 0)) if *matched == self.folded.len())
    }

    fn can_match(&self, state: &State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let (matched, mut bytes, count) = (*state)?;
        *bytes.get_mut(count)? = byte;
        let Some(found) = std::str::from_utf8(&bytes[..count + 1]).ok().and_then(|found| found.chars().next()) else {
            return Some((matched, bytes, count + 1));
        };
        let mut folded = String::new();
        vietnamese::push_folded(&mut folded, found);
        let rest = self.folded.get(matched..)?;
        rest.starts_with(&folded).then_some((matched + folded.len(), [0; 4], 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_character_by_character() {
        let automaton = FoldsTo { folded: "duong" };
        for (term, expected) in [("đường", true), ("duong", true), ("dương", true), ("đườn", false), ("dướng2", false)]
        {
            let state = term.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
            assert_eq!(automaton.is_match(&state), expected, "{term}");
        }
    }
}
