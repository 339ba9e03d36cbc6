//! How well directives are read, for a person: one line a field, all directives on the left, then the facts that count
//! for the bar, then those of them that the papers print.

use crate::extraction::{Case, CitationScore, Matches, Report, Tally};
use crate::output::plain;

/// Returns the figures as lines; errors, if they were asked for, below.
pub(crate) fn extraction(report: &Report) -> String {
    let mut heads = vec!["all facts", "those that count", "those of them that are printed"];
    heads.extend(report.excepted.map(|_| "those that count, but the refuted"));
    let mut lines = vec![
        format!("{} directives, {:.1} MB per CPU second", report.documents, report.mb_per_cpu_second),
        String::new(),
        format!("{:<13}{}", "", heads.iter().map(|head| format!("{head:^40}")).collect::<Vec<_>>().join(" |")),
        format!("{:<13}{}", "", vec![COLUMNS; heads.len()].join(" |")),
    ];
    lines.extend(report.fields.iter().map(|(field, score)| {
        let tallies = [&score.all, &score.counted, &score.printed, &score.unrefuted].map(tally);
        format!("{:<13}{}", field.name(), tallies[..heads.len()].join(" |"))
    }));
    lines.extend(report.citations.iter().flat_map(citations));
    for (name, cases) in &report.errors {
        lines.push(format!("\n{name}:"));
        lines.extend(cases.iter().flat_map(case));
    }
    let refused =
        |refusal: &indexer::Refusal| format!("refused {}: {}", plain(&refusal.source), plain(&refusal.reason));
    lines.extend(report.refused.iter().map(refused));
    lines.extend(report.below_floors.iter().map(|sentence| format!("below its floor: {sentence}")));
    lines.join("\n") + "\n"
}

const COLUMNS: &str = "  right  wrong missing invented accuracy";

fn tally(tally: &Tally) -> String {
    let accuracy = tally.accuracy().map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0));
    let Tally { right, wrong, missing, invented, .. } = tally;
    format!("{right:>7}{wrong:>7}{missing:>8}{invented:>9}{accuracy:>9}")
}

fn citations(score: &CitationScore) -> Vec<String> {
    let line = |name: &str, found: &Matches| {
        let (precision, recall, f1) = (found.precision(), found.recall(), found.f1());
        let Matches { right, extra, missing } = found;
        let counts = format!("{right:>7} right {extra:>5} extra {missing:>5} missing");
        format!("{name:<13}{counts}   precision {precision:.3}  recall {recall:.3}  F1 {f1:.3}")
    };
    vec![
        String::new(),
        line("citations", &score.key),
        line("surfaces", &score.surface),
        format!("{:<13}{:>7} taken for citations", "not citations", score.not_cited),
    ]
}

fn case(case: &Case) -> [String; 3] {
    let said = |text: &Option<String>| text.as_deref().map_or_else(|| "-".to_owned(), plain);
    let beside = match (case.counted, case.refuted, case.printed) {
        (false, _, _) => " (does not count)",
        (true, true, _) => " (refuted)",
        (true, false, false) => " (not printed)",
        (true, false, true) => "",
    };
    [
        format!("  {} {}{beside}", plain(&case.id), case.outcome.name()),
        format!("    ours {}", said(&case.ours)),
        format!("    gold {}", said(&case.gold)),
    ]
}
