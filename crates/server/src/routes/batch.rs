//! `POST /v1/documents`: many directives in one body, a record a line, answered by a line each.
//!
//! Apart from [`super::ingest`], because the answer is written while later lines still come in. Lines are taken in block
//! by block: read, committed, answered, and only then is the next block read. So a batch of any size needs the memory of a
//! block, a client that does not read its answer is not read from, and whoever goes away leaves what was committed.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, timeout_at};
use utoipa::ToSchema;

use super::AppState;
use super::ingest::{announced, not_done, refused};
use super::openapi::{AnyRefusal, BatchRefusal};
use crate::intake::{Applied, Change, Kind, Line, Lines, NewDirective, Place, Received, kind};
use crate::language::Language;
use crate::params::{Pairs, only};
use crate::problem::{BadJson, Code, Detail, Problem};

/// Most lines of a block.
const BLOCK: usize = 256;
/// How long the first line of a block waits for others: a sender who is slow is answered, and found, all the same.
const GATHERING: Duration = Duration::from_millis(250);

/// What came of a line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BatchLine)]
struct Told {
    /// Which line of the body, from 1 on. Blank lines count, and are not answered.
    line: usize,
    /// The id of its directive, if it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// added, changed, unchanged (the same was there already), or refused.
    status: &'static str,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<LineProblem>,
}

/// Why a line was refused: as the problem of a directive that is sent alone.
#[derive(Debug, Serialize, ToSchema)]
struct LineProblem {
    /// The code of the problem.
    code: &'static str,
    /// The `reason` of the problem, finer than the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// What is wrong, in words.
    detail: String,
}

/// Takes many directives in, one record a line, and answers a line for each, in their order, while later ones still come
/// in. A line is answered when its directive lasts and searches find it; of two of one id the later stays. A line that is
/// refused does not stop those behind it.
#[utoipa::path(
    post,
    path = "/v1/documents",
    tag = "intake",
    request_body(
        content = String,
        content_type = "application/x-ndjson",
        description = "A line for each directive: a JSON object of `id` (a string or a whole number, or called `_id`), `text`, \
                       and perhaps `title`; other fields are not looked at"
    ),
    responses(
        (status = 200, description = "What came of each line, one BatchLine a line", content_type = "application/x-ndjson", body = Told),
        BatchRefusal,
        AnyRefusal
    )
)]
pub(crate) async fn batch(
    State(state): State<AppState>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    if kind(&headers) != Some(Kind::JsonLines) {
        return Err(Problem::new(Code::UnsupportedMediaType, Detail::NoBatch));
    }
    let limits = state.intake.limits;
    // A block ends with the line that makes it as long as the longest line may be.
    let held = announced(&headers).unwrap_or(u64::MAX).min(2 * limits.document);
    let place = state.intake.enter(held)?;
    let lines = Lines::new(Received::new(body, limits.batch), limits);
    let language = Language::asked(&headers);
    let batch = Batch { place, lines, most: limits.document, halted: None, language };
    let answer = stream::unfold(batch, Batch::answer);
    let mut response = ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(answer)).into_response();
    language.tell(&mut response);
    Ok(response)
}

/// A batch on its way in.
struct Batch {
    place: Place,
    lines: Lines,
    /// From how many bytes on a block is full.
    most: u64,
    /// Why the index cannot be changed: nothing more is tried then.
    halted: Option<Problem>,
    /// In which it is told what is wrong.
    language: Language,
}

/// A line on its way in.
struct Sent {
    line: usize,
    id: Option<String>,
    problem: Option<Problem>,
}

impl Batch {
    /// Takes a block in; returns its answer, and what is to come. `None` at the end.
    async fn answer(mut self) -> Option<(Result<Bytes, Infallible>, Batch)> {
        let (block, changes) = self.block().await;
        let mut applied = self.apply(changes).await.into_iter();
        let mut answer = Vec::new();
        for sent in block {
            told(sent, &mut applied, self.language).write(&mut answer);
        }
        (!answer.is_empty()).then(|| (Ok(answer.into()), self))
    }

    /// Reads lines until a block is full, the body ends, or no more come for the moment.
    async fn block(&mut self) -> (Vec<Sent>, Vec<Change>) {
        let (mut block, mut changes, mut bytes, mut until) = (Vec::new(), Vec::new(), 0, None);
        while block.len() < BLOCK && bytes < self.most {
            let line = match until {
                None => self.lines.next().await,
                Some(until) => timeout_at(until, self.lines.next()).await.unwrap_or_default(),
            };
            let Some(line) = line else { break };
            until = until.or_else(|| Some(Instant::now() + GATHERING));
            bytes += line.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
            let (sent, directive) = read(line);
            block.push(sent);
            changes.extend(directive.map(Change::Put));
        }
        (block, changes)
    }

    /// Makes the changes of a block; returns what came of each.
    async fn apply(&mut self, changes: Vec<Change>) -> Vec<Result<Applied, Problem>> {
        let count = changes.len();
        if self.halted.is_none() && count > 0 {
            match self.place.apply(changes).await {
                Ok(applied) => return applied.into_iter().map(Ok).collect(),
                Err(problem) => self.halted = Some(problem),
            }
        }
        self.halted.iter().cycle().take(count).cloned().map(Err).collect()
    }
}

/// A record of a batch: what a line of a `.jsonl` file of an archive holds.
#[derive(Deserialize)]
struct BatchRecord {
    #[serde(alias = "_id")]
    id: Option<Id>,
    title: Option<String>,
    text: String,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "an id is a string or a whole number")]
enum Id {
    Word(String),
    Number(i64),
}

/// Reads a line: what is known of it, and its directive if it holds one.
fn read(line: Line) -> (Sent, Option<NewDirective>) {
    let record = line.bytes.and_then(|bytes| record(&bytes));
    let (id, directive) = match record {
        Ok(BatchRecord { id: None, .. }) => (None, Err(refused(Detail::LineNoId))),
        Ok(BatchRecord { id: Some(id), title, text }) => {
            let id = match id {
                Id::Word(word) => word,
                Id::Number(number) => number.to_string(),
            };
            (Some(id.clone()), Ok(NewDirective { id, title, text }))
        }
        Err(problem) => (None, Err(problem)),
    };
    let (problem, directive) = match directive {
        Ok(directive) => (None, Some(directive)),
        Err(problem) => (Some(problem), None),
    };
    (Sent { line: line.number, id, problem }, directive)
}

fn record(line: &[u8]) -> Result<BatchRecord, Problem> {
    let text = std::str::from_utf8(line).map_err(|error| refused(Detail::LineNotUtf8(error.valid_up_to())))?;
    serde_json::from_str(text)
        .map_err(|error| Problem::new(Code::InvalidJson, Detail::LineNoRecord(BadJson::of_line(&error))))
}

/// Returns what is told of a line: why it could not be read, or else what came of its change, which is the next.
fn told(sent: Sent, applied: &mut impl Iterator<Item = Result<Applied, Problem>>, language: Language) -> Told {
    let Sent { line, id, problem } = sent;
    let outcome = match problem {
        Some(problem) => Err(problem),
        None => applied.next().unwrap_or_else(|| Err(not_done(Applied::Absent))),
    };
    let outcome = outcome.and_then(|applied| match applied {
        Applied::Added => Ok("added"),
        Applied::Changed => Ok("changed"),
        Applied::Unchanged => Ok("unchanged"),
        other => Err(not_done(other)),
    });
    let (status, problem) = match outcome {
        Ok(status) => (status, None),
        Err(problem) => {
            let (code, reason) = (problem.code.facts().1, problem.reason());
            ("refused", Some(LineProblem { code, reason, detail: problem.detail(language) }))
        }
    };
    Told { line, id, status, problem }
}

impl Told {
    fn write(&self, answer: &mut Vec<u8>) {
        // A vector takes everything, and nothing here cannot be written as JSON.
        drop(serde_json::to_writer(&mut *answer, self));
        answer.push(b'\n');
    }
}
