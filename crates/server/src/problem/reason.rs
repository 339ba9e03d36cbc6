//! Why a directive is not taken: names that are stable, with what is said in either language.
//!
//! Apart from [`super::detail`], which makes whole sentences: these stand within one.

use crate::intake::Unfit;

/// A reason with its words, which stand behind a colon and without a stop.
pub(super) struct Reason {
    /// The `reason` of a problem. Clients decide by it: it never changes.
    pub(super) name: &'static str,
    pub(super) english: &'static str,
    pub(super) vietnamese: &'static str,
}

/// Returns what is said of a directive that is not taken.
pub(super) const fn of(unfit: Unfit) -> Reason {
    match unfit {
        Unfit::Id => Reason {
            name: "bad-id",
            english: "an id is 1 to 200 of the characters A-Z a-z 0-9 . _ - and begins with neither . nor -",
            vietnamese: "mã gồm 1 đến 200 ký tự trong A-Z a-z 0-9 . _ - và không bắt đầu bằng . hoặc -",
        },
        Unfit::NoText => {
            Reason { name: "no-text", english: "it has no text", vietnamese: "văn bản không có chữ nào" }
        }
        Unfit::Binary => Reason {
            name: "binary",
            english: "it is binary, not text",
            vietnamese: "đây là dữ liệu nhị phân, không phải chữ",
        },
        Unfit::NotUnderstood => Reason {
            name: "not-understood",
            english: "it could not be understood: a fault of tracuu, please report it",
            vietnamese: "không đọc hiểu được: đây là lỗi của tracuu, xin báo lại",
        },
    }
}
