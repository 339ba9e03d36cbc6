//! A directive as understood, so that a person can check it at a glance: each fact with its ground and the words it was
//! read off, and the line they stand in.

use directive::view::{CitationView, Row, SpanView};
use directive::{Basis, DirectiveView};

use crate::output::plain;

/// Returns a directive as text. `text` is what it was read off.
pub(crate) fn directive(view: &DirectiveView, text: &str) -> String {
    let mut lines: Vec<String> = view.rows().iter().map(|row| fact(row, text)).collect();
    if !view.recipients().is_empty() {
        lines.push(format!("{:<21} {}", "recipients", view.recipients().len()));
        lines.extend(view.recipients().iter().map(|recipient| format!("    {}", plain(recipient))));
    }
    lines.push(format!("{:<21} {}", "citations", view.citations().len()));
    lines.extend(view.citations().iter().map(|citation| cited(citation, text)));
    lines.extend(view.diagnostics().iter().map(|diagnostic| format!("note: {}", plain(&diagnostic.message))));
    lines.join("\n") + "\n"
}

fn fact(row: &Row<'_>, text: &str) -> String {
    let value = row.value.as_deref().map_or_else(|| "-".to_owned(), plain);
    let ground = row.evidence.map(|evidence| {
        let basis = match evidence.basis {
            Basis::Stated => "stated",
            Basis::Inferred => "inferred",
            Basis::Unknown => "unknown",
        };
        let places: Vec<String> = evidence.spans.iter().map(|span| place(span, text)).collect();
        format!("\n    {basis}: {}", places.join("; "))
    });
    format!("{:<21} {value}{}", row.name, ground.unwrap_or_default())
}

fn cited(citation: &CitationView, text: &str) -> String {
    let number = citation.number.as_deref().unwrap_or(&citation.surface);
    let parts = [citation.kind.map(str::to_owned), Some(plain(number)), citation.date.clone(), citation.issuer.clone()];
    let named: Vec<String> = parts.into_iter().flatten().map(|part| plain(&part)).collect();
    let first = citation.mentions.first().map(|span| format!(", {}", line(span, text)));
    format!("    {} ({}x{})", named.join(" "), citation.count, first.unwrap_or_default())
}

/// The words of a piece of evidence and the line they stand in; long ones are cut.
fn place(span: &SpanView, text: &str) -> String {
    const LONGEST: usize = 80;
    let words = plain(&span.text);
    let cut: String = words.chars().take(LONGEST).collect();
    let more = if cut.len() < words.len() { "…" } else { "" };
    format!("\"{cut}{more}\" ({})", line(span, text))
}

fn line(span: &SpanView, text: &str) -> String {
    let before = text.chars().take(span.start);
    format!("line {}", 1 + before.filter(|found| *found == '\n').count())
}
