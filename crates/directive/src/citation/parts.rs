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
use crate::text::Page;

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
    pub(super) issuer: Option<Box<str>>,
    /// The term of the issuer: the `XII` of `khóa XII`.
    pub(super) term: Option<String>,
    pub(super) quoted_title: Option<Box<str>>,
}

/// Reads what stands around the number at `at`; `stop` is where the next number begins.
pub(super) fn read(page: &Page<'_>, at: Range<usize>, number: &DocumentNumber, stop: usize) -> Parts {
    let (kind, start, says_kind) = kind_before(page, at.start, number);
    let dated = date::opening(page.ahead(at.end, 60)).filter(|(_, length)| at.end + length <= stop);
    let end = dated.map_or(at.end, |(_, length)| at.end + length);
    let issuer = issuer_behind(page, end);
    let quoted_title = title_behind(page, issuer.as_ref().map_or(end, |range| range.end)).map(Into::into);
    let issuer = issuer.or_else(|| issuer_before(page, start));
    let (issuer, term) = issuer.map_or((None, None), |range| named(page, range));
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
    let law = number.names_assembly().then(|| law_before(page, at)).flatten();
    if let Some((kind, start)) = law {
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

/// What stands before an issuer.
const LEADS: &[&str] = &["của", "do", "giữa"];
/// A body's name is done where one of these words begins, or two: a verb, or one that opens the title.
const ISSUER_ENDS: &[(&str, &str)] = &[
    ("về", ""),
    ("quy", "định"),
    ("hướng", "dẫn"),
    ("sửa", "đổi"),
    ("phê", "duyệt"),
    ("ban", "hành"),
    ("thực", "hiện"),
    ("triển", "khai"),
    ("tại", ""),
    ("trong", ""),
    ("trên", ""),
    ("để", ""),
    ("được", ""),
    ("đảm", "bảo"),
    ("bảo", "đảm"),
    ("gắn", ""),
    ("theo", ""),
    ("nhằm", ""),
    ("là", ""),
    ("có", ""),
    ("đã", ""),
    ("cho", ""),
    ("thì", ""),
    ("đến", ""),
    ("từ", ""),
    ("-", ""),
];
/// Or where the next document begins: `và Quyết định số …`, `và các văn bản …`.
static NEXT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^và\s+(?:\p{Lu}\p{L}+\s+\p{L}+\s+số|các\s+văn)(?:\s|$)").ok());
static TERM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s*\(?\s*khóa\s+([IVXL]+)\s*\)?").ok());
static ANY_TERM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"khóa\s+([IVXL]+)").ok());

/// Returns where the issuer stands behind a number or its date.
fn issuer_behind(page: &Page<'_>, at: usize) -> Option<Range<usize>> {
    let ahead = page.ahead(at, ISSUER_REACH);
    let lead = ahead.trim_start_matches(is_gap);
    let body = LEADS.iter().find_map(|word| lead.strip_prefix(word))?;
    let name = body.trim_start();
    if name.len() == body.len() || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let length = issuer_length(name);
    let may_be_term = name[length..].trim_start().starts_with(['k', '(']);
    let term = TERM.as_ref().filter(|_| may_be_term).and_then(|pattern| pattern.find(&name[length..]));
    let start = at + ahead.len() - name.len();
    Some(start..start + length + term.map_or(0, |found| found.end()))
}

/// Tells whether a character may stand between a citation and what belongs to it.
fn is_gap(found: char) -> bool {
    found == ',' || found.is_whitespace()
}

/// Returns the length of the name of a body that opens a text.
fn issuer_length(text: &str) -> usize {
    let ends = |(at, found): &(usize, char)| match found {
        ',' | ';' | '.' | ':' | '"' | '(' | ')' | '[' | ']' => true,
        found if found.is_whitespace() => ends_issuer(&text[at + found.len_utf8()..]),
        _ => false,
    };
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}

/// Tells whether the words that open a text end the name before them. Names go on with capitals: one look settles most.
fn ends_issuer(text: &str) -> bool {
    if text.starts_with(char::is_uppercase) {
        return false;
    }
    let word_end = |text: &str| text.find(char::is_whitespace).unwrap_or(text.len());
    let (first, rest) = text.split_at(word_end(text));
    let goes_on = |second: &str| {
        let next = rest.trim_start();
        second.is_empty() || next[..word_end(next)] == *second
    };
    ISSUER_ENDS.iter().any(|(word, second)| *word == first && goes_on(second))
        || (text.starts_with("và") && NEXT.as_ref().is_some_and(|pattern| pattern.is_match(text)))
}

/// Returns what stands behind words that open a text, with any white space between them; `None` if they do not.
fn behind<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    // Most differ in their first bytes, which costs less to see than to compare whole words.
    if text.bytes().zip(words.bytes()).take(3).any(|(found, expected)| found != expected) {
        return None;
    }
    let mut words = words.split(' ');
    let first = text.strip_prefix(words.next()?)?;
    words.try_fold(first, |rest, word| {
        let next = rest.trim_start();
        next.strip_prefix(word).filter(|_| next.len() < rest.len())
    })
}

/// Returns an issuer as printed, and the term of office that its name holds.
fn named(page: &Page<'_>, range: Range<usize>) -> (Option<Box<str>>, Option<String>) {
    const WORD: &[u8] = "khóa".as_bytes();
    // The name is short: to set up a search would cost more than this.
    let says_term = page.text.as_bytes()[range.clone()].windows(WORD.len()).any(|found| found == WORD);
    let issuer = page.printed(range);
    let term = says_term.then(|| term(&issuer)).flatten();
    (Some(issuer.into()), term)
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

/// Returns where the issuer stands before a citation: `Tỉnh ủy Hưng Yên đã ban hành Nghị quyết số …`.
fn issuer_before(page: &Page<'_>, start: usize) -> Option<Range<usize>> {
    const REACH: usize = 140;
    let (text, offset) = page.behind(start, REACH);
    let verb = text.trim_end().strip_suffix("hành")?.trim_end().strip_suffix("ban")?.trim_end();
    let name = ["đã", "vừa", "mới"].iter().find_map(|word| verb.strip_suffix(word)).unwrap_or(verb).trim_end();
    let clause = name.rfind([',', ';', '.', ':', '(', ')']).map_or(0, |end| end + 1);
    let begin = BODIES.iter().filter_map(|body| name[clause..].find(body)).min()? + clause;
    let breaks = name[begin..].contains(" ngày ") || name[begin..].contains(" tháng ");
    (!breaks).then(|| offset + begin..offset + name.len())
}

/// Words that may stand before a title; of two that begin alike, the longer comes first.
const TITLE_LEADS: &[&str] = &["về việc", "về", "Về việc", "Về", "VỀ VIỆC", "VỀ", "phê duyệt", "ban hành"];

/// Returns the title in quotation marks that opens the text at `at`. Quotes further on are words inside a title.
fn title_behind(page: &Page<'_>, at: usize) -> Option<String> {
    let ahead = page.ahead(at, TITLE_REACH);
    let rest = ahead.trim_start_matches(is_gap);
    let led = TITLE_LEADS.iter().find_map(|words| behind(rest, words)).unwrap_or(rest);
    let inner = led.trim_start().strip_prefix('"')?;
    let length = inner.find('"').filter(|length| *length > 0)?;
    let start = at + ahead.len() - inner.len();
    Some(page.printed(start..start + length))
}
