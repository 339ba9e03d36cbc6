//! `tracuu rollback`: back to the generation before.

use std::path::Path;

use crate::args::Format;
use crate::commands::check::print;
use crate::exit::Exit;

pub(super) fn run(index: &Path) -> anyhow::Result<Exit> {
    let health = indexer::rollback(index)?;
    print(&health, Format::Table)?;
    Ok(if health.damaged.is_empty() { Exit::Done } else { Exit::Damaged })
}
