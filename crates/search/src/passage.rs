//! Passages: whole sentences around a match, whatever the lines they were printed on.
//!
//! A PDF breaks a sentence over lines and blank lines, a list has one to a line, a heading has no sign at its end. Apart
//! from snippets, which choose what is worth showing.

use std::ops::Range;

/// Returns a piece of `text` around `at` of about `length` bytes: whole sentences where they fit, else whole words.
pub(crate) fn passage(text: &str, at: &Range<usize>, length: usize) -> Range<usize> {
    let spare = length.saturating_sub(at.len());
    let start = start_of(text, at.start, spare);
    let end = end_of(text, at.end, length.saturating_sub(at.end - start));
    let blank = text[start..at.start].len() - text[start..at.start].trim_start().len();
    start + blank..at.end + text[at.end..end].trim_end().len()
}

/// Returns where the sentence of a byte begins; if that is further than `spare`, where a clause or word does.
fn start_of(text: &str, at: usize, spare: usize) -> usize {
    let from = text.ceil_char_boundary(at.saturating_sub(spare));
    if let Some(end) = ends(text, from..at).next_back() {
        return end;
    }
    // The beginning of a sentence that is too long shows less than what follows the match.
    let near = text.ceil_char_boundary(at.saturating_sub(spare / 3));
    match text[near..at].find([',', ';', ' ']) {
        _ if from == 0 => 0,
        Some(sign) => near + sign + 1,
        None => at,
    }
}

/// Returns where the last sentence ends that still fits in `room`; if none does, where a word ends.
fn end_of(text: &str, at: usize, room: usize) -> usize {
    let to = text.floor_char_boundary((at + room).min(text.len()));
    if to == text.len() {
        return to;
    }
    // A match may stand at the very end of its sentence.
    let within = ends(text, text.floor_char_boundary(at.saturating_sub(1))..to).rfind(|end| *end >= at);
    within.unwrap_or_else(|| at + text[at..to].rfind(char::is_whitespace).unwrap_or(0))
}

/// Returns where sentences end in a range of a text.
fn ends(text: &str, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
    let signs =
        text[range.clone()].char_indices().filter(|(_, sign)| matches!(sign, '.' | '!' | '?' | '…' | ';' | '\n'));
    signs.filter_map(move |(at, sign)| end_at(text, range.start + at, sign))
}

/// Returns the byte after a sign that ends a sentence.
fn end_at(text: &str, at: usize, sign: char) -> Option<usize> {
    let after = at + sign.len_utf8();
    let (before, behind) = (&text[..at], &text[after..]);
    let ended = match sign {
        '\n' => line_ends(before, behind),
        ';' => behind.trim_start_matches([' ', '\t']).starts_with('\n'),
        _ => behind.starts_with(char::is_whitespace) && !goes_on(behind) && !is_ordinal(before),
    };
    ended.then_some(after)
}

fn goes_on(behind: &str) -> bool {
    behind.trim_start().starts_with(char::is_lowercase)
}

/// Tells whether what stands before a full stop is a number of a list or an abbreviation: `1.`, `a.`, `TP.`
fn is_ordinal(before: &str) -> bool {
    let word = before.rsplit(|found: char| !found.is_alphanumeric()).next().unwrap_or_default();
    let line = before[..before.len() - word.len()].trim_end_matches([' ', '*', '#']);
    let first = line.is_empty() || line.ends_with('\n');
    let number = word.bytes().all(|byte| byte.is_ascii_digit() || b"IVX".contains(&byte)) || word.chars().count() == 1;
    (first && number) || matches!(word, "TP" | "Tp" | "TS" | "ThS" | "GS" | "PGS")
}

/// Tells whether a sentence ends with its line: where the line is short or in capitals, as headings are, or an item of a
/// list follows. A line that was full goes on in the next.
fn line_ends(before: &str, behind: &str) -> bool {
    /// Characters from which on a line was broken because it was full.
    const FULL: usize = 60;
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    let next = behind.trim_start();
    if line.is_empty() || next.starts_with(char::is_lowercase) || next.starts_with("[…]") {
        return false;
    }
    is_item(next) || line.ends_with(['.', ';', ':', '!', '?', '…']) || line.chars().count() < FULL || is_capitals(line)
}

fn is_item(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    let marked = word.ends_with(['.', ')', '/']) && word.chars().count() <= 5;
    marked || line.starts_with(['-', '+', '*', '#', '•', '|'])
}

fn is_capitals(line: &str) -> bool {
    !line.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sentences() {
        let cases = [
            ("Một câu. Thực hiện XYZ của Bộ. Câu khác dài hơn nhiều so với chỗ còn lại.", 30, "Thực hiện XYZ của Bộ."),
            ("Một câu. Theo XYZ. Câu ba.", 200, "Theo XYZ. Câu ba."),
            ("tại TP. Huế theo XYZ; nhằm a", 200, "tại TP. Huế theo XYZ; nhằm a"),
            ("- Căn cứ a;\n- Căn cứ XYZ;\n- Căn cứ một văn bản khác nữa", 20, "- Căn cứ XYZ;"),
            ("1. Đảng ủy XYZ. Hai câu sau thì không còn chỗ nào", 22, "1. Đảng ủy XYZ."),
            ("NGHỊ QUYẾT\nVề XYZ và một số việc khác nữa cho dài", 45, "Về XYZ và một số việc khác nữa"),
            ("XYZ", 10, "XYZ"),
        ];
        for (text, length, expected) in cases {
            let at = text.find("XYZ").unwrap();
            assert_eq!(&text[passage(text, &(at..at + 3), length)], expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_broken_over_blank_lines_is_one() {
        let text = "Câu trước đó đã xong rồi. Từ đó, công tác quản lý nhà nước về an ninh chính trị,\n\n\
                    trật tự XYZ được thực hiện. Câu sau.";
        let at = text.find("XYZ").unwrap();
        assert!(text[passage(text, &(at..at + 3), 160)].starts_with("Từ đó, công tác"));
    }
}
