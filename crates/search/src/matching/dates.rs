//! The day of issue, asked for as a range of days: it lies in a column and not among the terms.

use std::ops::Bound;

use schema::Fields;
use tantivy::query::{ExistsQuery, RangeQuery};
use tantivy::{Searcher, Term};

use super::Part;
use super::compile::{all_but, query};
use crate::query::Days;

/// Returns what looks for directives of these days.
pub(super) fn within(searcher: &Searcher, fields: &Fields, days: Days) -> Part {
    match days {
        Days::Missing => {
            let name = searcher.schema().get_field_name(fields.date).to_owned();
            all_but(query(ExistsQuery::new(name, false)))
        }
        Days::Within(from, to) => {
            let from = from.map_or(0, stored);
            let to = to.map_or(u64::MAX, stored);
            let bound = |day| Bound::Included(Term::from_field_u64(fields.date, day));
            query(RangeQuery::new(bound(from), bound(to)))
        }
    }
}

/// Returns a day, counted from 1970, as it lies in the column.
fn stored(day: i64) -> u64 {
    u64::try_from(day.saturating_add(Fields::DATE_ORIGIN)).unwrap_or(0)
}
