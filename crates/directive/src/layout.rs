//! Where the parts of a paper begin: the heading, the subject of a letter, the addressees, the body.
//!
//! The columns of a letterhead come out of a PDF in any order, so no order is demanded: each part is known by how it opens.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::kind::Kind;
use crate::text::{Page, folded_opening, is_capitals};
use crate::title_words::NEVER_SUBJECTS;

/// No letterhead is longer, cover pages and signatures of the web included.
const HEAD_LINES: usize = 80;
/// Nor does it hold more text.
const HEAD_BYTES: usize = 12_000;

/// How bodies open, without marks.
const BODY_OPENINGS: &[&str] = &[
    "can cu ",
    "theo de nghi",
    "xet ",
    "thuc hien ",
    "dieu 1.",
    "dieu 1:",
    "dieu 1 ",
    "chuong i",
    "phan thu",
    "phan i",
    "i. ",
    "1. ",
    "thoi gian qua",
    "trong thoi gian",
    "de thuc hien",
    "nham ",
    "tiep theo ",
    "ngay ",
    "tra loi ",
    "quoc hoi ban hanh",
    "bo nhan duoc",
    "hien nay",
    "qua ",
    "noi nhan",
];

/// The heading that names the kind.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) kind: Kind,
    pub(crate) line: usize,
    /// The words that name the kind.
    pub(crate) range: Range<usize>,
}

/// The subject of a letter.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// What tells it: `V/v`; failing that, the `Về` that it begins with.
    pub(crate) mark: Range<usize>,
    /// The byte where it begins.
    pub(crate) start: usize,
}

/// The parts of a paper's head.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) heading: Option<Heading>,
    pub(crate) subject: Option<Subject>,
    /// The bytes of `Kính gửi:`.
    pub(crate) addressed: Option<Range<usize>>,
    /// The first line of the body.
    pub(crate) body: usize,
    /// The first line that is not letterhead.
    pub(crate) letterhead: usize,
}

static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|\s)[Vv]\s?/\s?[vV]\s*[:.]?\s+").ok());
static ADDRESSED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:^|\n)[\s\-+]*(?i:kính\s+gửi)\s*:?").ok());

impl Layout {
    pub(crate) fn read(page: &Page<'_>) -> Self {
        let body = body(page);
        let head = &page.text[..end_of(page, body)];
        let marked = SUBJECT.as_ref().and_then(|pattern| pattern.find(head));
        let addressed = ADDRESSED.as_ref().and_then(|pattern| pattern.find(head)).map(|found| found.range());
        let subject = marked
            .map(|found| Subject { mark: found.range(), start: found.end() })
            .or_else(|| unmarked_subject(page, addressed.as_ref()?.start));
        // What stands under the addressees is the body of a letter: no kind there is the paper's own.
        let before = addressed.as_ref().map_or(body, |range| page.line_at(range.end).min(body));
        let heading = heading(page, before);
        let letterhead = heading.as_ref().map_or(before, |heading| heading.line);
        Self { heading, subject, addressed, body, letterhead }
    }

    /// Returns the byte where the head ends.
    pub(crate) fn head_end(&self, page: &Page<'_>) -> usize {
        end_of(page, self.body)
    }
}

/// Returns the subject of a letter that leaves out `V/v`: a line over the addressees that begins with `Về`.
fn unmarked_subject(page: &Page<'_>, addressed: usize) -> Option<Subject> {
    const ABOUT: &str = "Về ";
    let above = page.lines.iter().take_while(|line| line.range.end <= addressed).take(HEAD_LINES);
    let start = above.map(|line| line.range.start).find(|start| page.text[*start..].starts_with(ABOUT))?;
    Some(Subject { mark: start..start + ABOUT.len(), start })
}

/// Returns the byte where the line before `line` ends, or where a head ends that no line breaks.
fn end_of(page: &Page<'_>, line: usize) -> usize {
    let end = page.lines.get(line).map_or(page.text.len(), |line| line.range.start);
    page.text.floor_char_boundary(end.min(HEAD_BYTES))
}

fn body(page: &Page<'_>) -> usize {
    let lines = page.lines.iter().take(HEAD_LINES).take_while(|line| line.range.start < HEAD_BYTES);
    let count = lines.count();
    (0..count).find(|index| opens_body(page.line(*index))).unwrap_or(count)
}

fn opens_body(line: &str) -> bool {
    // A line in small letters goes on with the subject above it: `ngày 20/4/2017 của Bộ trưởng`, `nhằm nâng cao`.
    if (is_capitals(line) && !line.starts_with("I.")) || line.starts_with(char::is_lowercase) {
        return false;
    }
    let folded = folded_opening(line.trim_start_matches(|found: char| !found.is_alphanumeric()));
    let meeting = folded.starts_with("hoi nghi ") && folded.contains(" hop ");
    meeting || (BODY_OPENINGS.iter().any(|opening| folded.starts_with(opening)) && !is_date(&folded))
}

/// Tells whether a line is a date and no more; `Ngày 28 tháng 11 năm 2025, tại` begins a sentence.
fn is_date(folded: &str) -> bool {
    let ends_so =
        folded.trim_end_matches(|found: char| !found.is_alphanumeric()).ends_with(|last: char| last.is_ascii_digit());
    folded.starts_with("ngay ") && folded.contains("thang") && folded.len() < 40 && ends_so
}

/// Returns the line that looks most like a heading: a kind in capitals and nothing else; failing that, a line in capitals
/// that a kind opens; failing that, the same in small letters.
fn heading(page: &Page<'_>, body: usize) -> Option<Heading> {
    let candidates = (0..body).filter_map(|line| {
        let whole = page.line(line);
        let text = whole.trim_start_matches(|found: char| !found.is_alphanumeric());
        let Some((kind, length)) = Kind::opening(text) else { return closing_heading(page, line) };
        let start = page.lines.get(line)?.range.end - text.len();
        let rest = text[length..].trim_matches(|found: char| !found.is_alphanumeric());
        let capitals = is_capitals(text);
        let numbered = rest.starts_with(|found: char| found.is_ascii_digit()) || rest.starts_with("số ");
        let rank = match (rest.is_empty(), capitals) {
            (true, true) => 0,
            (false, true) if not_a_number_line(text) => 1,
            (true, false) if text.starts_with(char::is_uppercase) => 2,
            (false, false) if continues(page, line) => return None,
            (false, false) if numbered && not_a_number_line(text) => 3,
            (false, false) if is_capitals(&text[..length]) && not_a_number_line(text) => 4,
            _ => return None,
        };
        Some((rank, Heading { kind, line, range: start..start + length }))
    });
    candidates.min_by_key(|(rank, heading)| (*rank, heading.line)).map(|(_, heading)| heading)
}

/// Tells whether a line goes on with a list in the line above it: `… sửa đổi Nghị định số 1/2016/NĐ-CP,⏎Nghị định số 2`.
fn continues(page: &Page<'_>, line: usize) -> bool {
    line.checked_sub(1).is_some_and(|before| page.line(before).ends_with(','))
}

/// Returns the heading that a scan joined to the column beside it: `CỔNG THÔNG TIN ĐIỆN TỬ   NGHỊ ĐỊNH`.
fn closing_heading(page: &Page<'_>, line: usize) -> Option<(usize, Heading)> {
    const LAST: usize = 5;
    let text = page.line(line);
    if !is_capitals(text) || text.starts_with('(') || text.contains(|found: char| found.is_ascii_digit()) {
        return None;
    }
    let (kind, at) = Kind::closing(text).filter(|(kind, _)| NEVER_SUBJECTS.contains(&kind.slug()))?;
    let range = page.lines.get(line)?.range.clone();
    let single =
        page.line(line + 1).starts_with(char::is_uppercase) || !page.line(line + 1).starts_with(char::is_alphabetic);
    single.then(|| (LAST, Heading { kind, line, range: range.start + at..range.end }))
}

/// `Luật số: 36/2024/QH15` stands where other papers have `Số:`; it is no heading.
fn not_a_number_line(line: &str) -> bool {
    let folded = folded_opening(line);
    !(folded.contains(" so:") || folded.contains(" so ")) || line.len() > 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let text = "QUỐC HỘI\nLuật số: 1/2024/QH15\n\nLUẬT\nĐẤT ĐAI\n\nCăn cứ Hiến pháp;";
        let page = Page::new(text);
        let layout = Layout::read(&page);
        assert_eq!(layout.heading.map(|heading| (heading.kind.slug(), heading.line)), Some(("luat", 2)));
        assert_eq!((layout.letterhead, layout.body), (2, 4));
        let page = Page::new("TỈNH ỦY\n**Kính\ngửi:** Các cơ quan\nThực hiện");
        assert!(Layout::read(&page).addressed.is_some());
    }
}
