//! Ranking, measured: questions whose answers people have judged are put to the search that everybody else uses, as they
//! were written and as other keyboards would write them.
//!
//! It stands apart from the command, which only passes arguments in and figures out, and from `search`, which must not
//! know by what it is judged.

mod figures;
mod judged;
mod keyboards;

use std::path::{Path, PathBuf};

use anyhow::Context;
use indexer::Job;
use search::{Engine, MatchMode, SearchRequest};
use serde::Serialize;

pub(crate) use figures::{Drop, Figures, drops, read_figures};

use judged::Judged;

/// Hits that are looked at.
const HITS: usize = 10;

/// The figures of one folder of questions: one block for each way of typing.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Report {
    /// As people wrote them.
    pub(crate) as_written: Figures,
    /// Without any diacritics.
    pub(crate) no_diacritics: Figures,
    /// In decomposed Unicode, as some systems hand texts over.
    pub(crate) decomposed: Figures,
    /// With the tone mark on the other vowel: `hòa`, `hoà`.
    pub(crate) tone_swapped: Figures,
}

/// Indexes the corpus of a folder aside, and puts its questions to it.
///
/// # Errors
/// When the folder lacks one of its three files or one cannot be read, or the index fails.
pub(crate) fn measure(folder: &Path) -> anyhow::Result<Report> {
    let judged = Judged::read(folder)?;
    let aside = tempfile::tempdir().context("no folder could be made for the index: see TMPDIR")?;
    let engine = index(&folder.join("corpus.jsonl"), aside.path())?;
    let block = |typed: fn(&str) -> String| figures::of(&judged, |question| ask(&engine, typed(question)));
    Ok(Report {
        as_written: block(str::to_owned),
        no_diacritics: block(keyboards::without_marks),
        decomposed: block(keyboards::decomposed),
        tone_swapped: block(keyboards::tone_swapped),
    })
}

fn index(corpus: &Path, folder: &Path) -> anyhow::Result<Engine> {
    let job = Job { index: folder.to_owned(), sources: vec![PathBuf::from(corpus)] };
    let report = indexer::bring_into_step(&job, &|_| {})?;
    for refusal in report.refused {
        tracing::warn!(source = refusal.source, reason = refusal.reason, "a document of the corpus was refused");
    }
    Ok(Engine::open(folder)?)
}

/// Returns the ids of the best hits; none where the query was refused.
fn ask(engine: &Engine, query: String) -> Vec<String> {
    let request = SearchRequest { query, match_mode: MatchMode::Any, limit: HITS, ..SearchRequest::default() };
    let answer = engine.search(&request).inspect_err(|error| tracing::warn!(%error, "a question was refused"));
    let hits = answer.map(|answer| answer.hits).unwrap_or_default();
    hits.into_iter().map(|hit| hit.source.split_once('#').map_or(hit.source.clone(), |(_, id)| id.to_owned())).collect()
}
