//! The truth: what an archive, or a person, says of directives. Two forms of file, one result.
//!
//! The only file here that touches the disk: the truth is no source of an index, so the archive module does not read it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::field::Field;
use crate::exit::UsageError;

/// Origins of a fact that make it count: the archive's own metadata, or a person who looked.
const TRUSTED: [&str; 2] = ["meta", "hand"];

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// JSON lines, a directive each.
    Rows,
    /// One object of `documents`, with citations.
    Seeds,
}

/// All that is known.
#[derive(Debug)]
pub(crate) struct Gold {
    pub(crate) form: Form,
    pub(crate) documents: Vec<Document>,
}

/// What is known of one directive.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: String,
    /// Its text, by the name of the file.
    pub(crate) file: String,
    pub(crate) truths: Vec<(Field, Truth)>,
    pub(crate) citations: Option<Citations>,
}

/// What is known of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Truth {
    pub(crate) value: Option<String>,
    /// Where the paper leaves it open: the values that one may conclude.
    pub(crate) candidates: Vec<String>,
    /// Counts for the bar.
    pub(crate) counted: bool,
    /// The paper itself says otherwise, by the list of such truths.
    pub(crate) refuted: bool,
}

/// What is known of the citations of one directive.
#[derive(Debug)]
pub(crate) struct Citations {
    pub(crate) cited: Vec<Citation>,
    /// Words that look like a citation and are none.
    pub(crate) not_cited: Vec<String>,
}

/// One cited document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Citation {
    pub(crate) surface: String,
    pub(crate) kind: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) key: Option<String>,
    /// Other keys that are as right.
    pub(crate) key_accept: Vec<String>,
    /// Keys of the documents that a collective stands for.
    pub(crate) expands_to: Vec<String>,
    pub(crate) count: usize,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    gold: Map<String, Value>,
    #[serde(default)]
    gold_src: Map<String, Value>,
    same_doc_as: Option<Value>,
}

#[derive(Deserialize)]
struct Seeds {
    documents: BTreeMap<String, Seed>,
}

#[derive(Deserialize)]
struct Seed {
    #[serde(default)]
    citations: Vec<Citation>,
    #[serde(default)]
    not_citations: Vec<NotCited>,
    #[serde(flatten)]
    facts: Map<String, Value>,
}

#[derive(Deserialize)]
struct NotCited {
    text: String,
}

/// Reads a file of the truth, or of what is known of it. Fails with the name of the file.
#[expect(clippy::disallowed_methods, reason = "the truth is no source of an index; nothing else here reads a file")]
pub(super) fn read<T>(path: &Path, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, UsageError> {
    let fail = |error: String| UsageError(format!("could not take {}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
    parse(&text).map_err(fail)
}

impl Gold {
    /// Reads a file of either form.
    pub(crate) fn read(path: &Path) -> Result<Self, UsageError> {
        read(path, Self::parse)
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let first = text.lines().next().unwrap_or_default();
        if serde_json::from_str::<Value>(first).is_ok_and(|row| row.get("gold").is_some()) {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            let documents = lines.map(|(at, line)| row(line).map_err(|error| format!("line {}: {error}", at + 1)));
            return Ok(Self { form: Form::Rows, documents: documents.collect::<Result<_, _>>()? });
        }
        let seeds: Seeds = serde_json::from_str(text).map_err(|error| {
            format!("neither JSON lines with `id` and `gold` nor an object of `documents`: {error}")
        })?;
        let documents = seeds.documents.into_iter().map(|(file, facts)| seed(file, facts)).collect();
        Ok(Self { form: Form::Seeds, documents })
    }
}

fn row(line: &str) -> serde_json::Result<Document> {
    let Row { id, gold, gold_src, same_doc_as } = serde_json::from_str(line)?;
    let doubtful = gold_src.keys().any(|key| key.ends_with("_conflict"));
    let left_out = doubtful || same_doc_as.is_some_and(|double| !double.is_null());
    let truths = Field::MAIN
        .map(|field| (field, truth(gold.get(field.fact()), !left_out && is_trusted(field.fact(), &gold_src))));
    Ok(Document { file: format!("{id}.txt"), id, truths: truths.into(), citations: None })
}

/// Tells whether the origin of a fact makes it count. A fact that was derived from another (the year from the date, the
/// level from the issuer) is as good as that one.
fn is_trusted(field: &str, origins: &Map<String, Value>) -> bool {
    let origin = |field: &str| origins.get(field).and_then(Value::as_str);
    let trusted = |origin: &str| TRUSTED.contains(&origin);
    origin(field).is_some_and(|first| trusted(first) || origin(first).is_some_and(trusted))
}

fn seed(file: String, seed: Seed) -> Document {
    let name = |field| if field == Field::Province { "province_at_issuance" } else { Field::fact(field) };
    let fields = Field::MAIN.into_iter().chain(Field::MORE);
    let truths = fields.map(|field| (field, truth(seed.facts.get(name(field)), true))).collect();
    let not_cited = seed.not_citations.into_iter().map(|words| words.text).collect();
    let citations = Some(Citations { cited: seed.citations, not_cited });
    Document { id: file.clone(), file, truths, citations }
}

/// A fact is a plain value, or an object of `value` and `candidates`. The candidates are open where the object says what
/// else to accept, or has several of them and no value.
fn truth(fact: Option<&Value>, counted: bool) -> Truth {
    let Some(Value::Object(object)) = fact else {
        return Truth { value: fact.and_then(printed), candidates: Vec::new(), counted, refuted: false };
    };
    let value = object.get("value").and_then(printed);
    let open = value.is_none() || object.contains_key("accept");
    let listed = object.get("candidates").and_then(Value::as_array).filter(|_| open);
    Truth { value, candidates: listed.into_iter().flatten().filter_map(printed).collect(), counted, refuted: false }
}

/// Returns a plain value as text; a list is one text, an item a line.
fn printed(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().filter_map(printed).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth_of(document: &Document, field: Field) -> Truth {
        document.truths.iter().find(|(found, _)| *found == field).unwrap().1.clone()
    }

    #[test]
    fn rows() {
        let text = r#"{"id": "a", "gold": {"number": "1/QĐ", "kind": "Luật", "date": null}, "gold_src": {"number": "meta", "kind": "text"}}

{"id": "b", "gold": {"year": 2020}, "gold_src": {"year": "hand", "kind_conflict": "Luật"}}
{"id": "c", "gold": {"year": 2020}, "gold_src": {"year": "hand"}, "same_doc_as": "b"}"#;
        let gold = Gold::parse(text).unwrap();
        assert_eq!((gold.form, gold.documents.len(), gold.documents[0].file.as_str()), (Form::Rows, 3, "a.txt"));
        let known = |value: &str, counted| Truth { value: Some(value.to_owned()), counted, ..Truth::default() };
        assert_eq!(truth_of(&gold.documents[0], Field::Number), known("1/QĐ", true));
        assert_eq!(truth_of(&gold.documents[0], Field::Kind), known("Luật", false));
        assert_eq!(truth_of(&gold.documents[0], Field::Date), Truth::default());
        assert_eq!(truth_of(&gold.documents[1], Field::Year), known("2020", false));
        assert_eq!(truth_of(&gold.documents[2], Field::Year), known("2020", false));
    }

    #[test]
    fn what_is_derived_counts_as_its_source() {
        let origins = serde_json::from_str(r#"{"year": "date", "date": "meta", "level": "issuer", "issuer": "text"}"#);
        let origins = origins.unwrap();
        for (field, expected) in [("year", true), ("date", true), ("level", false), ("issuer", false), ("title", false)]
        {
            assert_eq!(is_trusted(field, &origins), expected, "{field}");
        }
    }

    #[test]
    fn seeds() {
        let text = r#"{"_readme": {}, "documents": {"x.txt": {"province_at_issuance": "Hà Tĩnh", "recipients": ["A", "B"],
            "year": {"value": null, "candidates": [2023, 2024], "accept": "either"}, "issuer": "Y",
            "citations": [{"surface": "S", "count": 2, "key": "k"}], "not_citations": [{"text": "này", "why": ""}]}}}"#;
        let gold = Gold::parse(text).unwrap();
        let document = &gold.documents[0];
        assert_eq!((gold.form, document.id.as_str(), document.truths.len()), (Form::Seeds, "x.txt", 16));
        assert_eq!(truth_of(document, Field::Province).value.as_deref(), Some("Hà Tĩnh"));
        assert_eq!(truth_of(document, Field::Recipients).value.as_deref(), Some("A\nB"));
        assert_eq!(truth_of(document, Field::Year).candidates, ["2023", "2024"]);
        let citations = document.citations.as_ref().unwrap();
        assert_eq!((citations.cited[0].count, citations.not_cited.as_slice()), (2, ["này".to_owned()].as_slice()));
    }

    #[test]
    fn what_is_neither_is_named() {
        assert!(Gold::parse("[]").unwrap_err().starts_with("neither"));
        let broken = "{\"id\": \"a\", \"gold\": {}}\n{\"id\": 1}";
        assert!(Gold::parse(broken).unwrap_err().starts_with("line 2: "));
    }
}
