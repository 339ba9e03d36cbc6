//! What is answered: plain data that names no engine. Its JSON is the contract; the command line and the HTTP API print
//! the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::query::QueryClass;

/// The answer to a search. It holds no times: the same question to the same index gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SearchResponse {
    /// How many directives match, exactly; if the answer is partial, how many were found.
    pub total: u64,
    /// The time was over before the search was done, and this is what was found so far.
    pub partial: bool,
    /// The hits of this page.
    pub hits: Vec<Hit>,
    /// Counts by facet, by the name of the facet.
    pub facets: BTreeMap<String, FacetCounts>,
    /// How the query was understood.
    pub query: QueryEcho,
    /// The cursor of the next page, where the request had one and this page is full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One directive that matches.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Hit {
    /// Identity, for `/v1/documents/{id}` and `tracuu show`.
    pub id: String,
    /// Path of its file relative to the source folder.
    pub source: String,
    /// Its number, null if unknown or blank.
    pub number: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// The body that issued it.
    pub issuer: Option<String>,
    /// The level of that body.
    pub level: Option<String>,
    /// The province when it was issued.
    pub province: Option<String>,
    /// The province of today.
    pub province_now: Option<String>,
    /// The day of issue.
    #[schema(format = Date)]
    pub date: Option<String>,
    /// The year of issue.
    pub year: Option<i16>,
    /// Its subject.
    pub title: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
    /// The names of the fields above that were inferred and are not stated in the text.
    pub inferred: Vec<String>,
    /// How well it matches; comparable within one answer only.
    pub score: f32,
    /// Where it matches.
    pub snippets: Vec<Snippet>,
    /// What the score is the sum of, when that was asked for: the greatest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub explanation: Vec<Points>,
}

/// A part of a score.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Points {
    /// What it is given for.
    pub why: String,
    /// How much.
    pub points: f32,
}

/// A piece of the text with what was found in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Snippet {
    /// The piece, cut from the text without any change.
    pub text: String,
    /// Start and end of each match, in Unicode code points of `text`.
    #[schema(value_type = Vec<[u32; 2]>)]
    pub spans: Vec<[usize; 2]>,
}

/// The values of one facet with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetCounts {
    /// The commonest first.
    pub values: Vec<FacetValue>,
    /// How many values there are in all.
    pub total_values: usize,
    /// Directives for which the facet is not known.
    pub missing: u64,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    /// The value as filters take it.
    pub value: String,
    /// The value as people write it.
    pub label: String,
    /// How many hits there are when this value alone is chosen.
    pub count: u64,
    /// Whether the request chose it.
    pub selected: bool,
}

/// How the query was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct QueryEcho {
    /// The query as it was typed.
    pub q: String,
    /// The query as it was read.
    pub parsed: String,
    /// The kind of work that it is, for whoever measures searches.
    #[serde(skip)]
    pub class: QueryClass,
    /// The facets by which whoever asks is bound: what lies outside does not exist for them.
    pub forced: Vec<String>,
    /// What could not be read as it was perhaps meant.
    pub warnings: Vec<Warning>,
    /// Words that were looked for besides the typed ones.
    pub expanded: Vec<Expansion>,
    /// Words that some of these hits lack: nothing holds all words, so most of them were enough.
    pub relaxed: Vec<String>,
    /// Queries that were perhaps meant, with what each would bring; never applied unasked.
    pub did_you_mean: Vec<DidYouMean>,
}

/// A query that was perhaps meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DidYouMean {
    /// The query.
    pub q: String,
    /// How many directives it would bring, exactly, with the same filters.
    pub total: u64,
}

/// What was looked for besides something that was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Expansion {
    /// What was typed.
    pub term: String,
    /// The phrases that were looked for too; they count less.
    pub to: Vec<String>,
    /// Why: `abbreviation`.
    pub why: String,
}

/// Something in the query that was read otherwise than it was perhaps meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Warning {
    /// A stable name.
    pub code: String,
    /// Where, in code points of the query; null when it concerns a filter.
    #[schema(value_type = Option<[u32; 2]>)]
    pub span: Option<[usize; 2]>,
    /// One sentence, in English.
    pub message: String,
    /// The same in Vietnamese.
    pub message_vi: String,
}

/// Returns the JSON that both faces print, with a line break at its end.
///
/// # Errors
/// Never for the types of this module; the signature is that of the serializer.
pub fn to_json(answer: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(answer)?;
    json.push('\n');
    // It may be kept, and what is kept is weighed by its length.
    json.shrink_to_fit();
    Ok(json)
}
