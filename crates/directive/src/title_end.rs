//! Where a subject ends: the lines under it that are no part of it.
//!
//! Apart from the subject: papers lose rules and blank lines, so the end is known by what the next line says.

use crate::issuer;
use crate::kind::Kind;
use crate::letterhead::leads;
use crate::text::{Page, folded_opening, is_capitals};
use crate::title_words::{GOES_ON, NATIONAL, STOPS};

/// Tells whether a line is no part of the subject above it.
pub(crate) fn ends_title(page: &Page<'_>, index: usize, begun: bool) -> bool {
    let text = page.line(index);
    let folded = folded_opening(text);
    if NATIONAL.iter().any(|head| folded.starts_with(head)) || (begun && is_foreign(page, index)) {
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

/// Tells whether a line names whose act it is, between heading and subject: `CỦA BAN THƯỜNG VỤ`, `HỘI NGHỊ LẦN THỨ 11…`.
pub(crate) fn names_organ(line: &str) -> bool {
    line.starts_with("CỦA ") || (is_capitals(line) && folded_opening(line).starts_with("hoi nghi lan thu"))
}

/// Tells whether a line is the stamp of the office that received the paper: `Ngày: 5...`, `Số:......  Giờ:....`.
pub(crate) fn is_stamped(line: &str) -> bool {
    let dotted = line.trim_end_matches(['.', ' ']).contains("..");
    dotted || folded_opening(line).starts_with("ngay:")
}

/// Tells whether a line under a subject is of another hand: a stamp, a list under the heading, words in capitals under
/// small ones.
fn is_foreign(page: &Page<'_>, index: usize) -> bool {
    const WORDS: usize = 3;
    let (text, before) = (page.line(index), index.checked_sub(1).map_or("", |before| page.line(before)));
    let gap = page.lines.get(index).is_some_and(|line| line.after_gap);
    let shouted = gap && is_capitals(text) && !is_capitals(before) && text.split(' ').count() >= WORDS;
    is_stamped(text) || shouted || (gap && text.starts_with("- "))
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
