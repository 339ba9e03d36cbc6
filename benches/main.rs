//! How fast tracuu is: each figure a ratio within one run, against plain tantivy or a bare server.
//!
//!     cargo bench -p cli --bench performance                     all parts, printed
//!     cargo bench -p cli --bench performance -- serve --write    one part, into docs/performance.md too
//!
//! Processor time and not the clock, because machines are shared; the median of several rounds. Texts are put together
//! from sentences of the sample archive, or of the `.txt` files of the folder named in `TRACUU_TEXTS`, by a seed.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::print_stderr, reason = "the bare server says where it listens, as ours does")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop here")]
#![expect(clippy::disallowed_methods, reason = "it makes the files that are indexed, and writes its page")]

mod archives;
mod index;
mod measure;
mod open;
mod page;
mod query;
mod questions;
mod serve;
mod texts;
mod tokenise;

use clap::Parser;

/// A figure with what it should be.
#[derive(Clone)]
struct Figure {
    what: String,
    value: f64,
    /// The same over a tenth of the directives.
    tenth: Option<f64>,
    /// The least or the most that it should be, in words.
    goal: &'static str,
}

impl Figure {
    fn new(what: impl Into<String>, value: f64, goal: &'static str) -> Figure {
        Figure { what: what.into(), value, tenth: None, goal }
    }

    /// Returns the figure with what it was over a tenth of the directives.
    fn over_a_tenth(self, value: f64) -> Figure {
        Figure { tenth: Some(value), ..self }
    }
}

#[derive(Parser)]
struct Arguments {
    /// Parts to measure; all if none is named.
    #[arg(value_parser = ["tokenise", "index", "query", "open", "serve"])]
    parts: Vec<String>,
    /// Directives of the archive that is served; questions are put to one of these and one of ten times as many.
    #[arg(long, default_value_t = 100_000)]
    directives: usize,
    /// Of the questions, measure those only that have this in their names.
    #[arg(long, default_value = "", conflicts_with = "write")]
    only: String,
    /// Write the figures into docs/performance.md.
    #[arg(long)]
    write: bool,
    /// Answer every request with the same word, on a free port: the server that ours is measured against.
    #[arg(long, hide = true)]
    bare_server: bool,
    /// What cargo adds.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    if arguments.bare_server {
        return serve::bare_server();
    }
    let wanted = |part: &str| arguments.parts.is_empty() || arguments.parts.iter().any(|named| named == part);
    let parts: [(&str, &dyn Fn() -> Vec<Figure>); 5] = [
        ("tokenise", &tokenise::measure),
        ("index", &index::measure),
        ("query", &|| query::measure(arguments.directives, &arguments.only)),
        ("open", &|| open::measure(arguments.directives)),
        ("serve", &|| serve::measure(arguments.directives)),
    ];
    for (name, measure) in parts.into_iter().filter(|(name, _)| wanted(name)) {
        let figures = measure();
        println!("{name}");
        figures.iter().for_each(|figure| println!("  {}", page::row(figure)));
        if arguments.write {
            page::write(name, &figures);
        }
    }
}
