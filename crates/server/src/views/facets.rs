//! The facets of the search page: groups of check boxes that belong to the search form, and the chosen values as tags
//! that can be taken off.

use directive::{Kind, Level, Province};
use search::{Facet, FacetCounts, SearchResponse};

use super::links::Address;
use super::vietnamese_text as text;

/// The value that selects what is not known.
const MISSING: &str = "~missing";

/// One facet with its values.
pub(crate) struct FacetGroup {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) choices: Vec<Choice>,
    /// Shows more values, if there are more.
    pub(crate) more: Option<String>,
}

/// One check box.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) is_checked: bool,
}

/// One chosen value.
pub(crate) struct Tag {
    pub(crate) facet: &'static str,
    pub(crate) value: String,
    /// The search without it.
    pub(crate) remove: String,
}

/// Returns the groups of the facets that were counted.
pub(crate) fn groups(facets: &[Facet], answer: &SearchResponse, pairs: &[(String, String)]) -> Vec<FacetGroup> {
    let group = |facet: &Facet| answer.facets.get(facet.name()).map(|counts| group(*facet, counts, pairs));
    // The years stay even without a value: their range can always be typed.
    let is_shown = |group: &FacetGroup| !group.choices.is_empty() || group.name == Facet::Year.name();
    facets.iter().filter_map(group).filter(is_shown).collect()
}

fn group(facet: Facet, counts: &FacetCounts, pairs: &[(String, String)]) -> FacetGroup {
    let chosen = |value: &str, label: &str| pairs.iter().any(|pair| names(pair, facet, value, label));
    let mut choices: Vec<Choice> = Vec::new();
    for value in &counts.values {
        // Not `selected`: within a range every year is, but none was ticked.
        let is_checked = chosen(&value.value, &value.label);
        let (label, count) = (text::capitalised(&value.label), text::count(value.count));
        choices.push(Choice { value: value.value.clone(), label, count, is_checked });
    }
    let is_checked = chosen(MISSING, MISSING);
    if counts.missing > 0 || is_checked {
        let count = text::count(counts.missing);
        choices.push(Choice { value: MISSING.to_owned(), label: "Không rõ".to_owned(), count, is_checked });
    }
    let has_more = counts.total_values > counts.values.len();
    let more = has_more.then(|| Address(pairs).with("facet_limit", MORE) + "#loc-" + facet.name());
    FacetGroup { name: facet.name(), title: text::facet(facet), choices, more }
}

/// How many values are shown to who asks for more.
const MORE: &str = "200";

/// Tells whether a parameter chooses this value, however it is spelled.
fn names((name, value): &(String, String), facet: Facet, own: &str, label: &str) -> bool {
    let same_slug = || [own, label].map(vietnamese::slug).contains(&vietnamese::slug(value));
    let same_name = || known_name(facet, value).is_some_and(|name| known_name(facet, own) == Some(name));
    name == facet.name() && (value == own || (!value.starts_with('!') && (same_slug() || same_name())))
}

/// Returns the name that a value of a closed list goes by, whatever it was called.
fn known_name(facet: Facet, value: &str) -> Option<&'static str> {
    match facet {
        Facet::Province | Facet::ProvinceNow => Province::named(value).map(Province::name),
        Facet::Kind => Kind::named(value).map(Kind::name),
        Facet::Level => Level::named(value).map(Level::name),
        _ => None,
    }
}

/// Returns the chosen values.
pub(crate) fn tags(pairs: &[(String, String)], answer: &SearchResponse) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for (name, value) in pairs {
        let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.name() == name) else { continue };
        let label = label(facet, value, answer).map(text::capitalised);
        let remove = Address(pairs).without(|own, other| (own, other) == (name, value));
        tags.push(Tag { facet: text::facet(facet), value: text::filter_value(value, label.as_deref()), remove });
    }
    tags.extend(year_range(pairs));
    tags
}

/// A value that finds nothing is not among the counts; its name may still be known.
fn label<'a>(facet: Facet, value: &str, answer: &'a SearchResponse) -> Option<&'a str> {
    let value = value.trim_start_matches('!');
    let pair = (facet.name().to_owned(), value.to_owned());
    let mut counted = answer.facets.get(facet.name()).map(|counts| counts.values.iter()).into_iter().flatten();
    let counted = counted.find(|known| names(&pair, facet, &known.value, &known.label));
    counted.map(|known| known.label.as_str()).or_else(|| known_name(facet, value))
}

/// First and last year are chosen together and taken off together.
fn year_range(pairs: &[(String, String)]) -> Option<Tag> {
    let year = |end: &str| pairs.iter().find(|(name, _)| name == end).map(|(_, year)| year.as_str());
    let value = match (year("year_from"), year("year_to")) {
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("từ {from}"),
        (None, Some(to)) => format!("đến {to}"),
        (None, None) => return None,
    };
    let remove = Address(pairs).without(|name, _| matches!(name, "year_from" | "year_to"));
    Some(Tag { facet: text::facet(Facet::Year), value, remove })
}

/// Returns the parameters that no control of the form shows; it must send them along unseen or they would be lost.
pub(crate) fn unseen(pairs: &[(String, String)], groups: &[FacetGroup]) -> Vec<(String, String)> {
    let is_unseen = |pair: &&(String, String)| match pair.0.as_str() {
        "limit" | "facet_limit" => true,
        name => Facet::ALL.iter().any(|facet| facet.name() == name) && !is_shown(pair, groups),
    };
    pairs.iter().filter(is_unseen).cloned().collect()
}

fn is_shown(pair: &(String, String), groups: &[FacetGroup]) -> bool {
    let facet = Facet::ALL.into_iter().find(|facet| facet.name() == pair.0);
    let group = groups.iter().find(|group| group.name == pair.0);
    let (Some(facet), Some(group)) = (facet, group) else { return false };
    group.choices.iter().any(|choice| names(pair, facet, &choice.value, &choice.label))
}
