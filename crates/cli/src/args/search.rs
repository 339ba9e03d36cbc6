//! What the commands take that answer what is typed with a page: of hits, or of what it may become.

use clap::{Args, ValueEnum};

use super::{Format, SetArgs};

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    pub(crate) set: SetArgs,
    /// Facets to count, parted by commas, or * for all: province, province_now, level, kind, issuer, year, cites,
    /// signer.
    #[arg(long, value_name = "LIST")]
    pub(crate) facets: Option<String>,
    /// Most values shown of a facet.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) facet_limit: usize,
    /// The order of the hits; -date is the newest first.
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = ["relevance", "date", "-date", "id"],
          allow_hyphen_values = true)]
    pub(crate) sort: String,
    /// Most hits printed, up to 100; 0 asks for the counts alone.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Hits skipped.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// Page by cursor, as deep as one likes: * first, then what the answer before says; by day or by id.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) cursor: Option<String>,
    /// Most passages shown of a hit, up to 10.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) snippets: usize,
    /// Length of a passage in characters, about; up to 1000.
    #[arg(long, value_name = "N", default_value_t = 240)]
    pub(crate) snippet_chars: usize,
    /// Account for each score: what gave how much.
    #[arg(long)]
    pub(crate) explain: bool,
    /// How long the search may take, in milliseconds; then it ends with an error (exit code 2). Without this, as long as it
    /// takes.
    #[arg(long, value_name = "MS")]
    pub(crate) timeout: Option<u64>,
    /// When the time is over, print what was found so far.
    #[arg(long, requires = "timeout")]
    pub(crate) partial: bool,
    /// How the hits are printed. `json` is the body of GET /v1/search; jsonl and csv hold the hits only.
    #[arg(long, value_enum, default_value_t = HitFormat::Table)]
    pub(crate) format: HitFormat,
}

#[derive(Debug, Args)]
pub(crate) struct SuggestArgs {
    /// What was typed so far.
    #[arg(required = true)]
    pub(crate) text: Vec<String>,
    /// Most suggestions printed, up to 50.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    /// How they are printed. `json` is the body of GET /v1/suggest.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// How hits are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum HitFormat {
    /// For people.
    Table,
    /// The whole answer.
    Json,
    /// One hit a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
}
