//! The subject (trích yếu): under the heading, or after `V/v` in a letter.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fact::Fact;
use crate::issuer;
use crate::kind::Kind;
use crate::layout::Layout;
use crate::letterhead::leads;
use crate::text::{Page, folded_opening, is_capitals};
use crate::title_enacted::enacted;

/// No subject runs over more lines.
const MOST_LINES: usize = 20;

/// Nor is any longer, in bytes.
const LONGEST: usize = 4_000;

/// How lines open that end a subject, without marks.
const STOPS: &[&str] = &[
    "kinh gui",
    "(ban hanh",
    "(kem theo",
    "(can cu",
    "cong hoa",
    "doc lap",
    "dang cong san",
    "so:",
    "hoi dong nhan dan",
    "uy ban nhan dan",
    "chu tich",
    "bo truong",
    "chinh phu",
    "thu tuong",
    "thong doc",
    "cuc truong",
    "tong cuc truong",
    "giam doc",
    "chanh an",
    "vien truong",
    "khoa x",
    "quoc hoi",
    "uy ban thuong vu",
    "ky hop",
    "noi nhan",
    "co quan:",
    "nguoi ky:",
    "thoi gian ky",
    "email:",
];

/// Right-hand heads, which are part of no subject.
const NATIONAL: &[&str] = &["cong hoa xa hoi", "doc lap - tu do", "dang cong san"];

/// Words after which a subject goes on, whatever the next line is.
const GOES_ON: &[&str] =
    &["của", "do", "và", "với", "cho", "tại", "về", "theo", "CỦA", "DO", "VÀ", "VỚI", "CHO", "TẠI"];

/// Returns the subject.
pub(crate) fn title(page: &Page<'_>, layout: &Layout) -> Fact<String> {
    let range = match (&layout.heading, layout.subject) {
        (Some(_), _) => under_heading(page, layout),
        (None, Some(start)) => Some(after_mark(page, start)),
        (None, None) => None,
    };
    let Some(range) =
        range.map(|range| before_rule(page, range)).filter(|range| !range.is_empty() && range.len() < LONGEST)
    else {
        return enacted(page, layout);
    };
    let printed = page.printed(range.clone());
    let title = printed.trim_end_matches(['.', ';', ',', '/']).trim();
    if title.is_empty() { Fact::default() } else { Fact::stated(title.to_owned(), page.span(range)) }
}

/// Returns a range up to the rule that converters draw on the line of a subject.
fn before_rule(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let text = &page.text[range.clone()];
    let rule = text.find("----").into_iter().chain(text.find("____")).min();
    range.start..range.start + rule.map_or(text.len(), |at| text[..at].trim_end().len())
}

fn under_heading(page: &Page<'_>, layout: &Layout) -> Option<Range<usize>> {
    let heading = layout.heading.as_ref()?;
    let own_line = page.lines.get(heading.line)?.range.end;
    let start = skip_number(page, heading.range.end..own_line);
    let rest = page.text[start..own_line].trim_start_matches([' ', ':', '.', '-', '_', ',']);
    let mut range = own_line - rest.len()..own_line;
    if rest.starts_with("CỦA ") {
        range = own_line..own_line;
    }
    let mut index = heading.line + 1;
    let mut organ_goes_on = rest.starts_with("CỦA ") && rest.ends_with(',');
    while index < layout.body.min(heading.line + MOST_LINES) && !ends_title(page, index, !range.is_empty()) {
        let line = page.lines.get(index)?;
        let organ = range.is_empty() && (organ_goes_on || page.line(index).starts_with("CỦA "));
        organ_goes_on = organ && page.line(index).ends_with(',');
        if range.is_empty() && !organ {
            range.start = line.range.start;
        }
        range.end = if organ { range.end } else { line.range.end };
        if organ {
            range = range.end..range.end;
        }
        index += 1;
    }
    Some(range)
}

/// Steps over the number in `Nghị định số 182/2026/NĐ-CP quy định…`.
fn skip_number(page: &Page<'_>, range: Range<usize>) -> usize {
    let numbers = crate::number::scan(&page.text[range.clone()]);
    numbers.first().filter(|(found, _)| found.start < 12).map_or(range.start, |(found, _)| range.start + found.end)
}

/// Tells whether a line is no part of the subject above it.
fn ends_title(page: &Page<'_>, index: usize, begun: bool) -> bool {
    let text = page.line(index);
    let folded = folded_opening(text);
    if NATIONAL.iter().any(|head| folded.starts_with(head)) {
        return true;
    }
    let before = index.checked_sub(1).map_or("", |before| page.line(before));
    if begun && before.rsplit(' ').next().is_some_and(|last| last.ends_with(',') || GOES_ON.contains(&last)) {
        return false;
    }
    if begun && repeats_kind(page, index) {
        return true;
    }
    let stops = STOPS.iter().any(|stop| folded.starts_with(stop)) || is_place_line(&folded);
    if begun && stops && goes_on_with_body(text, &folded) {
        return false;
    }
    // A subject of several clauses has `;` at the end of lines, and its next line begins small.
    let anew = !text.starts_with(char::is_lowercase);
    let gap = page.lines.get(index).is_some_and(|line| line.after_gap);
    let sentence = begun && anew && gap && text.ends_with(['.', ';']);
    if stops && begun {
        return true;
    }
    let office = stops && is_capitals(text) && !begun;
    let body = is_capitals(text) && (leads(text) || office) && (stops || (begun && issuer::is_known(text)));
    body || sentence || is_place_line(&folded)
}

/// Tells whether a line that begins with the name of a body goes on with the subject: `… kết quả | Hội đồng nhân dân bầu,
/// miễn nhiệm …`. One that opens the text says what the body does with the document.
fn goes_on_with_body(text: &str, folded: &str) -> bool {
    const BODIES: &[&str] = &["hoi dong nhan dan", "uy ban nhan dan"];
    const ACTS: &[&str] = &["ban hanh", "quyet", "yeu cau", "nhan duoc", "thong nhat", "de nghi", "bao cao"];
    let named = BODIES.iter().any(|body| folded.starts_with(body));
    let acts = ACTS.iter().any(|act| folded.contains(act)) || text.ends_with(':');
    named && !acts && !is_capitals(text)
}

/// Tells whether a paragraph begins by naming a document anew: `Thông tư số 43/2015/TT-BGTVT … có hiệu lực`, `Nghị định
/// quy định …`.
fn repeats_kind(page: &Page<'_>, index: usize) -> bool {
    let text = page.line(index);
    let gap = page.lines.get(index).is_some_and(|line| line.after_gap);
    gap && text.starts_with(char::is_uppercase)
        && !is_capitals(text)
        && Kind::opening(text).is_some_and(|(_, length)| {
            let rest = text[length..].trim_start();
            rest.starts_with("số ") || rest.starts_with("quy định") || rest.starts_with("này")
        })
}

fn is_place_line(folded: &str) -> bool {
    // `ngày 1 tháng 2 năm 2024 của Bộ trưởng` goes on with a subject.
    let ends_so = folded.trim_end_matches([' ', '.']).ends_with(|last: char| last.is_ascii_digit());
    let dated = folded.contains(", ngay ") || (folded.starts_with("ngay ") && ends_so);
    dated && folded.contains(" thang ") && folded.contains(" nam ") && folded.len() < 60
}

/// Returns the subject of a letter: on until the column or the paragraph ends.
fn after_mark(page: &Page<'_>, start: usize) -> Range<usize> {
    let first = page.line_at(start);
    let mut end = page.lines.get(first).map_or(start, |line| line.range.end);
    for index in first + 1..(first + MOST_LINES).min(page.lines.len()) {
        let Some(line) = page.lines.get(index) else { break };
        let text = page.line(index);
        let small = text.starts_with(|found: char| found.is_lowercase() || found.is_ascii_digit());
        if ends_title(page, index, true) || (line.after_gap && !small) || folded_opening(text).starts_with("- kinh gui")
        {
            break;
        }
        end = line.range.end;
    }
    start..end.max(start)
}

static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(\p{L}+|\d+)?\s*(?-u:\b)năm\s+(\d{4})(?-u:\b)").ok());

/// Returns the one year that a subject speaks of: `nhiệm vụ năm 2024`. Horizons (`đến năm 2030`) and dates are none.
pub(crate) fn subject_year(title: &Fact<String>) -> Fact<i16> {
    let (Some(text), Some(span), Some(pattern)) = (&title.value, title.evidence.first(), &*YEAR) else {
        return Fact::default();
    };
    let mut years: Vec<i16> = Vec::new();
    for found in pattern.captures_iter(&vietnamese::normalise(text).text) {
        let before = found.get(1).map(|word| word.as_str().to_lowercase()).unwrap_or_default();
        let horizon = matches!(before.as_str(), "đến" | "từ" | "nhìn" | "trước" | "hết");
        let dated = before.starts_with(|digit: char| digit.is_ascii_digit());
        let year = found.get(2).and_then(|year| year.as_str().parse().ok());
        years.extend(year.filter(|_: &i16| !horizon && !dated));
    }
    years.dedup();
    match years.as_slice() {
        [only] if !text.to_lowercase().contains("luật") => Fact::stated(*only, *span),
        _ => Fact::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let page = Page::new(text);
        title(&page, &Layout::read(&page)).value
    }

    #[test]
    fn subjects() {
        let cases = [
            (
                "**CHỈ THỊ**  \n**CỦA BAN THƯỜNG VỤ TỈNH ỦY**  \n**về an ninh\nnăm 2024**\n\n---\n\nThực hiện x",
                "về an ninh năm 2024",
            ),
            ("Số 1-CV/TU\nV/v đẩy mạnh\nxây dựng\n\nHà Nội, ngày 1 tháng 2 năm 2020", "đẩy mạnh xây dựng"),
            ("QUYẾT ĐỊNH\nVề việc công nhận\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ", "Về việc công nhận"),
            (
                "NGHỊ ĐỊNH\n\nQuy định thủ tục phê chuẩn kết quả\n\nHội đồng nhân dân bầu, miễn nhiệm\n\nCăn cứ x",
                "Quy định thủ tục phê chuẩn kết quả Hội đồng nhân dân bầu, miễn nhiệm",
            ),
            (
                "THÔNG TƯ\n\nQuy định chi tiết một số điều\n\nvề thi đua, khen thưởng;\n\nhướng dẫn một số điều\n\nCăn cứ x",
                "Quy định chi tiết một số điều về thi đua, khen thưởng; hướng dẫn một số điều",
            ),
            ("NGHỊ ĐỊNH\n\nQuy định một\n\nvà hai\n\nCăn cứ Luật", "Quy định một và hai"),
            (
                "THÔNG TƯ\nSửa đổi Thông tư số 2/2024/TT-BTC\nngày 1 tháng 2 năm 2024 của\nBộ trưởng Bộ Y tế\nCăn cứ Luật",
                "Sửa đổi Thông tư số 2/2024/TT-BTC ngày 1 tháng 2 năm 2024 của Bộ trưởng Bộ Y tế",
            ),
            ("KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ,\nBAN BÍ THƯ\nVỀ AN NINH\n-----\nThực hiện Luật", "VỀ AN NINH"),
            ("QUYẾT ĐỊNH\nVỀ MÃ SỐ\nCỤC TRƯỞNG CỤC HẢI QUAN\nCăn cứ Luật", "VỀ MÃ SỐ"),
            ("NGHỊ ĐỊNH\nVỀ THUẾ\n\nNghị định số 1/2021/NĐ-CP có hiệu lực\nCăn cứ Luật", "VỀ THUẾ"),
            ("> BỘ Y TẾ\n>\n> 'THÔNG TƯ-\n> Quy định giá\n> Căn cứ Luật", "Quy định giá"),
            ("Nghị định 182/2026/NĐ-CP quy định chế độ\nCăn cứ Luật", "quy định chế độ"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(read("Kính gửi: A\nThời gian qua"), None);
    }

    #[test]
    fn subject_years() {
        let cases = [("về an ninh năm 2024", Some(2024)), ("đến năm 2030", None), ("ngày 1 tháng 2 năm 2020", None)];
        for (text, expected) in cases {
            let title = Fact::stated(text.to_owned(), crate::fact::Span { start: 0, end: 0 });
            assert_eq!(subject_year(&title).value, expected, "{text}");
        }
    }
}
