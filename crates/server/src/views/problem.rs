//! The page that says what went wrong, in the words of the reading room.

use askama::Template;

use crate::problem::{Code, Problem};
use crate::routes::assets::STYLE_VERSION;

/// Everything that the page of a problem shows.
#[derive(Template)]
#[template(path = "problem.html")]
pub(crate) struct ProblemPage {
    style_version: u32,
    status: u16,
    title: &'static str,
    advice: &'static str,
    details: Vec<String>,
    request_id: String,
}

impl ProblemPage {
    /// Returns the page of a problem of this request.
    pub(crate) fn new(problem: &Problem, request_id: &str) -> Self {
        let (title, advice) = words(problem.code);
        let details = problem.errors.iter().map(|error| match (&error.suggestion, error.span) {
            (Some(meant), _) => format!("{} – có phải ý bạn là {meant}?", error.parameter),
            (None, Some([from, _])) => format!("{}, ký tự thứ {}", error.parameter, from + 1),
            (None, None) => error.parameter.clone(),
        });
        Self {
            style_version: STYLE_VERSION,
            status: problem.code.facts().0.as_u16(),
            title,
            advice,
            details: details.collect(),
            request_id: request_id.to_owned(),
        }
    }
}

fn words(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::UnknownParameter
        | Code::InvalidValue
        | Code::InvalidJson
        | Code::UnknownField
        | Code::UnsupportedMediaType
        | Code::InvalidDocument
        | Code::Conflict => (
            "Yêu cầu chưa đọc được",
            "Địa chỉ có một tham số hoặc một giá trị không hợp lệ. Hãy sửa lại, hoặc bắt đầu từ trang tra cứu.",
        ),
        Code::Unauthorized | Code::KeyExpired => (
            "Cần được cấp quyền",
            "Kho này chỉ mở cho người có khóa truy cập còn hạn. Hãy vào qua cổng của cơ quan, hoặc hỏi người quản trị.",
        ),
        Code::MissingScope => {
            ("Chưa được cấp quyền này", "Khóa truy cập của bạn không cho phép xem trang này. Hãy hỏi người quản trị.")
        }
        Code::RateLimited => ("Tra cứu quá nhanh", "Bạn đã gửi quá nhiều yêu cầu. Hãy chờ một phút rồi thử lại."),
        Code::DocumentNotFound => (
            "Không có văn bản này",
            "Trong kho không có văn bản mang mã này; có thể nó đã được gỡ khỏi kho. Hãy tìm lại theo số hoặc trích yếu.",
        ),
        Code::RouteNotFound => ("Không có trang này", "Địa chỉ không dẫn đến trang nào. Hãy bắt đầu từ trang tra cứu."),
        Code::MethodNotAllowed => ("Không làm được việc này ở đây", "Trang này chỉ để đọc."),
        Code::PayloadTooLarge | Code::UriTooLong => ("Yêu cầu quá dài", "Hãy rút ngắn câu hỏi hoặc bớt bộ lọc."),
        Code::QuerySyntax => (
            "Câu hỏi chưa đọc được",
            "Ở chế độ chặt chẽ, câu hỏi phải viết đúng. Hãy sửa lại, hoặc bỏ chọn chế độ ấy để được đọc rộng rãi hơn.",
        ),
        Code::QueryTooCostly => (
            "Câu hỏi quá dài",
            "Hãy rút ngắn câu hỏi: ít từ, ít phép và ít dấu ngoặc hơn, phần đầu của từ trước dấu * dài hơn.",
        ),
        Code::Internal => ("Máy chủ gặp lỗi", "Lỗi đã được ghi lại. Hãy thử lại; nếu vẫn lỗi, xin báo mã dưới đây."),
        Code::IndexUnavailable => ("Chưa mở được kho văn bản", "Hãy thử lại sau ít phút."),
        Code::WriterBusy => ("Kho đang được cập nhật", "Hãy thử lại sau ít phút."),
        Code::Overloaded => ("Đang có quá nhiều người tra cứu", "Hãy thử lại sau vài giây."),
        Code::Timeout => ("Tra cứu lâu quá mức", "Hãy rút ngắn câu hỏi hoặc thêm bộ lọc, rồi thử lại."),
    }
}
