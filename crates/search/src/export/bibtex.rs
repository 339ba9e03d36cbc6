//! Rows as BibTeX, for those who write in LaTeX.

use super::ris::one_line;
use crate::response::Hit;

/// Returns the entry of a hit.
pub(super) fn entry(hit: &Hit) -> String {
    let year = hit.year.map(|year| year.to_string());
    // Two braces: the name of a body is not cut into first and last names.
    let issuer = hit.issuer.as_ref().map(|issuer| format!("{{{}}}", escaped(issuer)));
    let escaped_fact = |fact: &Option<String>| fact.as_ref().map(|fact| escaped(fact));
    let facts = [
        ("author", issuer),
        ("title", escaped_fact(&hit.title)),
        ("year", year),
        ("date", escaped_fact(&hit.date)),
        ("number", escaped_fact(&hit.number)),
        ("type", escaped_fact(&hit.kind)),
        ("address", escaped_fact(&hit.province)),
        ("note", hit.signer.as_ref().map(|signer| format!("Người ký: {}", escaped(signer)))),
        ("language", Some("vietnamese".to_owned())),
    ];
    let lines = facts.into_iter().filter_map(|(name, value)| Some(format!(",\n  {name} = {{{}}}", value?)));
    format!("@misc{{{}{}\n}}\n\n", key(&hit.id), lines.collect::<String>())
}

/// Returns a key that names one id only: what a key cannot hold is written as its bytes.
fn key(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    id.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!(":{byte:02x}") }).collect()
}

fn escaped(text: &str) -> String {
    let escape = |found: char| match found {
        '\\' => "\\textbackslash{}".to_owned(),
        '~' => "\\textasciitilde{}".to_owned(),
        '^' => "\\textasciicircum{}".to_owned(),
        '{' | '}' | '#' | '$' | '%' | '&' | '_' => format!("\\{found}"),
        _ => found.to_string(),
    };
    one_line(text).chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_latex_are_escaped() {
        for (text, expected) in [
            ("50% & {a}", "50\\% \\& \\{a\\}"),
            ("a\\b~", "a\\textbackslash{}b\\textasciitilde{}"),
            ("Tỉnh ủy\nHưng Yên", "Tỉnh ủy Hưng Yên"),
        ] {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(key("a b,ủ"), "a:20b:2c:e1:bb:a7");
    }
}
