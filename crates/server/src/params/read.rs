//! Reads the pairs of a query string into a request; all faults are told at once, none is passed over.

use search::{Facet, MAX_WINDOW, SearchRequest};

use super::nearest::nearest;
use super::table::{Draft, PARAMETERS, Parameter, Shape};
use crate::problem::{Code, Fault, ParameterFault, Problem};

/// A query string, decoded, in its order.
pub(crate) type Pairs = Vec<(String, String)>;

/// Reads a query string.
pub(crate) fn read(pairs: &[(String, String)]) -> Result<SearchRequest, Problem> {
    let mut reader = Reader::default();
    for (name, value) in pairs {
        reader.take(name, value);
    }
    reader.finish()
}

/// Refuses all parameters but these, and these if they are repeated.
pub(crate) fn only(known: &[&str], pairs: &[(String, String)]) -> Result<(), Problem> {
    for (index, (name, _)) in pairs.iter().enumerate() {
        let fault = if !known.contains(&name.as_str()) {
            Fault::Unknown
        } else if pairs[..index].iter().any(|(earlier, _)| earlier == name) {
            Fault::Repeated
        } else {
            continue;
        };
        return Err(Problem::with_faults(Code::UnknownParameter, vec![ParameterFault::new(name, fault)]));
    }
    Ok(())
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    seen: Vec<&'static str>,
    unknown: bool,
    faults: Vec<ParameterFault>,
}

impl Reader {
    fn take(&mut self, name: &str, value: &str) {
        let Some(parameter) = Parameter::named(name) else {
            self.unknown = true;
            self.faults.push(unknown(name));
            return;
        };
        if self.seen.contains(&parameter.name) && !parameter.is_repeatable() {
            self.fault(name, Fault::Repeated, None);
            return;
        }
        self.seen.push(parameter.name);
        if let Err((fault, suggestion)) = set(&mut self.draft, parameter, value) {
            self.fault(name, fault, suggestion);
        }
    }

    fn fault(&mut self, parameter: &str, fault: Fault, suggestion: Option<String>) {
        self.faults.push(ParameterFault { suggestion, ..ParameterFault::new(parameter, fault) });
    }

    fn finish(mut self) -> Result<SearchRequest, Problem> {
        self.window();
        self.years();
        if self.faults.is_empty() {
            return Ok(self.draft.request);
        }
        let code = if self.unknown { Code::UnknownParameter } else { Code::InvalidValue };
        self.faults.truncate(MAX_FAULTS);
        Err(Problem::with_faults(code, self.faults))
    }

    /// Each part is within its bounds here, so that the sum cannot overflow.
    fn window(&mut self) {
        let SearchRequest { limit, offset, .. } = self.draft.request;
        if limit + offset > MAX_WINDOW {
            self.fault("offset", Fault::Window(MAX_WINDOW), None);
        }
    }

    fn years(&mut self) {
        let Draft { year_from, year_to, .. } = self.draft;
        if year_from.is_none() && year_to.is_none() {
            return;
        }
        if year_from.zip(year_to).is_some_and(|(from, to)| from > to) {
            self.fault("year_from", Fault::YearsReversed, None);
        }
        let end = |year: Option<u64>| year.map(|year| year.to_string()).unwrap_or_default();
        self.draft.filter(Facet::Year, &format!("{}..{}", end(year_from), end(year_to)));
    }
}

/// A query string can hold thousands of faults; an answer need not.
const MAX_FAULTS: usize = 20;

/// What is wrong with a value, and what was perhaps meant.
type Wrong = (Fault, Option<String>);

fn set(draft: &mut Draft, parameter: &Parameter, value: &str) -> Result<(), Wrong> {
    match &parameter.shape {
        Shape::Text(set) => set(draft, value),
        Shape::Filter(_) if value.trim().is_empty() => return Err((Fault::Empty, None)),
        Shape::Filter(facet) => draft.filter(*facet, value),
        Shape::Choice(names, set) if names.contains(&value) => set(draft, value),
        Shape::Choice(names, _) => return Err((Fault::OneOf(names), None)),
        Shape::Number { least, most, set, .. } => {
            set(draft, number(value, *least, *most).map_err(|fault| (fault, None))?)
        }
        Shape::Facets => draft.request.facets = facets(value)?,
    }
    Ok(())
}

pub(super) fn number(value: &str, least: u64, most: u64) -> Result<u64, Fault> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|number| digits && (least..=most).contains(number));
    number.ok_or(Fault::WholeNumber { least, most })
}

fn facets(value: &str) -> Result<Vec<Facet>, Wrong> {
    if value.trim() == "*" {
        return Ok(Facet::ALL.to_vec());
    }
    let mut facets = Vec::new();
    for name in value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let facet = Facet::named(name).ok_or_else(|| unknown_facet(name))?;
        if !facets.contains(&facet) {
            facets.push(facet);
        }
    }
    Ok(facets)
}

fn unknown_facet(name: &str) -> Wrong {
    let suggestion = nearest(name).filter(|nearest| Facet::named(nearest).is_some()).map(str::to_owned);
    (Fault::NoFacet, suggestion)
}

fn unknown(name: &str) -> ParameterFault {
    let suggestion = nearest(name);
    let known = || PARAMETERS.iter().map(|parameter| parameter.name).collect();
    let fault = suggestion.map_or_else(|| Fault::NoneOf(known()), Fault::Misspelt);
    ParameterFault { suggestion: suggestion.map(str::to_owned), ..ParameterFault::new(name, fault) }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn pairs(query: &[(&str, &str)]) -> Pairs {
        query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_full_request() {
        let query = [
            ("q", "tham nhũng"),
            ("match", "any"),
            ("province", "Hà Giang"),
            ("province", "ha-nam"),
            ("year_from", "2015"),
            ("year_to", "2020"),
            ("strict", "1"),
            ("facets", "year, tỉnh"),
            ("sort", "-date"),
            ("limit", "5"),
            ("offset", "10"),
            ("timeout_ms", "250"),
            ("partial", "1"),
        ];
        let request = read(&pairs(&query)).unwrap();
        assert_eq!(request.query, "tham nhũng");
        assert_eq!(request.match_mode, search::MatchMode::Any);
        let filters: Vec<&str> = request.filters.iter().map(|filter| filter.value.as_str()).collect();
        assert_eq!(filters, ["Hà Giang", "ha-nam", "2015..2020"]);
        assert!(request.strict);
        assert_eq!((request.timeout, request.partial), (Some(Duration::from_millis(250)), true));
        assert_eq!(read(&[]).unwrap().timeout, Some(Duration::from_secs(2)), "nobody may ask for ever");
        assert_eq!(request.facets, [Facet::Year, Facet::Province]);
        assert_eq!((request.sort, request.limit, request.offset), (search::Sort::DateDescending, 5, 10));
    }

    #[test]
    fn faults_and_their_codes() {
        let cases: &[(&[(&str, &str)], Code)] = &[
            (&[("provine", "Hà Giang")], Code::UnknownParameter),
            (&[("limit", "-1")], Code::InvalidValue),
            (&[("limit", "101")], Code::InvalidValue),
            (&[("limit", "+5")], Code::InvalidValue),
            (&[("limit", "99999999999999999999999999")], Code::InvalidValue),
            (&[("offset", "10000000000")], Code::InvalidValue),
            (&[("offset", "9990")], Code::InvalidValue),
            (&[("offset", "-1")], Code::InvalidValue),
            (&[("q", "a"), ("q", "b")], Code::InvalidValue),
            (&[("match", "none")], Code::InvalidValue),
            (&[("strict", "yes")], Code::InvalidValue),
            (&[("sort", "size")], Code::InvalidValue),
            (&[("facets", "year,colour")], Code::InvalidValue),
            (&[("facet_limit", "1001")], Code::InvalidValue),
            (&[("province", " ")], Code::InvalidValue),
            (&[("year_from", "2020"), ("year_to", "2015")], Code::InvalidValue),
            (&[("limit", "101"), ("nope", "1")], Code::UnknownParameter),
        ];
        for (query, code) in cases {
            assert_eq!(read(&pairs(query)).unwrap_err().code, *code, "{query:?}");
        }
    }

    #[test]
    fn a_misspelt_name_is_answered_with_the_nearest() {
        let problem = read(&pairs(&[("yaer", "2019")])).unwrap_err();
        assert_eq!(problem.faults[0].suggestion.as_deref(), Some("year"));
    }
}
