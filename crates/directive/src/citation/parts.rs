//! What stands around a number in a text: the kind before it; date, issuer and title behind it.
//!
//! Every look is bounded, so that reading stays linear in the text whatever it holds.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::date;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::text::{Page, one_line};

/// How far the name of a law may stand before its number.
const LAW_NAME: usize = 220;
/// How far an issuer and a title may reach.
const ISSUER_REACH: usize = 320;
const TITLE_REACH: usize = 900;

/// The parts of one mention.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) kind: Option<Kind>,
    /// Whether a word says the kind, not only the letters of the number.
    pub(super) says_kind: bool,
    /// Kind word, number and date, in the joined view.
    pub(super) surface: Range<usize>,
    pub(super) date: Option<Date>,
    pub(super) issuer: Option<String>,
    /// The term of the issuer: the `XII` of `khóa XII`.
    pub(super) term: Option<String>,
    pub(super) quoted_title: Option<String>,
}

/// Reads what stands around the number at `at`; `stop` is where the next number begins.
pub(super) fn read(page: &Page<'_>, at: Range<usize>, number: &DocumentNumber, stop: usize) -> Parts {
    let (kind, start, says_kind) = kind_before(page, at.start, number);
    let dated = date::opening(page.ahead(at.end, 60)).filter(|(_, length)| at.end + length <= stop);
    let end = dated.map_or(at.end, |(_, length)| at.end + length);
    let (issuer, issuer_end) = issuer_behind(page, end);
    let issuer = issuer.or_else(|| issuer_before(page, start));
    let term = issuer.as_deref().and_then(term);
    let quoted_title = title_behind(page, issuer_end);
    let date = dated.map(|(date, _)| date);
    Parts { kind, says_kind, surface: start..end, date, issuer, term, quoted_title }
}

/// Returns the kind before a number, where its word begins, and whether there is a word.
fn kind_before(page: &Page<'_>, at: usize, number: &DocumentNumber) -> (Option<Kind>, usize, bool) {
    let (before, offset) = page.behind(at, 60);
    let trimmed = before.trim_end();
    let without = trimmed.trim_end_matches([':', '.']).trim_end();
    let bare = without.strip_suffix("số").or_else(|| without.strip_suffix("Số")).map_or(trimmed, str::trim_end);
    if let Some((kind, start)) = Kind::closing(bare) {
        return (Some(kind), offset + start, true);
    }
    if let Some((kind, start)) = law_before(page, at).filter(|_| number.to_string().contains("QH")) {
        return (Some(kind), start, true);
    }
    (number.kind().or_else(|| number.is_letter().then(|| Kind::named("cong-van")).flatten()), at, false)
}

/// Returns the law whose name stands between its kind and its number: `Luật Đất đai số 31/2024/QH15`.
fn law_before(page: &Page<'_>, at: usize) -> Option<(Kind, usize)> {
    const WORDS: &[&str] = &["Bộ luật ", "Luật ", "Pháp lệnh ", "Nghị quyết "];
    let (before, offset) = page.behind(at, LAW_NAME);
    let clause = before.rfind([';', '.', '"']).map_or(0, |end| end + 1);
    let last = WORDS.iter().filter_map(|word| before[clause..].rfind(word).map(|start| (clause + start, *word)));
    let (start, word) = last.max_by_key(|(start, word)| (*start + word.len(), word.len()))?;
    // Digits between are another number: this one is a later member of its list.
    if before[start..].contains(|found: char| found.is_ascii_digit()) {
        return None;
    }
    Some((Kind::named(word)?, offset + start))
}

static ISSUER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\s,]*(?:của|do|giữa)\s+").ok());
/// A body's name is done where a verb, a sign or the title begins.
static ISSUER_END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"[,;.:"()\[\]]|\s(?:về|quy\s+định|hướng\s+dẫn|sửa\s+đổi|phê\s+duyệt|ban\s+hành|thực\s+hiện|triển\s+khai|và\s+(?:\p{Lu}\p{L}+\s+\p{L}+\s+số|các\s+văn)|tại|trong|trên|để|được|đảm\s+bảo|bảo\s+đảm|gắn|theo|nhằm|là|có|đã|cho|thì|đến|từ|-)(?:\s|$)"#,
    )
    .ok()
});
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s*\(?\s*khóa\s+([IVXL]+)\s*\)?").ok());
static ANY_TERM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"khóa\s+([IVXL]+)").ok());

/// Returns the issuer behind a number or its date, as printed, and where it ends.
fn issuer_behind(page: &Page<'_>, at: usize) -> (Option<String>, usize) {
    let ahead = page.ahead(at, ISSUER_REACH);
    let Some(lead) = ISSUER.as_ref().and_then(|pattern| pattern.find(ahead)) else { return (None, at) };
    let name = &ahead[lead.end()..];
    if !name.starts_with(char::is_uppercase) {
        return (None, at);
    }
    let length = ISSUER_END.as_ref().and_then(|pattern| pattern.find(name)).map_or(name.len(), |found| found.start());
    let term = TERM.as_ref().and_then(|pattern| pattern.find(&name[length..])).map_or(0, |found| found.end());
    let (start, end) = (at + lead.end(), at + lead.end() + length + term);
    (Some(page.printed(start..end)), end)
}

fn term(issuer: &str) -> Option<String> {
    let normal = vietnamese::normalise(issuer).text;
    let found = ANY_TERM.as_ref()?.captures(&normal)?;
    Some(found.get(1)?.as_str().to_owned())
}

/// Bodies that issue, by how their names begin.
const BODIES: &[&str] = &[
    "Ban Thường vụ",
    "Ban Chấp hành",
    "Ban Bí thư",
    "Bộ Chính trị",
    "Thường trực",
    "Tỉnh ủy",
    "Thành ủy",
    "Huyện ủy",
    "Đảng ủy",
    "Ủy ban nhân dân",
    "UBND",
    "Hội đồng nhân dân",
    "HĐND",
    "Chính phủ",
    "Thủ tướng",
    "Quốc hội",
    "Bộ ",
];

/// Returns the issuer before a citation: `Tỉnh ủy Hưng Yên đã ban hành Nghị quyết số …`.
fn issuer_before(page: &Page<'_>, start: usize) -> Option<String> {
    const REACH: usize = 140;
    let (text, offset) = page.behind(start, REACH);
    let verb = text.trim_end().strip_suffix("hành")?.trim_end().strip_suffix("ban")?.trim_end();
    let name = ["đã", "vừa", "mới"].iter().find_map(|word| verb.strip_suffix(word)).unwrap_or(verb).trim_end();
    let clause = name.rfind([',', ';', '.', ':', '(', ')']).map_or(0, |end| end + 1);
    let begin = BODIES.iter().filter_map(|body| name[clause..].find(body)).min()? + clause;
    let breaks = name[begin..].contains(" ngày ") || name[begin..].contains(" tháng ");
    (!breaks).then(|| page.printed(offset + begin..offset + name.len()))
}

static TITLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"^[\s,]*(?:(?i:về(?:\s+việc)?)|phê\s+duyệt|ban\s+hành)?\s*"([^"]+)""#).ok());

/// Returns the title in quotation marks that opens the text at `at`. Quotes further on are words inside a title.
fn title_behind(page: &Page<'_>, at: usize) -> Option<String> {
    let found = TITLE.as_ref()?.captures(page.ahead(at, TITLE_REACH))?;
    let inner = found.get(1)?;
    Some(one_line(&page.printed(at + inner.start()..at + inner.end())))
}
