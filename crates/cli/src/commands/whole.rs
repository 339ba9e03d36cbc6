//! `tracuu facets`, `timeline`, `resolve` and `export`: answers for a whole set or a whole list.

use std::io::{self, Read};
use std::path::Path;

use search::{Column, Ending, Engine, ExportFormat, Facet, FacetRequest, Sheet};

use super::set::request;
use crate::args::{ExportArgs, FacetsArgs, Format, ResolveArgs, TimelineArgs};
use crate::exit::{Exit, UsageError};
use crate::{output, render};

/// Most bytes that are read from standard input: more than any list of numbers has.
const MOST_INPUT: u64 = 1 << 20;

pub(super) fn facets(index: &Path, args: &FacetsArgs) -> anyhow::Result<Exit> {
    let facet = Facet::named(&args.field).ok_or_else(|| {
        UsageError(format!("{:?} is no facet; there are: {}", args.field, Facet::ALL.map(Facet::name).join(", ")))
    })?;
    let FacetsArgs { prefix, limit, offset, .. } = args;
    let request =
        FacetRequest { facet, prefix: prefix.clone(), limit: *limit, offset: *offset, search: request(&args.set) };
    let list = Engine::open(index)?.facet_values(&request)?;
    match args.format {
        Format::Json => output::print_json(&list)?,
        Format::Table => output::print(&render::facet_list(&list))?,
    }
    Ok(found(!list.values.is_empty()))
}

pub(super) fn timeline(index: &Path, args: &TimelineArgs) -> anyhow::Result<Exit> {
    let timeline = Engine::open(index)?.timeline(&request(&args.set))?;
    match args.format {
        Format::Json => output::print_json(&timeline)?,
        Format::Table => output::print(&render::timeline(&timeline))?,
    }
    Ok(found(timeline.total > 0))
}

pub(super) fn resolve(index: &Path, args: &ResolveArgs) -> anyhow::Result<Exit> {
    let mut numbers = Vec::new();
    for number in &args.numbers {
        match number.as_str() {
            "-" => numbers.extend(from_input()?),
            number => numbers.push(number.to_owned()),
        }
    }
    let resolution = Engine::open(index)?.resolve(&numbers)?;
    match args.format {
        Format::Json => output::print_json(&resolution)?,
        Format::Table => output::print(&render::resolution(&resolution))?,
    }
    Ok(found(resolution.numbers.iter().any(|number| number.total > 0)))
}

pub(super) fn export(index: &Path, args: &ExportArgs) -> anyhow::Result<Exit> {
    let sheet = sheet(args)?;
    let engine = Engine::open(index)?;
    let rows = engine.export(&request(&args.set))?;
    let total = rows.total();
    let Some(file) = &args.output else {
        whole(&sheet.write(rows, &mut io::stdout().lock())?, total)?;
        return Ok(found(total > 0));
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut written = io::BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
    whole(&sheet.write(rows, &mut written)?, total)?;
    let written = written.into_inner().map_err(io::IntoInnerError::into_error)?;
    written.as_file().sync_all()?;
    written.persist(file)?;
    output::remark(&format!("{total} rows in {}", file.display()))?;
    Ok(found(total > 0))
}

/// Tells whether as many rows were written as were found; a file of fewer never gets its name.
fn whole(ending: &Ending, total: u64) -> anyhow::Result<()> {
    let rows = ending.rows;
    anyhow::ensure!(
        rows == total,
        "{rows} rows were written of {total}; run it again, and `tracuu index` if it stays so"
    );
    Ok(())
}

fn sheet(args: &ExportArgs) -> Result<Sheet, UsageError> {
    let mut sheet = Sheet::new(ExportFormat::named(args.format.name()).unwrap_or_default());
    for (given, flag) in [(args.bom, "--bom"), (args.trailer, "--trailer")] {
        if given && sheet.format != ExportFormat::Csv {
            return Err(UsageError(format!("{flag} goes with --format csv only")));
        }
    }
    if !args.fields.is_empty() && !sheet.format.has_columns() {
        return Err(UsageError("--fields goes with --format csv and jsonl only".to_owned()));
    }
    if !args.fields.is_empty() {
        sheet.columns = args.fields.iter().map(|name| column(name.trim())).collect::<Result<_, _>>()?;
    }
    Ok(Sheet { bom: args.bom, trailer: args.trailer, ..sheet })
}

fn column(name: &str) -> Result<Column, UsageError> {
    Column::named(name).ok_or_else(|| {
        let known: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
        UsageError(format!("{name:?} is no field; there are: {}", known.join(", ")))
    })
}

/// Returns the lines of standard input that hold something.
fn from_input() -> io::Result<Vec<String>> {
    let mut text = String::new();
    io::stdin().lock().take(MOST_INPUT).read_to_string(&mut text)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn found(any: bool) -> Exit {
    if any { Exit::Done } else { Exit::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_too_few_rows_is_not_whole() {
        for (rows, total, is_whole) in [(0, 0, true), (3, 3, true), (2, 3, false), (4, 3, false), (0, 1, false)] {
            let ending = Ending { rows, sha256: String::new() };
            assert_eq!(whole(&ending, total).is_ok(), is_whole, "{rows} of {total}");
        }
    }
}
