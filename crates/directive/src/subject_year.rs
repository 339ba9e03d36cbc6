//! The year that a subject speaks of, which is not the year of issue.
//!
//! Apart from the subject itself: it reads words that were found, wherever they stood.

use std::sync::LazyLock;

use regex::Regex;

use crate::fact::Fact;

static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(\p{L}+|\d+)?\s*(?-u:\b)năm\s+(\d{4})(?-u:\b)").ok());

/// Returns the one year that a subject speaks of: `nhiệm vụ năm 2024`. Horizons (`đến năm 2030`) and dates are none.
pub(crate) fn subject_year(title: &Fact<String>) -> Fact<i16> {
    let (Some(text), Some(span), Some(pattern)) = (&title.value, title.evidence.first(), &*YEAR) else {
        return Fact::default();
    };
    let mut years: Vec<i16> = Vec::new();
    for found in pattern.captures_iter(&vietnamese::normalise(text).text) {
        let before = found.get(1).map(|word| word.as_str().to_lowercase()).unwrap_or_default();
        let horizon = matches!(before.as_str(), "đến" | "từ" | "nhìn" | "trước" | "hết");
        let dated = before.starts_with(|digit: char| digit.is_ascii_digit());
        let year = found.get(2).and_then(|year| year.as_str().parse().ok());
        years.extend(year.filter(|_: &i16| !horizon && !dated));
    }
    years.dedup();
    match years.as_slice() {
        [only] if !text.to_lowercase().contains("luật") => Fact::stated(*only, *span),
        _ => Fact::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subject_years() {
        let cases = [("về an ninh năm 2024", Some(2024)), ("đến năm 2030", None), ("ngày 1 tháng 2 năm 2020", None)];
        for (text, expected) in cases {
            let title = Fact::stated(text.to_owned(), crate::fact::Span { start: 0, end: 0 });
            assert_eq!(subject_year(&title).value, expected, "{text}");
        }
    }
}
