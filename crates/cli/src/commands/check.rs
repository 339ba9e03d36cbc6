//! `tracuu check`: is the index what was written?

use std::path::Path;

use crate::args::{CheckArgs, Format};
use crate::exit::Exit;
use crate::{output, render};

pub(super) fn run(index: &Path, args: &CheckArgs) -> anyhow::Result<Exit> {
    let health = indexer::check(index)?;
    match args.format {
        Format::Json => output::print_json(&health)?,
        Format::Table => output::print(&render::health(&health))?,
    }
    Ok(if health.damaged.is_empty() { Exit::Done } else { Exit::Damaged })
}
