//! A directive with something of everything that a record holds: its record is a part of the fingerprint of an index.
//!
//! Apart from `record`, which reads and writes. Records name nothing, so one that was written by other types would be read as
//! something that it is not. A field that is added to a type has to be added here, a variant that is put between others moves
//! those behind it, and each changes the bytes: the index is refused then, whether or not somebody thought of counting
//! [`FORMAT`](crate::FORMAT) on.

use directive::{
    Basis, Citation, Confidence, Diagnostic, Directive, DocumentNumber, Fact, Kind, Level, Province, ReadingOrder,
    Relation, Span,
};
use jiff::civil::date;

const SPAN: Span = Span { start: 1, end: 300 };

const RELATIONS: [Relation; 6] =
    [Relation::Basis, Relation::Implements, Relation::Amends, Relation::Replaces, Relation::Repeals, Relation::Guides];

/// Returns the order in which a text is read that has a footnote.
pub(crate) fn order() -> ReadingOrder {
    ReadingOrder::around(std::iter::once(SPAN.start..SPAN.end).collect(), 2 * SPAN.end)
}

/// Returns the directive.
pub(crate) fn directive() -> Directive {
    let text = |basis, confidence| fact(Some("đ".to_owned()), Vec::new(), basis, confidence);
    let year = |candidates| fact(Some(-1), candidates, Basis::Inferred, Confidence::Medium);
    Directive {
        number: fact(DocumentNumber::parse("12-NQ/TW"), Vec::new(), Basis::Stated, Confidence::Certain),
        kind: fact(Kind::named("nghị quyết"), Vec::new(), Basis::Inferred, Confidence::High),
        issuer: text(Basis::Stated, Confidence::Certain),
        organ: text(Basis::Inferred, Confidence::Medium),
        level: fact(Some(Level::Commune), Level::ALL.to_vec(), Basis::Inferred, Confidence::Low),
        province: fact(Province::named("Huế"), Vec::new(), Basis::Unknown, Confidence::None),
        place: text(Basis::Stated, Confidence::Certain),
        date: fact(Some(date(2022, 1, 31)), Vec::new(), Basis::Stated, Confidence::Certain),
        year: year(vec![2022, 2023]),
        subject_year: year(Vec::new()),
        title: text(Basis::Stated, Confidence::Certain),
        recipients: vec!["a".to_owned(), "b".to_owned()],
        signer: text(Basis::Stated, Confidence::Certain),
        signer_role: text(Basis::Stated, Confidence::Certain),
        citations: RELATIONS.map(citation).into(),
        diagnostics: vec![Diagnostic { code: "c".to_owned(), message: "d".to_owned(), span: Some(SPAN) }],
    }
}

fn fact<T>(value: Option<T>, candidates: Vec<T>, basis: Basis, confidence: Confidence) -> Fact<T> {
    Fact { value, basis, confidence, evidence: vec![SPAN], candidates }
}

fn citation(relation: Relation) -> Citation {
    Citation {
        surface: "e".to_owned(),
        kind: Kind::named("luật"),
        number: DocumentNumber::parse("1/2022/QH15"),
        key: "f".to_owned(),
        date: Some(date(2022, 1, 31)),
        issuer: Some("g".to_owned()),
        quoted_title: Some("h".to_owned()),
        relation: Some(relation),
        sentence: SPAN,
        count: 128,
        mentions: vec![SPAN],
    }
}
