//! Hits as rows: JSON lines and CSV.

use search::Hit;

/// Returns one hit a line.
pub(crate) fn json_lines(hits: &[Hit]) -> anyhow::Result<String> {
    let mut lines = String::new();
    for hit in hits {
        lines.push_str(&serde_json::to_string(hit)?);
        lines.push('\n');
    }
    Ok(lines)
}

const COLUMNS: [&str; 13] = [
    "id",
    "source",
    "number",
    "kind",
    "issuer",
    "level",
    "province",
    "province_now",
    "date",
    "year",
    "title",
    "signer",
    "inferred",
];

/// Returns the hits as CSV (RFC 4180) with a line of names.
pub(crate) fn csv(hits: &[Hit]) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for hit in hits {
        writer.write_record(cells(hit).map(|cell| harmless(&cell)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn cells(hit: &Hit) -> [String; 13] {
    let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        hit.id.clone(),
        hit.source.clone(),
        or_empty(&hit.number),
        or_empty(&hit.kind),
        or_empty(&hit.issuer),
        or_empty(&hit.level),
        or_empty(&hit.province),
        or_empty(&hit.province_now),
        or_empty(&hit.date),
        hit.year.map(|year| year.to_string()).unwrap_or_default(),
        or_empty(&hit.title),
        or_empty(&hit.signer),
        hit.inferred.join(" "),
    ]
}

/// A spreadsheet takes a cell that begins so for a formula; a quote in front makes it text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_quoted() {
        for (cell, expected) in [("=1+1", "'=1+1"), ("@a", "'@a"), ("- CV/TU", "'- CV/TU"), ("Tỉnh ủy", "Tỉnh ủy")]
        {
            assert_eq!(harmless(cell), expected);
        }
    }
}
