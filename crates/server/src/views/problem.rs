//! The page that says what went wrong, in the words of the reading room.

use askama::Template;

use crate::language::Language;
use crate::problem::{ParameterFault, Problem, Words};
use crate::routes::assets::STYLE_VERSION;

/// Everything that the page of a problem shows.
#[derive(Template)]
#[template(path = "problem.html")]
pub(crate) struct ProblemPage {
    style_version: u32,
    status: u16,
    title: &'static str,
    meaning: &'static str,
    remedy: &'static str,
    details: Vec<String>,
    request_id: String,
}

impl ProblemPage {
    /// Returns the page of a problem of this request.
    pub(crate) fn new(problem: &Problem, request_id: &str) -> Self {
        let Words { title, meaning, remedy } = *problem.code.words(Language::Vietnamese);
        Self {
            style_version: STYLE_VERSION,
            status: problem.code.facts().0.as_u16(),
            title,
            meaning,
            remedy,
            details: problem.faults.iter().map(detail).collect(),
            request_id: request_id.to_owned(),
        }
    }
}

fn detail(fault: &ParameterFault) -> String {
    let said = format!("{}: {}", fault.parameter, fault.fault.say(Language::Vietnamese));
    match (&fault.suggestion, fault.span) {
        (Some(meant), _) => format!("{said} – có phải ý bạn là {meant}?"),
        (None, Some([from, _])) => format!("{said} (ký tự thứ {})", from + 1),
        (None, None) => said,
    }
}
