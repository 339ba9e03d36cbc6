//! The years of what is found, gaps included: what a chart of an archive is drawn from.

use schema::Facet;
use serde::Serialize;
use utoipa::ToSchema;

use super::facet_values::counting;
use crate::engine::Engine;
use crate::error::SearchError;
use crate::request::SearchRequest;
use crate::response::FacetValue;

/// Most years of one answer: those of four digits.
const MOST_YEARS: usize = 10_000;

/// The directives of a search by year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Timeline {
    /// How many directives match.
    pub total: u64,
    /// How many have no year, under the filters other than that of the year.
    pub undated: u64,
    /// Each year from the first to the last with the directives that choosing it alone would bring; a year without any
    /// has 0. A directive whose year is uncertain counts for each candidate, unless the search is strict.
    pub years: Vec<TimelineYear>,
}

/// One year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TimelineYear {
    /// The year.
    pub year: u16,
    /// How many directives there are.
    pub count: u64,
    /// Whether the request chose it.
    pub selected: bool,
}

impl Engine {
    /// Returns the years of what a search finds; its page does not matter.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn timeline(&self, request: &SearchRequest) -> Result<Timeline, SearchError> {
        let mut answer = self.search(&counting(request, Facet::Year))?;
        let counts = answer.facets.remove(Facet::Year.name()).unwrap_or_default();
        Ok(Timeline { total: answer.total, undated: counts.missing, years: without_gaps(&counts.values) })
    }
}

fn without_gaps(values: &[FacetValue]) -> Vec<TimelineYear> {
    let known = values.iter().filter_map(|value| {
        Some(TimelineYear { year: value.value.parse().ok()?, count: value.count, selected: value.selected })
    });
    let mut known: Vec<TimelineYear> = known.collect();
    known.sort_by_key(|year| year.year);
    let mut years: Vec<TimelineYear> = Vec::new();
    for year in known {
        let next = years.last().map_or(year.year, |last| last.year.saturating_add(1));
        years.extend((next..year.year).map(|gap| TimelineYear { year: gap, count: 0, selected: false }));
        years.push(year);
    }
    years.truncate(MOST_YEARS);
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled() {
        let value =
            |year: u16, count| FacetValue { value: year.to_string(), label: year.to_string(), count, selected: false };
        let years = without_gaps(&[value(2019, 5), value(2016, 1), value(2020, 2)]);
        let shown: Vec<(u16, u64)> = years.iter().map(|year| (year.year, year.count)).collect();
        assert_eq!(shown, [(2016, 1), (2017, 0), (2018, 0), (2019, 5), (2020, 2)]);
        assert_eq!(without_gaps(&[]), []);
    }
}
