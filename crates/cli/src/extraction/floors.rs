//! The floors: what the figures must not fall below.
//!
//! Apart, so that the bar can be read and raised in one place.

use super::{CitationScore, Field, Form, Report};

/// Share of the facts that count that must be right, for truth in rows.
const ROWS: [(Field, f64); 9] = [
    (Field::Number, 0.98),
    (Field::Kind, 0.98),
    (Field::Issuer, 0.95),
    (Field::Level, 0.97),
    (Field::Province, 0.95),
    (Field::Date, 0.97),
    (Field::Year, 0.97),
    (Field::Title, 0.90),
    (Field::Signer, 0.92),
];

/// Share of the facts that count that may be invented, for truth in rows.
const INVENTED: f64 = 0.01;

/// Least F1 of which document is cited, and of how.
const KEY_F1: f64 = 0.99;
const SURFACE_F1: f64 = 0.95;

/// Returns what is below the floors, one sentence each.
pub(super) fn below(report: &Report, form: Form) -> Vec<String> {
    match form {
        Form::Rows => {
            let accuracy = ROWS.iter().filter_map(|(field, floor)| inaccurate(report, *field, *floor));
            accuracy.chain(invented(report)).collect()
        }
        Form::Seeds => {
            let accuracy = report.fields.keys().filter_map(|field| inaccurate(report, *field, 1.0));
            accuracy.chain(report.citations.iter().flat_map(citations)).collect()
        }
    }
}

fn inaccurate(report: &Report, field: Field, floor: f64) -> Option<String> {
    let accuracy = report.fields.get(&field)?.counted.accuracy()?;
    (accuracy < floor)
        .then(|| format!("{}: {} right, the floor is {}", field.name(), percent(accuracy), percent(floor)))
}

/// A null counts where its origin is known: most nulls of an archive mean that nobody wrote the fact down.
fn invented(report: &Report) -> impl Iterator<Item = String> {
    report.fields.iter().filter_map(|(field, score)| {
        let share = score.counted.invented as f64 / score.counted.total().max(1) as f64;
        let sentence = || format!("{}: {} invented, the limit is {}", field.name(), percent(share), percent(INVENTED));
        (share > INVENTED).then(sentence)
    })
}

fn citations(score: &CitationScore) -> Vec<String> {
    let f1 = |name: &str, found: f64, floor: f64| {
        (found < floor).then(|| format!("{name}: F1 {found:.3}, the floor is {floor}"))
    };
    let none = score.not_cited;
    let not_cited = (none > 0).then(|| format!("not citations: {none} taken for citations, the limit is 0"));
    let found = [f1("citations", score.key.f1(), KEY_F1), f1("surfaces", score.surface.f1(), SURFACE_F1), not_cited];
    found.into_iter().flatten().collect()
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::{FieldScore, Matches, Tally};

    fn report(field: Field, tally: Tally) -> Report {
        let fields = [(field, FieldScore { all: tally, counted: tally, ..FieldScore::default() })].into();
        Report { fields, ..Report::default() }
    }

    #[test]
    fn rows() {
        let cases = [
            (Field::Number, Tally { right: 98, wrong: 2, ..Tally::default() }, 0),
            (Field::Number, Tally { right: 97, wrong: 3, ..Tally::default() }, 1),
            (Field::Title, Tally { right: 97, wrong: 3, ..Tally::default() }, 0),
            (Field::Province, Tally { both_null: 98, invented: 2, ..Tally::default() }, 2),
            (Field::Date, Tally { both_null: 5, ..Tally::default() }, 0),
        ];
        for (field, tally, expected) in cases {
            let found = below(&report(field, tally), Form::Rows);
            assert_eq!(found.len(), expected, "{field:?} {found:?}");
        }
    }

    #[test]
    fn seeds() {
        let one_wrong = Tally { right: 99, wrong: 1, ..Tally::default() };
        assert_eq!(below(&report(Field::Title, one_wrong), Form::Seeds).len(), 1);
        let key = Matches { right: 66, extra: 2, missing: 2 };
        let citations = Some(CitationScore { key, surface: key, not_cited: 1 });
        let found = below(&Report { citations, ..Report::default() }, Form::Seeds);
        assert_eq!(
            found,
            ["citations: F1 0.971, the floor is 0.99", "not citations: 1 taken for citations, the limit is 0"]
        );
    }
}
