//! `tracuu eval-extraction`: how well directives are read, measured against what is known of them.

use crate::args::{EvalExtractionArgs, Format};
use crate::exit::Exit;
use crate::extraction::{self, Gold};
use crate::{output, render};

pub(super) fn run(args: &EvalExtractionArgs) -> anyhow::Result<Exit> {
    let gold = Gold::read(&args.meta)?;
    let mut report = extraction::measure(&gold, &args.texts, args.errors);
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
