//! A directive as a document of the index; `stored` reads it back.

use directive::{Directive, DocumentNumber, Province, ReadingOrder, reading_order};
use vietnamese::{Analyzer, slug};

use crate::citation_keys::{cited_facet_term, cited_keys};
use crate::facet::{Facet, facet_term};
use crate::fields::Fields;
use crate::index_document::IndexDocument;
use crate::record;
use crate::term_list::TermList;

/// What tells, without reading it, whether a file is the one that was indexed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Size in bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970; 0 where it cannot be relied on.
    pub modified: i64,
    /// Hash of the content.
    pub content: u64,
}

/// One directive on its way into the index.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Identity of the document.
    pub id: String,
    /// Path relative to the source folder.
    pub source: String,
    /// The source folder.
    pub root: String,
    /// The file it was read from.
    pub stamp: Stamp,
    /// The text as it was read.
    pub text: String,
    /// A title given beside the text, which the text need not hold.
    pub given_title: Option<String>,
    /// The directive as understood.
    pub directive: Directive,
}

/// Returns the document that stands for a directive in the index.
pub fn write(fields: &Fields, analyzer: &mut Analyzer, entry: &Entry) -> IndexDocument {
    /// Bytes that the names and terms of most directives stay below.
    const TOLD: usize = 4 << 10;
    let mut document = IndexDocument::with_room(entry.text.len() + TOLD);
    document.add_u64(fields.size, entry.stamp.size);
    document.add_i64(fields.modified, entry.stamp.modified);
    document.add_u64(fields.content, entry.stamp.content);
    let order = reading_order(&entry.text);
    write_terms(fields, analyzer, entry, &order, &mut document);
    write_numbers(fields, &entry.directive, &mut document);
    write_facets(fields, &entry.directive, &mut document);
    document.add_text(fields.id, &entry.id);
    document.add_text(fields.source, &entry.source);
    document.add_text(fields.root, &entry.root);
    document.add_text(fields.text, &entry.text);
    document.add_bytes(fields.directive, &record::write(&order, &entry.directive));
    document.shrink_to_fit();
    document
}

fn write_terms(
    fields: &Fields,
    analyzer: &mut Analyzer,
    entry: &Entry,
    order: &ReadingOrder,
    document: &mut IndexDocument,
) {
    let mut title = TermList::default();
    if let Some(text) = entry.given_title.as_ref().or(entry.directive.title.value.as_ref()) {
        title.push(analyzer, text);
    }
    let mut whole = TermList::default();
    if let Some(given) = &entry.given_title {
        whole.push(analyzer, given);
        whole.push_gap();
    }
    whole.push_read(analyzer, &entry.text, order);
    document.add_terms(fields.exact, &[fields.folded, fields.pairs], whole);
    document.add_terms(fields.title_exact, &[fields.title_folded], title);
}

fn write_numbers(fields: &Fields, directive: &Directive, document: &mut IndexDocument) {
    for key in directive.number.value.iter().flat_map(DocumentNumber::index_keys) {
        document.add_text(fields.number, &key);
    }
    for key in directive.citations.iter().flat_map(cited_keys) {
        document.add_text(fields.cited, &key);
    }
}

fn write_facets(fields: &Fields, directive: &Directive, document: &mut IndexDocument) {
    let mut stated = 0;
    for facet in Facet::ALL {
        for term in facet_terms(directive, facet) {
            document.add_text(fields.facet(facet), &term);
        }
        if is_stated(directive, facet) {
            stated |= facet.bit();
        }
    }
    for year in years(directive) {
        document.add_u64(fields.year, year);
    }
    if let Some(date) = directive.date.value {
        let days = date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
        document.add_u64(fields.date, u64::try_from(days + Fields::DATE_ORIGIN).unwrap_or(0));
    }
    document.add_u64(fields.stated, stated);
}

/// Returns the terms of a facet whose values are words; the year is a number and has none.
fn facet_terms(directive: &Directive, facet: Facet) -> Vec<String> {
    let by_slug = |label: &str| facet_term(&slug(label), label);
    let province = |province: Province| facet_term(province.slug(), province.name());
    match facet {
        Facet::Province => directive.province.value.map(province).into_iter().collect(),
        Facet::ProvinceNow => directive.province.value.map(|at| province(at.today())).into_iter().collect(),
        Facet::Level => directive.level.value.map(|level| facet_term(level.slug(), level.name())).into_iter().collect(),
        Facet::Kind => directive.kind.value.map(|kind| facet_term(kind.slug(), kind.name())).into_iter().collect(),
        Facet::Issuer => directive.issuer.value.as_deref().map(by_slug).into_iter().collect(),
        Facet::Signer => directive.signer.value.as_deref().map(by_slug).into_iter().collect(),
        Facet::Cites => cited_terms(directive),
        Facet::Year => Vec::new(),
    }
}

fn cited_terms(directive: &Directive) -> Vec<String> {
    let mut terms: Vec<String> = directive.citations.iter().map(cited_facet_term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn years(directive: &Directive) -> Vec<u64> {
    let years = match directive.year.value {
        Some(year) => vec![year],
        None => directive.year.candidates.clone(),
    };
    years.into_iter().filter_map(|year| u64::try_from(year).ok()).collect()
}

fn is_stated(directive: &Directive, facet: Facet) -> bool {
    match facet {
        Facet::Province | Facet::ProvinceNow => directive.province.is_stated(),
        Facet::Level => directive.level.is_stated(),
        Facet::Kind => directive.kind.is_stated(),
        Facet::Issuer => directive.issuer.is_stated(),
        Facet::Signer => directive.signer.is_stated(),
        Facet::Year => directive.year.is_stated(),
        // A citation is read off the text where it stands.
        Facet::Cites => true,
    }
}
