//! `tracuu` (tra cứu, to look up): search in archives of Vietnamese directives.
//!
//! The binary is thin: arguments become calls, results become text on the terminal, errors become exit codes. What
//! there is to know about directives, text or searching lies in the libraries.

mod args;
mod commands;
mod exit;
mod extraction;
mod intake;
mod output;
mod render;
mod retrieval;
mod settings;

use std::process::ExitCode;

fn main() -> ExitCode {
    settings::read()
        .and_then(|asked| {
            log_to_stderr(asked.cli.verbose);
            commands::run(&asked)
        })
        .map_or_else(|error| exit::report(&error), ExitCode::from)
}

/// Warnings, or what `RUST_LOG` asks for; `-v` tells more.
fn log_to_stderr(verbose: u8) {
    let default = ["warn", "info", "debug"][usize::from(verbose.min(2))];
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| default.into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
