//! Rows as RIS, for reference managers: a line for each fact, `GOVDOC` being a document of an authority.

use crate::response::Hit;

/// Returns the record of a hit.
pub(super) fn record(hit: &Hit) -> String {
    let year = hit.year.map(|year| format!("{year:04}"));
    let date = hit.date.as_ref().map(|date| date.replace('-', "/"));
    let facts = [
        ("ID", Some(&hit.id)),
        ("TI", hit.title.as_ref()),
        ("AU", hit.issuer.as_ref()),
        ("A2", hit.signer.as_ref()),
        ("PY", year.as_ref()),
        ("DA", date.as_ref()),
        ("M1", hit.number.as_ref()),
        ("M3", hit.kind.as_ref()),
        ("CY", hit.province.as_ref()),
        ("N1", Some(&hit.source)),
    ];
    let lines = facts.into_iter().filter_map(|(tag, value)| Some(format!("{tag}  - {}\r\n", one_line(value?))));
    format!("TY  - GOVDOC\r\n{}LA  - vi\r\nER  - \r\n\r\n", lines.collect::<String>())
}

/// A line break would begin another fact.
pub(super) fn one_line(text: &str) -> String {
    let visible = text.chars().map(|found| if found.is_control() { ' ' } else { found });
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_begins_a_fact() {
        assert_eq!(one_line("a\r\nER  - \r\nTY  - X"), "a ER - TY - X");
    }
}
