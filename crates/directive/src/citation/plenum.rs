//! Resolutions of plenums: `Nghị quyết Trung ương 4 (khóa XI, khóa XII)` is one surface and two documents.

use std::sync::LazyLock;

use regex::Regex;

use super::mention::Mention;
use super::time::Time;
use crate::kind::Kind;
use crate::text::Page;

static PLENUM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"([Nn]ghị\s+quyết|[Kk]ết\s+luận)\s+(?:của\s+)?(?:(?:[Hh]ội\s+nghị\s+)?(?:Ban\s+Chấp\s+hành\s+)?Trung\s+ương(?:\s+Đảng)?(?:\s+lần\s+thứ)?\s+([[:alnum:]]{1,2}|nhất|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)|[Hh]ội\s+nghị\s+lần\s+thứ\s+(\d{1,2}|nhất|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười),?\s+(?:của\s+)?(?:Ban\s+Chấp\s+hành\s+)?Trung\s+ương(?:\s+Đảng)?)(?:(?-u:\b))(\s*,?\s*\(?\s*[Kk]hóa\s+[IVX]+(?-u:\b)(?:\s*(?:,|;|và)\s*(?:[Kk]hóa\s+)?[IVX]+(?-u:\b))*\s*\)?)?",
    )
    .ok()
});
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u:\b)[IVX]+(?-u:\b)").ok());

const ORDINALS: &[(&str, &str)] = &[
    ("nhất", "1"),
    ("hai", "2"),
    ("ba", "3"),
    ("bốn", "4"),
    ("tư", "4"),
    ("năm", "5"),
    ("sáu", "6"),
    ("bảy", "7"),
    ("tám", "8"),
    ("chín", "9"),
    ("mười", "10"),
];

/// Returns the mentions of plenum resolutions; a surface that names several terms is mentioned once for each.
pub(super) fn mentions(page: &Page<'_>) -> Vec<Mention> {
    let Some(pattern) = PLENUM.as_ref().filter(|_| page.holds("Trung")) else { return Vec::new() };
    let mut mentions = Vec::new();
    for found in pattern.captures_iter(&page.text) {
        let (Some(whole), Some(word)) = (found.get(0), found.get(1)) else { continue };
        let Some(ordinal) = found.get(2).or(found.get(3)).and_then(|ordinal| digits(ordinal.as_str())) else {
            continue;
        };
        let kind = Kind::opening(word.as_str()).map(|(kind, _)| kind);
        let mention = Mention::named(whole.range(), kind, format!("hoi-nghi-tw-{ordinal}"));
        let terms = found.get(4).map_or("", |terms| terms.as_str());
        let before = mentions.len();
        mentions
            .extend(TERM.iter().flat_map(|term| term.find_iter(terms)).map(|term| of_term(&mention, term.as_str())));
        if mentions.len() == before {
            mentions.push(mention);
        }
    }
    mentions
}

fn of_term(mention: &Mention, term: &str) -> Mention {
    let issuer = Some(format!("Ban Chấp hành Trung ương khóa {term}").into());
    Mention { time: Time::term(format!("khoa-{term}")), issuer, ..mention.clone() }
}

/// Returns the ordinal of a plenum in digits.
fn digits(ordinal: &str) -> Option<&str> {
    let small = ORDINALS.iter().find(|(word, _)| *word == ordinal).map(|(_, digits)| *digits);
    small.or_else(|| ordinal.bytes().all(|byte| byte.is_ascii_digit()).then_some(ordinal))
}
