//! What is warned of: all codes, with their sentences in both languages, in one table. Codes are stable, clients decide by
//! them.

use std::ops::Range;

use crate::response::Warning;

/// Something that was read otherwise than it was perhaps meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Complaint {
    QuoteUnclosed,
    BracketUnclosed,
    BracketUnopened,
    Nesting,
    OperatorAlone,
    OnlyExcluded,
    OperatorAsWord,
    NotANumber,
    ValueUnreadable,
    RangeReversed,
    FieldUnsupported,
    /// With the name that was perhaps meant.
    ColonLiteral(&'static str),
    StarIgnored,
    QuestionMark,
    TildeIgnored,
    WeightClamped,
    WeightIgnored,
    DistanceClamped,
    DistancesDiffer,
    NearOperand,
}

/// Most warnings that are told of one query: the rest says nothing new.
const MOST: usize = 32;

impl Complaint {
    /// Returns the code, and the sentence in English.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Complaint::QuoteUnclosed => {
                ("quote-unclosed", "this quotation mark is never closed; the phrase goes to the end")
            }
            Complaint::BracketUnclosed => ("bracket-unclosed", "this bracket is never closed"),
            Complaint::BracketUnopened => ("bracket-unopened", "this bracket closes nothing and is ignored"),
            Complaint::Nesting => ("nesting", "brackets nested this deep are ignored"),
            Complaint::OperatorAlone => ("operator-alone", "this operator stands beside nothing and is ignored"),
            Complaint::OnlyExcluded => {
                ("only-excluded", "nothing is asked for here; all but what is excluded is found")
            }
            Complaint::OperatorAsWord => (
                "operator-as-word",
                "in a sentence this is read as a word; to exclude, put - before a word, or use brackets",
            ),
            Complaint::NotANumber => ("not-a-number", "this is not a document number; it is read as words"),
            Complaint::ValueUnreadable => ("value-unreadable", "the field has no such value; this is read as words"),
            Complaint::RangeReversed => {
                ("range-reversed", "this range ends before it begins; it is read the other way")
            }
            Complaint::FieldUnsupported => ("field-unsupported", "this field cannot be asked for; it is read as words"),
            Complaint::ColonLiteral(_) => ("colon-literal", "this is no field; it is read as words"),
            Complaint::StarIgnored => {
                ("star-ignored", "a star counts only behind one word of two letters or more, outside of quotes")
            }
            Complaint::QuestionMark => ("question-mark", "a question mark does not stand for a letter and is ignored"),
            Complaint::TildeIgnored => ("tilde-ignored", "a tilde counts only between a phrase and a number"),
            Complaint::WeightClamped => ("weight-clamped", "weights go from 0.01 to 100; the nearest is taken"),
            Complaint::WeightIgnored => ("weight-ignored", "this is no weight and is ignored"),
            Complaint::DistanceClamped => ("distance-clamped", "distances go up to 100 words; that is taken"),
            Complaint::DistancesDiffer => {
                ("distances-differ", "one distance counts for all that are joined by NEAR: the greatest")
            }
            Complaint::NearOperand => {
                ("near-operand", "NEAR joins words, phrases and bracketed alternatives of them; this is read as AND")
            }
        }
    }

    fn in_vietnamese(self) -> &'static str {
        match self {
            Complaint::QuoteUnclosed => "Dấu ngoặc kép chưa đóng; cụm từ được hiểu là kéo đến hết câu hỏi.",
            Complaint::BracketUnclosed => "Dấu ngoặc mở chưa được đóng.",
            Complaint::BracketUnopened => "Dấu ngoặc đóng không có dấu mở nên được bỏ qua.",
            Complaint::Nesting => "Ngoặc lồng quá sâu; các ngoặc bên trong được bỏ qua.",
            Complaint::OperatorAlone => "HOẶC không đứng giữa hai từ nên được bỏ qua.",
            Complaint::OnlyExcluded => "Ở đây chỉ có phần loại trừ; mọi văn bản còn lại đều được tìm thấy.",
            Complaint::OperatorAsWord => {
                "Trong câu này, đây được đọc như từ thường; muốn loại trừ hãy đặt dấu - trước từ, hoặc dùng ngoặc."
            }
            Complaint::NotANumber => "Đây không phải số văn bản nên được đọc như từ thường.",
            Complaint::ValueUnreadable => "Trường không có giá trị như vậy nên phần này được đọc như từ thường.",
            Complaint::RangeReversed => "Khoảng này kết thúc trước khi bắt đầu nên được đọc ngược lại.",
            Complaint::FieldUnsupported => "Trường này không hỏi được nên phần này được đọc như từ thường.",
            Complaint::ColonLiteral(_) => "Đây không phải tên trường nên được đọc như từ thường.",
            Complaint::StarIgnored => "Dấu * chỉ có nghĩa sau một từ từ hai chữ cái trở lên, ngoài ngoặc kép.",
            Complaint::QuestionMark => "Dấu hỏi không thay cho chữ cái nào nên được bỏ qua.",
            Complaint::TildeIgnored => "Dấu ~ chỉ có nghĩa giữa một cụm từ và một số.",
            Complaint::WeightClamped => "Trọng số đi từ 0.01 đến 100; mức gần nhất được dùng.",
            Complaint::WeightIgnored => "Đây không phải trọng số nên được bỏ qua.",
            Complaint::DistanceClamped => "Khoảng cách tối đa là 100 từ; mức ấy được dùng.",
            Complaint::DistancesDiffer => "Các phần nối bằng GẦN có chung một khoảng cách: khoảng lớn nhất.",
            Complaint::NearOperand => "GẦN nối các từ, cụm từ và nhóm từ thay nhau; ở đây được đọc là VÀ.",
        }
    }
}

/// Complaints with the bytes of the query that they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Complaints(Vec<(Complaint, Range<usize>)>);

impl Complaints {
    pub(super) fn push(&mut self, complaint: Complaint, at: Range<usize>) {
        if self.0.len() < MOST && !self.0.contains(&(complaint, at.clone())) {
            self.0.push((complaint, at));
        }
    }

    /// Returns them as warnings about `text`, in the order of the text.
    pub(super) fn warnings(mut self, text: &str) -> Vec<Warning> {
        self.0.sort_by_key(|(_, at)| (at.start, at.end));
        self.0.into_iter().map(|(complaint, at)| warning(complaint, &at, text)).collect()
    }
}

fn warning(complaint: Complaint, at: &Range<usize>, text: &str) -> Warning {
    let characters = |to: usize| text.get(..to).map_or(0, |before| before.chars().count());
    let ((code, english), vietnamese) = (complaint.words(), complaint.in_vietnamese());
    let (message, message_vi) = match complaint {
        Complaint::ColonLiteral(meant) => {
            (format!("{english}; was {meant}: meant?"), format!("{vietnamese} Có phải ý bạn là {meant}: không?"))
        }
        _ => (english.to_owned(), vietnamese.to_owned()),
    };
    Warning { code: code.to_owned(), span: Some([characters(at.start), characters(at.end)]), message, message_vi }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_complaint_is_said_in_both_languages() {
        let all = [
            Complaint::QuoteUnclosed,
            Complaint::BracketUnclosed,
            Complaint::BracketUnopened,
            Complaint::Nesting,
            Complaint::OperatorAlone,
            Complaint::OnlyExcluded,
            Complaint::OperatorAsWord,
            Complaint::NotANumber,
            Complaint::ValueUnreadable,
            Complaint::RangeReversed,
            Complaint::FieldUnsupported,
            Complaint::ColonLiteral("year"),
            Complaint::StarIgnored,
            Complaint::QuestionMark,
            Complaint::TildeIgnored,
            Complaint::WeightClamped,
            Complaint::WeightIgnored,
            Complaint::DistanceClamped,
            Complaint::DistancesDiffer,
            Complaint::NearOperand,
        ];
        for complaint in all {
            let Warning { code, message, message_vi, .. } = warning(complaint, &(0..0), "");
            assert!(message.is_ascii() && !message_vi.is_ascii(), "{code}: {message} {message_vi}");
            let is_whole = !message.ends_with('.') && message_vi.ends_with(['.', '?']);
            assert!(is_whole, "{code}: {message} {message_vi}");
        }
    }
}
