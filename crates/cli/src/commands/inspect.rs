//! `tracuu inspect`: one file as the indexer would understand it.

use anyhow::anyhow;
use directive::DirectiveView;

use crate::args::{Format, InspectArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn run(args: &InspectArgs) -> anyhow::Result<Exit> {
    let text = indexer::read_file(&args.file)
        .map_err(|error| anyhow!(UsageError(format!("could not take {}: {error}", args.file.display()))))?;
    let view = DirectiveView::new(&directive::parse(&text), &text);
    match args.format {
        Format::Json => output::print_json(&view)?,
        Format::Table => output::print(&render::directive(&view, &text))?,
    }
    Ok(Exit::Done)
}
