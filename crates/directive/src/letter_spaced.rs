//! Letterheads that a converter took apart into letters: `ỦY B AN NHÂN D Â N TỈNH`.
//!
//! Only what can be put together again without rest from names that the tables know is put together.

use std::sync::LazyLock;

use crate::issuer_table::ISSUERS;
use crate::issuer_words::{BEFORE_PLACES, PROPER};
use crate::province::Province;

/// So many letters that stand alone make a line suspect; the capital names of bodies have none.
const ALONE: usize = 3;

/// Known names in capitals, without spaces and with them, longest first.
static NAMES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let provinces = Province::all().map(Province::name);
    let known = PROPER.iter().chain(BEFORE_PLACES).copied().chain(ISSUERS.iter().map(|row| row.name)).chain(provinces);
    let spelt = known.map(|name| vietnamese::normalise(name).text.to_uppercase());
    let mut names: Vec<_> = spelt.map(|name| (name.replace(' ', ""), name)).collect();
    names.sort_by_key(|(closed, _)| std::cmp::Reverse(closed.len()));
    names
});

/// Returns a line in capitals with its words put together again; none where it is not spaced, or holds what no table
/// knows.
pub(crate) fn closed_up(line: &str) -> Option<String> {
    if line.split(' ').filter(|word| word.chars().count() == 1).count() < ALONE {
        return None;
    }
    let closed: String = line.chars().filter(|found| *found != ' ').collect();
    let (mut rest, mut words) = (closed.as_str(), Vec::new());
    while !rest.is_empty() {
        let (closed, name) = NAMES.iter().find(|(closed, _)| rest.starts_with(closed))?;
        words.push(name.as_str());
        rest = &rest[closed.len()..];
    }
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let cases = [
            ("ỦY B AN NHÂN D Â N T ỈNH Hà TĨNH", None),
            ("ỦY B AN NHÂN D Â N T ỈNH H À TĨNH", Some("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH")),
            ("B Ộ Y T Ế", Some("BỘ Y TẾ")),
            ("ỦY BAN NHÂN DÂN", None),
            ("X Y Z T", None),
        ];
        for (line, expected) in cases {
            assert_eq!(closed_up(line).as_deref(), expected, "{line}");
        }
    }
}
