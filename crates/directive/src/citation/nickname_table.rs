//! Nicknames that everybody uses and no text defines: `Đề án 06`. Few, and only those that mean one document.

use crate::number::DocumentNumber;

/// One nickname: the kind and digits that people write, and the document that they mean.
pub(super) struct Nickname {
    pub(super) kind: &'static str,
    pub(super) digits: &'static str,
    pub(super) number: &'static str,
    pub(super) date: &'static str,
    /// Who may stand behind `của`; another issuer means another document.
    pub(super) issuers: &'static [&'static str],
}

const GOVERNMENT: &[&str] = &["Chính phủ", "Thủ tướng"];

const fn row(kind: &'static str, digits: &'static str, number: &'static str, date: &'static str) -> Nickname {
    Nickname { kind, digits, number, date, issuers: GOVERNMENT }
}

/// All nicknames.
pub(super) static NICKNAMES: &[Nickname] = &[
    row("de-an", "06", "06/QĐ-TTg", "2022-01-06"),
    row("de-an", "844", "844/QĐ-TTg", "2016-05-18"),
    row("de-an", "896", "896/QĐ-TTg", "2013-06-08"),
    row("de-an", "939", "939/QĐ-TTg", "2017-06-30"),
    row("de-an", "1956", "1956/QĐ-TTg", "2009-11-27"),
    row("nghi-quyet", "30a", "30a/2008/NQ-CP", "2008-12-27"),
    row("chuong-trinh", "30a", "30a/2008/NQ-CP", "2008-12-27"),
    row("chuong-trinh", "135", "135/1998/QĐ-TTg", "1998-07-31"),
];

/// Returns the document that everybody means by a number without an issuer: `06/QĐ-TTg` for `Đề án 06`.
pub fn nicknamed(number: &DocumentNumber) -> Option<DocumentNumber> {
    let spoken = number.is_open().then(|| number.spoken())?;
    let (kind, digits) = (number.kind()?, spoken.rsplit(' ').next()?);
    let row = NICKNAMES.iter().find(|row| row.kind == kind.slug() && row.digits == digits)?;
    DocumentNumber::parse(row.number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    #[test]
    fn nicknames_lead_to_their_documents() {
        let cases = [
            ("Đề án 06", Some("06/QĐ-TTg")),
            ("de an so 6", Some("06/QĐ-TTg")),
            ("Đề án 07", None),
            ("06/QĐ-TTg", None),
        ];
        for (typed, expected) in cases {
            let number = DocumentNumber::parse(typed).unwrap();
            assert_eq!(nicknamed(&number).map(|number| number.to_string()).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn every_row_names_a_document() {
        for row in NICKNAMES {
            assert!(Kind::named(row.kind).is_some() && row.date.parse::<jiff::civil::Date>().is_ok(), "{}", row.number);
            let number = DocumentNumber::parse(row.number).map(|number| number.to_string());
            assert_eq!(number.as_deref(), Some(row.number));
        }
    }
}
