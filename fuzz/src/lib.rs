//! What is promised of any bytes at all, one function a target: it panics where the promise is broken.
//!
//! Apart from the doors of libFuzzer (`fuzz/fuzz_targets`), so that a test of the house with a stable compiler runs the same
//! functions (`crates/search/tests/fuzz.rs`).

mod archive;
mod text;

pub use archive::{index, query};
pub use text::{directive, fold, highlight, number};
