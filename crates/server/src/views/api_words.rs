//! What the operations of the API do, in Vietnamese, for the page to try them.
//!
//! Apart from the page, because this is a table; apart from the description of the API, which is English and read by machines.

/// Each group of operations: its tag, its heading, what it is for.
pub(super) const GROUPS: [(&str, &str, &str); 5] = [
    ("search", "Tra cứu", "Tìm và đọc văn bản, dưới dạng JSON"),
    ("citations", "Viện dẫn", "Văn bản nào viện dẫn văn bản nào, và một số hiệu chỉ văn bản nào"),
    ("intake", "Nhận văn bản", "Gửi văn bản vào kho, và lấy lại"),
    ("reading room", "Phòng đọc", "Tìm và đọc văn bản, dưới dạng trang"),
    ("operation", "Vận hành", "Cho người quản trị máy chủ"),
];

/// Each operation: its method and path, what it does.
pub(super) const OPERATIONS: [(&str, &str, &str); 34] = [
    ("get", "/", "Trang tra cứu."),
    ("get", "/api", "Trang này: thử mọi địa chỉ của API."),
    ("get", "/assets/api.css", "Bảng kiểu của trang thử API."),
    ("get", "/assets/api.js", "Mã lệnh của trang thử API."),
    ("get", "/assets/style.css", "Bảng kiểu của phòng đọc."),
    ("get", "/documents/{id}", "Trang của một văn bản; chỗ khớp câu hỏi được tô đậm."),
    ("get", "/healthz", "Cho biết tiến trình đang chạy; không hỏi kho."),
    ("get", "/metrics", "Các số đếm từ khi máy chủ chạy, và tình trạng kho."),
    ("get", "/readyz", "Cho biết kho đã mở và trả lời được."),
    ("get", "/v1/cited-by", "Những văn bản viện dẫn một số hiệu, kể cả khi kho không giữ văn bản ấy."),
    ("get", "/v1/coverage", "Theo tỉnh hiện nay: đã ban hành gì để thực hiện một văn bản, và tỉnh nào chưa có."),
    ("post", "/v1/documents", "Gửi nhiều văn bản, mỗi dòng một bản ghi; mỗi dòng được trả lời riêng."),
    (
        "delete",
        "/v1/documents/{id}",
        "Gỡ một văn bản đã gửi lên; văn bản trong thư mục của kho thì gỡ bằng cách xóa tệp.",
    ),
    ("get", "/v1/documents/{id}", "Một văn bản: các thông tin, mỗi thông tin kèm căn cứ, và văn bản được viện dẫn."),
    (
        "put",
        "/v1/documents/{id}",
        "Thêm một văn bản, hoặc thay văn bản mang mã này; trả lời khi đã ghi chắc và tìm thấy được.",
    ),
    (
        "get",
        "/v1/documents/{id}/citations",
        "Những gì một văn bản viện dẫn, kèm câu viện dẫn và văn bản tương ứng trong kho.",
    ),
    ("get", "/v1/documents/{id}/cited-by", "Những văn bản viện dẫn văn bản này, theo số và ngày của nó."),
    ("get", "/v1/documents/{id}/matches", "Mọi chỗ trong một văn bản khớp với câu hỏi."),
    ("get", "/v1/documents/{id}/parallels", "Những văn bản có đoạn trùng từng chữ với văn bản này."),
    ("get", "/v1/documents/{id}/similar", "Những văn bản giống văn bản này nhất, kèm điểm chung."),
    ("get", "/v1/documents/{id}/text", "Toàn văn, chia theo mục, điều, nhiệm vụ có đánh số; hoặc một phần trong đó."),
    (
        "get",
        "/v1/facets/{field}",
        "Mọi giá trị của một mặt phân loại dưới một câu hỏi, kèm số văn bản khi chỉ chọn giá trị ấy.",
    ),
    ("get", "/v1/openapi.json", "Bản mô tả API này cho máy đọc (bằng tiếng Anh)."),
    ("get", "/v1/problems", "Mọi loại lỗi: nghĩa là gì và cần làm gì."),
    ("get", "/v1/problems/{code}", "Một loại lỗi: nghĩa là gì và cần làm gì."),
    (
        "post",
        "/v1/resolve",
        "Tra số hiệu: văn bản nào mang số ấy, bao nhiêu văn bản viện dẫn, và số gần nhất nếu không có.",
    ),
    ("get", "/v1/schema", "Các trường để tìm, lọc, đếm và xếp, kèm kiểu, giá trị và tên gọi."),
    (
        "get",
        "/v1/search",
        "Tìm văn bản. Một bộ lọc ghi nhiều lần là chọn một trong các giá trị; các bộ lọc khác nhau phải cùng đúng.",
    ),
    ("post", "/v1/search", "Như tìm bằng địa chỉ, với một đối tượng JSON cùng tên tham số."),
    ("get", "/v1/search/export", "Tải tất cả những gì câu hỏi tìm thấy, theo thứ tự của mã."),
    ("post", "/v1/search/export", "Như tải bằng địa chỉ, với một đối tượng JSON cùng tên tham số."),
    ("get", "/v1/suggest", "Gợi ý số hiệu, cơ quan, cụm từ và trích yếu khi đang gõ."),
    ("get", "/v1/timeline", "Số văn bản tìm thấy theo từng năm, từ năm đầu đến năm cuối, kể cả năm trống."),
    ("get", "/v1/version", "Chương trình nào trả lời, từ kho nào, và một yêu cầu được hỏi bao nhiêu."),
];
