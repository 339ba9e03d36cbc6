//! What is said about each kind of problem, in both languages: the title, what it means, and what to do. One table for
//! the answers, the pages and `/v1/problems`.

use super::Code;

/// What is said about a kind of problem, in one language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// The kind, as a heading.
    pub(crate) title: &'static str,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// What to do about it.
    pub(crate) remedy: &'static str,
}

/// A kind of problem with its words.
pub(super) struct Row {
    pub(super) code: Code,
    pub(super) english: Words,
    pub(super) vietnamese: Words,
}

/// Pairs of texts: English, Vietnamese.
type Pair = (&'static str, &'static str);

const fn row(code: Code, title: Pair, meaning: Pair, remedy: Pair) -> Row {
    Row {
        code,
        english: Words { title: title.0, meaning: meaning.0, remedy: remedy.0 },
        vietnamese: Words { title: title.1, meaning: meaning.1, remedy: remedy.1 },
    }
}

/// Each kind at the place that it has among the codes.
pub(super) const ROWS: [Row; 23] = [
    row(
        Code::UnknownParameter,
        ("Unknown parameter", "Không có tham số này"),
        (
            "The request names a parameter that this route does not take, or names one twice.",
            "Yêu cầu có một tham số mà địa chỉ này không nhận, hoặc ghi một tham số hai lần.",
        ),
        (
            "Mend the name; `errors[].suggestion` holds the nearest, /v1/openapi.json all that there are.",
            "Hãy sửa tên tham số: `errors[].suggestion` gợi ý tên gần nhất, /v1/openapi.json liệt kê mọi tên.",
        ),
    ),
    row(
        Code::InvalidValue,
        ("A value cannot be read", "Giá trị không đọc được"),
        ("A parameter has a value that it cannot have.", "Một tham số mang giá trị mà nó không thể có."),
        (
            "Mend the value; `errors[].message` says what is taken.",
            "Hãy sửa giá trị: `errors[].message` cho biết giá trị nào được nhận.",
        ),
    ),
    row(
        Code::InvalidJson,
        ("The body cannot be read", "Thân yêu cầu không đọc được"),
        (
            "The body is not the JSON that this route takes, or broke off.",
            "Thân yêu cầu không phải JSON mà địa chỉ này nhận, hoặc bị đứt giữa chừng.",
        ),
        (
            "Send a whole JSON object; `detail` says where it breaks.",
            "Hãy gửi trọn một đối tượng JSON: `detail` cho biết chỗ hỏng.",
        ),
    ),
    row(
        Code::UnknownField,
        ("Unknown field", "Không có trường này"),
        ("The address names a facet that there is none of.", "Địa chỉ nêu một mặt phân loại không có."),
        ("Take one of the names that `detail` lists.", "Hãy dùng một trong các tên mà `detail` liệt kê."),
    ),
    row(
        Code::QuerySyntax,
        ("The query cannot be read", "Câu hỏi chưa đọc được"),
        (
            "With `strict` a query is read as it was meant or not at all, and this one has a slip in it.",
            "Ở chế độ chặt chẽ, câu hỏi phải viết đúng từng dấu, mà câu này có chỗ sai.",
        ),
        (
            "Mend it where `errors[].span` says, or ask without `strict`: then it is read as well as can be.",
            "Hãy sửa ở chỗ được chỉ ra, hoặc bỏ chế độ chặt chẽ để câu hỏi được đọc rộng rãi hơn.",
        ),
    ),
    row(
        Code::Unauthorized,
        ("A key is needed", "Cần được cấp quyền"),
        (
            "This needs a key, and none was sent, or one that opens nothing here.",
            "Kho này chỉ mở cho người có khóa truy cập; yêu cầu không kèm khóa, hoặc kèm khóa không mở được gì.",
        ),
        (
            "Send `Authorization: Bearer tk_…`; the operator makes keys.",
            "Hãy vào qua cổng của cơ quan, hoặc xin khóa của người quản trị và gửi trong `Authorization: Bearer tk_…`.",
        ),
    ),
    row(
        Code::KeyExpired,
        ("The key has expired", "Khóa truy cập đã hết hạn"),
        ("The time for which the key was made is over.", "Thời hạn của khóa truy cập đã qua."),
        ("Ask the operator for a new one.", "Hãy xin người quản trị một khóa mới."),
    ),
    row(
        Code::MissingScope,
        ("The key does not allow this", "Khóa không cho phép việc này"),
        (
            "The key is good, but was made for other things.",
            "Khóa truy cập còn dùng được, nhưng được cấp cho việc khác.",
        ),
        (
            "Ask the operator for a key of the scope that `detail` names.",
            "Hãy xin người quản trị một khóa có quyền mà `detail` nêu.",
        ),
    ),
    row(
        Code::DocumentNotFound,
        ("No such directive", "Không có văn bản này"),
        (
            "The index holds no directive of this id, or none that this key may see.",
            "Trong kho không có văn bản mang mã này, hoặc khóa truy cập không được xem nó; có thể nó đã được gỡ khỏi kho.",
        ),
        ("Look for it again by its number or title.", "Hãy tìm lại theo số hoặc trích yếu."),
    ),
    row(
        Code::RouteNotFound,
        ("Nothing is served at this path", "Không có trang này"),
        ("The path leads to nothing.", "Địa chỉ không dẫn đến đâu."),
        (
            "Take a path from /v1/openapi.json, or begin at the search page.",
            "Hãy bắt đầu từ trang tra cứu, hoặc lấy địa chỉ từ /v1/openapi.json.",
        ),
    ),
    row(
        Code::MethodNotAllowed,
        ("Method not allowed", "Phương thức không dùng được ở đây"),
        (
            "There is something at this path, but not by this method.",
            "Địa chỉ này có thật, nhưng không nhận phương thức được gửi.",
        ),
        ("The header `Allow` names those it takes.", "Đầu mục `Allow` nêu các phương thức được nhận."),
    ),
    row(
        Code::Conflict,
        ("Another directive is in the way", "Mã này thuộc về văn bản khác"),
        (
            "The directive of this id came from a folder of the archive, and is not for senders to change.",
            "Văn bản mang mã này nằm trong thư mục của kho, nên không sửa được bằng cách gửi lên.",
        ),
        ("Change the file in the archive, or send under another id.", "Hãy sửa tệp trong kho, hoặc gửi với mã khác."),
    ),
    row(
        Code::WriterBusy,
        ("Another process writes to the index", "Kho đang được cập nhật"),
        (
            "One process at a time changes the index, and another is at it.",
            "Mỗi lúc chỉ một tiến trình được ghi vào kho, và một tiến trình khác đang ghi.",
        ),
        (
            "Send it again after `Retry-After`; sending twice does no harm.",
            "Hãy gửi lại sau ít phút (xem `Retry-After`); gửi hai lần không gây hại.",
        ),
    ),
    row(
        Code::PayloadTooLarge,
        ("The body is too large", "Thân yêu cầu quá lớn"),
        ("The body is larger than the server takes.", "Thân yêu cầu lớn hơn mức máy chủ nhận."),
        ("Send less at once.", "Hãy gửi ít hơn trong một lần."),
    ),
    row(
        Code::UriTooLong,
        ("The address is too long", "Địa chỉ quá dài"),
        ("The address is longer than the server takes.", "Địa chỉ dài hơn mức máy chủ nhận."),
        (
            "Shorten the query, or send it as a body: POST /v1/search.",
            "Hãy rút ngắn câu hỏi hoặc bớt bộ lọc, hoặc gửi trong thân yêu cầu: POST /v1/search.",
        ),
    ),
    row(
        Code::UnsupportedMediaType,
        ("The body is of another kind", "Thân yêu cầu khác loại"),
        (
            "The header `Content-Type` names a kind of body that this route does not take.",
            "Đầu mục `Content-Type` nêu một loại nội dung mà địa chỉ này không nhận.",
        ),
        ("Send what `detail` asks for, and name it so.", "Hãy gửi loại mà `detail` nêu, và ghi đúng tên loại."),
    ),
    row(
        Code::InvalidDocument,
        ("The directive cannot be taken", "Văn bản không nhận được"),
        ("What was sent cannot be kept as a directive.", "Nội dung được gửi không thể giữ làm một văn bản."),
        ("Mend what `detail` says, and send it again.", "Hãy sửa chỗ mà `detail` nêu rồi gửi lại."),
    ),
    row(
        Code::QueryTooCostly,
        ("The query asks too much", "Câu hỏi đòi hỏi quá nhiều"),
        (
            "The request goes beyond a limit; `detail` names the limit and what was reached.",
            "Yêu cầu vượt một giới hạn: `detail` nêu giới hạn và mức đã đến.",
        ),
        (
            "Ask for less: fewer words, operators and brackets, longer beginnings before *, fewer hits.",
            "Hãy rút ngắn câu hỏi: ít từ, ít phép và ít dấu ngoặc hơn, phần đầu của từ trước dấu * dài hơn.",
        ),
    ),
    row(
        Code::RateLimited,
        ("Too many requests", "Tra cứu quá nhanh"),
        (
            "This key, user or address has sent as many requests as it may for now.",
            "Khóa, người dùng hoặc địa chỉ này đã gửi hết số yêu cầu được phép trong lúc này.",
        ),
        (
            "Wait as many seconds as `Retry-After` says.",
            "Hãy chờ hết số giây ghi ở `Retry-After` (chừng một phút) rồi thử lại.",
        ),
    ),
    row(
        Code::Internal,
        ("Internal error", "Máy chủ gặp lỗi"),
        (
            "The server made a mistake, which is in its log under the id of the request.",
            "Máy chủ có lỗi; lỗi đã được ghi lại dưới mã của yêu cầu.",
        ),
        (
            "Try once more; if it stays, tell the operator the `request_id`.",
            "Hãy thử lại; nếu vẫn lỗi, xin báo mã yêu cầu cho người quản trị.",
        ),
    ),
    row(
        Code::IndexUnavailable,
        ("The index is unavailable", "Chưa mở được kho văn bản"),
        (
            "The index could not be asked or changed; the log of the server says why.",
            "Kho chưa hỏi hoặc chưa ghi được; nhật ký của máy chủ cho biết vì sao.",
        ),
        (
            "Try again after `Retry-After`; if it stays, tell the operator.",
            "Hãy thử lại sau ít phút; nếu vẫn vậy, xin báo người quản trị.",
        ),
    ),
    row(
        Code::Overloaded,
        ("Too many requests at once", "Đang có quá nhiều người tra cứu"),
        ("As many requests as may wait are waiting.", "Số yêu cầu đang chờ đã đến mức tối đa."),
        ("Try again after `Retry-After`.", "Hãy thử lại sau vài giây."),
    ),
    row(
        Code::Timeout,
        ("The answer took too long", "Tra cứu lâu quá mức"),
        ("The answer was not ready in the time that it may take.", "Câu trả lời chưa xong trong thời gian cho phép."),
        (
            "Ask for less, allow more time (`timeout_ms`), or take a part (`partial=1`).",
            "Hãy rút ngắn câu hỏi hoặc thêm bộ lọc rồi thử lại; cũng có thể tăng `timeout_ms` hoặc nhận một phần (`partial=1`).",
        ),
    ),
];

// A row at another place would speak for another code.
const _: () = {
    let mut at = 0;
    while at < ROWS.len() {
        assert!(ROWS[at].code as usize == at, "the rows stand in the order of the codes");
        at += 1;
    }
};
