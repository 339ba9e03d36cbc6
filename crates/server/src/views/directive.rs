//! The JSON of a directive as its page and the description of the API read it: the page shows what the API says, no more.

use std::collections::BTreeMap;

use serde::Deserialize;
use utoipa::ToSchema;

/// One directive as it was understood. A field that was inferred has a sibling `<name>_basis` that says from what.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Directive)]
pub(crate) struct DirectiveJson {
    /// Identity.
    pub(crate) id: String,
    /// Path of its file relative to the source folder.
    pub(crate) source: String,
    /// Its number; null when unknown or blank.
    pub(crate) number: Option<String>,
    /// Its kind.
    pub(crate) kind: Option<String>,
    /// The body that issued it.
    pub(crate) issuer: Option<String>,
    /// The organ that acted inside that body.
    pub(crate) organ: Option<String>,
    /// The level of the issuer.
    pub(crate) level: Option<String>,
    /// The province when it was issued.
    pub(crate) province_at_issuance: Option<String>,
    /// The province of today.
    pub(crate) province_now: Option<String>,
    /// The place before the date.
    pub(crate) place: Option<String>,
    /// The day of issue.
    #[schema(format = Date)]
    pub(crate) date: Option<String>,
    /// The year of issue.
    pub(crate) year: YearJson,
    /// The year that its title speaks of.
    pub(crate) subject_year: Option<i16>,
    /// Its subject.
    pub(crate) title: Option<String>,
    /// To whom it is addressed.
    pub(crate) recipients: Vec<String>,
    /// Who signed it.
    pub(crate) signer: Option<String>,
    /// The office of the signer.
    pub(crate) signer_role: Option<String>,
    /// The documents it cites, in order of first appearance.
    pub(crate) citations: Vec<CitationJson>,
    /// What seemed wrong while reading it.
    pub(crate) diagnostics: Vec<DiagnosticJson>,
    /// The ground of each field that has one, by its name.
    pub(crate) evidence: BTreeMap<String, EvidenceJson>,
}

/// The year of issue.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Year)]
#[expect(dead_code, reason = "all fields are described, the page shows some of them")]
pub(crate) struct YearJson {
    /// The year; null when several are possible or none is known.
    pub(crate) value: Option<i16>,
    /// All years that the text allows.
    pub(crate) candidates: Vec<i16>,
    /// `stated`, `inferred` or `unknown`.
    pub(crate) basis: String,
    /// `none`, `low`, `medium`, `high` or `certain`.
    pub(crate) confidence: String,
    /// The words that it was read off.
    pub(crate) evidence: Vec<String>,
}

/// One cited document.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Citation)]
#[expect(dead_code, reason = "all fields are described, the page shows some of them")]
pub(crate) struct CitationJson {
    /// The first mention as printed.
    pub(crate) surface: String,
    /// Its kind.
    pub(crate) kind: Option<String>,
    /// What tells it from others of the same number: kind, number, scope and time.
    pub(crate) key: String,
    /// Its number.
    pub(crate) number: Option<String>,
    /// Its date.
    #[schema(format = Date)]
    pub(crate) date: Option<String>,
    /// Who issued it.
    pub(crate) issuer: Option<String>,
    /// Its title in quotation marks.
    pub(crate) quoted_title: Option<String>,
    /// What is done with it, where the words say so: `căn cứ`, `thực hiện`, `sửa đổi`, `thay thế`, `bãi bỏ`, `hướng dẫn`.
    pub(crate) relation: Option<String>,
    /// The sentence that cites it first.
    pub(crate) sentence: SpanJson,
    /// How often it is named.
    pub(crate) count: usize,
    /// Where.
    pub(crate) mentions: Vec<SpanJson>,
}

/// Something that seemed wrong.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Diagnostic)]
#[expect(dead_code, reason = "all fields are described, the page shows some of them")]
pub(crate) struct DiagnosticJson {
    /// A stable name.
    pub(crate) code: String,
    /// One sentence.
    pub(crate) message: String,
}

/// The ground of a field.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Evidence)]
#[expect(dead_code, reason = "all fields are described, the page shows some of them")]
pub(crate) struct EvidenceJson {
    /// `stated`, `inferred` or `unknown`.
    pub(crate) basis: String,
    /// `none`, `low`, `medium`, `high` or `certain`.
    pub(crate) confidence: String,
    /// Where it was read.
    pub(crate) spans: Vec<SpanJson>,
}

/// A piece of the text.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Span)]
#[expect(dead_code, reason = "all fields are described, the page shows some of them")]
pub(crate) struct SpanJson {
    /// The piece, on one line.
    pub(crate) text: String,
    /// First code point of the text.
    pub(crate) start: usize,
    /// Code point after the last.
    pub(crate) end: usize,
}
