//! Where a document was carried out: by province of today what cites it to carry it out, and the provinces with nothing.
//!
//! Apart from [`crate::citations`], because whether a directive carries a document out is read off its text. So all that
//! cite it are read, one at a time; only their order is kept, and the directives of the page are read again.

use directive::{Directive, Province, Relation};
use schema::StoredDirective;
use serde::Serialize;
use tantivy::{DocAddress, Searcher, Term};

use crate::citations::{Citing, citing, document_key, naming};
use crate::error::SearchError;
use crate::paging::Cursor;
use crate::visible::Visible;

/// The letter of its cursors.
const LETTER: char = 'c';

/// Where a document was carried out.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// The document as it was asked for.
    pub document: String,
    /// How many directives carry it out, on all pages.
    pub total: usize,
    /// Each province of today with what it issued, in the order of the names; those of this page.
    pub provinces: Vec<Covered>,
    /// The provinces from which the archive holds nothing that carries it out.
    pub without: Vec<&'static str>,
    /// What carries it out and is of no province, or of one that is not known; on the last pages.
    pub elsewhere: Vec<Citing>,
    /// The cursor of the next page; `None` on the last.
    pub next: Option<String>,
}

/// What a province issued to carry a document out.
#[derive(Clone, Debug, Serialize)]
pub struct Covered {
    /// The province of today.
    pub province: &'static str,
    /// How many directives of it carry the document out, on all pages.
    pub total: usize,
    /// Its directives, the newest first; those of this page.
    pub directives: Vec<Citing>,
}

/// A directive that carries a document out: its place in the order of all, and where it lies.
struct Row {
    place: Cursor,
    province: Option<usize>,
    address: DocAddress,
}

impl Visible<'_> {
    /// Returns where a document was carried out, all on one page: what cites it to carry it out or to guide that. `all`
    /// counts every directive that cites it.
    ///
    /// # Errors
    /// As [`Visible::cited_by`].
    pub fn coverage(&self, document: &str, all: bool) -> Result<Coverage, SearchError> {
        self.coverage_page(document, all, (usize::MAX, None))
    }

    /// Returns a page of it: at most so many directives behind a cursor. Nothing is skipped or repeated on the way through
    /// all pages, whatever comes and goes meanwhile.
    ///
    /// # Errors
    /// As [`Visible::cited_by`], and [`SearchError::InvalidValue`] for a cursor that another order made.
    pub fn coverage_page(
        &self,
        document: &str,
        all: bool,
        (limit, cursor): (usize, Option<&str>),
    ) -> Result<Coverage, SearchError> {
        let key = document_key(document)?;
        let after = cursor.map(|cursor| Cursor::read_by(cursor, LETTER)).transpose()?.flatten();
        let (searcher, names) = (self.searcher(), today());
        let rows = self.rows((&searcher, &names), &key, all)?;
        let of_province = |at: usize| rows.iter().filter(|row| row.province == Some(at)).count();
        let totals: Vec<usize> = (0..names.len()).map(of_province).collect();
        let first = after.map_or(0, |after| rows.partition_point(|row| row.place <= after));
        let page: Vec<&Row> = rows.iter().skip(first).take(limit).collect();
        let is_last = first + page.len() == rows.len();
        let next = page.last().filter(|_| !is_last).map(|row| row.place.written_by(LETTER));
        let mut coverage = Coverage {
            document: document.to_owned(),
            total: rows.len(),
            provinces: Vec::new(),
            without: names.iter().zip(&totals).filter(|(_, total)| **total == 0).map(|(name, _)| *name).collect(),
            elsewhere: Vec::new(),
            next,
        };
        for row in page {
            let province = row.province.map(|at| (names[at], totals[at]));
            coverage.add(province, citing(&self.stored(&searcher, row.address)?, &key));
        }
        Ok(coverage)
    }

    /// Returns what carries a document out, in order.
    fn rows(
        &self,
        (searcher, names): (&Searcher, &[&'static str]),
        key: &str,
        all: bool,
    ) -> Result<Vec<Row>, SearchError> {
        let mut rows = Vec::new();
        for address in self.holding(searcher, Term::from_field_text(self.fields().cited, key))? {
            let stored = self.stored(searcher, address)?;
            if all || naming(&stored, key).any(|(_, citation)| citation.relation.is_some_and(carries_out)) {
                rows.push(row(stored, names, address));
            }
        }
        rows.sort_unstable_by(|one, other| one.place.cmp(&other.place));
        Ok(rows)
    }
}

impl Coverage {
    /// Adds the next directive of the page.
    fn add(&mut self, province: Option<(&'static str, usize)>, citing: Citing) {
        let Some((province, total)) = province else {
            self.elsewhere.push(citing);
            return;
        };
        match self.provinces.last_mut().filter(|covered| covered.province == province) {
            Some(covered) => covered.directives.push(citing),
            None => self.provinces.push(Covered { province, total, directives: vec![citing] }),
        }
    }
}

/// Returns a directive with its place: by the name of the province, what is of none last, then the newest first.
fn row(stored: StoredDirective, names: &[&'static str], address: DocAddress) -> Row {
    let directive = &stored.directive;
    let name = directive.province.value.map(|province| province.today().name());
    let province = name.and_then(|name| names.iter().position(|known| *known == name));
    let key = (province.unwrap_or(names.len()) as u64) << 32 | u64::from(newest_first(directive));
    Row { place: Cursor { key, id: stored.id }, province, address }
}

/// Returns a number that is the less the newer a directive is; the greatest where its day is not known.
fn newest_first(directive: &Directive) -> u32 {
    let number = |date: jiff::civil::Date| {
        u32::from(date.year().unsigned_abs()) * 10_000
            + u32::from(date.month().unsigned_abs()) * 100
            + u32::from(date.day().unsigned_abs())
    };
    u32::MAX - directive.date.value.map_or(0, number)
}

/// Tells whether a relation is one of carrying out.
fn carries_out(relation: Relation) -> bool {
    matches!(relation, Relation::Implements | Relation::Guides)
}

/// Returns the names of the provinces of today, in order.
fn today() -> Vec<&'static str> {
    let today = Province::all().filter(|province| province.today() == *province);
    let mut names: Vec<&str> = today.map(Province::name).collect();
    names.sort_unstable();
    names
}
