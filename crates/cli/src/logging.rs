//! The log on stderr: how much is told, and in which form. Apart because it is set up before anything else runs.

use std::env;
use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::args::{Cli, Command, LogFormat};

/// Begins to log: warnings, or what `RUST_LOG` asks for; `-v` tells more. One line for each thing told.
pub(crate) fn to_stderr(cli: &Cli) {
    let default = ["warn", "info", "debug"][usize::from(cli.verbose.min(2))];
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| default.into());
    let coloured = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(coloured).with_writer(io::stderr);
    match &cli.command {
        Command::Serve(args) if args.log.log_format == LogFormat::Json => log.json().flatten_event(true).init(),
        _ => log.init(),
    }
}
