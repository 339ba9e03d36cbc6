//! `tracuu inspect`: one file as the indexer would understand it.

use directive::DirectiveView;
use indexer::{Encoding, Inspected};
use serde::Serialize;

use crate::args::{Format, InspectArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn run(args: &InspectArgs) -> anyhow::Result<Exit> {
    let Inspected { text, encoding, directive } = indexer::inspect(&args.file)
        .map_err(|error| UsageError(format!("could not take {}: {error}", args.file.display())))?;
    let view = DirectiveView::new(&directive, &text);
    let encoding = (encoding != Encoding::Utf8).then(|| encoding.to_string());
    match args.format {
        Format::Json => output::print_json(&Shown { directive: &view, encoding })?,
        Format::Table => {
            let converted = encoding.map(|encoding| format!("{:<21} {encoding}, converted\n", "encoding"));
            output::print(&(render::directive(&view, &text) + &converted.unwrap_or_default()))?;
        }
    }
    Ok(Exit::Done)
}

/// The directive as `show` has it, and what only the file tells.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    directive: &'a DirectiveView,
    /// How the file is written, where that is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
}
