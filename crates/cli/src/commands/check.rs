//! `tracuu check`: is the index what was written? And if not, building it anew.

use std::path::Path;

use crate::args::{CheckArgs, Format};
use crate::commands::index::shown;
use crate::exit::Exit;
use crate::{output, render};

pub(super) fn run(index: &Path, args: &CheckArgs) -> anyhow::Result<Exit> {
    if args.repair {
        return repair(index, args.format);
    }
    let health = indexer::check(index)?;
    print(&health, args.format)?;
    Ok(if health.damaged.is_empty() { Exit::Done } else { Exit::Damaged })
}

/// What was damaged is a remark; what is printed is how the index stands now.
fn repair(index: &Path, format: Format) -> anyhow::Result<Exit> {
    let (before, report) = shown(|progress| indexer::repair(index, progress))?;
    let Some(report) = report else {
        print(&before, format)?;
        return Ok(Exit::Done);
    };
    for file in &before.damaged {
        output::remark(&format!("damaged {}; the index was built anew", output::plain(file)))?;
    }
    for refusal in &report.refused {
        let (source, reason) = (output::plain(&refusal.source), output::plain(&refusal.reason));
        output::remark(&format!("refused {source}: {reason}"))?;
    }
    print(&indexer::check(index)?, format)?;
    Ok(if report.refused.is_empty() { Exit::Done } else { Exit::Refused })
}

pub(super) fn print(health: &indexer::Health, format: Format) -> anyhow::Result<()> {
    match format {
        Format::Json => output::print_json(health),
        Format::Table => Ok(output::print(&render::health(health))?),
    }
}
