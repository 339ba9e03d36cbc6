//! The Vietnamese language as a search engine needs it.
//!
//! Text comes in many spellings of the same words: composed and decomposed marks, two schools of tone placement,
//! look-alike letters, footnote marks stuck to words, `i` beside `y`. This crate brings them to one **normal form**
//! ([`normalise`]), strips them of their marks ([`fold()`]), and cuts them into [`Token`]s with an exact and a folded
//! key ([`Analyzer`]). Every result points back into the original text, on character boundaries. Texts from before Unicode
//! are recognised by their spelling and decoded ([`recognise`], [`LegacyEncoding`]).
//!
//! It stands apart because both halves of the house use it, the indexer and the search, and must use *the same
//! function*: pure functions over text, no sibling, no engine, no files.
//!
//! ```
//! let tokens = vietnamese::tokens("Uỷ ban xã, kỹ thuật");
//! let exact: Vec<&str> = tokens.iter().map(|token| token.exact.as_str()).collect();
//! let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
//! assert_eq!(exact, ["ủy", "ban", "xã", "kĩ", "thuật"]);
//! assert_eq!(folded, ["uy", "ban", "xa", "ki", "thuat"]);
//! ```

mod analyzer;
mod characters;
mod chunks;
mod find_byte;
mod fold;
mod key;
mod key_list;
mod keystrokes;
mod known;
mod legacy;
mod letters;
mod listed_word;
mod memo;
mod normal;
mod offsets;
mod plain_words;
mod prepare;
mod rimes;
mod sieve;
mod slug;
mod syllable;
mod words;

pub use analyzer::{Analyzer, OwnedToken, Token, tokens};
pub use find_byte::{find_byte, is_any_of};
pub use fold::{fold, push_folded};
pub use key::{Key, has_marks, key, written};
pub use key_list::{KeyList, ListedKey, ListedKeys, SEPARATOR, listed};
pub use keystrokes::decode;
pub use legacy::{LegacyEncoding, Verdict, is_vietnamese, recognise, unmasked};
pub use listed_word::{ListedWord, ListedWords, WORD_RECORD, listed_words};
pub use normal::{Normal, normalise};
pub use offsets::Offsets;
pub use sieve::Sieve;
pub use slug::slug;

/// Names the rules by which text becomes terms. It enters the fingerprint of an index: whoever changes what a text
/// is cut or folded into changes this name, and an index made by other rules is then refused rather than misread.
pub const RULES: &str = "vi-1";
