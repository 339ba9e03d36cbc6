//! `tracuu similar` and `tracuu parallels`: directives that are kin to one.

use std::path::Path;

use search::Engine;
use serde::Serialize;

use crate::args::{Format, ParallelsArgs, SimilarArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

pub(super) fn similar(index: &Path, args: &SimilarArgs) -> anyhow::Result<Exit> {
    let found = Engine::open(index)?.similar(plain_id(&args.id), args.limit)?;
    print(index, &args.id, found.as_ref(), args.format, render::similar)
}

pub(super) fn parallels(index: &Path, args: &ParallelsArgs) -> anyhow::Result<Exit> {
    let found = Engine::open(index)?.parallels(plain_id(&args.id), args.words, args.limit)?;
    print(index, &args.id, found.as_ref(), args.format, render::parallels)
}

/// The name of the file is taken for the id, as elsewhere.
fn plain_id(id: &str) -> &str {
    id.trim_end_matches(".txt")
}

fn print<T: Serialize>(
    index: &Path,
    id: &str,
    answer: Option<&T>,
    format: Format,
    table: impl Fn(&T) -> (bool, String),
) -> anyhow::Result<Exit> {
    let Some(answer) = answer else {
        let error = UsageError(format!("there is no directive {id:?} in {}", index.display()));
        crate::exit::report(&error.into());
        return Ok(Exit::Nothing);
    };
    let (any, text) = table(answer);
    match format {
        Format::Json => output::print_json(answer)?,
        Format::Table => output::print(&text)?,
    }
    Ok(if any { Exit::Done } else { Exit::Nothing })
}
