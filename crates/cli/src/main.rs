//! `tracuu` (tra cứu, to look up): search in archives of Vietnamese directives.
//!
//! The binary is thin: arguments become calls, results become text on the terminal, errors become exit codes. What
//! there is to know about directives, text or searching lies in the libraries.

mod args;
mod commands;
mod exit;
mod extraction;
mod intake;
mod logging;
mod output;
mod render;
mod retrieval;
mod settings;

use std::process::ExitCode;

fn main() -> ExitCode {
    settings::read()
        .and_then(|asked| {
            logging::to_stderr(&asked.cli);
            commands::run(&asked)
        })
        .map_or_else(|error| exit::report(&error), ExitCode::from)
}
