//! The citation graph: what a directive cites, and who cites a document.
//!
//! Apart from the search, because here a hit is an edge between two documents and not a document; both directions also
//! tell of documents that the archive does not hold.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use directive::view::CitationView;
use directive::{Citation, DirectiveView, DocumentNumber};
use schema::{StoredDirective, cited_key, cited_keys};
use serde::Serialize;
use tantivy::Term;

use crate::error::SearchError;
use crate::refusal::Form;
use crate::visible::Visible;

/// What a directive cites.
#[derive(Clone, Debug, Serialize)]
pub struct Cites {
    /// The directive.
    pub id: String,
    /// The documents it cites, in order of first appearance.
    pub citations: Vec<Cited>,
}

/// One document that is cited.
#[derive(Clone, Debug, Serialize)]
pub struct Cited {
    /// How it is cited.
    #[serde(flatten)]
    pub citation: CitationView,
    /// The directives of the archive that it is, or may be.
    pub held: Vec<Held>,
}

/// A directive of the archive that a citation leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The directive.
    pub id: String,
    /// Its subject.
    pub title: Option<String>,
    /// Number and date agree; otherwise the number does and nothing speaks against it.
    pub certain: bool,
}

/// Who cites a document.
#[derive(Clone, Debug, Serialize)]
pub struct CitedBy {
    /// The document as it was asked for.
    pub document: String,
    /// How many directives cite it.
    pub total: usize,
    /// The documents that bear this number and are cited, by date; more than one are homonyms.
    pub documents: Vec<Homonym>,
    /// The directives that cite it, the newest first.
    pub citing: Vec<Citing>,
}

/// One document of several that may bear one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Homonym {
    /// Its key.
    pub key: String,
    /// How many directives cite it.
    pub count: usize,
}

/// A directive that cites.
#[derive(Clone, Debug, Serialize)]
pub struct Citing {
    /// The directive.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// Its kind.
    pub kind: Option<&'static str>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The province of today.
    pub province_now: Option<&'static str>,
    /// The day of issue.
    pub date: Option<String>,
    /// The year of issue.
    pub year: Option<i16>,
    /// Its subject.
    pub title: Option<String>,
    /// How it cites the document, with the citing sentence.
    pub citations: Vec<CitationView>,
}

impl CitedBy {
    /// Keeps some of the directives that cite; `total` stays what it is.
    pub fn page(self, offset: usize, limit: usize) -> CitedBy {
        CitedBy { citing: self.citing.into_iter().skip(offset).take(limit).collect(), ..self }
    }
}

impl Visible<'_> {
    /// Returns what a directive cites; `None` if there is no directive of that id.
    ///
    /// # Errors
    /// [`SearchError`] when the index fails.
    pub fn cites(&self, id: &str) -> Result<Option<Cites>, SearchError> {
        let Some(stored) = self.with_term(Term::from_field_text(self.fields().id, id))?.pop() else { return Ok(None) };
        let views = DirectiveView::new(&stored.directive, &stored.text).citations().to_vec();
        let cited = stored.directive.citations.iter().zip(views);
        let citations = cited.map(|(citation, view)| Ok(Cited { held: self.held(citation)?, citation: view }));
        Ok(Some(Cites { id: stored.id, citations: citations.collect::<Result<_, SearchError>>()? }))
    }

    fn held(&self, citation: &Citation) -> Result<Vec<Held>, SearchError> {
        let Some(number) = &citation.number else { return Ok(Vec::new()) };
        let found = self.with_term(Term::from_field_text(self.fields().number, &number.query_key()))?;
        Ok(found.into_iter().filter_map(|stored| held(citation, number, stored)).collect())
    }

    /// Returns who cites a document: a number in any spelling, with `@2022` to pick one of several, or a full key.
    ///
    /// # Errors
    /// [`SearchError::InvalidValue`] if it is neither, others when the index fails.
    pub fn cited_by(&self, document: &str) -> Result<CitedBy, SearchError> {
        let key = document_key(document)?;
        let mut found = self.with_term(Term::from_field_text(self.fields().cited, &key))?;
        found.sort_by_cached_key(|stored| (Reverse(stored.directive.date.value), stored.id.clone()));
        let mut documents: BTreeMap<String, usize> = BTreeMap::new();
        for citation in found.iter().flat_map(|stored| naming(stored, &key)) {
            *documents.entry(citation.1.key.clone()).or_default() += 1;
        }
        let citing: Vec<Citing> = found.iter().map(|stored| citing(stored, &key)).collect();
        let mut documents: Vec<Homonym> = documents.into_iter().map(|(key, count)| Homonym { key, count }).collect();
        documents
            .sort_by(|one, other| time_of(&one.key).cmp(time_of(&other.key)).then_with(|| one.key.cmp(&other.key)));
        Ok(CitedBy { document: document.to_owned(), total: citing.len(), documents, citing })
    }

    /// Returns who cites a directive of the archive, by its own number and day, or year; `None` if there is none of this id.
    ///
    /// # Errors
    /// [`SearchError`] when the index fails.
    pub fn cited_by_directive(&self, id: &str) -> Result<Option<CitedBy>, SearchError> {
        let Some(stored) = self.with_id(id)? else { return Ok(None) };
        let Some(number) = stored.directive.number.value.as_ref() else {
            return Ok(Some(CitedBy { document: id.to_owned(), total: 0, documents: Vec::new(), citing: Vec::new() }));
        };
        let year = || stored.directive.year.value.map(|year| year.to_string());
        let time = stored.directive.date.value.map(|date| date.to_string()).or_else(year);
        self.cited_by(&time.map_or_else(|| number.to_string(), |time| format!("{number}@{time}"))).map(Some)
    }
}

/// Returns the key of a document that is asked for.
///
/// # Errors
/// [`SearchError::InvalidValue`] if it is neither a number nor a full key.
pub(crate) fn document_key(document: &str) -> Result<String, SearchError> {
    cited_key(document).ok_or_else(|| SearchError::InvalidValue {
        parameter: "number",
        what: Form::NumberOrKey,
        value: document.to_owned(),
    })
}

/// A directive is what a citation names if its number is the same and neither date nor province speak against it.
fn held(citation: &Citation, number: &DocumentNumber, stored: StoredDirective) -> Option<Held> {
    let directive = stored.directive;
    let scope = citation.key.split('|').nth(2).unwrap_or("?");
    let elsewhere = directive.province.value.is_some_and(|own| !matches!(scope, "vn" | "?") && scope != own.slug());
    let same_day = citation.date.zip(directive.date.value).map(|(cited, own)| cited == own);
    let same_number = directive.number.value.is_some_and(|own| own.query_key() == number.query_key());
    (same_number && same_day != Some(false) && !elsewhere).then(|| Held {
        id: stored.id,
        title: directive.title.value,
        certain: same_day == Some(true),
    })
}

/// Returns the citations of a directive that a key names, each with its place among all.
pub(crate) fn naming<'a>(stored: &'a StoredDirective, key: &'a str) -> impl Iterator<Item = (usize, &'a Citation)> {
    let named = move |citation: &Citation| cited_keys(citation).iter().any(|own| own == key);
    stored.directive.citations.iter().enumerate().filter(move |(_, citation)| named(citation))
}

pub(crate) fn citing(stored: &StoredDirective, key: &str) -> Citing {
    let directive = &stored.directive;
    let view = DirectiveView::new(directive, &stored.text);
    Citing {
        id: stored.id.clone(),
        number: directive.number.value.as_ref().map(ToString::to_string),
        kind: directive.kind.value.map(directive::Kind::name),
        issuer: directive.issuer.value.clone(),
        province_now: directive.province.value.map(|province| province.today().name()),
        date: directive.date.value.map(|date| date.to_string()),
        year: directive.year.value,
        title: directive.title.value.clone(),
        citations: naming(stored, key).filter_map(|(at, _)| view.citations().get(at).cloned()).collect(),
    }
}

fn time_of(key: &str) -> &str {
    key.rsplit('|').next().unwrap_or("?")
}
