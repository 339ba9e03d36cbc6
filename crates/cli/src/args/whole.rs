//! Arguments of the commands that answer for a whole set or a whole list, and not with a page of hits.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Format, SetArgs};

#[derive(Debug, Args)]
pub(crate) struct FacetsArgs {
    /// The facet: province, province_now, level, kind, issuer, year, cites, signer.
    pub(crate) field: String,
    #[command(flatten)]
    pub(crate) set: SetArgs,
    /// What values begin with; marks may be left out.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) prefix: String,
    /// Most values printed, up to 1000.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// Values skipped.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// How they are printed. `json` is the body of GET /v1/facets/FIELD.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    #[command(flatten)]
    pub(crate) set: SetArgs,
    /// How it is printed. `json` is the body of GET /v1/timeline.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ResolveArgs {
    /// Numbers in any spelling, at most 1000; - reads them from standard input, one a line.
    #[arg(required = true, value_name = "NUMBER")]
    pub(crate) numbers: Vec<String>,
    /// How it is printed. `json` is the body of POST /v1/resolve.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) set: SetArgs,
    /// File to write; it appears under this name when it is whole. Standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The format.
    #[arg(long, value_enum, default_value_t = RowFormat::Csv)]
    pub(crate) format: RowFormat,
    /// Fields of csv and jsonl, parted by commas; all if not given.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,
    /// Begin csv with a byte order mark, for Excel.
    #[arg(long)]
    pub(crate) bom: bool,
    /// End csv with a line `_end,ROWS,SHA256` about the bytes before it, as jsonl always does.
    #[arg(long)]
    pub(crate) trailer: bool,
}

/// How a whole set is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// For spreadsheets.
    Csv,
    /// One directive a line, and a last line with their number and hash.
    Jsonl,
    /// For reference managers.
    Ris,
    /// For LaTeX.
    Bibtex,
}

impl RowFormat {
    /// Returns its name, here and in URLs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            RowFormat::Csv => "csv",
            RowFormat::Jsonl => "jsonl",
            RowFormat::Ris => "ris",
            RowFormat::Bibtex => "bibtex",
        }
    }
}
