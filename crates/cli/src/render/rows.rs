//! Hits as JSON lines; as CSV the export of the search crate writes them.

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
