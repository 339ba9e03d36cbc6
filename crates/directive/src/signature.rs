//! The signature: on whose behalf, in what office, by whom.
//!
//! `T/M BAN THƯỜNG VỤ` or `TM. CHÍNH PHỦ`, then the office, the seal, the name (Nghị định 30/2020/NĐ-CP, annex I). In a
//! PDF of two columns the list of receivers runs between these lines, so it is stepped over.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fact::Fact;
use crate::issuer;
use crate::signer_name::{name, name_over_lines, named};
use crate::text::{Page, folded_opening, is_capitals};

/// Between office and name stand the seal, blank lines, and the receivers of the other column.
const REACH: usize = 24;

/// How lines of a signature open, without marks: on behalf of, for, by order of; then offices.
const BEHALF: &[&str] = &["t/m", "tm.", "tm ", "t.m"];
const OFFICES: &[&str] = &[
    "kt.",
    "k/t",
    "kt ",
    "tl.",
    "t/l",
    "tuq.",
    "q.",
    "bi thu",
    "pho bi thu",
    "bo truong",
    "thu truong",
    "chu tich",
    "pho chu tich",
    "thu tuong",
    "pho thu tuong",
    "thong doc",
    "pho thong doc",
    "cuc truong",
    "pho cuc truong",
    "tong cuc truong",
    "pho tong cuc truong",
    "vu truong",
    "pho vu truong",
    "chanh van phong",
    "pho chanh van phong",
    "giam doc",
    "pho giam doc",
    "truong ban",
    "pho truong ban",
    "vien truong",
    "pho vien truong",
    "chanh an",
    "pho chanh an",
    "tong kiem toan",
    "pho tong kiem toan",
    "tong bi thu",
    "tong thanh tra",
    "pho tong thanh tra",
    "truong phong",
    "pho truong phong",
    "chu nhiem",
    "pho chu nhiem",
    "tong giam doc",
    "pho tong giam doc",
    "pho truong thue",
    "truong thue",
    "chi cuc truong",
    "pho chi cuc truong",
    "hieu truong",
];

/// What a signature says.
#[derive(Debug, Default)]
pub(crate) struct Signature {
    pub(crate) signer: Fact<String>,
    pub(crate) role: Fact<String>,
    /// The body or organ after `T/M`, cased anew.
    pub(crate) behalf: Fact<String>,
    /// The line where it begins.
    pub(crate) line: Option<usize>,
}

/// Returns the first signature after a line. Forms in the annexes, which come later, have places to sign, too.
pub(crate) fn signature(page: &Page<'_>, body: usize) -> Signature {
    let mut lines = body..page.lines.len();
    while let Some(index) = lines.next() {
        if !is_office(page.line(index)) {
            continue;
        }
        let signature = read(page, index);
        if signature.signer.value.is_some() {
            return signature;
        }
        // Whatever stands within reach was seen in vain.
        while signature.line.is_some_and(|last| lines.start <= last) && lines.next().is_some() {}
    }
    signed_in_words(page, body)
}

static SIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"((?:\p{Lu}\p{L}*\s)?\p{L}+\s\p{L}+\s)?\(\s?[Đđ]ã\s+k[ýí]\s?\)\s*:?\s*((?:\p{Lu}\p{Ll}+\s){1,4}\p{Lu}\p{Ll}+)",
    )
    .ok()
});

/// Tells whether `(đã k…` stands in a text: sooner known than that the pattern which begins before it matches nowhere.
fn says_signed(text: &str) -> bool {
    let mut brackets = text.match_indices('(').map(|(at, bracket)| text[at + bracket.len()..].trim_start());
    brackets.any(|behind| {
        let rest = behind.strip_prefix("đã").or_else(|| behind.strip_prefix("Đã"));
        rest.is_some_and(|rest| rest.trim_start().starts_with('k'))
    })
}

/// Where a converter left one line of the block: `Phó Thủ tướng (đã ký): Nguyễn Văn A`.
fn signed_in_words(page: &Page<'_>, body: usize) -> Signature {
    let start = page.lines.get(body).map_or(page.text.len(), |line| line.range.start);
    let text = &page.text[start..];
    let pattern = if says_signed(text) { SIGNED.as_ref() } else { None };
    let Some(found) = pattern.and_then(|pattern| pattern.captures(text)) else { return Signature::default() };
    let at = |found: regex::Match<'_>| start + found.start()..start + found.start() + found.as_str().trim_end().len();
    let Some(name) = found.get(2).map(at) else { return Signature::default() };
    let line = Some(page.line_at(name.start));
    let signer = Fact::stated(page.printed(name.clone()), page.span(name));
    let role = found.get(1).map(at).filter(|role| opens(&page.text[role.clone()], OFFICES));
    let role = role.map_or_else(Fact::default, |role| Fact::stated(page.printed(role.clone()), page.span(role)));
    Signature { signer, role, line, ..Signature::default() }
}

fn opens(line: &str, openings: &[&str]) -> bool {
    let folded = folded_opening(line);
    openings.iter().any(|opening| folded.starts_with(opening))
}

fn is_office(line: &str) -> bool {
    line.len() < 160 && is_capitals(line) && (opens(line, BEHALF) || opens(line, OFFICES))
}

/// Reads the block whose first line is `index`. Without a name, tells the last line that belongs to the block.
fn read(page: &Page<'_>, index: usize) -> Signature {
    let mut signature = Signature { line: Some(index), ..Signature::default() };
    let mut last = index;
    for at in index..(index + REACH).min(page.lines.len()) {
        let (text, Some(line)) = (page.line(at), page.lines.get(at)) else { break };
        if is_office(text) {
            note_office(&mut signature, page, line.range.clone());
            last = at;
        } else if let Some(whole) = name_over_lines(page, at).filter(|_| at > index) {
            signature.signer = Fact::stated(page.printed(whole.clone()), page.span(whole));
            return signature;
        } else if let Some(name) = name(text).filter(|name| at > index && !opens(name, OFFICES)) {
            let start = line.range.start + text.len() - name.len();
            signature.signer = Fact::stated(named(name), page.span(start..line.range.end));
            return signature;
        } else if !may_stand_between(text) {
            break;
        }
    }
    Signature { line: Some(last), ..Signature::default() }
}

fn note_office(signature: &mut Signature, page: &Page<'_>, range: Range<usize>) {
    let text = &page.text[range.clone()];
    if !opens(text, BEHALF) {
        signature.role = Fact::stated(page.printed(range.clone()), page.span(range));
        return;
    }
    let body =
        text.trim_start_matches(|found: char| !found.is_whitespace() && found != '.').trim_start_matches(['.', ' ']);
    let end = range.end;
    signature.behalf = Fact::stated(issuer::label(body), page.span(end - body.len()..end));
}

/// Receivers, the seal, a second line of an office: short lines, or items of a list.
fn may_stand_between(line: &str) -> bool {
    const SHORT: usize = 110;
    line.len() < SHORT || line.starts_with(['-', '(', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_tell_of_a_signature() {
        for text in ["(đã ký): Lê An", "Chủ tịch ( Đã\nkí ) Lê An", "(a) và (đã ký)"] {
            assert!(says_signed(text), "{text}");
        }
        for text in ["đã ký", "(đã có hiệu lực)", "(ký)", "(", ""] {
            assert!(!says_signed(text), "{text}");
        }
    }

    #[test]
    fn blocks() {
        let cases = [
            (
                "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\n\nTrần Quốc Toàn",
                "Trần Quốc Toàn",
                "PHÓ BÍ THƯ THƯỜNG TRỰC",
            ),
            ("TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n(Đã ký)\nHồ Đức Phớc", "Hồ Đức Phớc", "PHÓ THỦ TƯỚNG"),
            ("BỘ TRƯỞNG\n(Đã ký)\nĐại tướng Lương Tam Quang", "Lương Tam Quang", "BỘ TRƯỞNG"),
            ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nMai\nSơn", "Mai Sơn", "PHÓ CHỦ TỊCH"),
            ("**CHỦ TỊCH**\n**Lê Hải\nH****òa**\n|", "Lê Hải Hòa", "CHỦ TỊCH"),
            ("- Lưu: VT. Phó Thủ tướng (đã ký): Nguyễn Văn Thắng.", "Nguyễn Văn Thắng", "Phó Thủ tướng"),
            ("BÍ THƯ\n- Như trên;\n- Lưu: VT.\nĐINH VĂN TUẤN", "Đinh Văn Tuấn", "BÍ THƯ"),
        ];
        for (text, signer, role) in cases {
            let page = Page::new(text);
            let signature = signature(&page, 0);
            assert_eq!(signature.signer.value.as_deref(), Some(signer));
            assert_eq!(signature.role.value.as_deref(), Some(role));
        }
        let page = Page::new(
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025 của Quốc hội nước ta;\nĐiều 1",
        );
        assert!(signature(&page, 0).signer.value.is_none());
    }
}
