//! Rows as CSV (RFC 4180) that a spreadsheet opens as it is meant.

use super::columns::Column;
use crate::response::Hit;

/// Returns the line of names.
pub(super) fn names(columns: &[Column]) -> String {
    line(columns.iter().map(|column| column.name().to_owned()))
}

/// Returns the line of a hit.
pub(super) fn row(columns: &[Column], hit: &Hit) -> String {
    line(columns.iter().map(|column| harmless(column.cell(hit).text())))
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| quoted(&cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// Quotes a cell where the format asks for it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// A spreadsheet takes a cell that begins so for a formula; a quote in front makes it text.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("@a", "'@a"),
            ("- CV/TU", "'- CV/TU"),
            ("Tỉnh ủy", "Tỉnh ủy"),
            ("a, b", "\"a, b\""),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("", ""),
        ] {
            assert_eq!(quoted(&harmless(cell.to_owned())), expected);
        }
    }
}
