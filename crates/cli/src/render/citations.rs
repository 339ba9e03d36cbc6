//! The citation graph for a reader at the terminal.

use directive::view::CitationView;
use search::{CitedBy, Cites, Citing, Coverage};

use crate::output::plain;

/// Returns what a directive cites, a line or two each.
pub(crate) fn cites(cites: &Cites) -> String {
    let mut lines = vec![format!("{} cites {} documents", plain(&cites.id), cites.citations.len())];
    for cited in &cites.citations {
        let relation = cited.citation.relation.map(|relation| format!(" [{relation}]")).unwrap_or_default();
        lines.push(format!("  {}{relation}", plain(&cited.citation.surface)));
        lines.extend(cited.held.iter().map(|held| {
            let doubt = if held.certain { "" } else { " (perhaps)" };
            format!("      held as {}{doubt}", plain(&held.id))
        }));
    }
    lines.join("\n") + "\n"
}

/// Returns who cites a document: the documents of that number first, then each directive with its citing sentence.
pub(crate) fn cited_by(cited_by: &CitedBy) -> String {
    let mut lines = vec![format!("{} is cited by {} directives", plain(&cited_by.document), cited_by.total)];
    lines.extend(cited_by.documents.iter().map(|document| format!("{:>6}  {}", document.count, plain(&document.key))));
    for citing in &cited_by.citing {
        lines.push(String::new());
        lines.push(format!("  {}", heading(citing)));
        lines.extend(citing.citations.iter().map(|citation| format!("      {}", sentence(citation))));
    }
    lines.join("\n") + "\n"
}

/// Returns the provinces with what they issued, then those with nothing.
pub(crate) fn coverage(coverage: &Coverage) -> String {
    let count: usize = coverage.provinces.iter().map(|covered| covered.total).sum();
    let provinces = coverage.provinces.len();
    let mut lines = vec![format!("{}: {count} directives of {provinces} provinces", plain(&coverage.document))];
    for covered in &coverage.provinces {
        lines.push(covered.province.to_owned());
        lines.extend(covered.directives.iter().map(|citing| format!("  {}", heading(citing))));
    }
    if !coverage.elsewhere.is_empty() {
        lines.push("of no province, or of an unknown one".to_owned());
        lines.extend(coverage.elsewhere.iter().map(|citing| format!("  {}", heading(citing))));
    }
    lines.extend(coverage.next.iter().map(|next| format!("the next page: --cursor {next}")));
    lines.push(format!("nothing from {}: {}", coverage.without.len(), coverage.without.join(", ")));
    lines.join("\n") + "\n"
}

fn heading(citing: &Citing) -> String {
    let year = citing.year.map(|year| year.to_string());
    let parts = [
        citing.kind.map(str::to_owned),
        citing.number.clone(),
        citing.issuer.clone(),
        citing.date.clone().or(year),
        Some(citing.id.clone()),
    ];
    parts.into_iter().flatten().map(|part| plain(&part)).collect::<Vec<_>>().join(" · ")
}

fn sentence(citation: &CitationView) -> String {
    let relation = citation.relation.map(|relation| format!("[{relation}] ")).unwrap_or_default();
    format!("{relation}{}", plain(&citation.sentence.text))
}
