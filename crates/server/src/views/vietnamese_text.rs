//! The words of the pages that depend on data: names of facets, numbers and dates as they are written in Vietnamese.

use search::{Expansion, Facet};

/// Returns the name of a facet.
pub(crate) fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Province => "Tỉnh khi ban hành",
        Facet::ProvinceNow => "Tỉnh hiện nay",
        Facet::Level => "Cấp ban hành",
        Facet::Kind => "Thể loại",
        Facet::Issuer => "Cơ quan ban hành",
        Facet::Year => "Năm ban hành",
        Facet::Cites => "Văn bản viện dẫn",
        Facet::Signer => "Người ký",
    }
}

/// Returns the value of a filter as a person would say it.
pub(crate) fn filter_value(value: &str, label: Option<&str>) -> String {
    if let Some(excluded) = value.strip_prefix('!') {
        return format!("trừ {}", filter_value(excluded, label));
    }
    match value.split_once("..") {
        _ if value == "~missing" => "không rõ".to_owned(),
        Some((from, to)) => format!("{from}–{to}"),
        None => label.unwrap_or(value).to_owned(),
    }
}

/// Returns a count with its thousands parted: `1.284`.
pub(crate) fn count(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Returns a day as it is written: `2026-05-12` is `12/5/2026`.
pub(crate) fn date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').map(|part| part.trim_start_matches('0')).collect();
    match parts[..] {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// Returns a text with its first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns what was looked for besides something that was typed.
pub(crate) fn expansion(expansion: &Expansion) -> String {
    let to: Vec<String> = expansion.to.iter().map(|to| format!("“{to}”")).collect();
    format!("{} (cho “{}”)", to.join(", "), expansion.term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days() {
        for (number, text) in [(0, "0"), (999, "999"), (1284, "1.284"), (1_000_000, "1.000.000")] {
            assert_eq!(count(number), text);
        }
        assert_eq!(date("2026-05-12"), "12/5/2026");
        assert_eq!(date("không"), "không");
        assert_eq!(capitalised("ủy ban"), "Ủy ban");
    }

    #[test]
    fn values_of_filters() {
        for (value, label, text) in [
            ("ha-giang", Some("Hà Giang"), "Hà Giang"),
            ("!ha-giang", Some("Hà Giang"), "trừ Hà Giang"),
            ("~missing", None, "không rõ"),
            ("2015..2020", None, "2015–2020"),
        ] {
            assert_eq!(filter_value(value, label), text);
        }
    }
}
