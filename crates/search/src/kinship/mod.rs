//! Directives that are kin: alike in what they speak of and cite, or in words that one took from the other.
//!
//! Apart from the search: here the question is a whole directive. `tokens` reads it, `similar` looks for the rare pairs
//! and citations it shares, `parallels` for the passages, which `alignment` finds in two texts.

mod alignment;
mod parallels;
mod similar;
mod tokens;

pub use parallels::{Parallel, Parallels, Passage};
pub use similar::Similar;
