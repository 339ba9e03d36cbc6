//! Directives that are kin to one, for a reader at the terminal. Each function also tells whether there are any.

use search::{Hit, Parallel, Parallels, Similar};

use crate::output::plain;

/// Returns the similar directives, each with what it shares.
pub(crate) fn similar(similar: &Similar) -> (bool, String) {
    let mut lines = vec![format!("{} is similar to", plain(&similar.id))];
    for hit in &similar.hits {
        lines.push(String::new());
        lines.push(format!("{:>5.1} %  {}", hit.score * 100.0, heading(hit)));
        lines.extend(hit.title.as_deref().map(|title| format!("         {}", plain(title))));
        let reasons: Vec<String> = hit.explanation.iter().map(|reason| plain(&reason.why)).collect();
        lines.push(format!("         shares {}", reasons.join(", ")));
    }
    if similar.hits.is_empty() {
        lines.push("nothing in this archive".to_owned());
    }
    (!similar.hits.is_empty(), lines.join("\n") + "\n")
}

/// Returns the passages shared with other directives.
pub(crate) fn parallels(found: &Parallels) -> (bool, String) {
    let count = found.parallels.len();
    let mut lines =
        vec![format!("{} shares passages of {} words and more with {count} directives", plain(&found.id), found.words)];
    for parallel in &found.parallels {
        lines.push(String::new());
        lines.push(format!("{:>6} words  {}", parallel.words, parallel_heading(parallel)));
        lines.extend(parallel.passages.iter().map(|passage| format!("{:>6}  {}", passage.words, plain(&passage.text))));
    }
    (count > 0, lines.join("\n") + "\n")
}

fn heading(hit: &Hit) -> String {
    let year = hit.year.map(|year| year.to_string());
    let parts = [&hit.kind, &hit.number, &hit.issuer, hit.date.as_ref().map_or(&year, |_| &hit.date)];
    joined(parts.into_iter().chain([&Some(hit.id.clone())]))
}

fn parallel_heading(parallel: &Parallel) -> String {
    let Parallel { number, issuer, province, date, id, .. } = parallel;
    joined([number, issuer, province, date, &Some(id.clone())])
}

fn joined<'a>(parts: impl IntoIterator<Item = &'a Option<String>>) -> String {
    parts.into_iter().flatten().map(|part| plain(part)).collect::<Vec<_>>().join(" · ")
}
