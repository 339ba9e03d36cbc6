//! A stored directive as a hit: what is known of it, in the words that people use.

use directive::Basis;
use schema::{Facts, StoredText, Told};

use crate::engine::unreadable;
use crate::error::SearchError;
use crate::response::Hit;

/// Returns the facts of a hit; score and snippets are for those who know the query.
///
/// # Errors
/// [`SearchError::Engine`] where they cannot be read.
pub(crate) fn hit(stored: StoredText) -> Result<Hit, SearchError> {
    let facts = stored.facts().ok_or_else(unreadable)?;
    let StoredText { id, source, .. } = stored;
    let inferred = inferred(&facts);
    Ok(Hit {
        id,
        source,
        number: facts.number.value,
        kind: facts.kind.value.map(|kind| kind.name().to_owned()),
        issuer: facts.issuer.value,
        level: facts.level.value.map(|level| level.name().to_owned()),
        province: facts.province.value.map(|province| province.name().to_owned()),
        province_now: facts.province.value.map(|province| province.today().name().to_owned()),
        date: facts.date.value.map(|date| date.to_string()),
        year: facts.year.value,
        title: facts.title.value,
        signer: facts.signer.value,
        inferred,
        score: 0.0,
        snippets: Vec::new(),
        explanation: Vec::new(),
    })
}

fn inferred(facts: &Facts) -> Vec<String> {
    fn is_inferred<T>(fact: &Told<T>) -> bool {
        fact.basis == Basis::Inferred
    }
    let facts = [
        ("number", is_inferred(&facts.number)),
        ("kind", is_inferred(&facts.kind)),
        ("issuer", is_inferred(&facts.issuer)),
        ("level", is_inferred(&facts.level)),
        ("province", is_inferred(&facts.province)),
        ("province_now", is_inferred(&facts.province)),
        ("date", is_inferred(&facts.date)),
        ("year", is_inferred(&facts.year)),
        ("title", is_inferred(&facts.title)),
        ("signer", is_inferred(&facts.signer)),
    ];
    facts.into_iter().filter(|(_, inferred)| *inferred).map(|(name, _)| name.to_owned()).collect()
}
