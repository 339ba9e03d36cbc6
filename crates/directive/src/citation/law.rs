//! Laws cited by name: `Luật Công an nhân dân năm 2018`, `Luật Đất đai ngày 18 tháng 01 năm 2024`, `Hiến pháp năm 2013`.
//!
//! The name has no end of its own; the year or the date of the law ends it. Without them only the few codes whose names
//! are fixed are read.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};
use regex::Regex;

use super::mention::{Mention, Name};
use super::time::Time;
use crate::date;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::text::Page;

/// No law has a longer name, in bytes.
const LONGEST: usize = 260;

static OPENING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Hiến\s+pháp)(?-u:\b)").ok());
/// What ends a name: its year, its date, or a word that no name holds.
static ENDING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"\s*,?\s*\(?năm\s+(\d{4})(?-u:\b)|\s*,?\s*ngày\s|[;:."“()\d]|\s(?:được|đã|quy\s+định|trong|giai\s+đoạn|đến|từ|này|Bộ\s+luật|Luật|Pháp\s+lệnh|Hiến\s+pháp|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư|Chỉ\s+thị|Căn\s+cứ)(?:\s|$)"#,
    )
    .ok()
});

/// Codes whose names are fixed.
const CODES: &[&str] = &[
    "hình sự",
    "tố tụng hình sự",
    "dân sự",
    "tố tụng dân sự",
    "lao động",
    "hàng hải việt nam",
    "nước cộng hòa xã hội chủ nghĩa việt nam",
];

/// Returns the mentions of laws by name.
pub(super) fn mentions(page: &Page<'_>) -> Vec<Mention> {
    let Some(pattern) = OPENING.as_ref() else { return Vec::new() };
    let found =
        pattern.find_iter(&page.text).filter(|found| !page.text[..found.start()].ends_with(char::is_alphanumeric));
    found.filter_map(|found| read(page, found.start(), found.end())).collect()
}

fn read(page: &Page<'_>, start: usize, after: usize) -> Option<Mention> {
    let (kind, _) = Kind::opening(&page.text[start..after])?;
    let text = page.ahead(after, LONGEST);
    let ending = ENDING.as_ref()?.captures(text);
    let length = ending.as_ref().and_then(|ending| ending.get(0)).map_or(text.len(), |whole| whole.start());
    let year = ending.as_ref().and_then(|ending| ending.get(1));
    let name = text[..length].trim();
    if !is_name(name, kind) {
        return None;
    }
    let end = after + length;
    let dated = date::opening(page.ahead(end, 60));
    let (end, time) = match (year, &dated) {
        (Some(year), _) => (after + year.end() + closes(&text[length..]), Time::year(year.as_str())),
        (None, Some((date, length))) => (end + length, Time::Day(*date)),
        _ => return fixed(page, start..after, kind, name),
    };
    let mut mention = named(start..end, kind, name);
    mention.date = dated.filter(|_| year.is_none()).map(|(date, _)| date);
    mention.time = time;
    Some(mention)
}

/// Names of laws begin with a capital, or say that they amend; the constitution may have none.
fn is_name(name: &str, kind: Kind) -> bool {
    let constitution = kind.slug() == "hien-phap" && (name.is_empty() || name.starts_with("nước"));
    constitution || name.starts_with(char::is_uppercase) || name.starts_with("sửa")
}

/// Returns the length of the bracket that closes `(năm 2015)`.
fn closes(text: &str) -> usize {
    let open = text.find('(').zip(text.find("năm")).is_some_and(|(bracket, year)| bracket < year);
    usize::from(
        open && text.find(')').zip(text.find("năm")).is_some_and(|(close, year)| close <= year + "năm 2015".len()),
    )
}

/// Returns a law of a fixed name without a year.
fn fixed(page: &Page<'_>, opening: std::ops::Range<usize>, kind: Kind, name: &str) -> Option<Mention> {
    let small = name.to_lowercase().replace('\n', " ");
    let named_so =
        |code: &&&str| small.strip_prefix(**code).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let code = CODES.iter().filter(named_so).max_by_key(|code| code.len());
    let code = code.filter(|_| matches!(kind.slug(), "bo-luat" | "hien-phap"))?;
    let gap = page.text[opening.end..].len() - page.text[opening.end..].trim_start().len();
    let end = opening.end + gap + code.len();
    let name = page.text.get(opening.end..end)?;
    Some(named(opening.start..end, kind, name))
}

/// Gives laws cited by name the number under which the paper cites them elsewhere: `Luật Đất đai số 31/2024/QH15`, then
/// `Luật Đất đai năm 2024`.
pub(super) fn join_numbers(page: &Page<'_>, mentions: &mut [Mention]) {
    let mut numbers: HashMap<(Kind, String), &Mention> = HashMap::new();
    for mention in mentions.iter() {
        if let Some(named) = name_before_number(page, mention) {
            numbers.entry(named).or_insert(mention);
        }
    }
    let named = mentions.iter().enumerate().filter(|_| !numbers.is_empty());
    let joined: Vec<(usize, Mention)> = named
        .filter_map(|(at, mention)| {
            let (Some(kind), Name::Words(name)) = (mention.kind, &mention.name) else { return None };
            let numbered = numbers.get(&(kind, name.clone()))?;
            let year = numbered.number().and_then(DocumentNumber::year);
            let same = mention.time == Time::Open || year.is_some_and(|year| mention.time.is_in(year));
            same.then(|| (at, numbered.again(mention.surface.clone())))
        })
        .collect();
    for (at, mention) in joined {
        mentions[at] = mention;
    }
}

/// Returns the kind of a law and the name that stands between that and its number, as a slug.
fn name_before_number(page: &Page<'_>, mention: &Mention) -> Option<(Kind, String)> {
    mention.number()?;
    let kind = mention.kind.filter(|kind| matches!(kind.slug(), "luat" | "bo-luat" | "phap-lenh"))?;
    let surface = &page.text[mention.surface.clone()];
    let (named, length) = Kind::opening(surface)?;
    let digits = surface.find(|found: char| found.is_ascii_digit())?;
    let name = surface.get(length..digits)?.trim().trim_end_matches("số").trim();
    (named == kind && !name.is_empty()).then(|| (kind, vietnamese::slug(name)))
}

fn named(surface: std::ops::Range<usize>, kind: Kind, name: &str) -> Mention {
    let name = if kind.slug() == "hien-phap" { "hien-phap".to_owned() } else { vietnamese::slug(name) };
    let issuer = if kind.slug() == "phap-lenh" { "Ủy ban Thường vụ Quốc hội" } else { "Quốc hội" };
    Mention { issuer: Some(issuer.into()), ..Mention::named(surface, Some(kind), name) }
}
