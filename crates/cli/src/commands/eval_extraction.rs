//! `tracuu eval-extraction`: how well directives are read, measured against what is known of them.

use crate::args::{EvalExtractionArgs, Format};
use crate::exit::Exit;
use crate::extraction::{self, Gold, Refuted};
use crate::{output, render};

pub(super) fn run(args: &EvalExtractionArgs) -> anyhow::Result<Exit> {
    let mut gold = Gold::read(&args.meta)?;
    let refuted = args.except.as_deref().map(Refuted::read).transpose()?;
    let excepted = refuted.map(|list| list.mark(&mut gold));
    let mut report = extraction::measure(&gold, &args.texts, args.errors);
    report.excepted = excepted;
    if args.floors {
        report.hold_against_floors(gold.form);
    }
    match args.format {
        Format::Json => output::print_json(&report)?,
        Format::Table => output::print(&render::extraction(&report))?,
    }
    Ok(match (report.below_floors.is_empty(), report.refused.is_empty()) {
        (false, _) => Exit::Nothing,
        (true, false) => Exit::Refused,
        (true, true) => Exit::Done,
    })
}
