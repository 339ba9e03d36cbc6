//! The names of the fields of the query language, Vietnamese and English: a table of its own, read by the lexer, which
//! must know whether a colon parts a field from its value.

use schema::Facet;

/// A field of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Number,
    Date,
    /// How often a directive is cited: known by name, not yet asked for.
    CitedBy,
    Facet(Facet),
}

/// Names of the fields that are not facets, folded.
const NAMES: [(&str, Field); 11] = [
    ("title", Field::Title),
    ("tieu_de", Field::Title),
    ("trich_yeu", Field::Title),
    ("number", Field::Number),
    ("so", Field::Number),
    ("so_hieu", Field::Number),
    ("date", Field::Date),
    ("ngay", Field::Date),
    ("ngay_ban_hanh", Field::Date),
    ("cited_by", Field::CitedBy),
    ("duoc_vien_dan", Field::CitedBy),
];

/// Names that a mistyped one may have meant.
const MEANT: [&str; 24] = [
    "title",
    "tiêu_đề",
    "trích_yếu",
    "number",
    "số_hiệu",
    "date",
    "ngày",
    "province",
    "province_now",
    "tỉnh",
    "level",
    "cấp",
    "kind",
    "loại",
    "type",
    "issuer",
    "cơ_quan",
    "year",
    "năm",
    "cites",
    "viện_dẫn",
    "signer",
    "người_ký",
    "cited_by",
];

/// Longest name that is looked at, in bytes.
const LONGEST: usize = 60;

/// Returns the field of a name, with or without marks, `-` and `_` alike.
pub(super) fn field(name: &str) -> Option<Field> {
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let folded = folded(name);
    let own = NAMES.iter().find(|(own, _)| *own == folded).map(|(_, field)| *field);
    own.or_else(|| Facet::named(&folded).map(Field::Facet))
}

/// Returns the field that a name was perhaps meant to be: one that differs by a letter, or by two in a long name.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let letters = name.chars().count();
    if letters < 4 || name.len() > LONGEST || !name.chars().all(|sign| sign.is_alphabetic() || "_-".contains(sign)) {
        return None;
    }
    let typed = folded(name);
    let known = MEANT.iter().map(|known| (strsim::damerau_levenshtein(&typed, &folded(known)), *known));
    let (difference, nearest) = known.min()?;
    (difference <= if letters > 6 { 2 } else { 1 }).then_some(nearest)
}

fn folded(name: &str) -> String {
    vietnamese::fold(name).replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_fields() {
        let cases = [
            ("tiêu-đề", Some(Field::Title)),
            ("TRICH_YEU", Some(Field::Title)),
            ("Số_hiệu", Some(Field::Number)),
            ("ngày", Some(Field::Date)),
            ("Tỉnh", Some(Field::Facet(Facet::Province))),
            ("province-now", Some(Field::Facet(Facet::ProvinceNow))),
            ("người-ký", Some(Field::Facet(Facet::Signer))),
            ("cited_by", Some(Field::CitedBy)),
            ("gửi", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(field(name), expected, "{name}");
        }
        assert!(MEANT.iter().all(|name| field(name).is_some()));
    }

    #[test]
    fn names_that_were_perhaps_meant() {
        let cases = [
            ("provnce", Some("province")),
            ("tihn", Some("tỉnh")),
            ("tinhh", Some("tỉnh")),
            ("tieude", Some("tiêu_đề")),
            ("gửi", None),
            ("https", None),
            ("nghị", None),
        ];
        for (typed, meant) in cases {
            assert_eq!(nearest(typed), meant, "{typed}");
        }
    }
}
