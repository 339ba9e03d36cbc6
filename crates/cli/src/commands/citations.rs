//! `tracuu cites`, `cited-by` and `coverage`: the citation graph in both directions, and a document across provinces.

use std::path::Path;

use search::Engine;
use serde::Serialize;

use crate::args::{CitedByArgs, CitesArgs, CoverageArgs, Format};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn cites(index: &Path, args: &CitesArgs) -> anyhow::Result<Exit> {
    let Some(cites) = Engine::open(index)?.cites(args.id.trim_end_matches(".txt"))? else {
        let error = UsageError(format!("there is no directive {:?} in {}", args.id, index.display()));
        crate::exit::report(&error.into());
        return Ok(Exit::Nothing);
    };
    print(&cites, args.format, render::cites)?;
    Ok(found(!cites.citations.is_empty()))
}

pub(super) fn cited_by(index: &Path, args: &CitedByArgs) -> anyhow::Result<Exit> {
    let found_all = Engine::open(index)?.cited_by(&args.number)?;
    let cited_by = found_all.page(args.offset, args.limit.unwrap_or(usize::MAX));
    print(&cited_by, args.format, render::cited_by)?;
    Ok(found(cited_by.total > 0))
}

pub(super) fn coverage(index: &Path, args: &CoverageArgs) -> anyhow::Result<Exit> {
    let page = (args.limit.map_or(usize::MAX, |limit| limit as usize), args.cursor.as_deref());
    let coverage = Engine::open(index)?.coverage_page(&args.number, args.all, page)?;
    print(&coverage, args.format, render::coverage)?;
    Ok(found(coverage.total > 0))
}

fn print<T: Serialize>(answer: &T, format: Format, table: impl Fn(&T) -> String) -> anyhow::Result<()> {
    match format {
        Format::Json => output::print_json(answer),
        Format::Table => Ok(output::print(&table(answer))?),
    }
}

fn found(any: bool) -> Exit {
    if any { Exit::Done } else { Exit::Nothing }
}
