//! Filters: values as people type them, resolved to what they stand for in the index.

use std::ops::RangeInclusive;

use directive::{Kind, Level, Province};
use schema::{Facet, cited_key, facet_term_bounds, split_facet_term};

use crate::error::SearchError;
use crate::refusal::{Form, Quantity};
use crate::request::{Filter, MAX_FILTERS};

/// The value that selects what is not known.
const MISSING: &str = "~missing";

/// What a filter value stands for in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Selector {
    /// Directives without any value.
    Missing,
    /// Facet terms from `low` to before `high`.
    Terms { low: String, high: String },
    /// A cited document, by its key.
    Cited(String),
    /// Years.
    Years(RangeInclusive<u64>),
}

/// All filters of one facet.
#[derive(Clone, Debug)]
pub(crate) struct FacetFilter {
    pub(crate) facet: Facet,
    pub(crate) wanted: Vec<Selector>,
    pub(crate) unwanted: Vec<Selector>,
}

/// Gathers the filters of a request by facet.
///
/// # Errors
/// [`SearchError::InvalidValue`] for a value that cannot be read, [`SearchError::TooCostly`] for more than [`MAX_FILTERS`].
pub(crate) fn gather(filters: &[Filter]) -> Result<Vec<FacetFilter>, SearchError> {
    if filters.len() > MAX_FILTERS {
        let what = Quantity::Filters;
        return Err(SearchError::TooCostly { what, part: None, value: filters.len(), limit: MAX_FILTERS });
    }
    let mut gathered: Vec<FacetFilter> = Vec::new();
    for Filter { facet, value } in filters {
        let (excluded, selector) = selector(*facet, value)?;
        let at = gathered.iter().position(|filter| filter.facet == *facet).unwrap_or_else(|| {
            gathered.push(FacetFilter { facet: *facet, wanted: Vec::new(), unwanted: Vec::new() });
            gathered.len() - 1
        });
        let filter = &mut gathered[at];
        if excluded { filter.unwanted.push(selector) } else { filter.wanted.push(selector) }
    }
    Ok(gathered)
}

/// Reads one value: whether it excludes, and what it stands for.
pub(crate) fn selector(facet: Facet, value: &str) -> Result<(bool, Selector), SearchError> {
    let (excluded, value) = match value.trim().strip_prefix('!') {
        Some(rest) => (true, rest.trim()),
        None => (false, value.trim()),
    };
    let selector = match facet {
        _ if value == MISSING => Selector::Missing,
        Facet::Year => Selector::Years(years(value)?),
        Facet::Cites => cited(value)?,
        _ => {
            let (low, high) = facet_term_bounds(&slug(facet, value));
            Selector::Terms { low, high }
        }
    };
    Ok((excluded, selector))
}

/// Any name, alias or abbreviation of a value leads to its slug.
fn slug(facet: Facet, value: &str) -> String {
    let known = match facet {
        Facet::Province | Facet::ProvinceNow => Province::named(value).map(|province| province.slug().to_owned()),
        Facet::Kind => Kind::named(value).map(|kind| kind.slug().to_owned()),
        Facet::Level => Level::named(value).map(|level| level.slug().to_owned()),
        _ => None,
    };
    known.unwrap_or_else(|| vietnamese::slug(value))
}

fn years(value: &str) -> Result<RangeInclusive<u64>, SearchError> {
    let fail =
        || SearchError::InvalidValue { parameter: Facet::Year.name(), what: Form::Years, value: value.to_owned() };
    let year = |text: &str, open: u64| match text {
        "" => Ok(open),
        text if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().map_err(|_| fail()),
        _ => Err(fail()),
    };
    match value.split_once("..") {
        Some(("", "")) => Err(fail()),
        Some((from, to)) => Ok(year(from, 0)?..=year(to, 9_999)?),
        None if value.is_empty() => Err(fail()),
        None => year(value, 0).map(|year| year..=year),
    }
}

fn cited(value: &str) -> Result<Selector, SearchError> {
    let fail =
        || SearchError::InvalidValue { parameter: Facet::Cites.name(), what: Form::Number, value: value.to_owned() };
    cited_key(value).map(Selector::Cited).ok_or_else(fail)
}

impl FacetFilter {
    /// Tells whether the request chose a value: `term` as it lies in the index, or a year.
    pub(crate) fn selects(&self, value: &Value<'_>) -> bool {
        self.wanted.iter().any(|selector| selector.selects(value))
    }
}

/// A value of a facet as it lies in the index.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Term(&'a str),
    Year(u64),
}

impl Selector {
    fn selects(&self, value: &Value<'_>) -> bool {
        match (self, value) {
            (Selector::Terms { low, high }, Value::Term(term)) => low.as_str() <= *term && *term < high.as_str(),
            // A value of the facet is a number of any time.
            (Selector::Cited(key), Value::Term(term)) => {
                cited_key(split_facet_term(term).0).is_some_and(|own| own == *key || is_plain_of(key, &own))
            }
            (Selector::Years(years), Value::Year(year)) => years.contains(year),
            _ => false,
        }
    }
}

/// Tells whether a key was typed without the diacritics that a number has.
fn is_plain_of(key: &str, own: &str) -> bool {
    vietnamese::fold(own).to_uppercase() == key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let cases = [
            ("2020", Some(2020..=2020)),
            (" 2015..2020 ", Some(2015..=2020)),
            ("..2020", Some(0..=2020)),
            ("2015..", Some(2015..=9_999)),
            ("..", None),
            ("", None),
            ("20", None),
            ("hai nghìn", None),
            ("99999", None),
            ("2020..2015x", None),
        ];
        for (typed, expected) in cases {
            let read = selector(Facet::Year, typed).ok();
            assert_eq!(read, expected.map(|years| (false, Selector::Years(years))), "{typed}");
        }
    }

    #[test]
    fn names_lead_to_slugs() {
        let cases = [
            (Facet::Province, "hung yen", "hung-yen"),
            (Facet::Province, "TPHCM", "ho-chi-minh"),
            (Facet::Kind, "CÔNG VĂN", "cong-van"),
            (Facet::Level, "tinh", "tinh"),
            (Facet::Issuer, "Tỉnh uỷ Hưng Yên", "tinh-uy-hung-yen"),
        ];
        for (facet, typed, expected) in cases {
            let (low, high) = facet_term_bounds(expected);
            assert_eq!(selector(facet, typed).unwrap(), (false, Selector::Terms { low, high }), "{typed}");
        }
        assert_eq!(selector(Facet::Kind, "!~missing").unwrap(), (true, Selector::Missing));
    }
}
