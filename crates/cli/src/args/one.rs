//! What the commands take that tell of one text, one directive, or one document that others cite.

use std::path::PathBuf;

use clap::Args;

use super::Format;

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// Print its text and nothing else.
    #[arg(long, conflicts_with = "format")]
    pub(crate) text: bool,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// A file of text.
    pub(crate) file: PathBuf,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct AnalyzeArgs {
    /// The text.
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct SimilarArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// Most directives printed, up to 100.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ParallelsArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// Words that a passage has at least; six is the fewest that are looked for.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) words: usize,
    /// Most directives printed.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CitesArgs {
    /// Id of the directive, as in the hits of a search.
    pub(crate) id: String,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CitedByArgs {
    /// Number, number@year, or full key of the document.
    pub(crate) number: String,
    /// Most directives printed; all if not given.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Directives skipped.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CoverageArgs {
    /// Number, number@year, or full key of the document.
    pub(crate) number: String,
    /// Count every directive that cites it, not only those that carry it out.
    #[arg(long)]
    pub(crate) all: bool,
    /// Most directives printed; all if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: Option<u32>,
    /// Begin behind the page whose `next` this is.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) cursor: Option<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}
