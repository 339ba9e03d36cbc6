//! How good the ranking is, for a person: one line for each way of typing.

use crate::retrieval::{Figures, Report};

/// Returns the figures as lines.
pub(crate) fn retrieval(report: &Report) -> String {
    let mut lines = format!("{:<14}{:>8}{:>11}{:>9}{:>9}\n", "", "mrr@10", "recall@10", "ndcg@10", "queries");
    for (name, Figures { mrr, recall, ndcg, queries }) in blocks(report) {
        lines += &format!("{name:<14}{mrr:>8.4}{recall:>11.4}{ndcg:>9.4}{queries:>9}\n");
    }
    lines
}

/// Returns the blocks of figures by the names that the JSON gives them.
pub(crate) fn blocks(report: &Report) -> [(&'static str, Figures); 4] {
    [
        ("as_written", report.as_written),
        ("no_diacritics", report.no_diacritics),
        ("decomposed", report.decomposed),
        ("tone_swapped", report.tone_swapped),
    ]
}
