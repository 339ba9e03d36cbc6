//! `tracuu index`: brings the index into step, with a bar on a terminal and a report at the end.

use std::path::{Path, PathBuf};

use indexer::{Job, Progress, Report};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Format, IndexArgs};
use crate::exit::Exit;
use crate::{output, render};

pub(super) fn run(index: &Path, args: &IndexArgs) -> anyhow::Result<Exit> {
    let report = bring_into_step(index, &args.sources)?;
    match args.format {
        Format::Json => output::print_json(&report)?,
        Format::Table => output::print(&render::report(&report))?,
    }
    Ok(if report.refused.is_empty() { Exit::Done } else { Exit::Refused })
}

/// Brings the index into step, showing how far it has come. Nothing is shown where stderr is no terminal.
pub(super) fn bring_into_step(index: &Path, sources: &[PathBuf]) -> anyhow::Result<Report> {
    let bar = ProgressBar::new(0).with_style(style());
    let show = |progress: Progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    };
    let report = indexer::bring_into_step(&Job { index: index.to_owned(), sources: sources.to_vec() }, &show);
    bar.finish_and_clear();
    Ok(report?)
}

fn style() -> ProgressStyle {
    let template = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
