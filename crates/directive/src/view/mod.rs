//! The directive as other programs see it: the JSON of `inspect` and `show`.
//!
//! Apart from [`Directive`], which is how the house stores it: here names are spelled out in Vietnamese, and offsets
//! count Unicode code points, as readers of JSON count.

mod citation;

use std::collections::BTreeMap;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::code_points::CodePoints;
use crate::directive::{Diagnostic, Directive};
use crate::fact::{Basis, Confidence, Fact, Span};

pub use citation::CitationView;

/// A piece of evidence: its text and where it stands, in code points.
#[derive(Clone, Debug, Serialize)]
pub struct SpanView {
    /// The text, on one line.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
}

/// The ground of one field.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// Stated, inferred or unknown.
    pub basis: Basis,
    /// How far to trust the value.
    pub confidence: Confidence,
    /// Where it was read.
    pub spans: Vec<SpanView>,
}

/// The year with its ground.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The year; null when several are possible or none is known.
    pub value: Option<i16>,
    /// Stated, inferred or unknown.
    pub basis: Basis,
    /// How far to trust it.
    pub confidence: Confidence,
    /// All years that the text allows.
    pub candidates: Vec<i16>,
    /// The words that it was read off.
    pub evidence: Vec<String>,
}

/// One diagnostic.
#[derive(Clone, Debug, Serialize)]
pub struct DiagnosticView {
    /// Its stable name.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
    /// Where.
    pub span: Option<SpanView>,
}

/// A directive for the reader of JSON.
#[derive(Clone, Debug)]
pub struct DirectiveView {
    /// Simple fields in order: name, value.
    fields: Vec<(&'static str, Value)>,
    /// Grounds of inferred fields, as sentences.
    bases: BTreeMap<&'static str, String>,
    year: YearView,
    subject_year: Option<i16>,
    recipients: Vec<String>,
    citations: Vec<CitationView>,
    diagnostics: Vec<DiagnosticView>,
    evidence: BTreeMap<&'static str, EvidenceView>,
}

/// One fact for a reader.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The name of the field.
    pub name: &'static str,
    /// Its value; several years when the text leaves them open.
    pub value: Option<String>,
    /// Its ground, if there is any.
    pub evidence: Option<&'a EvidenceView>,
}

impl YearView {
    fn candidates(&self) -> Option<String> {
        let years: Vec<String> = self.candidates.iter().map(ToString::to_string).collect();
        (!years.is_empty()).then(|| years.join(" or "))
    }
}

impl DirectiveView {
    /// Returns the view of a directive that was read off `text`.
    pub fn new(directive: &Directive, text: &str) -> Self {
        let points = CodePoints::new(text);
        let mut view = Self {
            fields: Vec::new(),
            bases: BTreeMap::new(),
            year: points.year(&directive.year),
            subject_year: directive.subject_year.value,
            recipients: directive.recipients.clone(),
            citations: directive.citations.iter().map(|citation| points.citation(citation)).collect(),
            diagnostics: directive.diagnostics.iter().map(|diagnostic| points.diagnostic(diagnostic)).collect(),
            evidence: BTreeMap::new(),
        };
        view.facts(directive, &points);
        view.note("year", &directive.year, &points);
        view.note("subject_year", &directive.subject_year, &points);
        view
    }

    /// Returns the facts as rows for a reader: name, value, ground.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let year = self.year.value.map_or_else(|| self.year.candidates(), |year| Some(year.to_string()));
        let years = [("year", year), ("subject_year", self.subject_year.map(|year| year.to_string()))];
        let fields = self.fields.iter().map(|(name, value)| (*name, value.as_str().map(str::to_owned)));
        let row = |(name, value)| Row { name, value, evidence: self.evidence.get(name) };
        fields.chain(years).map(row).collect()
    }

    /// Returns to whom the directive is addressed.
    pub fn recipients(&self) -> &[String] {
        &self.recipients
    }

    /// Returns the documents it cites.
    pub fn citations(&self) -> &[CitationView] {
        &self.citations
    }

    /// Returns what seemed wrong with it.
    pub fn diagnostics(&self) -> &[DiagnosticView] {
        &self.diagnostics
    }

    fn facts(&mut self, directive: &Directive, points: &CodePoints<'_>) {
        self.fact("number", &directive.number, points, ToString::to_string);
        self.fact("kind", &directive.kind, points, |kind| kind.name().to_owned());
        self.fact("issuer", &directive.issuer, points, Clone::clone);
        self.fact("organ", &directive.organ, points, Clone::clone);
        self.fact("level", &directive.level, points, |level| level.name().to_owned());
        self.fact("province_at_issuance", &directive.province, points, |province| province.name().to_owned());
        let now = directive.province.value.map(|province| province.today().name().to_owned());
        self.fields.push(("province_now", now.into()));
        self.fact("place", &directive.place, points, Clone::clone);
        self.fact("date", &directive.date, points, ToString::to_string);
        self.fact("title", &directive.title, points, Clone::clone);
        self.fact("signer", &directive.signer, points, Clone::clone);
        self.fact("signer_role", &directive.signer_role, points, Clone::clone);
    }

    fn fact<T>(&mut self, name: &'static str, fact: &Fact<T>, points: &CodePoints<'_>, print: impl Fn(&T) -> String) {
        self.fields.push((name, fact.value.as_ref().map(print).into()));
        self.note(name, fact, points);
        if fact.basis == Basis::Inferred && fact.value.is_some() {
            let words: Vec<String> = fact.evidence.iter().map(|span| format!("\"{}\"", points.text(*span))).collect();
            self.bases.insert(name, format!("inferred: {}", words.join(", ")));
        }
    }

    fn note<T>(&mut self, name: &'static str, fact: &Fact<T>, points: &CodePoints<'_>) {
        if fact.basis != Basis::Unknown || !fact.evidence.is_empty() {
            let spans = fact.evidence.iter().map(|span| points.span(*span)).collect();
            self.evidence.insert(name, EvidenceView { basis: fact.basis, confidence: fact.confidence, spans });
        }
    }
}

impl Serialize for DirectiveView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.fields {
            map.serialize_entry(name, value)?;
            if let Some(basis) = self.bases.get(name) {
                map.serialize_entry(&format!("{name}_basis"), basis)?;
            }
        }
        map.serialize_entry("year", &self.year)?;
        map.serialize_entry("subject_year", &self.subject_year)?;
        map.serialize_entry("recipients", &self.recipients)?;
        map.serialize_entry("citations", &self.citations)?;
        map.serialize_entry("diagnostics", &self.diagnostics)?;
        map.serialize_entry("evidence", &self.evidence)?;
        map.end()
    }
}

impl CodePoints<'_> {
    fn span(&self, span: Span) -> SpanView {
        SpanView { text: self.text(span), start: self.at(span.start), end: self.at(span.end) }
    }

    fn year(&self, year: &Fact<i16>) -> YearView {
        let evidence = year.evidence.iter().map(|span| self.text(*span)).collect();
        let candidates = year.candidates.clone();
        YearView { value: year.value, basis: year.basis, confidence: year.confidence, candidates, evidence }
    }

    fn diagnostic(&self, diagnostic: &Diagnostic) -> DiagnosticView {
        let (code, message) = (diagnostic.code.clone(), diagnostic.message.clone());
        DiagnosticView { code, message, span: diagnostic.span.map(|span| self.span(span)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_contract() {
        let text = "Kính gửi: A\nThời gian qua, thực hiện Công văn này.";
        let view = serde_json::to_value(DirectiveView::new(&crate::parse(text), text)).unwrap();
        assert_eq!(view["kind"], "công văn");
        assert_eq!(view["kind_basis"], "inferred: \"Công văn này\"");
        assert_eq!(view["evidence"]["kind"]["spans"][0]["text"], "Công văn này");
        for name in [
            "number",
            "issuer",
            "level",
            "province_at_issuance",
            "province_now",
            "place",
            "date",
            "title",
            "signer",
            "signer_role",
            "organ",
            "subject_year",
        ] {
            assert_eq!(view[name], Value::Null, "{name}");
        }
        assert_eq!(view["year"]["basis"], "unknown");
    }
}
