//! What the commands that change or look after an index take.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use indexer::Memory;

use super::Format;

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Folders (read recursively) and files.
    #[arg(required_unless_present = "rebuild", value_name = "SRC")]
    pub(crate) sources: Vec<PathBuf>,
    /// Build the index anew, aside, and swap it in when it is whole; searching goes on meanwhile. Without SRC from what it
    /// was made of. The one before is kept for `tracuu rollback`.
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// Memory that the run may take, as 512M or 2G; what the system keeps of files in memory is not counted. More of it
    /// makes fewer pieces to merge, on more cores; a text of many megabytes may take more while it is read.
    #[arg(long, value_name = "AMOUNT", default_value_t = Memory::default())]
    pub(crate) memory: Memory,
    /// How the report is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Build a damaged index anew and put it in the place of the damaged one.
    #[arg(long)]
    pub(crate) repair: bool,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct SnapshotArgs {
    #[command(subcommand)]
    pub(crate) command: SnapshotCommand,
}

/// What is done with a snapshot.
#[derive(Debug, Subcommand)]
pub(crate) enum SnapshotCommand {
    /// Copy the index, with what was received, into a new folder; it may be searched meanwhile.
    Create {
        /// The folder, which must not exist yet or be empty.
        folder: PathBuf,
    },
    /// Compare every file of a snapshot with its checksum; exit code 4 if one is damaged.
    Verify {
        /// The folder of the snapshot.
        folder: PathBuf,
    },
    /// Verify a snapshot and put it back as the index, where there is none yet.
    Restore {
        /// The folder of the snapshot.
        folder: PathBuf,
    },
}
