//! The search page.

use askama::Template;
use search::{DidYouMean, MatchMode, SearchRequest, SearchResponse, Sort};

use super::facets::{self, FacetGroup, Tag};
use super::hit::HitView;
use super::links::Address;
use super::vietnamese_text as text;
use crate::routes::assets::STYLE_VERSION;

/// Everything that the search page shows.
#[derive(Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    style_version: u32,
    query: String,
    matches: Vec<SelectOption>,
    sorts: Vec<SelectOption>,
    is_strict: bool,
    year_from: String,
    year_to: String,
    unseen: Vec<(String, String)>,
    tags: Vec<Tag>,
    clear: String,
    warnings: Vec<String>,
    meant: Vec<Link>,
    expanded: Vec<String>,
    total: String,
    hits: Vec<HitView>,
    first: usize,
    groups: Vec<FacetGroup>,
    any_word: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

/// One line of a select.
struct SelectOption {
    value: &'static str,
    label: &'static str,
    is_chosen: bool,
}

/// A link with its words.
struct Link {
    href: String,
    label: String,
}

impl SearchPage {
    /// Returns the page of an answer; `pairs` are the parameters as they came.
    pub(crate) fn new(pairs: &[(String, String)], request: &SearchRequest, answer: &SearchResponse) -> Self {
        let address = Address(pairs);
        let groups = facets::groups(&request.facets, answer, pairs);
        let year = |end: &str| pairs.iter().find(|(name, _)| name == end).map(|(_, year)| year.clone());
        let several = request.query.split_whitespace().nth(1).is_some();
        let (previous, next) = neighbours(address, request, answer.total);
        Self {
            style_version: STYLE_VERSION,
            query: request.query.clone(),
            matches: matches(request.match_mode),
            sorts: sorts(request.sort),
            is_strict: request.strict,
            year_from: year("year_from").unwrap_or_default(),
            year_to: year("year_to").unwrap_or_default(),
            unseen: facets::unseen(pairs, &groups),
            tags: facets::tags(pairs, answer),
            clear: address.without(|name, _| name != "q"),
            warnings: answer.query.warnings.iter().map(|warning| warning.message_vi.clone()).collect(),
            meant: meant(address, answer),
            expanded: answer.query.expanded.iter().map(text::expansion).collect(),
            total: text::count(answer.total),
            hits: answer.hits.iter().map(|hit| HitView::new(hit, &request.query)).collect(),
            first: request.offset + 1,
            groups,
            any_word: (several && request.match_mode != MatchMode::Any).then(|| address.with("match", "any")),
            previous,
            next,
        }
    }
}

fn matches(chosen: MatchMode) -> Vec<SelectOption> {
    [("all", "Đủ mọi từ"), ("most", "Phần lớn các từ"), ("any", "Một từ bất kỳ")]
        .map(|(value, label)| SelectOption { value, label, is_chosen: MatchMode::named(value) == Some(chosen) })
        .into()
}

fn sorts(chosen: Sort) -> Vec<SelectOption> {
    [("relevance", "Phù hợp nhất"), ("-date", "Mới nhất"), ("date", "Cũ nhất")]
        .map(|(value, label)| SelectOption { value, label, is_chosen: Sort::named(value) == Some(chosen) })
        .into()
}

fn meant(address: Address<'_>, answer: &SearchResponse) -> Vec<Link> {
    let link = |meant: &DidYouMean| Link {
        href: address.with("q", &meant.q),
        label: format!("{} ({} văn bản)", meant.q, text::count(meant.total)),
    };
    answer.query.did_you_mean.iter().map(link).collect()
}

/// Returns the addresses of the page before and the page after, as far as paging by offset reaches.
fn neighbours(address: Address<'_>, request: &SearchRequest, total: u64) -> (Option<String>, Option<String>) {
    let SearchRequest { offset, limit, .. } = *request;
    let page = |offset: usize| address.with("offset", &offset.to_string());
    let previous = (offset > 0).then(|| page(offset.saturating_sub(limit)));
    let end = offset + limit;
    let next = ((end as u64) < total && end + limit <= search::MAX_WINDOW).then(|| page(end));
    (previous, next)
}
