//! Whether a paper prints what is said of it.
//!
//! An archive's metadata may say more than the paper, or other words: a number that was stamped on and never typed, a
//! headline in the place of the subject. What is not printed nobody can read off, so figures are given with and without.

use directive::DocumentNumber;

use super::compare::{letters, spaced, subject, words};
use super::field::Field;

/// A text made ready for looking things up in it.
pub(super) struct Printed {
    /// Its words in one spelling, single spaces between them.
    words: String,
    /// Its letters and marks in one casing, single spaces between the words; without the marks of Markdown.
    letters: String,
    /// The keys of all document numbers in it.
    numbers: Vec<String>,
}

impl Printed {
    pub(super) fn new(text: &str) -> Self {
        let numbers = DocumentNumber::find(text).into_iter().map(|(_, number)| number.query_key()).collect();
        let plain = text.replace(['*', '|', '>', '#'], " ");
        Self { words: format!(" {} ", spaced(&words(text))), letters: letters(&plain), numbers }
    }

    /// Tells whether the text prints a value of a field. Kinds, levels, provinces and dates are named in too many ways
    /// to tell: they count as printed.
    pub(super) fn holds(&self, field: Field, value: Option<&str>) -> bool {
        let Some(value) = value else { return true };
        match field {
            Field::Number => {
                let key = DocumentNumber::parse(value).map(|number| number.query_key());
                key.is_some_and(|key| self.numbers.contains(&key)) || self.has(&words(value))
            }
            Field::Title => self.letters.contains(&letters(value)),
            Field::TitleWords => self.has(&subject(value)),
            Field::Signer | Field::Issuer | Field::Year => self.has(&words(value)),
            _ => true,
        }
    }

    fn has(&self, value: &str) -> bool {
        self.words.contains(&format!(" {} ", spaced(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_paper_prints() {
        let printed = Printed::new("Số: 12/2025/TT-BTC\nTHÔNG TƯ\nQuy định về phí,\nlệ phí năm 2025\nNguyễn Văn A");
        let cases = [
            (Field::Number, "12/2025/TT-BTC", true),
            (Field::Number, "13/2025/TT-BTC", false),
            (Field::Title, "quy định về phí, lệ phí", true),
            (Field::Title, "quy định về phí lệ phí", false),
            (Field::TitleWords, "Thông tư 12/2025/TT-BTC: Quy định về phí lệ phí.", true),
            (Field::TitleWords, "Thông tư về thuế", false),
            (Field::Signer, "NGUYỄN VĂN A", true),
            (Field::Signer, "Nguyễn Văn", true),
            (Field::Signer, "Nguyễn Văn B", false),
            (Field::Year, "2025", true),
            (Field::Year, "2024", false),
        ];
        for (field, value, expected) in cases {
            assert_eq!(printed.holds(field, Some(value)), expected, "{field:?} {value}");
        }
    }
}
