//! The citation graph: what a directive cites, who cites a document, and where it was carried out.
//!
//! Apart from the search, because here a hit is an edge between two documents and not a document; both directions also
//! tell of documents that the archive does not hold.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use directive::view::CitationView;
use directive::{Citation, DirectiveView, DocumentNumber, Province, Relation};
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

/// Where a document was carried out.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// The document as it was asked for.
    pub document: String,
    /// Each province of today with what it issued, in the order of the names.
    pub provinces: Vec<Covered>,
    /// The provinces from which the archive holds nothing that carries it out.
    pub without: Vec<&'static str>,
    /// What carries it out and is of no province, or of one that is not known.
    pub elsewhere: Vec<Citing>,
}

/// What a province issued to carry a document out.
#[derive(Clone, Debug, Serialize)]
pub struct Covered {
    /// The province of today.
    pub province: &'static str,
    /// Its directives, the newest first.
    pub directives: Vec<Citing>,
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
        let key = cited_key(document).ok_or_else(|| SearchError::InvalidValue {
            parameter: "number",
            what: Form::NumberOrKey,
            value: document.to_owned(),
        })?;
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

    /// Returns where a document was carried out: by province of today what cites it to carry it out or to guide that,
    /// and the provinces from which there is nothing. `all` counts every directive that cites it.
    ///
    /// # Errors
    /// As [`Visible::cited_by`].
    pub fn coverage(&self, document: &str, all: bool) -> Result<Coverage, SearchError> {
        let carries = |citing: &Citing| all || citing.citations.iter().any(|citation| carries_out(citation.relation));
        let citing = self.cited_by(document)?.citing.into_iter().filter(carries);
        let mut provinces: BTreeMap<&'static str, Vec<Citing>> =
            today().map(|province| (province.name(), vec![])).collect();
        let mut elsewhere = Vec::new();
        for citing in citing {
            match citing.province_now.and_then(|province| provinces.get_mut(province)) {
                Some(directives) => directives.push(citing),
                None => elsewhere.push(citing),
            }
        }
        let without = provinces.iter().filter(|(_, directives)| directives.is_empty()).map(|(name, _)| *name).collect();
        let provinces = provinces.into_iter().filter(|(_, directives)| !directives.is_empty());
        let provinces = provinces.map(|(province, directives)| Covered { province, directives }).collect();
        Ok(Coverage { document: document.to_owned(), provinces, without, elsewhere })
    }
}

/// Tells whether a relation is one of carrying out.
fn carries_out(relation: Option<&str>) -> bool {
    [Relation::Implements, Relation::Guides].iter().any(|carrying| relation == Some(carrying.name()))
}

/// Returns the provinces of today.
fn today() -> impl Iterator<Item = Province> {
    Province::all().filter(|province| province.today() == *province)
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
fn naming<'a>(stored: &'a StoredDirective, key: &'a str) -> impl Iterator<Item = (usize, &'a Citation)> {
    let named = move |citation: &Citation| cited_keys(citation).iter().any(|own| own == key);
    stored.directive.citations.iter().enumerate().filter(move |(_, citation)| named(citation))
}

fn citing(stored: &StoredDirective, key: &str) -> Citing {
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
