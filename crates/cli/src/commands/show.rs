//! `tracuu show`: one directive of the index.

use std::path::Path;

use search::{Engine, FoundDirective};

use crate::args::{Format, ShowArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn run(index: &Path, args: &ShowArgs) -> anyhow::Result<Exit> {
    let Some(found) = find(&Engine::open(index)?, &args.id)? else {
        let error = UsageError(format!("there is no directive {:?} in {}", args.id, index.display()));
        crate::exit::report(&error.into());
        return Ok(Exit::Nothing);
    };
    match (args.text, args.format) {
        (true, _) => output::print(&output::plain_lines(&found.text))?,
        (false, Format::Json) => output::print_json(&found)?,
        (false, Format::Table) => {
            let head = format!("{}  ({})\n\n", output::plain(&found.id), output::plain(&found.source));
            output::print(&(head + &render::directive(&found.directive, &found.text)))?;
        }
    }
    Ok(Exit::Done)
}

/// An id, or the path of a plain text file, whose id is its name without the ending.
fn find(engine: &Engine, id: &str) -> anyhow::Result<Option<FoundDirective>> {
    let found = engine.directive(id)?;
    match (found, id.strip_suffix(".txt")) {
        (None, Some(stem)) => Ok(engine.directive(stem)?),
        (found, _) => Ok(found),
    }
}
