//! An answer for a reader at the terminal: each hit with what it is, where it matches, and what was inferred.

use search::{FacetCounts, Hit, SearchRequest, SearchResponse, Snippet};

use crate::output::{is_harmful, plain};

const BOLD: &str = "\u{1b}[1m";
const NORMAL: &str = "\u{1b}[0m";

/// Returns an answer as text; matches in bold when `styled`.
pub(crate) fn answer(response: &SearchResponse, request: &SearchRequest, styled: bool) -> String {
    let mut lines = vec![sum(response, request)];
    for warning in &response.query.warnings {
        lines.push(format!("note: {}", plain(&warning.message)));
    }
    if !response.query.relaxed.is_empty() {
        let words = plain(&response.query.relaxed.join(" "));
        lines.push(format!("note: no directive holds all of these words; some of these lack: {words}"));
    }
    for meant in &response.query.did_you_mean {
        lines.push(format!("did you mean: {} ({} found)", plain(&meant.q), meant.total));
    }
    for expansion in &response.query.expanded {
        lines.push(format!("also: {} for {}", plain(&expansion.to.join(", ")), plain(&expansion.term)));
    }
    for (number, found) in response.hits.iter().enumerate() {
        lines.push(String::new());
        lines.extend(hit(request.offset + number + 1, found, styled));
    }
    lines.extend(response.next.iter().map(|next| format!("\nnext page: --cursor {next}")));
    for (name, counts) in &response.facets {
        lines.push(String::new());
        lines.extend(facet(name, counts));
    }
    lines.join("\n") + "\n"
}

fn sum(response: &SearchResponse, request: &SearchRequest) -> String {
    let first = request.offset + 1;
    let last = request.offset + response.hits.len();
    match (response.total, response.hits.len()) {
        (0, _) => "nothing found".to_owned(),
        (total, 0) => format!("{total} found"),
        (1, _) => "1 found".to_owned(),
        (total, shown) if shown as u64 == total => format!("{total} found"),
        (total, _) => format!("{total} found, {first} to {last} shown"),
    }
}

fn hit(number: usize, hit: &Hit, styled: bool) -> Vec<String> {
    let mut lines = vec![format!("{number:>3}. {}", heading(hit))];
    lines.extend(hit.title.as_deref().map(|title| format!("     {}", plain(title))));
    lines.extend(hit.snippets.iter().map(|snippet| format!("     … {} …", marked(snippet, styled))));
    lines.push(format!("     {}", plain(&hit.id)));
    if !hit.explanation.is_empty() {
        lines.push(format!("     score {:.3}, the sum of", hit.score));
    }
    lines.extend(hit.explanation.iter().map(|part| format!("     {:>9.3}  {}", part.points, plain(&part.why))));
    lines
}

/// Kind and number, issuer, date or year; what was inferred has a question mark.
fn heading(hit: &Hit) -> String {
    let known = |name: &str, value: Option<String>| {
        let doubt = if hit.inferred.iter().any(|inferred| inferred == name) { "?" } else { "" };
        value.map(|value| plain(&value) + doubt)
    };
    let what = [known("kind", hit.kind.clone()), known("number", hit.number.clone())];
    let what = what.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let when = known("date", hit.date.clone()).or_else(|| known("year", hit.year.map(|year| year.to_string())));
    let parts = [Some(what).filter(|what| !what.is_empty()), known("issuer", hit.issuer.clone()), when];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { plain(&hit.source) } else { parts.join(" · ") }
}

fn marked(snippet: &Snippet, styled: bool) -> String {
    let mut text = String::new();
    for (at, found) in snippet.text.chars().enumerate() {
        if styled && snippet.spans.iter().any(|[_, end]| *end == at) {
            text.push_str(NORMAL);
        }
        if styled && snippet.spans.iter().any(|[start, _]| *start == at) {
            text.push_str(BOLD);
        }
        text.push(if is_harmful(found) { ' ' } else { found });
    }
    if styled {
        text.push_str(NORMAL);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn facet(name: &str, counts: &FacetCounts) -> Vec<String> {
    let mut lines = vec![format!("{name}:")];
    lines.extend(counts.values.iter().map(|value| format!("{:>8}  {}", value.count, plain(&value.label))));
    let hidden = counts.total_values.saturating_sub(counts.values.len());
    if hidden > 0 {
        lines.push(format!("          and {hidden} more values"));
    }
    if counts.missing > 0 {
        lines.push(format!("{:>8}  (not known)", counts.missing));
    }
    lines
}
