//! One field, ours against the truth: equal or not.
//!
//! Lenient about spelling, never about the fact: white space, case and the schools of tone placement do not count, and a
//! number, a kind, a level or a province is the same however it is named. A title is held to its letters and marks; the
//! lenient comparison of it is a figure of its own.

use directive::{DocumentNumber, Kind, Level, Province};
use unicode_normalization::UnicodeNormalization;

use super::field::{Field, Reading};
use super::gold::Truth;
use super::score::Outcome;

/// What may lead a subject and says nothing.
const SUBJECT_LEADS: [&str; 4] = ["v v ", "vv ", "về việc ", "về "];

/// Kinds that archives put before a subject, and that no subject begins with for itself, as `quy định` does.
const KIND_LEADS: [&str; 10] = [
    "thông tư liên tịch ",
    "thông tư ",
    "nghị định ",
    "nghị quyết ",
    "quyết định ",
    "chỉ thị ",
    "công văn ",
    "pháp lệnh ",
    "bộ luật ",
    "luật ",
];

/// Returns what came of one field.
pub(crate) fn judge(field: Field, ours: &Reading, truth: &Truth) -> Outcome {
    if !truth.candidates.is_empty() {
        return judge_open(ours, truth);
    }
    match (&ours.value, &truth.value) {
        (None, None) => Outcome::BothNull,
        (None, Some(_)) => Outcome::Missing,
        (Some(_), None) => Outcome::Invented,
        (Some(ours), Some(gold)) if same(field, ours, gold) => Outcome::Right,
        (Some(_), Some(_)) => Outcome::Wrong,
    }
}

/// Where the paper leaves a value open, the likely value is right, or any candidate where none is likelier, but never as
/// stated; so is no value, if what we leave open is possible.
fn judge_open(ours: &Reading, truth: &Truth) -> Outcome {
    let possible = |value: &String| truth.candidates.contains(value);
    let accepted = match (&ours.value, &truth.value) {
        (Some(value), Some(likely)) => !ours.stated && value == likely,
        (Some(value), None) => !ours.stated && possible(value),
        (None, _) if ours.candidates.is_empty() => return Outcome::Missing,
        (None, _) => ours.candidates.iter().all(possible),
    };
    if accepted { Outcome::Right } else { Outcome::Wrong }
}

/// Tells whether two values of a field mean the same.
fn same(field: Field, ours: &str, gold: &str) -> bool {
    match field {
        Field::Number => same_number(ours, gold),
        Field::Kind => same_known(Kind::named, ours, gold),
        Field::Level => same_known(Level::named, ours, gold),
        Field::Province | Field::ProvinceNow => same_known(Province::named, ours, gold),
        Field::Issuer => same_issuer(ours, gold),
        Field::Title => letters(ours) == letters(gold),
        Field::TitleWords => subject(ours) == subject(gold),
        Field::Recipients => ours.lines().map(words).eq(gold.lines().map(words)),
        _ => words(ours) == words(gold),
    }
}

/// Tells whether two spellings are one number, as a query would find it.
pub(crate) fn same_number(ours: &str, gold: &str) -> bool {
    let key = |text| DocumentNumber::parse(text).map(|number| number.query_key());
    words(ours) == words(gold) || key(ours).is_some_and(|ours| Some(ours) == key(gold))
}

/// Tells whether two kinds are one.
pub(crate) fn same_kind(ours: &str, gold: &str) -> bool {
    same_known(Kind::named, ours, gold)
}

/// Compares what the tables know by what they know it as, and the rest by its words.
fn same_known<T: PartialEq>(named: impl Fn(&str) -> Option<T>, ours: &str, gold: &str) -> bool {
    match (named(ours), named(gold)) {
        (Some(ours), Some(gold)) => ours == gold,
        _ => words(ours) == words(gold),
    }
}

/// A body may be named with its superior or without: `Bộ Tài chính - Cục Thuế`, `CỤC THUẾ`. Archives run both together
/// without a dash, and put or leave out commas.
fn same_issuer(ours: &str, gold: &str) -> bool {
    let (ours, gold) = (words(ours), words(gold));
    let unit = |label: &str| label.rsplit_once(" - ").map(|(_, unit)| unit.to_owned());
    spaced(&ours) == spaced(&gold)
        || unit(&ours).is_some_and(|unit| spaced(&unit) == spaced(&gold))
        || unit(&gold).is_some_and(|unit| spaced(&unit) == spaced(&ours))
}

/// Returns the words without the marks between them.
pub(super) fn spaced(text: &str) -> String {
    text.split(|found: char| !found.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns a text as it is printed, but for white space and case: composed letters, single spaces, small letters.
/// Letterheads are set in capitals and archives are not.
pub(super) fn letters(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns the words of a subject without what leads it. Archives put the kind in front, and often the number too:
/// `Thông tư 63/2026/TT-BTC: Quy định …`. Marks between words are set and left out at will.
pub(super) fn subject(title: &str) -> String {
    let title = spaced(&words(without_number(&vietnamese::normalise(title).text)));
    let title = KIND_LEADS.iter().find_map(|kind| title.strip_prefix(kind)).unwrap_or(&title);
    SUBJECT_LEADS.iter().find_map(|lead| title.strip_prefix(lead)).unwrap_or(title).to_owned()
}

/// Takes a number off the beginning, with the kind before it.
fn without_number(title: &str) -> &str {
    let Some((span, _)) = DocumentNumber::find(title).into_iter().next() else { return title };
    let before = title[..span.start].trim_end().trim_end_matches("số").trim_end();
    if before.is_empty() || Kind::named(before).is_some() { &title[span.end..] } else { title }
}

/// Returns a text in one spelling: normal form, lower case, single spaces.
pub(super) fn words(text: &str) -> String {
    let normal = vietnamese::normalise(text).text.to_lowercase();
    normal.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same() {
        let cases = [
            (Field::Number, "01/2026/TT-BNV", "1/2026/TT-BNV", true),
            (Field::Number, "527-CV/TU", "Số 527 -CV/TU", true),
            (Field::Number, "43/2019/QH14", "43/2019/QH14.", true),
            (Field::Number, "12-NQ/TW", "12-NQ/TU", false),
            (Field::Kind, "quyết định", "Quyết  Định", true),
            (Field::Kind, "quyết định", "quy định", false),
            (Field::Level, "bộ ngành", "bo_nganh", true),
            (Field::Level, "tỉnh", "huyen", false),
            (Field::Province, "Hồ Chí Minh", "TP. Hồ Chí Minh", true),
            (Field::Province, "Thái Bình", "Hưng Yên", false),
            (Field::Date, "2026-05-12", "2026-05-12", true),
            (Field::Year, "2026", "2025", false),
            (Field::Signer, "Nguyễn Hoà Bình", "NGUYỄN HÒA  BÌNH", true),
            (Field::Signer, "Nguyễn Hoa Bình", "Nguyễn Hòa Bình", false),
            (Field::Recipients, "Sở A\nSở B", "Sở A\nSở  B", true),
            (Field::Recipients, "Sở B\nSở A", "Sở A\nSở B", false),
        ];
        for (field, ours, gold, expected) in cases {
            assert_eq!(same(field, ours, gold), expected, "{field:?} {ours:?} {gold:?}");
        }
    }

    #[test]
    fn issuers() {
        let cases = [
            ("Chính phủ", "CHÍNH PHỦ", true),
            ("Ủy ban nhân dân tỉnh Hà Tĩnh", "UỶ BAN NHÂN DÂN TỈNH HÀ TĨNH", true),
            ("Bộ Tài chính - Cục Thuế", "BỘ TÀI CHÍNH CỤC THUẾ", true),
            ("Bộ Tài chính - Cục Thuế", "Cục Thuế", true),
            ("Cục Thuế", "Bộ Tài chính - Cục Thuế", true),
            ("Bộ Lao động - Thương binh và Xã hội", "BỘ LAO ĐỘNG–THƯƠNG BINH VÀ XÃ HỘI", true),
            ("Bộ Tài chính", "BỘ TÀI CHÍNH - CỤC THUẾ", false),
            ("Bộ Tài chính - Cục Thuế", "Bộ Tài chính", false),
            ("Bộ Công an", "Bộ Công Thương", false),
        ];
        for (ours, gold, expected) in cases {
            assert_eq!(same(Field::Issuer, ours, gold), expected, "{ours:?} {gold:?}");
        }
    }

    #[test]
    fn titles() {
        let cases = [
            ("QUY ĐỊNH PHÍ", "Quy định\n phí", true),
            ("quy đi\u{323}nh phí", "quy định phí", true),
            ("quy định phí", "Quy định phí.", false),
            ("quy định phí", "về quy định phí", false),
            ("phí, lệ phí", "phí lệ phí", false),
            ("khoá X", "khóa X", false),
        ];
        for (ours, gold, expected) in cases {
            assert_eq!(same(Field::Title, ours, gold), expected, "{ours:?} {gold:?}");
        }
    }

    #[test]
    fn words_of_titles() {
        let cases = [
            ("về việc bảo đảm  an ninh", "Bảo đảm an ninh", true),
            ("bảo đảm an ninh", "V/v bảo đảm\nan ninh", true),
            ("xây dựng “Công an xã”", "Về xây dựng \"Công an xã\"", true),
            ("xây dựng công an", "xây dựng", false),
            ("vệ sinh", "sinh", false),
        ];
        for (ours, gold, expected) in cases {
            assert_eq!(same(Field::TitleWords, ours, gold), expected, "{ours:?} {gold:?}");
        }
    }

    fn open(value: Option<&str>, stated: bool, candidates: &[&str]) -> Reading {
        let candidates = candidates.iter().map(|year| (*year).to_owned()).collect();
        Reading { value: value.map(str::to_owned), stated, candidates }
    }

    #[test]
    fn open_years() {
        let truth = |value: Option<&str>, candidates: &[&str]| {
            let Reading { value, candidates, .. } = open(value, false, candidates);
            Truth { value, candidates, ..Truth::default() }
        };
        let (either, likely) = (truth(None, &["2023", "2024"]), truth(Some("2022"), &["2022", "2023"]));
        let cases = [
            (&either, open(None, false, &["2023", "2024"]), Outcome::Right),
            (&either, open(Some("2024"), false, &[]), Outcome::Right),
            (&either, open(Some("2024"), true, &[]), Outcome::Wrong),
            (&either, open(Some("2022"), false, &[]), Outcome::Wrong),
            (&either, open(None, false, &["2022", "2023"]), Outcome::Wrong),
            (&either, open(None, false, &[]), Outcome::Missing),
            (&likely, open(Some("2022"), false, &[]), Outcome::Right),
            (&likely, open(Some("2023"), false, &[]), Outcome::Wrong),
            (&likely, open(None, false, &["2022", "2023"]), Outcome::Right),
        ];
        for (truth, ours, expected) in cases {
            assert_eq!(judge(Field::Year, &ours, truth), expected, "{ours:?}");
        }
    }

    #[test]
    fn nothing_said() {
        let (known, unknown) =
            (Truth { value: Some("A".to_owned()), ..Truth::default() }, Truth { value: None, ..Truth::default() });
        assert_eq!(judge(Field::Place, &open(None, false, &[]), &known), Outcome::Missing);
        assert_eq!(judge(Field::Place, &open(Some("A"), true, &[]), &unknown), Outcome::Invented);
        assert_eq!(judge(Field::Place, &open(None, false, &[]), &unknown), Outcome::BothNull);
    }
}
