//! What a directive is: text in, typed facts and citations out, each with its evidence.
//!
//! [`parse()`] reads a paper as a clerk would: letterhead, number, place and date, heading, addressees, body, signature. It
//! never fails and never guesses: a [`Fact`] is stated, inferred (with its evidence) or unknown.
//!
//! Pure and apart: it knows the language and nothing of files, engines or the web, so that the rules can be tested as
//! tables of text.

mod adoption;
mod annex;
mod announcement;
mod citation;
mod code_points;
mod conclude;
mod data_sheet;
mod date;
mod decimal;
mod directive;
mod fact;
mod issuer;
mod issuer_table;
mod issuer_words;
mod kind;
mod kind_facts;
mod kind_table;
mod layout;
mod letter_spaced;
mod letterhead;
mod level;
mod number;
mod own_number;
mod parse;
mod province;
mod province_table;
mod reading_order;
mod recipients;
mod signature;
mod signer_name;
mod subject_year;
mod territory;
mod text;
mod text_writer;
mod title;
mod title_enacted;
mod title_end;
mod title_trim;
mod title_words;
pub mod view;
mod year;

pub use citation::{Citation, Relation, nicknamed};
pub use code_points::CodePoints;
pub use directive::{Diagnostic, Directive};
pub use fact::{Basis, Confidence, Fact, Span};
pub use kind::Kind;
pub use level::Level;
pub use number::{DocumentNumber, NotANumber};
pub use parse::parse;
pub use province::Province;
pub use reading_order::{ReadingOrder, reading_order};
pub use view::DirectiveView;

#[cfg(test)]
mod seeds;
