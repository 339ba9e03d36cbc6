//! Titles that hold all words typed, the last as a beginning: the newest directives first.

use schema::{StoredFields, StoredText};
use tantivy::query::{BooleanQuery, EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, TERMINATED, Term};

use super::{Suggestion, SuggestionKind, Typing};
use crate::error::SearchError;
use crate::lexicon::{Lexicon, commonest};
use crate::query::Word;

/// Most titles of one answer; for each a stored directive is fetched.
const MOST: usize = 4;
/// Directives looked at for them, as several bear one title.
const MOST_LOOKED_AT: usize = 6;
/// Directives of each segment among which the newest are looked for.
const MOST_MATCHING: usize = 2_000;
/// Words that an unfinished one may become, of as many of the dictionary.
const COMPLETIONS: (usize, usize) = (12, 500);
/// A single letter begins too much.
const SHORTEST: usize = 2;

/// Returns the titles that hold what was typed.
pub(super) fn suggest(lexicon: Lexicon<'_>, typing: &Typing<'_>, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
    let letters: usize = typing.words().map(|word| word.folded.len()).sum();
    if letters < SHORTEST {
        return Ok(Vec::new());
    }
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for address in newest(lexicon, typing)? {
        if suggestions.len() == limit.min(MOST) {
            break;
        }
        let document: StoredFields = lexicon.searcher().doc(address)?;
        let Some(stored) = StoredText::of(lexicon.fields(), document) else { continue };
        let Some(text) = stored.facts().and_then(|facts| facts.title.value) else { continue };
        if suggestions.iter().any(|known| known.text == text) {
            continue;
        }
        suggestions.push(Suggestion { text, kind: SuggestionKind::Title, count: 1, id: Some(stored.id) });
    }
    Ok(suggestions)
}

/// Returns the newest directives whose titles hold what was typed, of those looked at.
fn newest(lexicon: Lexicon<'_>, typing: &Typing<'_>) -> Result<Vec<DocAddress>, SearchError> {
    let mut clauses: Vec<Box<dyn Query>> = typing.finished.iter().map(|word| term(lexicon, &word.folded)).collect();
    if let Some(unfinished) = &typing.unfinished {
        clauses.push(begun(lexicon, unfinished)?);
    }
    let searcher = lexicon.searcher();
    let weight = BooleanQuery::intersection(clauses).weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut dated: Vec<(u64, DocAddress)> = Vec::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let dates = reader.fast_fields().u64(searcher.schema().get_field_name(lexicon.fields().date))?;
        let mut matching = weight.scorer(reader, 1.0)?;
        let mut left = MOST_MATCHING;
        while left > 0 && matching.doc() != TERMINATED {
            left -= 1;
            let document = matching.doc();
            if !reader.is_deleted(document) {
                dated.push((dates.first(document).unwrap_or(0), DocAddress::new(segment, document)));
            }
            matching.advance();
        }
    }
    dated.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    Ok(dated.into_iter().take(MOST_LOOKED_AT).map(|(_, address)| address).collect())
}

fn begun(lexicon: Lexicon<'_>, word: &Word) -> Result<Box<dyn Query>, SearchError> {
    let (most, looked_at) = COMPLETIONS;
    let found = commonest(lexicon.starting(lexicon.fields().title_folded, &word.folded, looked_at, most)?, most);
    Ok(Box::new(BooleanQuery::union(found.iter().map(|(folded, _)| term(lexicon, folded)).collect())))
}

fn term(lexicon: Lexicon<'_>, folded: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(lexicon.fields().title_folded, folded);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}
