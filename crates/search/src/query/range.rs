//! Years and days as people type them, alone and as ranges: `2020..2024`, `[2015 TO 2020]`, `>=2020`, `01/07/2019..`.

use jiff::ToSpan;
use jiff::civil::Date;

/// Days since 1970, first and last included. `None` for an open end; both are open where the day is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Days {
    /// Directives without a date.
    Missing,
    /// From a day to a day.
    Within(Option<i64>, Option<i64>),
}

/// What a value means, and whether its ends had to be exchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meant<T> {
    pub(super) value: T,
    pub(super) reversed: bool,
}

/// The value that selects what is not known.
const MISSING: &str = "~missing";

type Ends = (Option<i64>, Option<i64>);

/// Reads a year or a range of years, and returns it as filters take it; `!` in front excludes.
pub(super) fn years(value: &str) -> Option<Meant<String>> {
    let value = value.trim();
    let (sign, rest) = value.strip_prefix('!').map_or(("", value), |rest| ("!", rest.trim()));
    if rest == MISSING {
        return Some(Meant { value: format!("{sign}{rest}"), reversed: false });
    }
    let (ends, reversed) = ends(rest, |typed| year(typed).map(|year| (year, year)))?;
    let show = |end: Option<i64>| end.map(|year| format!("{year:04}")).unwrap_or_default();
    let value = match ends {
        (Some(from), Some(to)) if from == to => format!("{sign}{from:04}"),
        (from, to) => format!("{sign}{}..{}", show(from), show(to)),
    };
    Some(Meant { value, reversed })
}

/// Reads a day, a month, a year, or a range of them.
pub(super) fn days(value: &str) -> Option<Meant<Days>> {
    let value = value.trim();
    if value == MISSING {
        return Some(Meant { value: Days::Missing, reversed: false });
    }
    let ((from, to), reversed) = ends(value, span)?;
    let is_day = |end: Option<i64>| end.is_none_or(|day| date_of(day).is_some());
    (is_day(from) && is_day(to)).then_some(Meant { value: Days::Within(from, to), reversed })
}

/// Reads a range of what `point` reads: the first and the last of it.
fn ends(value: &str, point: impl Fn(&str) -> Option<(i64, i64)>) -> Option<(Ends, bool)> {
    let value = value.trim().trim_end_matches([',', ';']);
    let read = |typed: &str| if typed.trim().is_empty() { Some(None) } else { point(typed.trim()).map(Some) };
    let (from, to) = match parts(value) {
        Parts::One(one) => {
            let (first, last) = point(one)?;
            (Some(first), Some(last))
        }
        Parts::From(one) => (Some(point(one)?.0), None),
        Parts::Behind(one) => (Some(point(one)?.1 + 1), None),
        Parts::To(one) => (None, Some(point(one)?.1)),
        Parts::Before(one) => (None, Some(point(one)?.0 - 1)),
        Parts::Both(one, other) => {
            let (one, other) = (read(one)?, read(other)?);
            return in_order(one, other);
        }
    };
    Some(((from, to), false))
}

/// Puts the ends of a range in order; at least one must be there.
fn in_order(one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> Option<(Ends, bool)> {
    match (one, other) {
        (None, None) => None,
        (Some(one), Some(other)) if other.1 < one.0 => Some(((Some(other.0), Some(one.1)), true)),
        (one, other) => Some(((one.map(|one| one.0), other.map(|other| other.1)), false)),
    }
}

enum Parts<'a> {
    One(&'a str),
    From(&'a str),
    Behind(&'a str),
    To(&'a str),
    Before(&'a str),
    Both(&'a str, &'a str),
}

/// Makes a range of its single end.
type OneEnd = for<'a> fn(&'a str) -> Parts<'a>;

/// Signs before a single end; the longer ones first.
const SIGNS: [(&str, OneEnd); 6] = [
    (">=", |end| Parts::From(end)),
    ("<=", |end| Parts::To(end)),
    ("≥", |end| Parts::From(end)),
    ("≤", |end| Parts::To(end)),
    (">", |end| Parts::Behind(end)),
    ("<", |end| Parts::Before(end)),
];

fn parts(value: &str) -> Parts<'_> {
    if let Some((rest, part)) = SIGNS.iter().find_map(|(sign, part)| Some((value.strip_prefix(sign)?, part))) {
        return part(rest.trim());
    }
    let bracketed = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some((one, other)) = bracketed.and_then(|inner| inner.split_once(" TO ")) {
        return Parts::Both(open(one), open(other));
    }
    match value.split_once("..") {
        Some((one, other)) => Parts::Both(one, other),
        None => Parts::One(value),
    }
}

/// In square brackets a star is an open end.
fn open(end: &str) -> &str {
    if end.trim() == "*" { "" } else { end }
}

fn year(typed: &str) -> Option<i64> {
    let is_year = typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|_| is_year)
}

/// Returns the first and the last day of a day, a month or a year: `2019-07-01`, `01/07/2019`, `2019-07`, `7/2019`.
fn span(typed: &str) -> Option<(i64, i64)> {
    let parts: Vec<&str> = typed.split(['-', '/', '.', '–']).collect();
    let (year_part, month, day) = match parts[..] {
        [only] => (only, None, None),
        [one, other] if one.len() == 4 => (one, Some(other), None),
        [one, other] => (other, Some(one), None),
        [one, month, day] if one.len() == 4 => (one, Some(month), Some(day)),
        [day, month, last] => (last, Some(month), Some(day)),
        _ => return None,
    };
    let year = i16::try_from(year(year_part)?).ok()?;
    let first = Date::new(year, month.map_or(Some(1), small)?, day.map_or(Some(1), small)?).ok()?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, None) => first.last_of_year(),
    };
    Some((days_to(first)?, days_to(last)?))
}

fn small(typed: &str) -> Option<i8> {
    let is_small = (1..=2).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|_| is_small)
}

fn days_to(date: Date) -> Option<i64> {
    date.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| i64::from(span.get_days()))
}

/// Returns the date of a day; `None` outside of the years of four digits.
fn date_of(days: i64) -> Option<Date> {
    let date = jiff::civil::date(1970, 1, 1).checked_add(i32::try_from(days).ok()?.days()).ok()?;
    (0..=9_999).contains(&date.year()).then_some(date)
}

/// Returns days as a value that [`days`] reads.
pub(super) fn show(days: Days) -> String {
    let day = |end: Option<i64>| end.and_then(date_of).map(|date| date.to_string()).unwrap_or_default();
    match days {
        Days::Missing => MISSING.to_owned(),
        Days::Within(from, to) if from == to => day(from),
        Days::Within(from, to) => format!("{}..{}", day(from), day(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_all_forms() {
        let cases = [
            ("2020", Some("2020")),
            ("2020..2024", Some("2020..2024")),
            ("[2015 TO 2020]", Some("2015..2020")),
            ("[2015 TO *]", Some("2015..")),
            (">=2020", Some("2020..")),
            (">2020", Some("2021..")),
            ("<2020", Some("..2019")),
            ("<= 2020,", Some("..2020")),
            ("!2020", Some("!2020")),
            ("!~missing", Some("!~missing")),
            ("2024..2020", Some("2020..2024")),
            ("..", None),
            ("", None),
            ("20", None),
            ("2020..x", None),
            ("99999", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(years(typed).map(|meant| meant.value).as_deref(), expected, "{typed}");
        }
        assert!(years("2024..2020").unwrap().reversed && !years("2020..2020").unwrap().reversed);
    }

    #[test]
    fn days_in_all_forms() {
        let cases = [
            ("2019-07-01", Some("2019-07-01")),
            ("1/7/2019", Some("2019-07-01")),
            ("01.07.2019..31.12.2019", Some("2019-07-01..2019-12-31")),
            (">=2019-07-01", Some("2019-07-01..")),
            (">2019-07-31", Some("2019-08-01..")),
            ("<2019", Some("..2018-12-31")),
            ("2019-02", Some("2019-02-01..2019-02-28")),
            ("2/2020", Some("2020-02-01..2020-02-29")),
            ("2019", Some("2019-01-01..2019-12-31")),
            ("[2019-07 TO 2019-08]", Some("2019-07-01..2019-08-31")),
            ("~missing", Some("~missing")),
            ("30/2/2020", None),
            ("2019-13", None),
            (">9999", None),
            ("<0000", None),
            ("hôm qua", None),
            ("1-2-3-4", None),
        ];
        for (typed, expected) in cases {
            let read = days(typed).map(|meant| show(meant.value));
            assert_eq!(read.as_deref(), expected, "{typed}");
            if let Some(read) = read {
                assert_eq!(days(&read), days(typed), "{typed}");
            }
        }
    }
}
