//! Parameters of a route beside those of the search that it is about.

use search::{Column, ExportFormat, Facet, FacetRequest, MAX_FACET_VALUES, SearchRequest, Sheet};

use super::numbers::bounded;
use super::read::{Pairs, only, read};
use crate::problem::{Code, Detail, Fault, Problem};

/// The parameters that only an export has.
pub(super) const EXPORT: [&str; 4] = ["format", "fields", "bom", "trailer"];
/// How yes and no are written.
pub(crate) const CHOICES: [&str; 4] = ["0", "1", "false", "true"];
/// Most values that can be skipped.
const MAX_SKIPPED: u64 = 10_000_000;

/// Reads what is asked of one facet; `limit` and `offset` are about its values.
pub(crate) fn read_facet(name: &str, pairs: Pairs) -> Result<FacetRequest, Problem> {
    let facet = Facet::named(name).ok_or_else(|| Problem::new(Code::UnknownField, Detail::NoSuchFacet))?;
    let (own, rest) = parted(&["prefix", "limit", "offset"], pairs)?;
    Ok(FacetRequest {
        facet,
        prefix: value("prefix", &own).unwrap_or_default().to_owned(),
        limit: bounded(("limit", 1, MAX_FACET_VALUES as u64, 100), &own)?,
        offset: bounded(("offset", 0, MAX_SKIPPED, 0), &own)?,
        search: read(&rest)?,
    })
}

/// Reads an export: the search, and how it is written.
pub(crate) fn read_export(pairs: Pairs) -> Result<(SearchRequest, Sheet), Problem> {
    let (own, rest) = parted(&EXPORT, pairs)?;
    let format = value("format", &own).map_or(Some(ExportFormat::default()), ExportFormat::named);
    let format = format.ok_or_else(|| Problem::invalid("format", Fault::OneOf(&["csv", "jsonl", "ris", "bibtex"])))?;
    let mut sheet = Sheet::new(format);
    if let Some(fields) = value("fields", &own) {
        sheet.columns = columns(format, fields)?;
    }
    sheet.bom = of_csv("bom", format, &own)?;
    sheet.trailer = of_csv("trailer", format, &own)?;
    Ok((read(&rest)?, sheet))
}

/// Reads a choice that only CSV has.
fn of_csv(name: &str, format: ExportFormat, pairs: &[(String, String)]) -> Result<bool, Problem> {
    match value(name, pairs) {
        None | Some("0" | "false") => Ok(false),
        Some("1" | "true") if format == ExportFormat::Csv => Ok(true),
        Some("1" | "true") => Err(Problem::invalid(name, Fault::GoesWith(&["format=csv"]))),
        Some(_) => Err(Problem::invalid(name, Fault::OneOf(&CHOICES))),
    }
}

fn columns(format: ExportFormat, fields: &str) -> Result<Vec<Column>, Problem> {
    if !format.has_columns() {
        return Err(Problem::invalid("fields", Fault::GoesWith(&["format=csv", "format=jsonl"])));
    }
    let names: Vec<&str> = fields.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let columns: Option<Vec<Column>> = names.iter().map(|name| Column::named(name)).collect();
    let repeated = names.iter().enumerate().any(|(at, name)| names.iter().take(at).any(|earlier| earlier == name));
    columns.filter(|columns| !columns.is_empty() && !repeated).ok_or_else(|| {
        let known = Column::ALL.iter().map(|column| column.name()).collect();
        Problem::invalid("fields", Fault::NoColumns(known))
    })
}

/// Parts the parameters of these names, each given once at most, from the others.
fn parted(names: &[&str], pairs: Pairs) -> Result<(Pairs, Pairs), Problem> {
    let (own, rest): (Pairs, Pairs) = pairs.into_iter().partition(|(name, _)| names.contains(&name.as_str()));
    only(names, &own)?;
    Ok((own, rest))
}

/// Returns the value of a parameter.
pub(crate) fn value<'a>(name: &str, pairs: &'a [(String, String)]) -> Option<&'a str> {
    pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}
