//! `tracuu inspect`: one file as the indexer would understand it.

use directive::DirectiveView;
use indexer::Inspected;

use crate::args::{Format, InspectArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn run(args: &InspectArgs) -> anyhow::Result<Exit> {
    let Inspected { text, directive } = indexer::inspect(&args.file)
        .map_err(|error| UsageError(format!("could not take {}: {error}", args.file.display())))?;
    let view = DirectiveView::new(&directive, &text);
    match args.format {
        Format::Json => output::print_json(&view)?,
        Format::Table => output::print(&render::directive(&view, &text))?,
    }
    Ok(Exit::Done)
}
