//! A cited document as other programs see it.

use serde::Serialize;

use super::SpanView;
use crate::citation::{Citation, Relation};
use crate::code_points::CodePoints;
use crate::kind::Kind;

/// One cited document.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    /// The first mention as printed.
    pub surface: String,
    /// The kind in Vietnamese.
    pub kind: Option<&'static str>,
    /// The canonical number.
    pub number: Option<String>,
    /// The canonical key.
    pub key: String,
    /// The date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its title in quotation marks.
    pub quoted_title: Option<String>,
    /// What the paper does with it: `căn cứ`, `thực hiện`, `sửa đổi`, `thay thế`, `bãi bỏ`, `hướng dẫn`.
    pub relation: Option<&'static str>,
    /// The sentence that cites it first.
    pub sentence: SpanView,
    /// How often it is named.
    pub count: usize,
    /// Where.
    pub mentions: Vec<SpanView>,
}

impl CodePoints<'_> {
    pub(super) fn citation(&self, citation: &Citation) -> CitationView {
        CitationView {
            surface: citation.surface.clone(),
            kind: citation.kind.map(Kind::name),
            number: citation.number.as_ref().map(ToString::to_string),
            key: citation.key.clone(),
            date: citation.date.map(|date| date.to_string()),
            issuer: citation.issuer.clone(),
            quoted_title: citation.quoted_title.clone(),
            relation: citation.relation.map(Relation::name),
            sentence: self.span(citation.sentence),
            count: citation.count,
            mentions: citation.mentions.iter().map(|span| self.span(*span)).collect(),
        }
    }
}
