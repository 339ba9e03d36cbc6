//! The report of an indexing run.

use indexer::{Conversion, Report};

use crate::output::plain;

/// Returns the report as lines: the sum first, then each conversion with its encoding and each refusal with its reason.
pub(crate) fn report(report: &Report) -> String {
    let mut lines = vec![
        format!(
            "{} added, {} changed, {} removed, {} unchanged, {} refused; {} directives in the index",
            report.added,
            report.changed,
            report.removed,
            report.unchanged,
            report.refused.len(),
            report.documents
        ),
        match report.touched() {
            true => format!("{} of text in {:.1} s", size(report.bytes), report.seconds),
            false => format!("nothing to do, {:.1} s", report.seconds),
        },
    ];
    let converted = |conversion: &Conversion| {
        format!("converted {}: from {}", plain(&conversion.source), plain(&conversion.encoding))
    };
    lines.extend(report.converted.iter().map(converted));
    lines.extend(
        report.refused.iter().map(|refusal| format!("refused {}: {}", plain(&refusal.source), plain(&refusal.reason))),
    );
    lines.join("\n") + "\n"
}

pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
