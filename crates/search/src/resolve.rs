//! Lists of document numbers looked up at once: which directives bear each, how many cite it, and what lies nearest.
//!
//! Apart from the search, because a number is a name and not a question: what bears it is told, and nothing is ranked.

use directive::DocumentNumber;
use schema::{Facet, cited_key};
use serde::Serialize;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};
use utoipa::ToSchema;

use crate::best::Ranked;
use crate::collect::{Collected, SearchCollector};
use crate::deadline::Deadline;
use crate::error::SearchError;
use crate::filters::gather;
use crate::lexicon::Lexicon;
use crate::matching::Matching;
use crate::ranking::RankedQuery;
use crate::refusal::Quantity;
use crate::request::{Filter, Sort};
use crate::suggest::begun_numbers;
use crate::visible::Visible;

/// Most numbers of one request.
pub const MAX_NUMBERS: usize = 1_000;
/// Most directives listed for one number, the newest.
const MOST_BEARERS: usize = 20;
/// Most near numbers of one that nothing bears.
const MOST_NEAR: usize = 3;
/// Numbers of the same digits that are looked at for near ones.
const LOOKED_AT: usize = 8;

/// What is known of some numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Resolution {
    /// Each number as it was given, in the order given; those of a text in its order, each once.
    pub numbers: Vec<Resolved>,
}

/// What is known of one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Resolved {
    /// The number as it was given.
    pub typed: String,
    /// Its canonical form; null if it is no document number.
    pub number: Option<String>,
    /// Whether `one` directive of the archive bears it, `several` or `none`.
    #[schema(value_type = String)]
    pub status: &'static str,
    /// How many directives bear it.
    pub total: u64,
    /// Those that bear it, the newest first, at most 20.
    pub directives: Vec<Bearer>,
    /// How many directives cite it.
    pub cited_by: u64,
    /// Where no directive bears it: numbers of the same digits that directives bear or cite, the most alike first.
    pub nearest: Vec<Nearest>,
}

/// A directive that bears a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bearer {
    /// The directive.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// Its subject.
    pub title: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The day of issue.
    #[schema(format = Date)]
    pub date: Option<String>,
}

/// A number that was perhaps meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Nearest {
    /// The number.
    pub number: String,
    /// How many directives bear or cite it.
    pub count: u64,
}

impl Visible<'_> {
    /// Looks up numbers in any spelling; `@2022` behind one picks those of that year. The nearest numbers are those of the
    /// whole archive, so whoever sees a part of it is told none.
    ///
    /// # Errors
    /// [`SearchError::TooCostly`] for more numbers than [`MAX_NUMBERS`], others when the index fails.
    pub fn resolve<S: AsRef<str>>(&self, numbers: &[S]) -> Result<Resolution, SearchError> {
        if numbers.len() > MAX_NUMBERS {
            let what = Quantity::Numbers;
            return Err(SearchError::TooCostly { what, part: None, value: numbers.len(), limit: MAX_NUMBERS });
        }
        let searcher = self.searcher();
        let resolved = numbers.iter().map(|typed| self.resolved(&searcher, typed.as_ref()));
        Ok(Resolution { numbers: resolved.collect::<Result<_, _>>()? })
    }

    /// Looks up the numbers that stand in a text, each once.
    ///
    /// # Errors
    /// As [`Visible::resolve`].
    pub fn resolve_text(&self, text: &str) -> Result<Resolution, SearchError> {
        let mut numbers: Vec<String> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (_, number) in DocumentNumber::find(text) {
            let number = number.to_string();
            if seen.insert(number.clone()) {
                numbers.push(number);
            }
        }
        self.resolve(&numbers)
    }

    fn resolved(&self, searcher: &Searcher, typed: &str) -> Result<Resolved, SearchError> {
        let (bare, time) = typed.split_once('@').map_or((typed, None), |(bare, time)| (bare, Some(time.trim())));
        let Some(number) = DocumentNumber::parse(bare) else { return Ok(nothing(typed)) };
        let borne = self.bearers(searcher, &number, time)?;
        let lexicon = Lexicon::new(searcher, self.fields(), self.engine().opened());
        let cited = |key: String| self.holding(searcher, Term::from_field_text(self.fields().cited, &key));
        let cited = cited_key(typed).map(cited).transpose()?.map_or(0, |citing| citing.len() as u64);
        let directives: Result<_, SearchError> = borne.best.iter().map(|own| self.bearer(searcher, own)).collect();
        Ok(Resolved {
            number: Some(number.to_string()),
            status: status(borne.total),
            total: borne.total,
            directives: directives?,
            cited_by: cited,
            nearest: if borne.total == 0 && self.filters().is_empty() {
                nearest(lexicon, &number)?
            } else {
                Vec::new()
            },
            ..nothing(typed)
        })
    }

    /// Returns the newest directives that bear a number, and how many do.
    fn bearers(
        &self,
        searcher: &Searcher,
        number: &DocumentNumber,
        time: Option<&str>,
    ) -> Result<Collected, SearchError> {
        let year = time.and_then(|time| time.get(..4)).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        let year = year.map(|year| Filter { facet: Facet::Year, value: year.to_owned() });
        let filters = gather(year.as_slice())?;
        let collector = SearchCollector {
            fields: self.fields(),
            forced: self.filters(),
            filters: &filters,
            strict: false,
            facets: &[],
            opened: self.engine().opened(),
            sort: Sort::DateDescending,
            after: None,
            keep: MOST_BEARERS,
        };
        let term = Term::from_field_text(self.fields().number, &number.query_key());
        let bearing = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        let bearing = Matching::of(bearing, &Deadline::default());
        let bearing = RankedQuery::unscored(self.fields(), bearing, &Deadline::default());
        Ok(collector.collect(searcher, &bearing)?)
    }

    fn bearer(&self, searcher: &Searcher, ranked: &Ranked) -> Result<Bearer, SearchError> {
        let found = self.engine().hit(searcher, ranked.address)?;
        let crate::response::Hit { id, number, title, issuer, date, .. } = found;
        Ok(Bearer { id, number, title, issuer, date })
    }
}

fn nothing(typed: &str) -> Resolved {
    Resolved {
        typed: typed.to_owned(),
        number: None,
        status: status(0),
        total: 0,
        directives: Vec::new(),
        cited_by: 0,
        nearest: Vec::new(),
    }
}

fn status(total: u64) -> &'static str {
    match total {
        0 => "none",
        1 => "one",
        _ => "several",
    }
}

/// Returns the numbers of the same digits that are most alike; the digits are what a person copies with most care.
fn nearest(lexicon: Lexicon<'_>, number: &DocumentNumber) -> Result<Vec<Nearest>, SearchError> {
    let own = number.to_string();
    let digits: String = own.chars().take_while(char::is_ascii_digit).collect();
    let same = |found: &str| {
        found.strip_prefix(&digits).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
    };
    let mut near = Vec::new();
    for found in begun_numbers(lexicon, &digits, LOOKED_AT)? {
        if found.text != own && same(&found.text) {
            near.push((strsim::levenshtein(&own, &found.text), Nearest { number: found.text, count: found.count }));
        }
    }
    near.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| one.1.number.cmp(&other.1.number)));
    Ok(near.into_iter().take(MOST_NEAR).map(|(_, nearest)| nearest).collect())
}
