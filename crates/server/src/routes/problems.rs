//! `/v1/problems`: what each kind of problem means and what to do about it. The `type` of a problem leads here.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::json;
use super::openapi::{AnyRefusal, BareRefusal, KindRefusal};
use crate::language::Language;
use crate::params::{Pairs, only};
use crate::problem::{Code, Detail, Problem, Words};

/// Most letters by which a code may differ from what was perhaps meant.
const SLIP: usize = 3;

/// A kind of problem, in the language that `Accept-Language` prefers.
#[derive(Serialize, ToSchema)]
struct ProblemKind {
    /// The address of this description, and the `type` of such a problem.
    r#type: String,
    /// Its name. Clients decide by it: it never changes.
    code: &'static str,
    /// The HTTP status that it comes with.
    status: u16,
    /// The kind in words, the `title` of such a problem.
    title: &'static str,
    /// What it means.
    meaning: &'static str,
    /// What to do about it.
    remedy: &'static str,
}

/// All kinds of problems.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProblemKinds {
    problems: Vec<ProblemKind>,
}

impl ProblemKind {
    fn of(code: Code, language: Language) -> Self {
        let (status, name) = code.facts();
        let Words { title, meaning, remedy } = *code.words(language);
        Self { r#type: code.address(), code: name, status: status.as_u16(), title, meaning, remedy }
    }
}

/// Describes all kinds of problems, in Vietnamese if `Accept-Language` prefers it, and in English otherwise.
#[utoipa::path(
    get,
    path = "/v1/problems",
    tag = "operation",
    responses((status = 200, description = "Every kind", body = ProblemKinds), BareRefusal, AnyRefusal)
)]
pub(crate) async fn problems(language: Language, Query(pairs): Query<Pairs>) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let problems = Code::all().map(|code| ProblemKind::of(code, language)).collect();
    said(&ProblemKinds { problems }, language)
}

/// Describes one kind of problem: what it means and what to do about it.
#[utoipa::path(
    get,
    path = "/v1/problems/{code}",
    tag = "operation",
    params(("code" = String, Path, description = "The `code` of a problem")),
    responses((status = 200, description = "The kind", body = ProblemKind), KindRefusal, AnyRefusal)
)]
pub(crate) async fn problem(
    language: Language,
    code: Result<Path<String>, PathRejection>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Problem> {
    only(&[], &pairs)?;
    let Path(name) = code.map_err(|_| unknown(None))?;
    let code = Code::named(&name).ok_or_else(|| unknown(nearest(&name)))?;
    said(&ProblemKind::of(code, language), language)
}

fn said(answer: &impl Serialize, language: Language) -> Result<Response, Problem> {
    let mut response = json(answer)?;
    language.tell(&mut response);
    Ok(response)
}

fn unknown(nearest: Option<&'static str>) -> Problem {
    Problem::new(Code::RouteNotFound, Detail::NoSuchProblem(nearest))
}

fn nearest(name: &str) -> Option<&'static str> {
    let known = Code::all().map(|code| code.facts().1);
    let (slips, nearest) = known.map(|known| (strsim::levenshtein(known, name), known)).min()?;
    (slips <= SLIP).then_some(nearest)
}
