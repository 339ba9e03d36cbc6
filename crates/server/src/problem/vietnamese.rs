//! What the search refuses, in Vietnamese: limits, forms of values, slips of a query.
//!
//! Apart because the English words lie with the search, which speaks no other language.

use search::{Form, Quantity, Warning};

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

/// Returns a warning about a query. A code that is not known here is better told in English than not at all.
pub(crate) fn warning(warning: &Warning) -> String {
    let sentence = match warning.code.as_str() {
        "quote-unclosed" => "Dấu ngoặc kép chưa đóng; cụm từ được hiểu là kéo đến hết câu hỏi.",
        "bracket-unopened" => "Dấu ngoặc đóng không có dấu mở nên được bỏ qua.",
        "bracket-unclosed" => "Dấu ngoặc mở chưa được đóng.",
        "operator-alone" => "HOẶC không đứng giữa hai từ nên được bỏ qua.",
        "nesting" => "Ngoặc lồng quá sâu; các ngoặc bên trong được bỏ qua.",
        "not-a-number" => "Đây không phải số văn bản nên được đọc như từ thường.",
        "only-excluded" => "Ở đây chỉ có phần loại trừ; mọi văn bản còn lại đều được tìm thấy.",
        "operator-as-word" => {
            "Trong câu này, đây được đọc như từ thường; muốn loại trừ hãy đặt dấu - trước từ, hoặc dùng ngoặc."
        }
        "value-unreadable" => "Trường không có giá trị như vậy nên phần này được đọc như từ thường.",
        "range-reversed" => "Khoảng này kết thúc trước khi bắt đầu nên được đọc ngược lại.",
        "field-unsupported" => "Trường này không hỏi được nên phần này được đọc như từ thường.",
        "colon-literal" => "Đây không phải tên trường nên được đọc như từ thường.",
        "star-ignored" => "Dấu * chỉ có nghĩa sau một từ từ hai chữ cái trở lên, ngoài ngoặc kép.",
        "question-mark" => "Dấu hỏi không thay cho chữ cái nào nên được bỏ qua.",
        "tilde-ignored" => "Dấu ~ chỉ có nghĩa giữa một cụm từ và một số.",
        "weight-clamped" => "Trọng số đi từ 0.01 đến 100; mức gần nhất được dùng.",
        "weight-ignored" => "Đây không phải trọng số nên được bỏ qua.",
        "distance-clamped" => "Khoảng cách tối đa là 100 từ; mức ấy được dùng.",
        "distances-differ" => "Các phần nối bằng GẦN có chung một khoảng cách: khoảng lớn nhất.",
        "near-operand" => "GẦN nối các từ, cụm từ và nhóm từ thay nhau; ở đây được đọc là VÀ.",
        _ => &warning.message,
    };
    sentence.to_owned()
}
