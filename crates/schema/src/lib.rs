//! The contract of the index: which fields it has, how a directive becomes a document of it and back, and by what rules
//! it was made.
//!
//! It stands apart because the two halves of the house, the indexer and the search, meet nowhere else. Nobody but this
//! crate spells a field name, a tokenizer name or the form of a facet value; both sides use the handles in [`Fields`].
//!
//! The engine analyses nothing. Text is cut into terms once, by `vietnamese`, and handed over as a list of terms
//! ([`TermList`]); the tokenizers registered here only read such a list out again.

mod citation_keys;
mod document;
mod facet;
mod fields;
mod folder;
mod index_document;
mod record;
mod sample;
mod signed;
mod stored;
mod term_list;
mod term_reader;
mod version;

pub use citation_keys::{cited_key, cited_keys};
pub use document::{Entry, Stamp, write};
pub use facet::{Facet, facet_term, facet_term_bounds, split_facet_term};
pub use fields::{Fields, TermFields, index_settings};
pub use folder::{
    CURRENT, Current, CurrentError, META, RECEIVED, SEAL, WRITER_LOCK, generation_name, generation_number,
};
pub use index_document::{IndexDocument, Lent, Values};
pub use record::{Facts, Told};
pub use signed::{SignedError, read_signed, write_signed};
pub use stored::{StoredDirective, StoredFields, StoredText, StoredValue, split_number};
pub use term_list::{ListText, PAIR_SEPARATOR, TermList, list_words};
pub use version::{FORMAT, FormatError, check, fingerprint, prepare};
