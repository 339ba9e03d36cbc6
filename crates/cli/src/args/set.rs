//! What a set of directives is chosen by: words, filters, and how both are taken.
//!
//! Apart because all commands that choose one take the same, a search as well as a list of a facet or an export.

use clap::Args;

/// What a set is chosen by.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// What to look for; nothing asks for every directive. A query that begins with - goes behind --.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// How many of the words must be found.
    #[arg(long = "match", value_name = "MODE", default_value = "all", value_parser = ["all", "most", "any"])]
    pub(crate) match_mode: String,
    /// Look for what was typed only, not for what abbreviations stand for.
    #[arg(long)]
    pub(crate) no_synonyms: bool,
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
