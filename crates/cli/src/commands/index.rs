//! `tracuu index`: brings the index into step, with a bar on a terminal and a report at the end.

use std::path::{Path, PathBuf};

use indexer::{Job, Progress, Report};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Format, IndexArgs};
use crate::exit::Exit;
use crate::{output, render};

pub(super) fn run(index: &Path, args: &IndexArgs) -> anyhow::Result<Exit> {
    let work = if args.rebuild { indexer::rebuild } else { indexer::bring_into_step_within };
    let job = Job { index: index.to_owned(), sources: args.sources.clone() };
    let report = shown(|progress| work(&job, args.memory, progress))?;
    match args.format {
        Format::Json => output::print_json(&report)?,
        Format::Table => output::print(&render::report(&report))?,
    }
    Ok(if report.refused.is_empty() { Exit::Done } else { Exit::Refused })
}

/// Brings the index into step, showing how far it has come. Nothing is shown where stderr is no terminal.
pub(super) fn bring_into_step(index: &Path, sources: &[PathBuf]) -> anyhow::Result<Report> {
    let job = Job { index: index.to_owned(), sources: sources.to_vec() };
    Ok(shown(|progress| indexer::bring_into_step(&job, progress))?)
}

/// Shows how far a piece of work has come while it is done.
pub(super) fn shown<T>(work: impl FnOnce(&dyn Fn(Progress)) -> T) -> T {
    let bar = ProgressBar::new(0).with_style(style());
    let done = work(&|progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    });
    bar.finish_and_clear();
    done
}

fn style() -> ProgressStyle {
    let template = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
