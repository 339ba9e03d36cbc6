//! A stored directive as a hit: what is known of it, in the words that people use.

use directive::{Basis, Directive, Fact};
use schema::StoredDirective;

use crate::response::Hit;

/// Returns the facts of a hit; score and snippets are for those who know the query.
pub(crate) fn hit(stored: StoredDirective) -> Hit {
    let StoredDirective { id, source, directive, .. } = stored;
    let inferred = inferred(&directive);
    Hit {
        id,
        source,
        number: directive.number.value.as_ref().map(ToString::to_string),
        kind: directive.kind.value.map(|kind| kind.name().to_owned()),
        issuer: directive.issuer.value,
        level: directive.level.value.map(|level| level.name().to_owned()),
        province: directive.province.value.map(|province| province.name().to_owned()),
        province_now: directive.province.value.map(|province| province.today().name().to_owned()),
        date: directive.date.value.map(|date| date.to_string()),
        year: directive.year.value,
        title: directive.title.value,
        signer: directive.signer.value,
        inferred,
        score: 0.0,
        snippets: Vec::new(),
        explanation: Vec::new(),
    }
}

fn inferred(directive: &Directive) -> Vec<String> {
    fn is_inferred<T>(fact: &Fact<T>) -> bool {
        fact.basis == Basis::Inferred
    }
    let facts = [
        ("number", is_inferred(&directive.number)),
        ("kind", is_inferred(&directive.kind)),
        ("issuer", is_inferred(&directive.issuer)),
        ("level", is_inferred(&directive.level)),
        ("province", is_inferred(&directive.province)),
        ("province_now", is_inferred(&directive.province)),
        ("date", is_inferred(&directive.date)),
        ("year", is_inferred(&directive.year)),
        ("title", is_inferred(&directive.title)),
        ("signer", is_inferred(&directive.signer)),
    ];
    facts.into_iter().filter(|(_, inferred)| *inferred).map(|(name, _)| name.to_owned()).collect()
}
