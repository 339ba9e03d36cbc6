//! What the search refuses, in Vietnamese: limits and forms of values.
//!
//! Apart because the English words lie with the search, which speaks no other language.

use search::{Form, Quantity};

/// Returns the noun that stands behind the number of a quantity.
pub(super) fn quantity(what: Quantity) -> &'static str {
    match what {
        Quantity::QueryLength => "ký tự trong câu hỏi",
        Quantity::Words => "từ trong câu hỏi",
        Quantity::Nesting => "tầng ngoặc lồng nhau",
        Quantity::NearParts => "từ và cụm từ đứng gần nhau",
        Quantity::Clauses => "mệnh đề trong câu hỏi",
        Quantity::PrefixWords => "từ của kho ứng với phần đầu trước dấu *, đếm đến khi quá mức",
        Quantity::Filters => "giá trị lọc",
        Quantity::Hits => "kết quả được yêu cầu (limit)",
        Quantity::LastHit => "kết quả tính đến cuối trang (offset + limit)",
        Quantity::Snippets => "đoạn trích được yêu cầu (snippets)",
        Quantity::SnippetLength => "ký tự cho một đoạn trích (snippet_chars)",
        Quantity::FacetValues => "giá trị được yêu cầu (limit)",
        Quantity::Places => "chỗ khớp được yêu cầu (limit)",
        Quantity::Numbers => "số hiệu văn bản",
        Quantity::TypedLength => "ký tự trong phần đã gõ",
        Quantity::Suggestions => "gợi ý được yêu cầu (limit)",
    }
}

/// Returns what a value must be.
pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Years => "năm hoặc khoảng năm (2020, 2015..2020, ..2020, 2015..)",
        Form::Number => "số hiệu văn bản (12-NQ/TW, 12-NQ/TW@2022)",
        Form::NumberOrKey => "số hiệu văn bản (12-NQ/TW, 12-NQ/TW@2022) hoặc khóa đầy đủ",
        Form::Cursor => "con trỏ của cách xếp này (bắt đầu bằng *, tiếp bằng `next` của câu trả lời trước)",
        Form::OffsetBesideCursor => "offset đi cùng con trỏ (0)",
        Form::Part => "phần của văn bản này (phần văn bản liệt kê chúng: dieu-3, 2)",
    }
}
