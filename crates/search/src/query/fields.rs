//! The names of the fields of the query language, Vietnamese and English: a table of its own, read by the lexer, which
//! must know whether a colon parts a field from its value, and by the parser.

use schema::Facet;

/// A field of the query language that is not a facet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextField {
    Title,
    Number,
}

/// Names of the text fields, folded.
const TEXT_FIELDS: [(&str, TextField); 5] = [
    ("title", TextField::Title),
    ("tieu_de", TextField::Title),
    ("trich_yeu", TextField::Title),
    ("number", TextField::Number),
    ("so", TextField::Number),
];

/// Returns the text field of a name, with or without marks.
pub(super) fn text_field(name: &str) -> Option<TextField> {
    let folded = vietnamese::fold(name).replace('-', "_");
    TEXT_FIELDS.iter().find(|(own, _)| *own == folded).map(|(_, field)| *field)
}

/// Tells whether a name before a colon is a field: only then the colon is one.
pub(super) fn is_field(name: &str) -> bool {
    text_field(name).is_some() || Facet::named(name).is_some()
}
