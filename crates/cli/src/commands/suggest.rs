//! `tracuu suggest`: what a text that is being typed may become.

use std::path::Path;

use search::{Engine, SuggestRequest};

use crate::args::{Format, SuggestArgs};
use crate::exit::Exit;
use crate::{output, render};

pub(super) fn run(index: &Path, args: &SuggestArgs) -> anyhow::Result<Exit> {
    let request = SuggestRequest { text: args.text.join(" "), limit: args.limit };
    let response = Engine::open(index)?.suggest(&request)?;
    match args.format {
        Format::Json => output::print_json(&response)?,
        Format::Table => output::print(&render::suggestions(&response))?,
    }
    Ok(if response.suggestions.is_empty() { Exit::Nothing } else { Exit::Done })
}
