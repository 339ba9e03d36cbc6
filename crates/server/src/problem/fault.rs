//! What is wrong with one parameter: the reasons with their parts, said in either language.

use search::{Facet, Form, Warning};

use super::vietnamese;
use crate::language::Language;

/// Why a parameter is not taken. What is said goes on from its name: `limit: is a whole number from 0 to 100`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Unknown,
    /// With the nearest name that is known.
    Misspelt(&'static str),
    /// With all names that are known.
    NoneOf(Vec<&'static str>),
    UnknownMember(&'static [&'static str]),
    Repeated,
    Needed,
    Empty,
    OneOf(&'static [&'static str]),
    WholeNumber {
        least: u64,
        most: u64,
    },
    NoFacet,
    /// Limit and offset go beyond this together.
    Window(usize),
    YearsReversed,
    NoText,
    NoTexts,
    NoSingle,
    NoPlain,
    /// It has a sense with these others only.
    GoesWith(&'static [&'static str]),
    /// With all columns that there are.
    NoColumns(Vec<&'static str>),
    Unlike {
        value: String,
        form: Form,
    },
    /// A slip in a strict query.
    Slip(Warning),
}

impl Fault {
    /// Says it without a name and without a stop.
    pub(crate) fn say(&self, language: Language) -> String {
        match language {
            Language::English => self.in_english(),
            Language::Vietnamese => self.in_vietnamese(),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Fault::Unknown => "there is no such parameter".to_owned(),
            Fault::Misspelt(nearest) => format!("there is no such parameter; the nearest is {nearest}"),
            Fault::NoneOf(known) => format!("there is no such parameter; there are {}", known.join(", ")),
            Fault::UnknownMember(known) => format!("there is no such field; there are {}", known.join(", ")),
            Fault::Repeated => "is given more than once".to_owned(),
            Fault::Needed => "is needed".to_owned(),
            Fault::Empty => "is empty".to_owned(),
            Fault::OneOf(names) => format!("is one of {}", names.join(", ")),
            Fault::WholeNumber { least, most } => format!("is a whole number from {least} to {most}"),
            Fault::NoFacet => format!("holds a name that is no facet; there are {}", facets()),
            Fault::Window(most) => format!("limit and offset together are at most {most}"),
            Fault::YearsReversed => "the first year is after the last".to_owned(),
            Fault::NoText => "is a string".to_owned(),
            Fault::NoTexts => "is a list of strings".to_owned(),
            Fault::NoSingle => "is one value and no list".to_owned(),
            Fault::NoPlain => "is a string, a number, true or false, or a list of them".to_owned(),
            Fault::GoesWith(others) => format!("goes with {} only", others.join(" and ")),
            Fault::NoColumns(known) => {
                format!("is a list of different fields, parted by commas; there are {}", known.join(", "))
            }
            Fault::Unlike { value, form } => format!("{value:?} is no {form}"),
            Fault::Slip(warning) => warning.message.clone(),
        }
    }

    fn in_vietnamese(&self) -> String {
        match self {
            Fault::Unknown => "không có tham số này".to_owned(),
            Fault::Misspelt(nearest) => format!("không có tham số này; gần nhất là {nearest}"),
            Fault::NoneOf(known) => format!("không có tham số này; có {}", known.join(", ")),
            Fault::UnknownMember(known) => format!("không có trường này; có {}", known.join(", ")),
            Fault::Repeated => "được ghi hơn một lần".to_owned(),
            Fault::Needed => "là bắt buộc".to_owned(),
            Fault::Empty => "để trống".to_owned(),
            Fault::OneOf(names) => format!("là một trong {}", names.join(", ")),
            Fault::WholeNumber { least, most } => format!("là số nguyên từ {least} đến {most}"),
            Fault::NoFacet => format!("có một tên không phải mặt phân loại; có {}", facets()),
            Fault::Window(most) => format!("limit cộng offset tối đa là {most}"),
            Fault::YearsReversed => "năm đầu đứng sau năm cuối".to_owned(),
            Fault::NoText => "là một chuỗi chữ".to_owned(),
            Fault::NoTexts => "là một danh sách chuỗi chữ".to_owned(),
            Fault::NoSingle => "là một giá trị, không phải danh sách".to_owned(),
            Fault::NoPlain => "là chuỗi chữ, số, true hoặc false, hoặc một danh sách của chúng".to_owned(),
            Fault::GoesWith(others) => format!("chỉ đi cùng {}", others.join(" và ")),
            Fault::NoColumns(known) => {
                format!("là danh sách các trường khác nhau, cách bằng dấu phẩy; có {}", known.join(", "))
            }
            Fault::Unlike { value, form } => format!("{value:?} không phải {}", vietnamese::form(*form)),
            Fault::Slip(warning) => warning.message_vi.clone(),
        }
    }
}

/// Names all facets.
pub(super) fn facets() -> String {
    Facet::ALL.map(Facet::name).join(", ")
}
