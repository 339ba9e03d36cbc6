//! The names of issuers: one label for each body, however its letterhead prints it.
//!
//! Letterheads are in capitals (`TỈNH ỦY HƯNG YÊN`), signatures and sentences are not. Equal bodies must be equal
//! strings, so every name is cased anew: by the tables where they know it, by what Vietnamese capitalises elsewhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::issuer_table::{ISSUERS, Row};
use crate::issuer_words::{BEFORE_PLACES, PROPER};
use crate::level::Level;
use crate::province::Province;

/// No body has a longer name, in bytes.
const LONGEST: usize = 300;

static NAMES: LazyLock<(Option<AhoCorasick>, Vec<String>)> = LazyLock::new(|| {
    let provinces = Province::all().map(Province::name);
    let names = PROPER.iter().copied().chain(ISSUERS.iter().map(|row| row.name)).chain(provinces);
    let names: Vec<String> = names.map(|name| vietnamese::normalise(name).text).collect();
    let small = names.iter().map(|name| name.to_lowercase());
    (AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(small).ok(), names)
});

/// Whole names of the tables by their letters without marks: a scan loses marks (`CHÍNH PHÙ`). Names that differ by marks
/// only are left out.
static BY_LETTERS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names: HashMap<String, Option<&'static str>> = HashMap::new();
    for Row { name, .. } in ISSUERS {
        let known = names.entry(vietnamese::fold(&vietnamese::normalise(name).text)).or_insert(Some(name));
        *known = known.filter(|known| known == name);
    }
    names.into_iter().filter_map(|(letters, name)| Some((letters, name?))).collect()
});

/// Spells the bodies out that letterheads abbreviate.
fn spelt_out(small: &str) -> Cow<'_, str> {
    const SHORT: &[(&str, &str)] = &[("ubnd ", "ủy ban nhân dân "), ("hđnd ", "hội đồng nhân dân ")];
    let found = SHORT.iter().find_map(|(short, name)| Some(format!("{name}{}", small.strip_prefix(short)?)));
    found.map_or(Cow::Borrowed(small), Cow::Owned)
}

/// Returns the label of a body, whatever the case it was printed in.
///
/// A letterhead in two lines (superior, unit) keeps both, since `Cục Thuế` or `Sở Y tế` alone name no single body.
pub(crate) fn label(printed: &str) -> String {
    let printed = &printed[..printed.floor_char_boundary(LONGEST.min(printed.len()))];
    let normal = vietnamese::normalise(printed).text;
    let small = normal.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let small = spelt_out(small.trim_matches(|found: char| !found.is_alphanumeric()));
    let small = small.as_ref();
    let mut label = String::with_capacity(small.len());
    let mut at = 0;
    if let (Some(finder), names) = &*NAMES {
        for found in finder.find_iter(small).filter(|found| is_whole(small, found.range())) {
            push_words(&mut label, &small[at..found.start()]);
            label.push_str(&names[found.pattern().as_usize()]);
            at = found.end();
        }
    }
    push_words(&mut label, &small[at..]);
    let label = capitalised(&label);
    BY_LETTERS.get(&vietnamese::fold(&label)).map_or(label, |name| (*name).to_owned())
}

/// Tells whether a name is that of a body in the table.
pub(crate) fn is_known(printed: &str) -> bool {
    let label = label(printed);
    ISSUERS.iter().any(|row| row.name == label)
}

fn is_whole(text: &str, range: std::ops::Range<usize>) -> bool {
    !text[..range.start].ends_with(char::is_alphanumeric) && !text[range.end..].starts_with(char::is_alphanumeric)
}

/// Appends words that no table knows: names of places get capitals, other words stay small.
fn push_words(label: &mut String, words: &str) {
    for word in words.split_inclusive(' ') {
        let small = label.to_lowercase();
        let place = BEFORE_PLACES.iter().any(|lead| is_after(&small, lead));
        let named = label.split(' ').next_back().is_none_or(str::is_empty) && ends_with_place(label);
        if (place || named) && !BEFORE_PLACES.contains(&word.trim()) {
            label.push_str(&capitalised(word));
        } else {
            label.push_str(word);
        }
    }
}

fn is_after(label: &str, lead: &str) -> bool {
    label.trim_end().strip_suffix(lead).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

/// Tells whether the last word is part of the name of a place: it has a capital, and a lead word stands before its run.
fn ends_with_place(label: &str) -> bool {
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let words: Vec<&str> = label.split_whitespace().collect();
    let run = words.iter().rev().take_while(|word| capital(word)).count();
    let lead = words.get(words.len().saturating_sub(run + 1)).map(|word| word.to_lowercase());
    run > 0 && lead.is_some_and(|lead| BEFORE_PLACES.iter().any(|known| known.ends_with(&lead)))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the level of a body, by its label.
pub(crate) fn level(label: &str) -> Option<Level> {
    let body = label.split(" - ").next().unwrap_or(label);
    let unit = label.rsplit(" - ").next().unwrap_or(label);
    if unit != label && of_province(unit).is_some() {
        return Some(Level::Province);
    }
    if let Some(level) = ISSUERS.iter().find(|row| row.name == label || row.name == body).and_then(|row| row.level) {
        return Some(level);
    }
    let small = label.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| contains_word(&small, word));
    let opens = |words: &[&str]| words.iter().any(|word| small.starts_with(word));
    let province = of_province(label);
    match () {
        () if opens(&["bộ chính trị"]) => Some(Level::Central),
        () if opens(&["bộ ", "cục", "tổng cục", "ngân hàng", "bảo hiểm xã hội việt nam", "viện hàn lâm"]) => {
            Some(Level::Ministry)
        }
        () if has(&["trung ương", "chính phủ", "quốc hội", "bộ chính trị", "ban bí thư"]) => {
            Some(Level::Central)
        }
        () if has(&["huyện", "quận", "thị xã", "huyện ủy", "quận ủy", "thị ủy"]) => {
            Some(Level::District)
        }
        () if has(&["xã", "phường", "thị trấn", "đặc khu"]) => Some(Level::Commune),
        () if has(&["tỉnh", "tỉnh ủy"]) || opens(&["sở "]) || province.is_some_and(Province::is_city) => {
            Some(Level::Province)
        }
        () if has(&["thành phố", "thành ủy"]) => Some(Level::District),
        () => None,
    }
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| is_whole(text, at..at + word.len()))
}

/// Returns the province in the name of a provincial body: `Ủy ban nhân dân tỉnh Hà Tĩnh`.
pub(crate) fn of_province(label: &str) -> Option<Province> {
    const LEADS: &[&str] = &["tỉnh", "tỉnh ủy", "thành phố", "thành ủy"];
    let mut found = None;
    Province::each_printed(label, |range, province| {
        let before = label[..range.start].to_lowercase();
        let led =
            LEADS.iter().any(|lead| is_after(&before, lead)) || label[range].to_lowercase().starts_with("thành phố");
        let city = before.trim_end().ends_with("thành phố") || before.trim_end().ends_with("thành ủy");
        if led && (!city || province.is_city()) {
            found = Some(province);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_levels_and_provinces() {
        let cases = [
            ("TỈNH ỦY HƯNG YÊN", "Tỉnh ủy Hưng Yên", Some(Level::Province), Some("hung-yen")),
            ("TỈNH UỶ HƯNG YÊN", "Tỉnh ủy Hưng Yên", Some(Level::Province), Some("hung-yen")),
            ("THÀNH ỦY HÀ NỘI", "Thành ủy Hà Nội", Some(Level::Province), Some("ha-noi")),
            ("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "Ủy ban nhân dân tỉnh Hà Tĩnh", Some(Level::Province), Some("ha-tinh")),
            ("HUYỆN ỦY DI LINH", "Huyện ủy Di Linh", Some(Level::District), None),
            ("ỦY BAN NHÂN DÂN XÃ TÂN AN HỘI", "Ủy ban nhân dân xã Tân An Hội", Some(Level::Commune), None),
            ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường", Some(Level::Ministry), None),
            ("BỘ TÀI CHÍNH - CỤC THUẾ", "Bộ Tài chính - Cục Thuế", Some(Level::Ministry), None),
            ("UỶ BAN THƯỜNG VỤ QUỐC HỘI", "Ủy ban Thường vụ Quốc hội", Some(Level::Central), None),
            ("THÀNH ỦY THÁI NGUYÊN", "Thành ủy Thái Nguyên", Some(Level::District), None),
            ("CHÍNH PHỦ", "Chính phủ", Some(Level::Central), None),
            ("BỘ CHÍNH TRỊ", "Bộ Chính trị", Some(Level::Central), None),
        ];
        for (printed, expected, expected_level, province) in cases {
            let label = label(printed);
            assert_eq!(label, expected);
            assert_eq!(level(&label), expected_level, "{label}");
            assert_eq!(of_province(&label).map(Province::slug), province, "{label}");
        }
    }
}
