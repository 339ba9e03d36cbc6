//! The page to try the API, made from the description of the API: an operation that is mounted is on it.

use askama::Template;
use serde_json::{Map, Value};

use super::api_words::{GROUPS, OPERATIONS};
use crate::routes::assets::{API_SCRIPT_VERSION, API_STYLE_VERSION, STYLE_VERSION};

/// Everything that the page shows.
#[derive(Template)]
#[template(path = "api.html")]
pub(crate) struct ApiPage {
    style_version: u32,
    api_style_version: u32,
    api_script_version: u32,
    groups: Vec<Group>,
}

/// The operations of one tag.
struct Group {
    anchor: String,
    name: &'static str,
    about: &'static str,
    operations: Vec<Operation>,
}

/// A method of a path.
struct Operation {
    id: String,
    method: String,
    path: String,
    /// What it does, in Vietnamese.
    summary: &'static str,
    /// The same at length, as the description says it, in English.
    about: String,
    fields: Vec<Field>,
    /// The kinds of body that it takes; none if it takes no body.
    kinds: Vec<String>,
    /// A body to begin with.
    example: &'static str,
}

/// A parameter.
struct Field {
    id: String,
    name: String,
    /// `path`, `query` or `header`.
    place: String,
    about: String,
    /// What stands in it if it is left out, or what it takes.
    hint: String,
    is_required: bool,
    /// It may be given more than once.
    is_list: bool,
    choices: Vec<String>,
}

impl ApiPage {
    /// Returns the page of an API by its description (OpenAPI 3.1).
    pub(crate) fn new(description: &Value) -> Self {
        let mut operations = operations(description);
        let groups = members(&description["tags"]).map(|tag| {
            let name = text(&tag["name"]);
            let (own, rest) = std::mem::take(&mut operations).into_iter().partition(|(tag, _)| *tag == name);
            operations = rest;
            let operations = Vec::into_iter(own).map(|(_, operation)| operation).collect();
            let (heading, about) = group(&name);
            Group { anchor: anchor(&name), name: heading, about, operations }
        });
        Self {
            groups: groups.collect(),
            style_version: STYLE_VERSION,
            api_style_version: API_STYLE_VERSION,
            api_script_version: API_SCRIPT_VERSION,
        }
    }
}

/// Returns all operations, each with its tag.
fn operations(description: &Value) -> Vec<(String, Operation)> {
    let paths = description["paths"].as_object().into_iter().flatten();
    let routes = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().map(Map::iter).into_iter().flatten();
        methods.map(move |(method, route)| (text(&route["tags"][0]), operation(path, method, route)))
    });
    routes.collect()
}

fn operation(path: &str, method: &str, route: &Value) -> Operation {
    let id = anchor(&format!("{method}{path}"));
    let bodies = route["requestBody"]["content"].as_object();
    let kinds: Vec<String> = bodies.map(|kinds| kinds.keys().cloned().collect()).unwrap_or_default();
    let is_json = kinds.first().is_some_and(|kind| kind == "application/json");
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: summary(method, path),
        about: [&route["summary"], &route["description"]].map(text).join("\n").trim().to_owned(),
        fields: members(&route["parameters"]).map(|parameter| field(&id, parameter)).collect(),
        example: if is_json { "{}" } else { "" },
        kinds,
        id,
    }
}

/// Returns the heading of a group and what it is for; a test holds that none lacks them.
fn group(tag: &str) -> (&'static str, &'static str) {
    GROUPS.iter().find(|(name, ..)| *name == tag).map_or(("", ""), |(_, heading, about)| (heading, about))
}

/// Returns what an operation does; a test holds that none lacks it.
fn summary(method: &str, path: &str) -> &'static str {
    OPERATIONS.iter().find(|row| (row.0, row.1) == (method, path)).map_or("", |(.., does)| does)
}

fn field(operation: &str, parameter: &Value) -> Field {
    let (name, schema) = (text(&parameter["name"]), &parameter["schema"]);
    let is_list = schema["type"] == "array";
    Field {
        id: format!("{operation}-{}", anchor(&name)),
        place: text(&parameter["in"]),
        about: text(&parameter["description"]),
        hint: hint(schema),
        is_required: parameter["required"] == true,
        is_list,
        choices: members(&schema["enum"]).map(text).collect(),
        name,
    }
}

fn hint(schema: &Value) -> String {
    let bounds =
        (!schema["minimum"].is_null()).then(|| format!("{}–{}", text(&schema["minimum"]), text(&schema["maximum"])));
    let default = (!schema["default"].is_null()).then(|| format!("mặc định {}", text(&schema["default"])));
    [bounds, default].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn members(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// Returns a value as it is typed: a text without its quotes, nothing for what is missing.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Returns a name for a place of the page.
fn anchor(name: &str) -> String {
    name.to_lowercase().replace(|sign: char| !sign.is_ascii_alphanumeric(), "-")
}
