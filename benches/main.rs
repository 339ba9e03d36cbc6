//! The speeds of the program against plain tantivy over the same texts, in one process and one run.
//!
//! `cargo bench -p cli --bench performance -- [PART…]` runs the parts named, or all, and writes what it found into
//! docs/performance.md. Every figure is a ratio of processor times, the median of at least five.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::unwrap_used, reason = "a program that cannot go on should stop here")]
#![expect(clippy::disallowed_methods, reason = "makes the archives and indexes that are measured on")]

/// Processor time and medians.
#[allow(dead_code, reason = "the parts that use it come with it")]
mod clock;
/// The table of figures, and the page that it is written to.
mod report;

use report::Row;

/// A part that can be run alone: its name, and what measures it.
type Part = (&'static str, fn() -> Vec<Row>);

const PARTS: [Part; 0] = [];

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|asked| asked == name);
    for (name, measure) in PARTS.into_iter().filter(|(name, _)| wanted(name)) {
        let rows = measure();
        rows.iter().for_each(|row| println!("{}", row.line()));
        report::write(name, &rows);
    }
}
