//! `tracuu eval`: how good the ranking is, measured on questions that people have judged.

use crate::args::{EvalArgs, Format};
use crate::exit::Exit;
use crate::retrieval::{self, Drop};
use crate::{output, render};

pub(super) fn run(args: &EvalArgs) -> anyhow::Result<Exit> {
    let baseline = args.baseline.as_deref().map(retrieval::read_figures).transpose()?.unwrap_or_default();
    let report = retrieval::measure(&args.folder)?;
    match args.format {
        Format::Json => output::print_json(&report)?,
        Format::Table => output::print(&render::retrieval(&report))?,
    }
    let fallen = retrieval::drops(&baseline, &render::blocks(&report), args.tolerance);
    for Drop { what, before, now } in &fallen {
        output::remark(&format!("{what}: mrr@10 fell from {before:.4} to {now:.4}"))?;
    }
    Ok(if fallen.is_empty() { Exit::Done } else { Exit::Nothing })
}
