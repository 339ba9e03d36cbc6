//! Reads the pairs of a query string into a request; all faults are told at once, none is passed over.

use search::{Facet, MAX_WINDOW, SearchRequest};

use super::nearest::nearest;
use super::table::{Draft, PARAMETERS, Parameter, Shape};
use crate::problem::{Code, ParameterError, Problem};

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
        let message = if !known.contains(&name.as_str()) {
            "there is no such parameter"
        } else if pairs[..index].iter().any(|(earlier, _)| earlier == name) {
            "is given more than once"
        } else {
            continue;
        };
        return Err(Problem::with_errors(Code::UnknownParameter, vec![ParameterError::new(name, message)]));
    }
    Ok(())
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    seen: Vec<&'static str>,
    unknown: bool,
    faults: Vec<ParameterError>,
}

impl Reader {
    fn take(&mut self, name: &str, value: &str) {
        let Some(parameter) = Parameter::named(name) else {
            self.unknown = true;
            self.faults.push(unknown(name));
            return;
        };
        if self.seen.contains(&parameter.name) && !parameter.is_repeatable() {
            self.fault(name, "is given more than once", None);
            return;
        }
        self.seen.push(parameter.name);
        if let Err((message, suggestion)) = set(&mut self.draft, parameter, value) {
            self.fault(name, message, suggestion);
        }
    }

    fn fault(&mut self, parameter: &str, message: impl Into<String>, suggestion: Option<String>) {
        self.faults.push(ParameterError { suggestion, ..ParameterError::new(parameter, message) });
    }

    fn finish(mut self) -> Result<SearchRequest, Problem> {
        self.window();
        self.years();
        if self.faults.is_empty() {
            return Ok(self.draft.request);
        }
        let code = if self.unknown { Code::UnknownParameter } else { Code::InvalidValue };
        self.faults.truncate(MAX_FAULTS);
        Err(Problem::with_errors(code, self.faults))
    }

    /// Each part is within its bounds here, so that the sum cannot overflow.
    fn window(&mut self) {
        let SearchRequest { limit, offset, .. } = self.draft.request;
        if limit + offset > MAX_WINDOW {
            self.fault("offset", format!("limit and offset together are at most {MAX_WINDOW}"), None);
        }
    }

    fn years(&mut self) {
        let Draft { year_from, year_to, .. } = self.draft;
        if year_from.is_none() && year_to.is_none() {
            return;
        }
        if year_from.zip(year_to).is_some_and(|(from, to)| from > to) {
            self.fault("year_from", "the first year is after the last", None);
        }
        let end = |year: Option<u64>| year.map(|year| year.to_string()).unwrap_or_default();
        self.draft.filter(Facet::Year, &format!("{}..{}", end(year_from), end(year_to)));
    }
}

/// A query string can hold thousands of faults; an answer need not.
const MAX_FAULTS: usize = 20;

/// What is wrong with a value, and what was perhaps meant.
pub(super) type Fault = (String, Option<String>);

fn set(draft: &mut Draft, parameter: &Parameter, value: &str) -> Result<(), Fault> {
    match &parameter.shape {
        Shape::Text(set) => set(draft, value),
        Shape::Filter(_) if value.trim().is_empty() => return Err(("is empty".to_owned(), None)),
        Shape::Filter(facet) => draft.filter(*facet, value),
        Shape::Choice(names, set) if names.contains(&value) => set(draft, value),
        Shape::Choice(names, _) => return Err((format!("is one of {}", names.join(", ")), None)),
        Shape::Number { least, most, set, .. } => set(draft, number(value, *least, *most)?),
        Shape::Facets => draft.request.facets = facets(value)?,
    }
    Ok(())
}

pub(super) fn number(value: &str, least: u64, most: u64) -> Result<u64, Fault> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|number| digits && (least..=most).contains(number));
    number.ok_or_else(|| (format!("is a whole number from {least} to {most}"), None))
}

fn facets(value: &str) -> Result<Vec<Facet>, Fault> {
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

fn unknown_facet(name: &str) -> Fault {
    let suggestion = nearest(name).filter(|nearest| Facet::named(nearest).is_some()).map(str::to_owned);
    let known: Vec<&str> = Facet::ALL.iter().map(|facet| facet.name()).collect();
    (format!("holds a name that is no facet; there are {}", known.join(", ")), suggestion)
}

fn unknown(name: &str) -> ParameterError {
    let suggestion = nearest(name);
    let known: Vec<&str> = PARAMETERS.iter().map(|parameter| parameter.name).collect();
    let message = match suggestion {
        Some(nearest) => format!("there is no such parameter; the nearest is {nearest}"),
        None => format!("there is no such parameter; there are {}", known.join(", ")),
    };
    ParameterError { suggestion: suggestion.map(str::to_owned), ..ParameterError::new(name, message) }
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
        assert_eq!(problem.errors[0].suggestion.as_deref(), Some("year"));
    }
}
