//! JSON bodies: the same names and the same reader as the query string, so that the two cannot differ.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use search::{SearchRequest, Sheet};
use serde_json::{Map, Value};

use super::parted::{EXPORT, read_export};
use super::read::{Pairs, read};
use super::table::{Parameter, Shape};
use crate::problem::{Code, Detail, Fault, ParameterFault, Problem};

/// A body as the framework hands it over.
pub(crate) type Body = Result<Bytes, BytesRejection>;

/// What is to be resolved.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ResolveRequest {
    Numbers(Vec<String>),
    Text(String),
}

/// Reads a search from a body; each fault points into it.
pub(crate) fn read_search(headers: &HeaderMap, body: Body) -> Result<SearchRequest, Problem> {
    read(&pairs(headers, body, &[])?).map_err(Problem::pointed)
}

/// Reads an export from a body; each fault points into it.
pub(crate) fn read_export_body(headers: &HeaderMap, body: Body) -> Result<(SearchRequest, Sheet), Problem> {
    read_export(pairs(headers, body, &EXPORT)?).map_err(Problem::pointed)
}

/// Returns the members of a body as a query string would hold them; `own` are those of the route beside the search's.
fn pairs(headers: &HeaderMap, body: Body, own: &[&str]) -> Result<Pairs, Problem> {
    let mut pairs = Pairs::new();
    for (name, value) in object(headers, body)? {
        let values = match value {
            value if !own.contains(&name.as_str()) => values(Parameter::named(&name), value),
            Value::Array(items) if name == "fields" => {
                items.into_iter().map(one).collect::<Result<Vec<_>, _>>().map(|items| vec![items.join(",")])
            }
            value => one(value).map(|value| vec![value]),
        };
        let values = values.map_err(|wrong| fault(&name, wrong))?;
        pairs.extend(values.into_iter().map(|value| (name.clone(), value)));
    }
    Ok(pairs)
}

/// Reads what is to be resolved: `numbers` or `text`.
pub(crate) fn read_resolve(headers: &HeaderMap, body: Body) -> Result<ResolveRequest, Problem> {
    let mut asked = Vec::new();
    for (name, value) in object(headers, body)? {
        asked.push(match (name.as_str(), value) {
            ("text", Value::String(text)) => ResolveRequest::Text(text),
            ("numbers", Value::Array(items)) => ResolveRequest::Numbers(numbers(items)?),
            ("text", _) => return Err(fault("text", Fault::NoText)),
            ("numbers", _) => return Err(fault("numbers", Fault::NoTexts)),
            _ => return Err(unknown(&name)),
        });
    }
    match (asked.pop(), asked.pop()) {
        (Some(asked), None) => Ok(asked),
        _ => Err(Problem::new(Code::InvalidValue, Detail::NumbersOrText)),
    }
}

fn numbers(items: Vec<Value>) -> Result<Vec<String>, Problem> {
    let number = |(at, item)| match item {
        Value::String(number) => Ok(number),
        _ => Err(fault(&format!("numbers/{at}"), Fault::NoText)),
    };
    items.into_iter().enumerate().map(number).collect()
}

fn unknown(name: &str) -> Problem {
    const KNOWN: [&str; 2] = ["numbers", "text"];
    let nearest = KNOWN.into_iter().find(|known| strsim::levenshtein(known, name) <= 2);
    let fault = ParameterFault::new(name, Fault::UnknownMember(&KNOWN));
    let fault = ParameterFault { suggestion: nearest.map(str::to_owned), ..fault };
    Problem::with_faults(Code::UnknownParameter, vec![fault]).pointed()
}

/// Returns the values of a field as a query string would hold them.
fn values(parameter: Option<&Parameter>, value: Value) -> Result<Vec<String>, Fault> {
    match value {
        // The reader says that the name is not known.
        _ if parameter.is_none() => Ok(vec![String::new()]),
        Value::Array(items) => listed(parameter, items),
        value => one(value).map(|value| vec![value]),
    }
}

fn listed(parameter: Option<&Parameter>, items: Vec<Value>) -> Result<Vec<String>, Fault> {
    let items: Vec<String> = items.into_iter().map(one).collect::<Result<_, _>>()?;
    match parameter.map(|parameter| &parameter.shape) {
        Some(Shape::Filter(_)) => Ok(items),
        Some(Shape::Facets) => Ok(vec![items.join(",")]),
        _ => Err(Fault::NoSingle),
    }
}

fn one(value: Value) -> Result<String, Fault> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(whole(&number).unwrap_or_else(|| number.to_string())),
        Value::Bool(choice) => Ok(choice.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(Fault::NoPlain),
    }
}

/// Returns a whole number without its fraction: to JSON Schema `5.0` is an integer. What is larger than 2^53 is left as it
/// is, and is beyond every bound.
fn whole(number: &serde_json::Number) -> Option<String> {
    let exact = number.as_f64().filter(|exact| number.is_f64() && exact.fract() == 0.0 && exact.abs() < 9e15)?;
    Some(format!("{exact:.0}"))
}

fn fault(name: &str, fault: Fault) -> Problem {
    let slashes = name.strip_prefix("numbers/").map(|at| format!("/numbers/{at}"));
    let mut problem = Problem::invalid(name, fault).pointed();
    for fault in &mut problem.faults {
        fault.pointer = slashes.clone().or(fault.pointer.take());
    }
    problem
}

/// Returns the members of a body.
fn object(headers: &HeaderMap, body: Body) -> Result<Map<String, Value>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap_or_default());
    let essence = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    if essence.is_some_and(|essence| essence != "application/json") {
        return Err(Problem::new(Code::UnsupportedMediaType, Detail::NotJson));
    }
    let bytes = body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Code::PayloadTooLarge, Detail::BodyTooLarge(None)),
        _ => Problem::new(Code::InvalidJson, Detail::BodyCutShort),
    })?;
    serde_json::from_slice(&bytes).map_err(|error| Problem::new(Code::InvalidJson, Detail::NoObject(error.into())))
}
