//! The terminal: results to stdout, and nothing that comes from a text may command it.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

/// Prints text to stdout.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Prints a line to stderr: a remark beside the data.
pub(crate) fn remark(text: &str) -> io::Result<()> {
    writeln!(io::stderr().lock(), "tracuu: {text}")
}

/// Prints JSON to stdout: the same bytes as the HTTP API sends.
pub(crate) fn print_json(answer: &impl Serialize) -> anyhow::Result<()> {
    Ok(print(&search::to_json(answer)?)?)
}

/// Tells whether matches may be shown in bold: on a terminal, unless `NO_COLOR` is set.
pub(crate) fn styled() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Returns a text from outside on one line, without the control characters by which it could move the cursor, change
/// the title, or hide what it says.
pub(crate) fn plain(text: &str) -> String {
    let visible = text.chars().map(|found| if is_harmful(found) { ' ' } else { found });
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a text from outside as it stands, lines kept, without harmful control characters.
pub(crate) fn plain_lines(text: &str) -> String {
    text.chars().map(|found| if is_harmful(found) && found != '\n' && found != '\t' { ' ' } else { found }).collect()
}

/// Control characters, and those that turn the direction of writing.
pub(crate) fn is_harmful(found: char) -> bool {
    found.is_control() || matches!(found, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_do_not_reach_the_terminal() {
        assert_eq!(plain("a\u{1b}[31m\nb\u{202e}c\t d"), "a [31m b c d");
        assert_eq!(plain_lines("a\u{7}\nb"), "a \nb");
    }
}
