//! The left-hand head: which body issued the paper.
//!
//! Superior over issuer over number; the right-hand head (state or Party name) falls between them or beside them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fact::{Confidence, Fact};
use crate::issuer;
use crate::layout::Layout;
use crate::letter_spaced::closed_up;
use crate::text::{Page, folded_opening, is_capitals};

/// How the names of bodies open, without marks.
const LEADS: &[&str] = &[
    "bo ",
    "uy ban",
    "hoi dong",
    "tinh uy",
    "thanh uy",
    "huyen uy",
    "quan uy",
    "thi uy",
    "dang uy",
    "dang bo",
    "dang doan",
    "ban ",
    "chinh phu",
    "quoc hoi",
    "thu tuong",
    "chu tich",
    "van phong",
    "ngan hang",
    "toa an",
    "vien ",
    "kiem toan",
    "bao hiem",
    "cuc ",
    "tong cuc",
    "so ",
    "vu ",
    "tong lien doan",
    "thanh tra",
    "doan ",
    "cong an",
    "hoc vien",
    "mat tran",
    "kho bac",
    "chi cuc",
    "thue ",
    "lien doan",
    "hoi ",
];

/// Names that letterheads abbreviate; alone they name no body.
const SHORT: &[&str] = &["ubnd ", "hdnd "];

/// Bodies that are units of the body above them; the name of such a unit needs the name above it.
const UNITS: &[&str] =
    &["cuc ", "tong cuc", "so ", "vu ", "van phong", "chi cuc", "kho bac", "thue ", "ban ", "phong ", "thanh tra"];

static NATIONAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"CỘNG\s+H[ÒO]A\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA(?:\s+VIỆT\s+NAM)?|CỘNG\s+H[ÒO]A\s+XÃ[^\n]*|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|(?i:độc\s+lập\s*-\s*tự\s+do)[^\n]*").ok()
});

/// No name of a body is longer, in bytes.
const LONGEST: usize = 200;

/// One name in the left-hand head.
struct Name {
    text: String,
    range: Range<usize>,
}

/// Returns the body that the letterhead names.
pub(crate) fn issuer(page: &Page<'_>, layout: &Layout) -> Fact<String> {
    let names = names(page, layout.letterhead);
    let Some(last) = names.last() else { return Fact::default() };
    let own = issuer::label(&last.text);
    let unit = UNITS.iter().any(|lead| folded_opening(&own).starts_with(lead));
    let superior = names.len().checked_sub(2).and_then(|index| names.get(index)).filter(|_| unit);
    match superior {
        Some(superior) => {
            let label = format!("{} - {own}", issuer::label(&superior.text));
            Fact::stated(label, page.span(superior.range.start..last.range.end))
        }
        None => Fact::stated(own, page.span(last.range.clone())),
    }
}

/// Returns the names in the left-hand head, superior first. A name may run over several lines.
fn names(page: &Page<'_>, end: usize) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let (mut open, mut fragment) = (false, None);
    for range in left_parts(page, end) {
        let printed = page.text[range.clone()].trim_matches(|found: char| !found.is_alphanumeric());
        let closed = closed_up(printed);
        let text = closed.as_deref().unwrap_or(printed);
        let name = is_capitals(text) && !text.contains(|found: char| found == ':' || found.is_ascii_digit());
        if !name {
            // What the right-hand head took away does not end a name that goes on under it.
            open = open && text.is_empty();
            continue;
        }
        let (whole, range) = match fragment.take() {
            Some(Name { text: before, range: first }) => (format!("{before} {text}"), first.start..range.end),
            None => (text.to_owned(), range.clone()),
        };
        let leads = leads(&whole);
        let joined =
            names.last().filter(|last| open && last.text.len() < LONGEST).map(|last| format!("{} {whole}", last.text));
        match (joined, names.last_mut()) {
            (Some(joined), Some(last)) if !leads || issuer::is_known(&joined) => {
                *last = Name { text: joined, range: last.range.start..range.end };
            }
            _ if leads => names.push(Name { text: whole, range }),
            // The first word of a name may stand on a line of its own: `VĂN⏎PHÒNG CHÍNH PHỦ`.
            _ if !whole.contains(' ') => fragment = Some(Name { text: whole, range }),
            _ => {}
        }
        open = leads || open;
    }
    names.dedup_by(|next, last| next.text == last.text);
    names
}

/// Tells whether the name of a body begins with these words.
pub(crate) fn leads(text: &str) -> bool {
    let folded = folded_opening(text);
    let short = SHORT.iter().any(|lead| folded.starts_with(lead));
    short || LEADS.iter().any(|lead| folded.starts_with(lead) || folded == lead.trim_end())
}

/// Returns what the first lines hold besides the right-hand head.
fn left_parts(page: &Page<'_>, end: usize) -> Vec<Range<usize>> {
    let stop = page.lines.get(end).map_or(page.text.len(), |line| line.range.start);
    let head = &page.text[..stop];
    let national: Vec<Range<usize>> = NATIONAL
        .as_ref()
        .map(|pattern| pattern.find_iter(head).map(|found| found.range()).collect())
        .unwrap_or_default();
    let mut parts = Vec::new();
    for line in page.lines.iter().take(end) {
        let touching = national.iter().filter(|cut| cut.start < line.range.end && line.range.start < cut.end);
        let mut at = line.range.start;
        for cut in touching {
            parts.push(at..cut.start.max(at));
            at = cut.end.min(line.range.end).max(at);
        }
        parts.push(at..line.range.end);
    }
    parts
}

/// Returns the organ that a heading names under the kind: `CỦA BAN THƯỜNG VỤ TỈNH ỦY`.
pub(crate) fn organ_in_heading(page: &Page<'_>, layout: &Layout) -> Fact<String> {
    let Some(heading) = &layout.heading else { return Fact::default() };
    for index in heading.line..(heading.line + 3).min(layout.body) {
        let Some(line) = page.lines.get(index) else { break };
        let text = page.line(index);
        let at = if index == heading.line { heading.range.end - line.range.start } else { 0 };
        let skipped = text[at..].len() - text[at..].trim_start().len() + at;
        if let Some(name) = text[skipped..].strip_prefix("CỦA ").or_else(|| text[skipped..].strip_prefix("của ")) {
            let end = line.range.end;
            return Fact::stated(issuer::label(name), page.span(end - name.len()..end));
        }
    }
    Fact::default()
}

/// Returns the body that enacts: `Bộ trưởng Bộ Công an ban hành Thông tư…`, at the end of the grounds.
pub(crate) fn enacting(page: &Page<'_>, layout: &Layout) -> Fact<String> {
    /// Heads of bodies, whose acts are the body's.
    const HEADS: &[&str] = &["Bộ trưởng ", "Thống đốc ", "Tổng Kiểm toán ", "Chánh án ", "Viện trưởng "];
    const GROUNDS: usize = 120;
    for index in layout.body..(layout.body + GROUNDS).min(page.lines.len()) {
        let text = page.line(index);
        let Some(end) = text.find(" ban hành ") else { continue };
        // The last ground may stand on the same line: `Theo đề nghị của …; Bộ trưởng Bộ Y tế ban hành …`.
        let begin = text[..end].rfind("; ").map_or(0, |at| at + 2);
        let name = &text[begin..end];
        let body = HEADS.iter().find_map(|head| name.strip_prefix(head)).unwrap_or(name);
        if name.len() < LONGEST
            && leads(body)
            && name.starts_with(char::is_uppercase)
            && !body.contains([',', ';', '"'])
        {
            let start = page.lines.get(index).map_or(0, |line| line.range.start);
            let evidence = vec![page.span(start + begin..start + end)];
            return Fact::inferred(issuer::label(body), Confidence::High, evidence);
        }
    }
    Fact::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_in_any_order() {
        let cases = [
            ("TỈNH ỦY HƯNG YÊN\n\nTỈNH ỦY HƯNG YÊN\n*\nSố 527 -CV/TU\nV/v x", "Tỉnh ủy Hưng Yên"),
            (
                "BỘ TÀI CHÍNH\n**CỤC THUẾ**\n---\n|CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n\nSố: 1/CT-CS",
                "Bộ Tài chính - Cục Thuế",
            ),
            ("ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nQUYẾT ĐỊNH\nvề", "Ủy ban nhân dân tỉnh Hà Tĩnh"),
            ("CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố", "Chính phủ"),
            ("B Ộ Y T Ế\nSố: 1/2020/TT-BYT", "Bộ Y tế"),
            ("UBND TỈNH HÀ TĨNH\nSỞ Y TẾ\nSố: 1/TB-SYT", "Ủy ban nhân dân tỉnh Hà Tĩnh - Sở Y tế"),
            ("CHÍNH PHÙ\nSố: 1/2020/NĐ-CP", "Chính phủ"),
            ("TỈNH ỦY THÁI BÌNH\nHUYỆN ỦY KIẾN XƯƠNG\nCHỈ THỊ", "Huyện ủy Kiến Xương"),
        ];
        for (text, expected) in cases {
            let page = Page::new(text);
            assert_eq!(issuer(&page, &Layout::read(&page)).value.as_deref(), Some(expected), "{text}");
        }
    }
}
