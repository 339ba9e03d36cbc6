//! The commands, one file each; `set` is what several of them begin with.

mod analyze;
mod check;
mod citations;
mod completions;
mod config;
mod eval;
mod eval_extraction;
mod index;
mod inspect;
mod key;
mod kinship;
mod places;
mod rollback;
mod search;
mod serve;
mod set;
mod show;
mod snapshot;
mod suggest;
mod whole;

use crate::args::Command;
use crate::exit::Exit;
use crate::settings::Asked;

/// Runs the command that was typed.
pub(crate) fn run(asked: &Asked) -> anyhow::Result<Exit> {
    let cli = &asked.cli;
    match &cli.command {
        Command::Index(args) => index::run(&cli.index, args),
        Command::Check(args) => check::run(&cli.index, args),
        Command::Rollback => rollback::run(&cli.index),
        Command::Snapshot(args) => snapshot::run(&cli.index, args),
        Command::Search(args) => search::run(&cli.index, args),
        Command::Suggest(args) => suggest::run(&cli.index, args),
        Command::Show(args) => show::run(&cli.index, args),
        Command::Inspect(args) => inspect::run(args),
        Command::Analyze(args) => analyze::run(args),
        Command::Eval(args) => eval::run(args),
        Command::EvalExtraction(args) => eval_extraction::run(args),
        Command::Cites(args) => citations::cites(&cli.index, args),
        Command::CitedBy(args) => citations::cited_by(&cli.index, args),
        Command::Similar(args) => kinship::similar(&cli.index, args),
        Command::Parallels(args) => kinship::parallels(&cli.index, args),
        Command::Coverage(args) => citations::coverage(&cli.index, args),
        Command::Facets(args) => whole::facets(&cli.index, args),
        Command::Timeline(args) => whole::timeline(&cli.index, args),
        Command::Resolve(args) => whole::resolve(&cli.index, args),
        Command::Export(args) => whole::export(&cli.index, args),
        Command::Serve(args) => serve::run(&cli.index, args),
        Command::Key(args) => key::run(&cli.index, args),
        Command::Config(args) => config::run(asked, args),
        Command::Completions { shell } => completions::run(*shell),
    }
}
