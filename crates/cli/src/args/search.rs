//! What the commands take that look for directives by words, and the filters that they share with those of `whole`.

use clap::{Args, ValueEnum};

use super::Format;

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// What to look for; nothing asks for every directive. A query that begins with - goes behind --.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// How many of the words must be found.
    #[arg(long = "match", value_name = "MODE", default_value = "all", value_parser = ["all", "most", "any"])]
    pub(crate) match_mode: String,
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
    /// Look for what was typed only, not for what abbreviations stand for.
    #[arg(long)]
    pub(crate) no_synonyms: bool,
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

/// Filters: repeat one for alternatives; different ones must all hold. `!VALUE` excludes, `~missing` selects what is not
/// known.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters (repeatable; !VALUE excludes, ~missing selects what is not known)")]
pub(crate) struct FilterArgs {
    /// Province when it was issued, any name or alias: "Hưng Yên", hung-yen, TPHCM.
    #[arg(long, value_name = "VALUE")]
    pub(crate) province: Vec<String>,
    /// Province of today (34 since July 2025).
    #[arg(long, value_name = "VALUE")]
    pub(crate) province_now: Vec<String>,
    /// Level: "trung ương", "bộ ngành", tỉnh, huyện, xã.
    #[arg(long, value_name = "VALUE")]
    pub(crate) level: Vec<String>,
    /// Kind: "công văn", "chỉ thị", "nghị quyết"…
    #[arg(long, value_name = "VALUE")]
    pub(crate) kind: Vec<String>,
    /// Body that issued it: "Tỉnh ủy Hưng Yên".
    #[arg(long, value_name = "VALUE")]
    pub(crate) issuer: Vec<String>,
    /// Year of issue, or a range: 2020, 2015..2020, ..2020.
    #[arg(long, value_name = "VALUE")]
    pub(crate) year: Vec<String>,
    /// Number of a document that it cites: 12-NQ/TW, 12-NQ of any issuer, 12-NQ/TW@2022 for one of that year.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) cites: Vec<String>,
    /// Who signed it.
    #[arg(long, value_name = "VALUE")]
    pub(crate) signer: Vec<String>,
    /// Guess nothing: match what the texts state only, not what was inferred, and take a query that cannot be read as it
    /// was meant for an error.
    #[arg(long)]
    pub(crate) strict: bool,
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
