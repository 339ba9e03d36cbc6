//! What is wrong with a request as a whole: the reasons with their parts, said in either language.
//!
//! Nothing of the inside of the server is ever a part of them.

use std::time::Duration;

use search::Quantity;

use super::bad_json::BadJson;
use super::fault::facets;
use super::{reason, vietnamese};
use crate::guard::Scope;
use crate::intake::Unfit;
use crate::language::Language;

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// A mistake of the server; its log says which.
    Mistake,
    NothingHere,
    /// A kind of problem that there is none of, with the nearest.
    NoSuchProblem(Option<&'static str>),
    WrongMethod,
    AddressTooLong {
        bytes: usize,
        most: usize,
    },
    /// With the limit, where it is known.
    BodyTooLarge(Option<u64>),
    BodyCutShort,
    NotJson,
    NoObject(BadJson),
    NumbersOrText,
    NoSuchFacet,
    KeyNeeded,
    KeyUnknown,
    KeyOver,
    ScopeNeeded(Scope),
    /// With the seconds to wait.
    TooManyRequests(u64),
    TooManySearches,
    TooManyDirectives,
    /// The whole answer took longer than this.
    NotReady(Duration),
    /// The search took longer than this.
    NotDone(Duration),
    TooMuch {
        what: Quantity,
        part: Option<String>,
        value: usize,
        limit: usize,
    },
    IndexNotAsked,
    IndexNotChanged,
    NoIntake,
    WriterBusy,
    NoSuchDirective,
    NoDirective,
    NoRecord(BadJson),
    IdNoText,
    OtherId,
    /// From which byte on.
    NotUtf8(usize),
    OfArchive,
    Refused(Unfit),
    NoBatch,
    LineNoId,
    /// From which byte on.
    LineNotUtf8(usize),
    LineNoRecord(BadJson),
    /// With the limit in bytes.
    LineTooLong(usize),
    /// Nothing came for so long.
    Silence(Duration),
}

impl Detail {
    /// Says it as a sentence.
    pub(crate) fn say(&self, language: Language) -> String {
        match language {
            Language::English => self.in_english(),
            Language::Vietnamese => self.in_vietnamese(),
        }
    }

    /// Returns the name of what is wrong with a body, finer than the code of the problem.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        Some(match self {
            Detail::NoObject(bad) | Detail::NoRecord(bad) | Detail::LineNoRecord(bad) => bad.reason(),
            Detail::Refused(unfit) => reason::of(*unfit).name,
            Detail::IdNoText => reason::of(Unfit::Id).name,
            Detail::OtherId => "other-id",
            Detail::LineNoId => "no-id",
            Detail::NotUtf8(_) | Detail::LineNotUtf8(_) => "not-utf8",
            _ => return None,
        })
    }

    fn in_english(&self) -> String {
        let sentence = match self {
            Detail::Mistake => "The server made a mistake; its log holds more under this request id.",
            Detail::NothingHere => "There is nothing at this path; /v1/openapi.json lists what there is.",
            Detail::NoSuchProblem(None) => "There is no such code; /v1/problems lists them all.",
            Detail::NoSuchProblem(Some(nearest)) => return format!("There is no such code; the nearest is {nearest}."),
            Detail::WrongMethod => "This path does not take this method; the header Allow names those it takes.",
            Detail::AddressTooLong { bytes, most } => {
                return format!("The address is {bytes} bytes long, the limit is {most}.");
            }
            Detail::BodyTooLarge(None) => "The body is larger than the limit.",
            Detail::BodyTooLarge(Some(most)) => return format!("The limit of a body is {most} bytes."),
            Detail::BodyCutShort => "The body could not be read to its end.",
            Detail::NotJson => "The body is JSON: content-type application/json.",
            Detail::NoObject(bad) => return format!("The body is no JSON object: {}.", bad.in_english()),
            Detail::NumbersOrText => "The body holds either `numbers` or `text`.",
            Detail::NoSuchFacet => return format!("There is no facet of this name; there are {}.", facets()),
            Detail::KeyNeeded => "A key is needed here: send it as `Authorization: Bearer tk_…`.",
            Detail::KeyUnknown => "This is no key that opens anything here.",
            Detail::KeyOver => "The time of this key is over; ask for a new one.",
            Detail::ScopeNeeded(scope) => return format!("This needs a key of the scope {}.", scope.name()),
            Detail::TooManyRequests(wait) => return format!("Too many requests; go on in {wait} s."),
            Detail::TooManySearches => "Too many searches are waiting; try again in a second.",
            Detail::TooManyDirectives => "Too many directives are coming in; try again in a second.",
            Detail::NotReady(limit) => {
                return format!("The answer was not ready within {} seconds.", limit.as_secs_f32());
            }
            Detail::NotDone(limit) => return format!("The search was not done within {} ms.", limit.as_millis()),
            Detail::TooMuch { what, part, value, limit } => {
                let what = what.to_string();
                let what = what.strip_prefix("the ").unwrap_or(&what);
                return format!("The {} is {value}, the limit is {limit}.", measured(what, part));
            }
            Detail::IndexNotAsked => "The index could not be asked; the operator's log says why.",
            Detail::IndexNotChanged => "The index could not be changed; the operator's log says why.",
            Detail::NoIntake => "This server was started without a way to change its index.",
            Detail::WriterBusy => {
                "Another process writes to the index; send it again when that has ended. Nothing is lost by sending twice."
            }
            Detail::NoSuchDirective => "There is no directive of this id in the index.",
            Detail::NoDirective => "A directive is text/plain in UTF-8, or a record as application/json.",
            Detail::NoRecord(bad) => return format!("The body is no record of a directive: {}.", bad.in_english()),
            Detail::IdNoText => "The id is no text.",
            Detail::OtherId => "The id in the body is not that in the path.",
            Detail::NotUtf8(byte) => return format!("The body is not UTF-8 from byte {byte} on."),
            Detail::OfArchive => {
                "The directive of this id lies in a folder of the archive; it is changed by changing its file."
            }
            Detail::Refused(unfit) => return format!("It cannot be taken: {}.", reason::of(*unfit).english),
            Detail::NoBatch => "A batch is application/x-ndjson in UTF-8: a record of a directive on each line.",
            Detail::LineNoId => "It has no id.",
            Detail::LineNotUtf8(byte) => return format!("The line is not UTF-8 from byte {byte} on."),
            Detail::LineNoRecord(bad) => return format!("The line is no record of a directive: {}.", bad.in_english()),
            Detail::LineTooLong(most) => return format!("The limit of a line is {most} bytes."),
            Detail::Silence(limit) => {
                let seconds = limit.as_secs_f32();
                return format!("Nothing came for {seconds} seconds; send this line and what follows it again.");
            }
        };
        sentence.to_owned()
    }

    fn in_vietnamese(&self) -> String {
        let sentence = match self {
            Detail::Mistake => "Máy chủ có lỗi; nhật ký ghi rõ hơn dưới mã của yêu cầu này.",
            Detail::NothingHere => "Địa chỉ này không có gì; /v1/openapi.json liệt kê những gì có.",
            Detail::NoSuchProblem(None) => "Không có mã lỗi này; /v1/problems liệt kê tất cả.",
            Detail::NoSuchProblem(Some(nearest)) => return format!("Không có mã lỗi này; gần nhất là {nearest}."),
            Detail::WrongMethod => {
                "Địa chỉ này không nhận phương thức ấy; đầu mục Allow nêu các phương thức được nhận."
            }
            Detail::AddressTooLong { bytes, most } => return format!("Địa chỉ dài {bytes} byte, tối đa {most}."),
            Detail::BodyTooLarge(None) => "Thân yêu cầu lớn hơn giới hạn.",
            Detail::BodyTooLarge(Some(most)) => return format!("Thân yêu cầu tối đa {most} byte."),
            Detail::BodyCutShort => "Thân yêu cầu không đọc được đến hết.",
            Detail::NotJson => "Thân yêu cầu là JSON: content-type application/json.",
            Detail::NoObject(bad) => {
                return format!("Thân yêu cầu không phải một đối tượng JSON: {}.", bad.in_vietnamese());
            }
            Detail::NumbersOrText => "Thân yêu cầu chứa hoặc `numbers` hoặc `text`.",
            Detail::NoSuchFacet => return format!("Không có mặt phân loại này; có {}.", facets()),
            Detail::KeyNeeded => "Ở đây cần khóa truy cập: hãy gửi `Authorization: Bearer tk_…`.",
            Detail::KeyUnknown => "Khóa này không mở được gì ở đây.",
            Detail::KeyOver => "Khóa này đã hết hạn; hãy xin khóa mới.",
            Detail::ScopeNeeded(scope) => return format!("Việc này cần khóa có quyền {}.", scope.name()),
            Detail::TooManyRequests(wait) => return format!("Quá nhiều yêu cầu; hãy tiếp tục sau {wait} giây."),
            Detail::TooManySearches => "Đang có quá nhiều lượt tìm phải chờ; hãy thử lại sau một giây.",
            Detail::TooManyDirectives => "Đang có quá nhiều văn bản gửi đến; hãy thử lại sau một giây.",
            Detail::NotReady(limit) => return format!("Câu trả lời chưa xong sau {} giây.", limit.as_secs_f32()),
            Detail::NotDone(limit) => return format!("Lượt tìm chưa xong sau {} ms.", limit.as_millis()),
            Detail::TooMuch { what, part, value, limit } => {
                return format!("Có {value} {}, tối đa {limit}.", measured(vietnamese::quantity(*what), part));
            }
            Detail::IndexNotAsked => "Không hỏi được kho; nhật ký của người quản trị cho biết vì sao.",
            Detail::IndexNotChanged => "Không ghi được vào kho; nhật ký của người quản trị cho biết vì sao.",
            Detail::NoIntake => "Máy chủ này được chạy mà không có cách sửa kho.",
            Detail::WriterBusy => {
                "Một tiến trình khác đang ghi vào kho; hãy gửi lại khi nó xong. Gửi hai lần không mất gì."
            }
            Detail::NoSuchDirective => "Trong kho không có văn bản mang mã này.",
            Detail::NoDirective => "Văn bản gửi lên là text/plain theo UTF-8, hoặc một bản ghi application/json.",
            Detail::NoRecord(bad) => {
                return format!("Thân yêu cầu không phải bản ghi của một văn bản: {}.", bad.in_vietnamese());
            }
            Detail::IdNoText => "Mã không phải là chữ.",
            Detail::OtherId => "Mã trong thân yêu cầu khác mã trong địa chỉ.",
            Detail::NotUtf8(byte) => return format!("Thân yêu cầu không phải UTF-8 từ byte {byte} trở đi."),
            Detail::OfArchive => "Văn bản mang mã này nằm trong thư mục của kho; muốn sửa hãy sửa tệp của nó.",
            Detail::Refused(unfit) => return format!("Không nhận được: {}.", reason::of(*unfit).vietnamese),
            Detail::NoBatch => "Một loạt là application/x-ndjson theo UTF-8: mỗi dòng một bản ghi của một văn bản.",
            Detail::LineNoId => "Dòng này không có mã.",
            Detail::LineNotUtf8(byte) => return format!("Dòng này không phải UTF-8 từ byte {byte} trở đi."),
            Detail::LineNoRecord(bad) => {
                return format!("Dòng này không phải bản ghi của một văn bản: {}.", bad.in_vietnamese());
            }
            Detail::LineTooLong(most) => return format!("Một dòng tối đa {most} byte."),
            Detail::Silence(limit) => {
                let seconds = limit.as_secs_f32();
                return format!("Không có gì đến trong {seconds} giây; hãy gửi lại dòng này và những dòng sau.");
            }
        };
        sentence.to_owned()
    }
}

/// Names a quantity, with the part of the query that has too much of it.
fn measured(what: &str, part: &Option<String>) -> String {
    part.as_ref().map_or_else(|| what.to_owned(), |part| format!("{what} ({part})"))
}
