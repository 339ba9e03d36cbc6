//! Facet counts: by ordinal inside a segment, by value across them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use schema::{Facet, Fields, split_facet_term};
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::error::DataCorruption;

use crate::batch::WINDOW;
use crate::codes::SegmentCodes;
use crate::columns::{FacetColumn, is_stated};
use crate::filters::{FacetFilter, Value};
use crate::opened::OpenedSegment;
use crate::response::{FacetCounts, FacetValue};

/// Years are counted in a list up to this one.
const LAST_YEAR: usize = 9_999;

/// Counts the values of one facet in one segment.
pub(crate) struct SegmentFacet {
    pub(crate) facet: Facet,
    column: Arc<FacetColumn>,
    codes: SegmentCodes,
    /// By code; two of them, for one counter that is raised again and again waits for itself.
    coded: [Vec<u32>; 2],
    /// What was counted without codes: by ordinal of the term, or by year.
    counts: Vec<u32>,
    /// Years beyond those.
    years: BTreeMap<u64, u32>,
    missing: u64,
    stated: Option<Arc<Column<u64>>>,
}

/// What a segment counted: by term or year as it lies in the index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    terms: HashMap<String, u64>,
    years: BTreeMap<u64, u64>,
    missing: u64,
}

/// Returns a counter for each term of a column. Each is the value of some document: a column that tells of more is damaged,
/// and memory that does not exist must not be asked for.
fn counters(column: &StrColumn) -> tantivy::Result<Vec<u32>> {
    let (terms, values) = (column.num_terms(), column.ords().values.num_vals());
    let mut counters = Vec::new();
    if terms as u64 > u64::from(values) || counters.try_reserve_exact(terms).is_err() {
        let damage = format!("a facet has {terms} terms for {values} values");
        return Err(DataCorruption::comment_only(damage).into());
    }
    counters.resize(terms, 0);
    Ok(counters)
}

impl SegmentFacet {
    pub(crate) fn open(
        segment: &Arc<OpenedSegment>,
        fields: &Fields,
        facet: Facet,
        strict: bool,
    ) -> tantivy::Result<Self> {
        let column = segment.facet(facet)?;
        let counts = match &*column {
            FacetColumn::Terms(column) => counters(column)?,
            FacetColumn::Years(_) | FacetColumn::Absent => Vec::new(),
        };
        let stated = if strict { Some(segment.stated(fields)?) } else { None };
        let codes = SegmentCodes::new(segment, facet);
        let (coded, years) = (Default::default(), BTreeMap::new());
        Ok(SegmentFacet { facet, column, codes, coded, counts, years, missing: 0, stated })
    }

    /// Counts documents.
    pub(crate) fn count_all(&mut self, documents: &[DocId]) {
        let numbers = self.column.numbers().filter(|_| self.stated.is_none());
        let Some(codes) = numbers.and_then(|numbers| self.codes.for_counting(documents.len(), numbers)) else {
            return documents.iter().for_each(|document| self.count(*document));
        };
        let [ones, others] = self.counters(codes.values().len());
        let (firsts, seconds) = documents.split_at(documents.len() / 2);
        for (first, second) in firsts.iter().zip(seconds) {
            raise(ones, codes.of_document(*first));
            raise(others, codes.of_document(*second));
        }
        seconds[firsts.len()..].iter().for_each(|document| raise(ones, codes.of_document(*document)));
    }

    /// Returns the counters of so many codes.
    fn counters(&mut self, codes: usize) -> &mut [Vec<u32>; 2] {
        self.coded.iter_mut().for_each(|counts| counts.resize(codes, 0));
        &mut self.coded
    }

    /// Counts all documents of a window but some, of which there are few; tells whether that was possible.
    pub(crate) fn count_all_but(&mut self, first: DocId, others: &[DocId]) -> bool {
        let numbers = self.column.numbers().filter(|_| self.stated.is_none());
        let Some(codes) = numbers.and_then(|numbers| self.codes.for_counting(WINDOW as usize, numbers)) else {
            return false;
        };
        let [counts, _] = self.counters(codes.values().len());
        for (code, many) in codes.window(first) {
            counts.get_mut(usize::from(*code)).into_iter().for_each(|count| *count += many);
        }
        for document in others {
            counts.get_mut(codes.of_document(*document)).into_iter().for_each(|count| *count -= 1);
        }
        true
    }

    fn count(&mut self, document: DocId) {
        if self.counts.is_empty() && matches!(*self.column, FacetColumn::Years(_)) {
            self.counts.resize(LAST_YEAR + 1, 0);
        }
        let known = self.stated.as_ref().is_none_or(|stated| is_stated(stated, self.facet, document));
        let (counts, years) = (&mut self.counts, &mut self.years);
        let mut any = false;
        if known {
            self.column.any(document, |value| {
                any = true;
                add(counts, years, value, 1);
                false
            });
        }
        self.missing += u64::from(!any);
    }

    /// Spreads what was counted by codes over the values that they stand for.
    fn spread(&mut self) {
        let Some(codes) = self.codes.made() else { return };
        let [ones, others] = std::mem::take(&mut self.coded);
        for (values, many) in codes.values().iter().zip(ones.iter().zip(others).map(|(one, other)| one + other)) {
            match &**values {
                _ if many == 0 => {}
                [] => self.missing += u64::from(many),
                values => {
                    values.iter().for_each(|value| add(&mut self.counts, &mut self.years, u64::from(*value), many))
                }
            }
        }
    }

    /// Returns the counts by term or year.
    pub(crate) fn harvest(mut self) -> std::io::Result<Counted> {
        self.spread();
        let mut counted = Counted { missing: self.missing, ..Counted::default() };
        let years = self.years.into_iter().filter(|(_, count)| *count > 0);
        counted.years = years.map(|(year, count)| (year, count.into())).collect();
        let counts = self.counts.iter().zip(0_u64..).filter(|(count, _)| **count > 0);
        let (counts, numbers): (Vec<u32>, Vec<u64>) = counts.map(|(count, number)| (*count, number)).unzip();
        let mut counts = counts.into_iter().map(u64::from);
        match &*self.column {
            FacetColumn::Terms(column) => {
                column.dictionary().sorted_ords_to_term_cb(&numbers, |term| {
                    let count = counts.next().unwrap_or_default();
                    counted.terms.insert(String::from_utf8_lossy(term).into_owned(), count);
                })?;
            }
            _ => counted.years.extend(numbers.into_iter().zip(counts)),
        }
        Ok(counted)
    }
}

/// Raises the counter of a code.
#[inline]
fn raise(counts: &mut [u32], code: usize) {
    counts.get_mut(code).into_iter().for_each(|count| *count += 1);
}

/// Adds to the count of a value: in the list, or to the years beyond it.
fn add(counts: &mut [u32], years: &mut BTreeMap<u64, u32>, value: u64, many: u32) {
    match counts.get_mut(value as usize) {
        Some(count) => *count += many,
        None => *years.entry(value).or_default() += many,
    }
}

impl Counted {
    /// Adds what another segment counted.
    pub(crate) fn add(&mut self, other: Counted) {
        self.missing += other.missing;
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
        let mut values: Vec<FacetValue> = by_value(&self.terms, selected);
        values.extend(self.years.iter().map(|(year, count)| FacetValue {
            value: year.to_string(),
            label: year.to_string(),
            count: *count,
            selected: selected(Value::Year(*year)),
        }));
        values.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value)));
        let total_values = values.len();
        let mut kept = 0;
        values.retain(|value| {
            kept += 1;
            kept <= limit || value.selected
        });
        FacetCounts { values, total_values, missing: self.missing }
    }
}

/// Joins the terms of one value: of several labels the commonest is shown.
fn by_value(terms: &HashMap<String, u64>, selected: impl Fn(Value<'_>) -> bool) -> Vec<FacetValue> {
    let mut sorted: Vec<(&String, u64)> = terms.iter().map(|(term, count)| (term, *count)).collect();
    sorted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut values: Vec<FacetValue> = Vec::new();
    for (term, count) in sorted {
        let (value, label) = split_facet_term(term);
        let at = *places.entry(value).or_insert(values.len());
        match values.get_mut(at) {
            Some(known) => known.count += count,
            None => values.push(FacetValue {
                value: value.to_owned(),
                label: label.to_owned(),
                count,
                selected: selected(Value::Term(term)),
            }),
        }
    }
    values
}
