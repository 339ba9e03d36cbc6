//! The subject (trích yếu): under the heading, or after `V/v` in a letter.

use std::ops::Range;

use crate::fact::Fact;
use crate::layout::Layout;
use crate::text::{Page, folded_opening};
use crate::title_enacted::enacted;
use crate::title_end::{ends_title, is_stamped, names_organ};
use crate::title_trim::{after_marks, before_rule, respaced, without_body, without_kind};

/// No subject runs over more lines.
const MOST_LINES: usize = 20;

/// Nor is any longer, in bytes.
const LONGEST: usize = 4_000;

/// Returns the subject, as the heading prints it. Where the heading lost or won spaces, the enacting sentence tells.
pub(crate) fn title(page: &Page<'_>, layout: &Layout) -> Fact<String> {
    let repeated = enacted(page, layout);
    let Some(range) = headed(page, layout) else { return repeated };
    let printed = page.printed(range.clone());
    let title = printed.trim_end_matches(['.', ';', ',', '/']).trim();
    if title.is_empty() {
        return Fact::default();
    }
    let title = repeated.value.and_then(|repeated| respaced(title, &repeated)).unwrap_or_else(|| title.to_owned());
    Fact::stated(title, page.span(range))
}

/// Returns where the head prints the subject.
fn headed(page: &Page<'_>, layout: &Layout) -> Option<Range<usize>> {
    let range = match (&layout.heading, &layout.subject) {
        (Some(_), _) => under_heading(page, layout)?,
        (None, Some(subject)) => after_mark(page, subject.start),
        (None, None) => return None,
    };
    let range = after_marks(page, before_rule(page, range));
    let range = without_body(page, layout, without_kind(page, layout, range));
    (!range.is_empty() && range.len() < LONGEST).then_some(range)
}

fn under_heading(page: &Page<'_>, layout: &Layout) -> Option<Range<usize>> {
    let heading = layout.heading.as_ref()?;
    let own_line = page.lines.get(heading.line)?.range.end;
    let start = skip_number(page, heading.range.end..own_line);
    let rest = page.text[start..own_line].trim_start_matches([' ', ':', '.', '-', '_', ',']);
    let mut range = own_line - rest.len()..own_line;
    let mut organ_goes_on = names_organ(rest) && rest.ends_with(',');
    if names_organ(rest) || is_stamped(rest) {
        range = own_line..own_line;
    }
    for index in heading.line + 1..layout.body.min(heading.line + MOST_LINES) {
        if ends_title(page, index, !range.is_empty()) {
            break;
        }
        let (text, line) = (page.line(index), page.lines.get(index)?);
        let organ = range.is_empty() && (organ_goes_on || names_organ(text) || is_stamped(text));
        organ_goes_on = organ && text.ends_with(',');
        range = match (organ, range.is_empty()) {
            (true, _) => line.range.end..line.range.end,
            (false, true) => line.range.clone(),
            (false, false) => range.start..line.range.end,
        };
    }
    Some(range)
}

/// Steps over the number in `Nghị định số 182/2026/NĐ-CP quy định…`.
fn skip_number(page: &Page<'_>, range: Range<usize>) -> usize {
    let numbers = crate::number::scan(&page.text[range.clone()]);
    numbers.first().filter(|(found, _)| found.start < 12).map_or(range.start, |(found, _)| range.start + found.end)
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
            ("THÔNG TƯ\n\nThông tư sửa đổi giá\n\nCăn cứ Luật", "sửa đổi giá"),
            ("THÔNG TƯ\nQuy định giá\n\n- Nội dung hướng dẫn\nCăn cứ Luật", "Quy định giá"),
            ("THÔNG TƯ\nQuy định giá\n\nCỔNG THÔNG TIN ĐIỆN TỬ\nCăn cứ Luật", "Quy định giá"),
            ("NGHỊ ĐỊNH Ngày: 5\n- Về thuế\n\nngày...5 20.. “\n__. Căn cứ Luật", "Về thuế"),
            ("CỔNG THÔNG TIN NGHỊ ĐỊNH\n„ Quy định giá\n\nCăn cứ Luật", "Quy định giá"),
            ("CHÍNH PHỦ\nNGHỊ QUYẾT\nVỀ THUẾ CÓ HIỆU LỰC CHÍNH PHỦ\nCăn cứ Luật", "VỀ THUẾ CÓ HIỆU LỰC"),
            ("CHÍNH PHỦ\nNGHỊ ĐỊNH\nVỀ THANH TRA CHÍNH PHỦ\nCăn cứ Luật", "VỀ THANH TRA CHÍNH PHỦ"),
            ("NGHỊ QUYẾT\nHỘI NGHỊ LẦN THỨ 8 BAN CHẤP HÀNH\nvề đất đai\nThực hiện Luật", "về đất đai"),
            ("THÔNG BÁO\nKẾT LUẬN VỀ THUẾ\nNgày 28 tháng 11 năm 2025, tại\nTrụ sở Chính phủ", "KẾT LUẬN VỀ THUẾ"),
            ("SỞ Y TẾ\nSố: 5/SYT-NV\nVề khám bệnh\nnăm 2025\n\nKính gửi: B\nCăn cứ Luật", "Về khám bệnh năm 2025"),
            (
                "THÔNG TƯ\nQuy định giá,phí đểtính thuế\n\nCăn cứ Luật;\nBộ Y tế ban hành Thông tư quy định giá, phí để tính thuế.",
                "Quy định giá, phí để tính thuế",
            ),
            ("QUYẾT ĐỊNH\nVỀ MÃ SỐ\nCỤC TRƯỞNG CỤC HẢI QUAN\nCăn cứ Luật", "VỀ MÃ SỐ"),
            ("NGHỊ ĐỊNH\nVỀ THUẾ\n\nNghị định số 1/2021/NĐ-CP có hiệu lực\nCăn cứ Luật", "VỀ THUẾ"),
            ("> BỘ Y TẾ\n>\n> 'THÔNG TƯ-\n> Quy định giá\n> Căn cứ Luật", "Quy định giá"),
            ("Nghị định 182/2026/NĐ-CP quy định chế độ\nCăn cứ Luật", "quy định chế độ"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(read("Kính gửi: A\nThời gian qua"), None);
        let meeting = "NGHỊ QUYẾT\nHỘI NGHỊ LẦN THỨ 11 BAN CHẤP HÀNH\nHội nghị lần thứ 11 họp từ ngày 10/4";
        assert_eq!(read(meeting), None);
    }
}
