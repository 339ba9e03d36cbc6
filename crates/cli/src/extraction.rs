//! Reading, measured: each directive is read as the indexer reads it, and held against what is known of it.
//!
//! It stands apart from the command, which only passes arguments in and figures out, and from `directive`, which must
//! not know by what it is judged.

mod citations;
mod compare;
mod field;
mod floors;
mod gold;
mod printed;
mod refuted;
mod score;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use indexer::{Inspected, Refusal, Unreadable};
use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

pub(crate) use field::Field;
pub(crate) use gold::{Form, Gold};
pub(crate) use refuted::Refuted;
pub(crate) use score::{Case, CitationScore, FieldScore, Matches, Tally};

use citations::Cited;
use printed::Printed;
use score::{Outcome, Standing};

/// The figures, as they are printed.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    /// Directives that were read.
    pub(crate) documents: usize,
    /// By field, in the order of the contract.
    pub(crate) fields: BTreeMap<Field, FieldScore>,
    /// Null where the truth tells no citations.
    pub(crate) citations: Option<CitationScore>,
    /// Speed of reading a file and understanding it, by the clock of the processor.
    pub(crate) mb_per_cpu_second: f64,
    /// Texts that could not be read; they enter no figure.
    pub(crate) refused: Vec<Refusal>,
    /// Truths left out of the figures named `unrefuted`, where a list of them was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) excepted: Option<usize>,
    /// Errors for a person to look at, by field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) errors: BTreeMap<&'static str, Vec<Case>>,
    /// What is below its floor, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) below_floors: Vec<String>,
}

/// Time and bytes of what was read.
#[derive(Default)]
struct Meter {
    bytes: usize,
    spent: Duration,
}

/// Reads the directives of `gold` in the folder `texts` and counts what is right. Keeps up to `errors` errors of each
/// field.
pub(crate) fn measure(gold: &Gold, texts: &Path, errors: usize) -> Report {
    let (mut report, mut meter) = (Report::default(), Meter::default());
    if let Some(first) = gold.documents.first() {
        // The first reading builds the tables of the readers; it is not the speed of an archive.
        drop(indexer::inspect(&texts.join(&first.file)));
    }
    for document in &gold.documents {
        match meter.inspect(&texts.join(&document.file)) {
            Ok(inspected) => report.enter(document, &inspected),
            Err(error) => report.refused.push(Refusal { source: document.file.clone(), reason: error.to_string() }),
        }
    }
    report.mb_per_cpu_second = meter.rate();
    for cases in report.errors.values_mut() {
        cases.sort_by_key(|case| (!case.counted, case.refuted, !case.printed));
        cases.truncate(errors);
    }
    report.errors.retain(|_, cases| !cases.is_empty());
    report
}

impl Report {
    /// Lists what is below the floors of this form of truth.
    pub(crate) fn hold_against_floors(&mut self, form: Form) {
        self.below_floors = floors::below(self, form);
    }

    fn enter(&mut self, document: &gold::Document, inspected: &Inspected) {
        self.documents += 1;
        let paper = Printed::new(&inspected.text);
        for (field, truth) in &document.truths {
            let reading = field.read(&inspected.directive);
            let outcome = compare::judge(*field, &reading, truth);
            let printed = paper.holds(*field, truth.value.as_deref());
            let standing = Standing { counted: truth.counted, printed, refuted: truth.refuted };
            self.fields.entry(*field).or_default().add(outcome, standing);
            if outcome.is_error() {
                let ours = field::shown(reading.value.as_deref(), &reading.candidates);
                let gold = field::shown(truth.value.as_deref(), &truth.candidates);
                let (id, counted, refuted) = (document.id.clone(), truth.counted, truth.refuted);
                self.note(field.name(), Case { id, outcome, counted, printed, refuted, ours, gold });
            }
        }
        if let Some(truth) = &document.citations {
            self.enter_citations(&document.id, truth, inspected);
        }
    }

    fn enter_citations(&mut self, id: &str, truth: &gold::Citations, inspected: &Inspected) {
        let ours: Vec<Cited> = inspected.directive.citations.iter().map(Cited::from).collect();
        let (score, errors) = citations::compare(&ours, truth, &inspected.text);
        self.citations.get_or_insert_default().add(score);
        for (name, outcome, citation) in errors {
            let (ours, gold) =
                if outcome == Outcome::Missing { (None, Some(citation)) } else { (Some(citation), None) };
            self.note(
                name,
                Case { id: id.to_owned(), outcome, counted: true, printed: true, refuted: false, ours, gold },
            );
        }
    }

    fn note(&mut self, name: &'static str, case: Case) {
        self.errors.entry(name).or_default().push(case);
    }
}

impl Meter {
    fn inspect(&mut self, path: &Path) -> Result<Inspected, Unreadable> {
        let begin = processor_time();
        let inspected = indexer::inspect(path);
        let spent = processor_time().saturating_sub(begin);
        if let Ok(read) = &inspected {
            self.bytes += read.text.len();
            self.spent += spent;
        }
        inspected
    }

    fn rate(&self) -> f64 {
        if self.spent.is_zero() { 0.0 } else { self.bytes as f64 / 1e6 / self.spent.as_secs_f64() }
    }
}

/// Time that the processor gave to this process.
fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = Duration::from_secs(u64::try_from(now.tv_sec).unwrap_or_default());
    seconds + Duration::from_nanos(u64::try_from(now.tv_nsec).unwrap_or_default())
}
