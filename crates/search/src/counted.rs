//! Facet counts of all segments together, by value, and as they are answered.
//!
//! Apart from `facets`, which counts inside of a segment, where a value is a number: here it has a name.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use schema::split_facet_term;

use crate::filters::{FacetFilter, Value};
use crate::response::{FacetCounts, FacetValue};

/// Counts by the term that stands for a value in the index.
pub(crate) type Terms = HashMap<Arc<str>, u64>;

/// What was counted of a facet: by term or year as it lies in the index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    pub(crate) terms: Terms,
    pub(crate) years: BTreeMap<u64, u64>,
    /// Documents without a value.
    pub(crate) missing: u64,
}

/// A value with its count, before anything is written.
struct Named<'a> {
    name: Name<'a>,
    count: u64,
    selected: bool,
}

/// The name of a value.
#[derive(Clone, Copy)]
enum Name<'a> {
    Term { value: &'a str, label: &'a str },
    Year(u64),
}

impl Counted {
    /// Adds what another segment counted.
    pub(crate) fn add(&mut self, other: Counted) {
        self.missing += other.missing;
        if self.terms.is_empty() && self.years.is_empty() {
            (self.terms, self.years) = (other.terms, other.years);
            return;
        }
        for (term, count) in other.terms {
            *self.terms.entry(term).or_default() += count;
        }
        for (year, count) in other.years {
            *self.years.entry(year).or_default() += count;
        }
    }

    /// Returns the counts as they are answered: the commonest first, equal ones by value, at most `limit`; what the
    /// request chose is always among them.
    pub(crate) fn answer(self, filter: Option<&FacetFilter>, limit: usize) -> FacetCounts {
        let selected = |value: Value<'_>| filter.is_some_and(|filter| filter.selects(&value));
        let mut values = by_value(&self.terms, selected);
        values.extend(self.years.iter().map(|(year, count)| Named {
            name: Name::Year(*year),
            count: *count,
            selected: selected(Value::Year(*year)),
        }));
        values.sort_unstable_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
        let total_values = values.len();
        let kept = values.iter().enumerate().filter(|(place, named)| *place < limit || named.selected);
        FacetCounts { values: kept.map(|(_, named)| named.written()).collect(), total_values, missing: self.missing }
    }
}

/// Joins the terms of one value: of several labels the commonest is shown.
fn by_value<'a>(terms: &'a Terms, selected: impl Fn(Value<'_>) -> bool) -> Vec<Named<'a>> {
    let mut sorted: Vec<(&str, u64)> = terms.iter().map(|(term, count)| (&**term, *count)).collect();
    sorted.sort_unstable_by_key(|(term, count)| (Reverse(*count), *term));
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(sorted.len());
    let mut values: Vec<Named<'a>> = Vec::with_capacity(sorted.len());
    for (term, count) in sorted {
        let (value, label) = split_facet_term(term);
        let at = *places.entry(value).or_insert(values.len());
        match values.get_mut(at) {
            Some(known) => known.count += count,
            None => {
                let name = Name::Term { value, label };
                values.push(Named { name, count, selected: selected(Value::Term(term)) });
            }
        }
    }
    values
}

impl Named<'_> {
    fn written(&self) -> FacetValue {
        let (value, label) = match self.name {
            Name::Term { value, label } => (value.to_owned(), label.to_owned()),
            Name::Year(year) => (year.to_string(), year.to_string()),
        };
        FacetValue { value, label, count: self.count, selected: self.selected }
    }
}

impl Name<'_> {
    /// Compares values as they are written.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Name::Term { value: one, .. }, Name::Term { value: other, .. }) => one.cmp(other),
            // Of as many digits numbers are ordered as they are written.
            (Name::Year(one), Name::Year(other)) if one.checked_ilog10() == other.checked_ilog10() => one.cmp(other),
            (Name::Year(one), Name::Year(other)) => one.to_string().cmp(&other.to_string()),
            (Name::Term { value, .. }, Name::Year(year)) => (*value).cmp(year.to_string().as_str()),
            (Name::Year(year), Name::Term { value, .. }) => year.to_string().as_str().cmp(value),
        }
    }
}
