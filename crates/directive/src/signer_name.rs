//! The names of persons under signatures: what looks like one, without rank, whatever its casing and its lines.
//!
//! Apart from the block of the signature, which knows where a name may stand.

use std::ops::Range;

use crate::text::{Page, is_capitals};

/// Ranks and degrees before a name.
const RANKS: &[&str] =
    &["Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "GS.", "PGS.", "TS.", "ThS."];

/// What stands for the signature itself.
const SEALS: &[&str] = &["(Đã ký)", "( Đã ký)", "(đã ký)", "(Đã kí)", "Đã ký:", "Đã ký"];

/// First words of lines with capitals that are no names.
const NO_NAMES: &[&str] = &[
    "noi", "nhu", "luu", "cac", "dieu", "chuong", "phu", "mau", "ky", "da", "can", "van", "ban", "bo", "cong", "uy",
    "so",
];

/// First words that a name in capitals must have: the family names that most people bear.
const FAMILIES: &[&str] = &[
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
    "ly", "dinh", "dao", "mai", "trinh", "truong", "lam", "doan", "luong", "luu", "ha", "cao", "thai", "chau", "ta",
    "to", "tong", "quach", "kieu", "lo", "nong",
];

/// Returns a name whose family name stands on a line of its own: `Mai⏎Sơn`.
pub(crate) fn name_over_lines(page: &Page<'_>, at: usize) -> Option<Range<usize>> {
    let family = page.line(at).trim();
    let (first, next) = (page.lines.get(at)?, page.lines.get(at + 1)?);
    let first_name = family.split(' ').next().unwrap_or_default();
    let known = !is_capitals(family)
        && family.split(' ').count() <= 2
        && family.split(' ').all(plain_word)
        && FAMILIES.contains(&vietnamese::fold(first_name).as_str());
    if !known || next.after_gap {
        return None;
    }
    let rest: Vec<&str> = page.line(at + 1).split(' ').collect();
    let most = if family.contains(' ') { 1 } else { 4 };
    let begins_anew = NO_NAMES.contains(&vietnamese::fold(rest.first().copied().unwrap_or_default()).as_str());
    let plain = rest.iter().all(|word| plain_word(word)) && !is_capitals(page.line(at + 1));
    let named = (1..=most).contains(&rest.len()) && plain && !begins_anew;
    named.then_some(first.range.start..next.range.end)
}

fn plain_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
}

/// Tells whether a text is the name of a person and no more, by a family name that most people bear.
pub(crate) fn is_person(text: &str) -> bool {
    let family = text.split(' ').next().is_some_and(|first| FAMILIES.contains(&vietnamese::fold(first).as_str()));
    family && name(text) == Some(text)
}

/// Returns the name that a line is, without rank.
pub(crate) fn name(line: &str) -> Option<&str> {
    let mut name = SEALS.iter().find_map(|seal| line.trim().strip_prefix(seal)).unwrap_or(line).trim();
    while let Some(rest) = RANKS.iter().find_map(|rank| name.strip_prefix(rank)) {
        name = rest.trim_start();
    }
    let ranked = name.len() < line.trim().len();
    let words: Vec<&str> = name.split(' ').collect();
    let plain = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    let first = vietnamese::fold(words.first()?);
    let family = FAMILIES.contains(&first.as_str());
    let known = if is_capitals(name) { family } else { family || ranked || !NO_NAMES.contains(&first.as_str()) };
    ((2..=6).contains(&words.len()) && words.iter().all(plain) && known).then_some(name)
}

/// Returns a name in one casing.
pub(crate) fn named(name: &str) -> String {
    if !is_capitals(name) {
        return name.to_owned();
    }
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}
