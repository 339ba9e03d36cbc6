//! Facet values where they lie: the columns of a segment, and the filters resolved against them.
//!
//! Apart from `filters`, which knows what people type: here a value is a number, and a filter a few ranges of numbers.

use std::ops::{Bound, Range};
use std::sync::Arc;

use schema::{Facet, Fields};
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::error::DataCorruption;

use crate::filters::{FacetFilter, Selector};
use crate::opened::OpenedSegment;

/// The values of a facet in one segment, as numbers: years, or ordinals of sorted terms.
pub(crate) enum FacetColumn {
    Terms(StrColumn),
    Years(Column<u64>),
    /// No directive of the segment has a value.
    Absent,
}

impl FacetColumn {
    pub(crate) fn of_terms(column: Option<StrColumn>) -> FacetColumn {
        column.map_or(FacetColumn::Absent, FacetColumn::Terms)
    }

    /// Returns the column of values as numbers; `None` if there is none.
    pub(crate) fn numbers(&self) -> Option<&Column<u64>> {
        match self {
            FacetColumn::Terms(column) => Some(column.ords()),
            FacetColumn::Years(column) => Some(column),
            FacetColumn::Absent => None,
        }
    }

    /// Returns which values there are.
    ///
    /// # Errors
    /// When it has more terms than values: each is the value of some document, so such a column is damaged, and memory that
    /// does not exist must not be asked for.
    pub(crate) fn span(&self) -> tantivy::Result<Span> {
        Ok(match self {
            FacetColumn::Terms(column) => {
                let (terms, values) = (column.num_terms(), column.ords().values.num_vals());
                if terms as u64 > u64::from(values) {
                    let damage = format!("a facet has {terms} terms for {values} values");
                    return Err(DataCorruption::comment_only(damage).into());
                }
                Span { least: 0, values: terms }
            }
            FacetColumn::Years(column) => {
                let (least, most) = (column.min_value(), column.max_value());
                Span { least, values: most.saturating_sub(least).saturating_add(1).min(MOST_YEARS) as usize }
            }
            FacetColumn::Absent => Span { least: 0, values: 0 },
        })
    }

    /// Calls `found` with each value of a document; stops when it returns `true`, and returns that.
    #[inline]
    pub(crate) fn any(&self, document: DocId, mut found: impl FnMut(u64) -> bool) -> bool {
        match self {
            FacetColumn::Terms(column) => column.term_ords(document).any(&mut found),
            FacetColumn::Years(column) => column.values_for_doc(document).any(&mut found),
            FacetColumn::Absent => false,
        }
    }
}

/// Years are counted one by one within so many.
const MOST_YEARS: u64 = 10_000;

/// The values of a column that lie close together: all of a column that is not damaged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    /// The least value.
    pub(crate) least: u64,
    /// How many there may be from there on.
    pub(crate) values: usize,
}

impl Span {
    /// Returns the place of a value; `None` if it is beyond all.
    pub(crate) fn place(self, value: u64) -> Option<usize> {
        let place = usize::try_from(value.checked_sub(self.least)?).ok()?;
        (place < self.values).then_some(place)
    }

    /// Returns the same as a code, if there is one.
    pub(crate) fn code(self, value: u64) -> Option<u16> {
        self.place(value).and_then(|place| u16::try_from(place).ok())
    }
}

/// The filter of one facet, resolved for one segment.
pub(crate) struct SegmentFilter {
    pub(crate) facet: Facet,
    column: Arc<FacetColumn>,
    /// Ranges of values that pass; `None` when every value does.
    wanted: Option<Vec<Range<u64>>>,
    wants_missing: bool,
    unwanted: Vec<Range<u64>>,
    excludes_missing: bool,
    /// Bit field of stated facets, when only stated values count.
    stated: Option<Arc<Column<u64>>>,
}

impl SegmentFilter {
    pub(crate) fn open(
        segment: &OpenedSegment,
        fields: &Fields,
        filter: &FacetFilter,
        strict: bool,
    ) -> tantivy::Result<Self> {
        let column = segment.keys(fields, filter.facet)?;
        let missing = |selectors: &[Selector]| selectors.contains(&Selector::Missing);
        let wanted = if filter.wanted.is_empty() { None } else { Some(ranges(&column, &filter.wanted)?) };
        Ok(SegmentFilter {
            facet: filter.facet,
            wanted,
            wants_missing: missing(&filter.wanted),
            unwanted: ranges(&column, &filter.unwanted)?,
            excludes_missing: missing(&filter.unwanted),
            stated: if strict { Some(segment.stated(fields)?) } else { None },
            column,
        })
    }

    /// Tells whether a document passes.
    #[inline]
    pub(crate) fn passes(&self, document: DocId) -> bool {
        let within = |ranges: &[Range<u64>], value: u64| ranges.iter().any(|range| range.contains(&value));
        let known = self.stated.as_ref().is_none_or(|stated| is_stated(stated, self.facet, document));
        let (mut any, mut wanted, mut unwanted) = (false, self.wanted.is_none(), false);
        if known {
            self.column.any(document, |value| {
                any = true;
                wanted |= self.wanted.as_ref().is_some_and(|ranges| within(ranges, value));
                unwanted |= within(&self.unwanted, value);
                false
            });
        }
        if any { wanted && !unwanted } else { (self.wants_missing || self.wanted.is_none()) && !self.excludes_missing }
    }
}

/// Tells whether a document states a facet.
#[inline]
pub(crate) fn is_stated(stated: &Column<u64>, facet: Facet, document: DocId) -> bool {
    stated.first(document).is_some_and(|bits| bits & facet.bit() != 0)
}

fn ranges(column: &FacetColumn, selectors: &[Selector]) -> tantivy::Result<Vec<Range<u64>>> {
    let mut ranges = Vec::new();
    for selector in selectors {
        match (selector, column) {
            (Selector::Years(years), _) => ranges.push(*years.start()..*years.end() + 1),
            (Selector::Terms { low, high }, FacetColumn::Terms(column)) => {
                let (low, high) = (Bound::Included(low.as_str()), Bound::Excluded(high.as_str()));
                let bounds = column.dictionary().term_bounds_to_ord(low, high)?;
                if let (Bound::Included(first), Bound::Excluded(last)) = bounds {
                    ranges.push(first..last);
                }
            }
            (Selector::Cited(key), FacetColumn::Terms(column)) => {
                ranges.extend(column.dictionary().term_ord(key)?.map(|ordinal| ordinal..ordinal + 1));
            }
            _ => {}
        }
    }
    Ok(ranges)
}
