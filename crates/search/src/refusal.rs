//! What a request can be refused for: the quantities that have a limit, and the forms that a value must have.
//!
//! Apart from the error, which only bears them: a face that speaks another language translates these names one by one.

use std::fmt;

/// Something of which a request may ask for so much and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Characters of a query.
    QueryLength,
    /// Words of a query, repeated ones counted.
    Words,
    /// Brackets within brackets.
    Nesting,
    /// Words and phrases that are near one another.
    NearParts,
    /// Parts of a query that are more than a plain word.
    Clauses,
    /// Words of the archive that a prefix stands for.
    PrefixWords,
    /// Values of filters.
    Filters,
    /// Hits of one answer.
    Hits,
    /// The last hit that an answer reaches.
    LastHit,
    /// Snippets of one hit.
    Snippets,
    /// Characters of a snippet.
    SnippetLength,
    /// Values of a facet in one answer.
    FacetValues,
    /// Places in one directive.
    Places,
    /// Document numbers looked up at once.
    Numbers,
    /// Characters of a text that is completed.
    TypedLength,
    /// Suggestions of one answer.
    Suggestions,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Quantity::QueryLength => "the length of the query in characters",
            Quantity::Words => "the number of words",
            Quantity::Nesting => "the nesting of brackets",
            Quantity::NearParts => "the number of words and phrases near one another",
            Quantity::Clauses => "the number of clauses",
            Quantity::PrefixWords => {
                "the number of words of the archive that a prefix stands for, counted until it was too many,"
            }
            Quantity::Filters => "the number of filter values",
            Quantity::Hits => "the number of hits asked for (limit)",
            Quantity::LastHit => "the last hit asked for (offset + limit)",
            Quantity::Snippets => "the number of snippets asked for (snippets)",
            Quantity::SnippetLength => "the length of a snippet in characters (snippet_chars)",
            Quantity::FacetValues => "the number of values asked for (limit)",
            Quantity::Places => "the number of places asked for (limit)",
            Quantity::Numbers => "the number of document numbers",
            Quantity::TypedLength => "the length of the text in characters",
            Quantity::Suggestions => "the number of suggestions asked for (limit)",
        })
    }
}

/// What a value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A year, or a range of years.
    Years,
    /// The number of a document.
    Number,
    /// The number of a document, or its full key.
    NumberOrKey,
    /// A cursor of the order that is asked for.
    Cursor,
    /// The only offset that goes with a cursor.
    OffsetBesideCursor,
    /// A part of the directive that is asked for.
    Part,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Form::Years => "year or range of years (2020, 2015..2020, ..2020, 2015..)",
            Form::Number => "document number (12-NQ/TW, 12-NQ/TW@2022)",
            Form::NumberOrKey => "document number (12-NQ/TW, 12-NQ/TW@2022) or full key",
            Form::Cursor => "cursor of this order (begin with *, go on with `next` of the answer before)",
            Form::OffsetBesideCursor => "offset beside a cursor (0)",
            Form::Part => "part of this directive (its text lists them: dieu-3, 2)",
        })
    }
}
