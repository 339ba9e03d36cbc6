//! How good a ranking is: reciprocal rank, recall and discounted gain over the first ten hits, each the mean over the
//! questions, between 0 and 1.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::HITS;
use super::judged::{Judged, Question, read};
use crate::exit::UsageError;

/// The figures of one way of typing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figures {
    /// One divided by the rank of the first good answer.
    #[serde(rename = "mrr@10")]
    pub(crate) mrr: f64,
    /// Share of the good answers that are among the hits.
    #[serde(rename = "recall@10")]
    pub(crate) recall: f64,
    /// Discounted cumulative gain against that of the best order there is (Järvelin and Kekäläinen, 2002).
    #[serde(rename = "ndcg@10")]
    pub(crate) ndcg: f64,
    /// Questions asked.
    pub(crate) queries: usize,
}

/// Asks every question, and returns the means.
pub(super) fn of(judged: &Judged, ask: impl Fn(&str) -> Vec<String>) -> Figures {
    let mut sum = Figures::default();
    for question in &judged.questions {
        let hits = ask(&question.text);
        let grades: Vec<u32> = hits.iter().map(|id| question.grades.get(id).copied().unwrap_or(0)).collect();
        sum.mrr += reciprocal_rank(&grades);
        sum.recall += grades.iter().filter(|grade| **grade > 0).count() as f64 / question.grades.len().max(1) as f64;
        sum.ndcg += gain(&grades) / best_gain(question).max(f64::MIN_POSITIVE);
        sum.queries += 1;
    }
    let count = sum.queries.max(1) as f64;
    Figures { mrr: sum.mrr / count, recall: sum.recall / count, ndcg: sum.ndcg / count, queries: sum.queries }
}

fn reciprocal_rank(grades: &[u32]) -> f64 {
    grades.iter().position(|grade| *grade > 0).map_or(0.0, |at| 1.0 / (at + 1) as f64)
}

fn gain(grades: &[u32]) -> f64 {
    let gains =
        grades.iter().zip(2_u32..).map(|(grade, rank)| (f64::from(*grade).exp2() - 1.0) / f64::from(rank).log2());
    gains.sum()
}

fn best_gain(question: &Question) -> f64 {
    let mut grades: Vec<u32> = question.grades.values().copied().collect();
    grades.sort_unstable_by(|one, other| other.cmp(one));
    grades.truncate(HITS);
    gain(&grades)
}

/// A figure that fell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drop {
    pub(crate) what: String,
    pub(crate) before: f64,
    pub(crate) now: f64,
}

/// Reads the figures that an earlier run printed, by the way of typing.
///
/// # Errors
/// When the file cannot be read or holds something else.
pub(crate) fn read_figures(path: &Path) -> anyhow::Result<BTreeMap<String, Figures>> {
    let fault = |error| UsageError(format!("{} holds no figures of `tracuu eval`: {error}", path.display()));
    Ok(serde_json::from_str(&read(path)?).map_err(fault)?)
}

/// Returns which reciprocal ranks are lower than before by more than `tolerance`.
pub(crate) fn drops(before: &BTreeMap<String, Figures>, now: &[(&str, Figures)], tolerance: f64) -> Vec<Drop> {
    let fell = |(name, figures): &(&str, Figures)| {
        let before = before.get(*name)?.mrr;
        (figures.mrr < before - tolerance).then(|| Drop { what: (*name).to_owned(), before, now: figures.mrr })
    };
    now.iter().filter_map(fell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        let question = |good: &[(&str, u32)]| Question {
            text: "câu hỏi".to_owned(),
            grades: good.iter().map(|(id, grade)| ((*id).to_owned(), *grade)).collect(),
        };
        let cases: [(&[&str], f64, f64, f64); 4] = [
            (&["a", "b"], 1.0, 1.0, 1.0),
            (&["x", "a"], 0.5, 0.5, 0.3868528),
            (&["x"], 0.0, 0.0, 0.0),
            (&[], 0.0, 0.0, 0.0),
        ];
        for (hits, mrr, recall, ndcg) in cases {
            let judged = Judged { questions: vec![question(&[("a", 1), ("b", 1)])] };
            let figures = of(&judged, |_| hits.iter().map(|id| (*id).to_owned()).collect());
            assert!((figures.mrr - mrr).abs() < 1e-6 && (figures.recall - recall).abs() < 1e-6, "{hits:?}");
            assert!((figures.ndcg - ndcg).abs() < 1e-6, "{hits:?} {}", figures.ndcg);
        }
    }

    #[test]
    fn a_fall_beyond_the_tolerance_is_told() {
        let figures = |mrr| Figures { mrr, ..Figures::default() };
        let before = [("as_written".to_owned(), figures(0.9))].into();
        assert_eq!(drops(&before, &[("as_written", figures(0.895))], 0.01), []);
        assert_eq!(drops(&before, &[("as_written", figures(0.85)), ("decomposed", figures(0.1))], 0.01).len(), 1);
    }
}
