//! To whom a letter is addressed (kính gửi): one line after the colon, or a dashed list.

use std::ops::Range;

use crate::layout::Layout;
use crate::text::Page;

/// No list of addressees is longer.
const MOST_LINES: usize = 40;
/// No addressee is longer; what is, is the body.
const LONGEST: usize = 400;

/// Returns the addressees in order.
pub(crate) fn recipients(page: &Page<'_>, layout: &Layout) -> Vec<String> {
    let Some(mark) = &layout.addressed else { return Vec::new() };
    let items = items(page, mark.end);
    let printed = items.into_iter().filter(|item| item.len() < LONGEST).map(|item| page.printed(item));
    let cleaned = printed.map(|item| {
        let item = item.trim_start_matches(['-', '+', ':', ' ']);
        item.trim_end_matches([',', ';', '.', ' ']).to_owned()
    });
    cleaned.filter(|item| !item.is_empty()).collect()
}

/// An item goes on in lines that open with a small letter; the list ends at a line that neither does nor has a dash.
fn items(page: &Page<'_>, start: usize) -> Vec<Range<usize>> {
    let first = page.line_at(start);
    let mut items: Vec<Range<usize>> = Vec::new();
    for index in first..(first + MOST_LINES).min(page.lines.len()) {
        let Some(line) = page.lines.get(index) else { break };
        let range = line.range.start.max(start)..line.range.end.max(start);
        let text = page.text[range.clone()].trim_start_matches([' ', ':']);
        let goes_on = text.starts_with(|found: char| found.is_lowercase() || found == '(');
        let begins = text.starts_with(['-', '+']) || (items.is_empty() && !text.is_empty());
        match items.last_mut() {
            Some(last) if goes_on => last.end = range.end,
            _ if begins => items.push(range),
            None => {}
            Some(_) => break,
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let cases: [(&str, &[&str]); 4] = [
            ("Kính gửi: Các đảng ủy trực thuộc\n\nThời gian qua", &["Các đảng ủy trực thuộc"]),
            ("- Kính gửi:*\n- A, B,\n - C; d,\n - E.\n\nThực hiện", &["A, B", "C; d", "E"]),
            ("Kính gửi: - Hội đồng\n\n- Mặt trận huyện,\n\nThời gian qua", &["Hội đồng", "Mặt trận huyện"]),
            ("**Kính\ngửi: **Thuế\ntỉnh Gia Lai.\nCục Thuế nhận", &["Thuế tỉnh Gia Lai"]),
        ];
        for (text, expected) in cases {
            let page = Page::new(text);
            assert_eq!(recipients(&page, &Layout::read(&page)), expected, "{text}");
        }
    }
}
