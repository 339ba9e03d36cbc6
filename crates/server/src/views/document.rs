//! The page of one directive: its facts, each with its ground, what it cites, and its text.

use std::ops::Range;

use askama::Template;
use search::FoundDirective;

use super::directive::{CitationJson, DirectiveJson, EvidenceJson};
use super::links::search_for;
use super::segments::{Segment, by_bytes};
use super::vietnamese_text as text;
use crate::problem::Problem;
use crate::routes::assets::STYLE_VERSION;

/// Everything that the page of a directive shows.
#[derive(Template)]
#[template(path = "document.html")]
pub(crate) struct DocumentPage {
    style_version: u32,
    query: String,
    back: String,
    title: String,
    source: String,
    id: String,
    facts: Vec<Fact>,
    /// Finds the directives that cite this one.
    cited_by: Option<String>,
    recipients: Vec<String>,
    citations: Vec<Cited>,
    diagnostics: Vec<String>,
    match_count: usize,
    /// Place of the first match among the pieces of the text.
    first_match: usize,
    text: Vec<Segment>,
}

/// One row of the table of facts.
struct Fact {
    name: &'static str,
    value: Option<String>,
    ground: Ground,
    evidence: Option<String>,
    /// Finds the directives that share it.
    search: Option<String>,
}

/// On what ground a fact stands: its class in the style sheet and its words.
type Ground = (&'static str, &'static str);

/// One cited document.
struct Cited {
    surface: String,
    details: Vec<String>,
    count: usize,
    /// Finds the directives that cite it too.
    search: Option<String>,
}

impl DocumentPage {
    /// Returns the page of a directive with what matches a query.
    pub(crate) fn new(found: &FoundDirective, query: &str, matches: &[Range<usize>]) -> Result<Self, Problem> {
        let directive = serde_json::to_value(found).and_then(serde_json::from_value::<DirectiveJson>);
        let directive = directive.map_err(|error| {
            tracing::error!(%error, "the JSON of a directive could not be read back");
            Problem::mistake()
        })?;
        let mut pieces = by_bytes(&found.text, matches);
        // Blank lines at the top of a file are no part of the page.
        if let Some(top) = pieces.first_mut() {
            top.text = top.text.trim_start().to_owned();
        }
        Ok(Self {
            style_version: STYLE_VERSION,
            query: query.to_owned(),
            back: if query.is_empty() { "/".to_owned() } else { search_for("q", query) },
            facts: facts(&directive),
            cited_by: directive.number.as_deref().map(|number| search_for("cites", number)),
            title: directive.title.unwrap_or_else(|| directive.source.clone()),
            source: directive.source,
            id: directive.id,
            recipients: directive.recipients,
            citations: directive.citations.into_iter().map(cited).collect(),
            diagnostics: directive.diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect(),
            match_count: matches.len(),
            first_match: pieces.iter().position(|piece| piece.is_match).unwrap_or_default(),
            text: pieces,
        })
    }
}

const YEAR: &str = "Năm ban hành";
const SUBJECT_YEAR: &str = "Năm nói đến";

/// Returns the rows in the order a reader looks for them: name, key of the evidence, value, facet to search by.
fn facts(directive: &DirectiveJson) -> Vec<Fact> {
    let year = |year: &i16| year.to_string();
    let capital = |value: &Option<String>| value.as_deref().map(text::capitalised);
    let rows: [(&'static str, &str, Option<String>, Option<&str>); 13] = [
        ("Số, ký hiệu", "number", directive.number.clone(), None),
        ("Thể loại", "kind", capital(&directive.kind), Some("kind")),
        ("Cơ quan ban hành", "issuer", directive.issuer.clone(), Some("issuer")),
        ("Ký thay mặt", "organ", directive.organ.clone(), None),
        ("Cấp ban hành", "level", capital(&directive.level), Some("level")),
        ("Tỉnh khi ban hành", "province_at_issuance", directive.province_at_issuance.clone(), Some("province")),
        ("Tỉnh hiện nay", "province_at_issuance", directive.province_now.clone(), Some("province_now")),
        ("Địa danh", "place", directive.place.clone(), None),
        ("Ngày ban hành", "date", directive.date.as_deref().map(text::date), None),
        (YEAR, "year", directive.year.value.as_ref().map(year), Some("year")),
        (SUBJECT_YEAR, "subject_year", directive.subject_year.as_ref().map(year), None),
        ("Người ký", "signer", directive.signer.clone(), Some("signer")),
        ("Chức vụ người ký", "signer_role", directive.signer_role.clone(), None),
    ];
    let mut facts: Vec<Fact> = rows
        .into_iter()
        .map(|(name, key, value, facet)| fact(name, value, directive.evidence.get(key), facet))
        .collect();
    candidates(&mut facts, &directive.year.candidates);
    // Hardly any title names a year: its absence says nothing about the paper.
    facts.retain(|fact| fact.name != SUBJECT_YEAR || fact.value.is_some());
    facts
}

fn fact(name: &'static str, value: Option<String>, evidence: Option<&EvidenceJson>, facet: Option<&str>) -> Fact {
    let ground = match (&value, evidence.map(|evidence| evidence.basis.as_str())) {
        (None, _) => ("unknown", "không rõ"),
        (Some(_), Some("stated")) => ("stated", "ghi rõ"),
        (Some(_), _) => ("inferred", "suy đoán"),
    };
    let search = facet.zip(value.as_deref()).map(|(facet, value)| search_for(facet, value));
    Fact { name, value, ground, evidence: evidence.and_then(quoted), search }
}

/// A year that the text leaves open is shown with all years that it allows.
fn candidates(facts: &mut [Fact], candidates: &[i16]) {
    let Some(fact) = facts.iter_mut().find(|fact| fact.name == YEAR && fact.value.is_none()) else {
        return;
    };
    if !candidates.is_empty() {
        let years: Vec<String> = candidates.iter().map(ToString::to_string).collect();
        fact.value = Some(years.join(" hoặc "));
        fact.ground = ("inferred", "suy đoán");
    }
}

/// Longest evidence that is shown, in characters: enough to recognise the place.
const EVIDENCE: usize = 120;

fn quoted(evidence: &EvidenceJson) -> Option<String> {
    let pieces: Vec<&str> = evidence.spans.iter().map(|span| span.text.as_str()).collect();
    let text = pieces.join(" … ");
    let short: String = text.chars().take(EVIDENCE).collect();
    let end = if short.len() < text.len() { "…" } else { "" };
    (!text.is_empty()).then(|| short + end)
}

fn cited(citation: CitationJson) -> Cited {
    let CitationJson { surface, number, date, issuer, quoted_title, relation, count, .. } = citation;
    // Most mentions print their date; it need not be said twice.
    let date = date.filter(|_| !surface.contains("ngày")).map(|date| format!("ngày {}", text::date(&date)));
    let title = quoted_title.map(|title| format!("“{title}”"));
    let relation = relation.map(|relation| format!("quan hệ: {relation}"));
    let details = [date, issuer, title, relation].into_iter().flatten().collect();
    Cited { surface, details, count, search: number.map(|number| search_for("cites", &number)) }
}
