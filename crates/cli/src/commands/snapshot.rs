//! `tracuu snapshot`: copies of the index.

use std::path::Path;

use indexer::Snapshot;

use crate::args::{SnapshotArgs, SnapshotCommand};
use crate::exit::Exit;
use crate::{output, render};

pub(super) fn run(index: &Path, args: &SnapshotArgs) -> anyhow::Result<Exit> {
    let snapshot = match &args.command {
        SnapshotCommand::Create { folder } => Snapshot::create(index, folder)?,
        SnapshotCommand::Verify { folder } => Snapshot::verify(folder)?,
        SnapshotCommand::Restore { folder } => Snapshot::restore(folder, index)?,
    };
    output::print(&render::snapshot(&snapshot))?;
    Ok(Exit::Done)
}
