//! One hit on the search page.

use search::Hit;

use super::links;
use super::segments::{Segment, by_points};
use super::vietnamese_text as text;

/// A hit as it is shown.
pub(crate) struct HitView {
    pub(crate) href: String,
    pub(crate) title: String,
    /// Whether `title` only stands in for a title that is not known.
    pub(crate) is_untitled: bool,
    pub(crate) facts: Vec<HitFact>,
    pub(crate) snippets: Vec<Vec<Segment>>,
}

/// One fact under the title.
pub(crate) struct HitFact {
    pub(crate) class: &'static str,
    pub(crate) value: String,
    pub(crate) is_inferred: bool,
}

impl HitView {
    pub(crate) fn new(hit: &Hit, query: &str) -> Self {
        let snippets = hit.snippets.iter().map(|snippet| by_points(&snippet.text, &snippet.spans)).collect();
        Self {
            href: links::document(&hit.id, query),
            title: hit.title.clone().unwrap_or_else(|| hit.source.clone()),
            is_untitled: hit.title.is_none(),
            facts: facts(hit),
            snippets,
        }
    }
}

/// Returns what is known, in the order of a letterhead. The day says the year already.
fn facts(hit: &Hit) -> Vec<HitFact> {
    let year = hit.year.map(|year| format!("Năm {year}"));
    let (day, day_name) = match &hit.date {
        Some(date) => (Some(text::date(date)), "date"),
        None => (year, "year"),
    };
    let known = [
        ("kind", hit.kind.as_deref().map(text::capitalised)),
        ("number", hit.number.clone()),
        ("issuer", hit.issuer.clone()),
        (day_name, day),
    ];
    let fact = |(class, value): (&'static str, Option<String>)| {
        Some(HitFact { class, value: value?, is_inferred: hit.inferred.iter().any(|name| name == class) })
    };
    known.into_iter().filter_map(fact).collect()
}
