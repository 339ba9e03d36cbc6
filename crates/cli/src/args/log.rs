//! What can be typed about the log of the server.

use clap::{Args, ValueEnum};

/// What the server logs of requests, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is logged")]
pub(crate) struct LogArgs {
    /// How the log is written: one line of text, or one JSON object, for each thing told.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
    /// Log what people search for. Without this only a hash of it is, which tells equal queries and nothing else.
    #[arg(long)]
    pub(crate) log_queries: bool,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}
