//! What the commands take that measure: ranking, and reading.

use std::path::PathBuf;

use clap::Args;

use super::Format;

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Folder of the corpus, the questions and the judgments.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Figures of an earlier run (`--format json`); exit with 1 when a mrr@10 fell.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// How much it may fall.
    #[arg(long, value_name = "SHARE", default_value_t = 0.005)]
    pub(crate) tolerance: f64,
    /// How the figures are printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct EvalExtractionArgs {
    /// Folder of the texts.
    #[arg(value_name = "TXT_DIR")]
    pub(crate) texts: PathBuf,
    /// File of the truth.
    pub(crate) meta: PathBuf,
    /// List up to N errors of each field, those that count first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    /// Print the figures without these truths, too: JSON lines of `id`, `field`, `truth`, which the paper refutes.
    #[arg(long, value_name = "FILE")]
    pub(crate) except: Option<PathBuf>,
    /// Exit with 1 when a figure is below its floor, and name it.
    #[arg(long)]
    pub(crate) floors: bool,
    /// How the figures are printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}
