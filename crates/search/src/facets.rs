//! Facet counts: by ordinal inside a segment, by value across them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use schema::{Facet, Fields, split_facet_term};
use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};
use tantivy::error::DataCorruption;

use crate::batch::WINDOW;
use crate::codes::{Codes, SegmentCodes};
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
    /// By ordinal of the term, or by year.
    counts: Vec<u32>,
    /// The same, of every second document: one counter that is raised again and again waits for itself.
    seconds: Vec<u32>,
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
            FacetColumn::Years(_) => vec![0; LAST_YEAR + 1],
            FacetColumn::Absent => Vec::new(),
        };
        let stated = if strict { Some(segment.stated(fields)?) } else { None };
        let codes = SegmentCodes::new(segment, facet);
        let seconds = vec![0; counts.len()];
        Ok(SegmentFacet { facet, column, codes, counts, seconds, years: BTreeMap::new(), missing: 0, stated })
    }

    /// Counts documents.
    pub(crate) fn count_all(&mut self, documents: &[DocId]) {
        let numbers = self.column.numbers().filter(|_| self.stated.is_none());
        let Some(codes) = numbers.and_then(|numbers| self.codes.for_counting(documents.len(), numbers)) else {
            return documents.iter().for_each(|document| self.count(*document));
        };
        let (firsts, seconds) = documents.split_at(documents.len() / 2);
        for (first, second) in firsts.iter().zip(seconds) {
            let (one, other) = (codes.of_document(*first), codes.of_document(*second));
            if !raised(&mut self.counts, one) {
                self.count_other(*first, one);
            }
            if !raised(&mut self.seconds, other) {
                self.count_other(*second, other);
            }
        }
        seconds[firsts.len()..].iter().for_each(|document| self.count(*document));
    }

    /// Counts a document whose code has no counter.
    fn count_other(&mut self, document: DocId, code: u16) {
        match code {
            Codes::NONE => self.missing += 1,
            _ => self.count(document),
        }
    }

    /// Counts all documents of a window but some, of which there are few; tells whether that was possible.
    pub(crate) fn count_all_but(&mut self, first: DocId, others: &[DocId]) -> bool {
        let numbers = self.column.numbers().filter(|_| self.stated.is_none());
        let Some(codes) = numbers.and_then(|numbers| self.codes.for_counting(WINDOW as usize, numbers)) else {
            return false;
        };
        let Some(window) = codes.window(first) else { return false };
        for (value, count) in &window.values {
            match self.counts.get_mut(usize::from(*value)) {
                Some(known) => *known += count,
                None => *self.years.entry((*value).into()).or_default() += count,
            }
        }
        self.missing += u64::from(window.missing);
        for document in others {
            match codes.of_document(*document) {
                Codes::NONE => self.missing = self.missing.saturating_sub(1),
                code => match self.counts.get_mut(usize::from(code)) {
                    Some(count) => *count = count.saturating_sub(1),
                    None => self.count_off(*document),
                },
            }
        }
        true
    }

    /// Counts the values of a document off that were counted. In a damaged column they may not have been.
    fn count_off(&mut self, document: DocId) {
        let (counts, years) = (&mut self.counts, &mut self.years);
        self.column.any(document, |value| {
            let counted = counts.get_mut(value as usize);
            let count = counted.unwrap_or_else(|| years.entry(value).or_default());
            *count = count.saturating_sub(1);
            false
        });
    }

    fn count(&mut self, document: DocId) {
        let known = self.stated.as_ref().is_none_or(|stated| is_stated(stated, self.facet, document));
        let (counts, years) = (&mut self.counts, &mut self.years);
        let mut any = false;
        if known {
            self.column.any(document, |value| {
                any = true;
                match counts.get_mut(value as usize) {
                    Some(count) => *count += 1,
                    None => *years.entry(value).or_default() += 1,
                }
                false
            });
        }
        self.missing += u64::from(!any);
    }

    /// Returns the counts by term or year.
    pub(crate) fn harvest(mut self) -> std::io::Result<Counted> {
        self.counts.iter_mut().zip(&self.seconds).for_each(|(count, second)| *count += second);
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

/// Raises the counter of a code, if it is that of one value which has a counter.
#[inline]
fn raised(counts: &mut [u32], code: u16) -> bool {
    let Some(count) = counts.get_mut(usize::from(code)) else { return false };
    *count += 1;
    true
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
