//! Tables of spellings: what is one number, and what is none.

use super::*;
use proptest::prelude::*;

#[test]
fn any_spelling_is_one_number() {
    let cases = [
        ("12-NQ/TW", "12-NQ/TW"),
        ("12 NQ TW", "12-NQ/TW"),
        ("12/NQ-TW", "12-NQ/TW"),
        ("nq12", "12-NQ"),
        ("nq 12", "12-NQ"),
        ("số 12-NQ/TW", "12-NQ/TW"),
        ("12-NQTW", "12-NQ/TW"),
        ("12nqtw", "12-NQ/TW"),
        ("nq12/tw", "12-NQ/TW"),
        ("NQ/TW số 12", "12-NQ/TW"),
        ("12-\n\nNQ/TW", "12-NQ/TW"),
        ("12 – NQ/TW", "12-NQ/TW"),
        ("12\u{2011}NQ/TW", "12-NQ/TW"),
        ("12.NQ/TW", "12-NQ/TW"),
        ("12_NQ_TW", "12-NQ/TW"),
        ("12-NQ/TƯ", "12-NQ/TW"),
        ("12-nq/tư", "12-NQ/TW"),
        ("12-NQ/TU", "12-NQ/TU"),
        ("527 -CV/TU", "527-CV/TU"),
        ("527 cv tu", "527-CV/TU"),
        ("số 527 -CV/TU", "527-CV/TU"),
        ("Số 55 -CT/TU ngày 20 tháng 12 năm 2023", "55-CT/TU"),
        ("Nghị quyết số 12-NQ/TW ngày 16/3/2022", "12-NQ/TW"),
        ("Nghị quyết 12", "12-NQ"),
        ("Nghị quyết số 12 của Bộ Chính trị", "12-NQ/TW"),
        ("chỉ thị 05 của bộ chính trị", "05-CT/TW"),
        ("chi thi 05 cua bo chinh tri", "05-CT/TW"),
        ("5-CT/TW", "05-CT/TW"),
        ("02-nq/duca", "02-NQ/ĐUCA"),
        ("132 qđ tw", "132-QĐ/TW"),
        ("08-qđi/tw", "08-QĐi/TW"),
        ("16/CT-TTg", "16/CT-TTg"),
        ("16 ct ttg", "16/CT-TTg"),
        ("ct16 ttg", "16/CT-TTg"),
        ("16-CT/TTg", "16/CT-TTg"),
        ("03/2019/nd-cp", "03/2019/NĐ-CP"),
        ("nd 03/2019", "03/2019/NĐ-CP"),
        ("175/NQ-CP", "175/NQ-CP"),
        ("58/QĐ-UBND", "58/QĐ-UBND"),
        ("5764/QĐ-BCA-V05", "5764/QĐ-BCA-V05"),
        ("474/BCA-H02", "474/BCA-H02"),
        ("11554/VPCP-V.I", "11554/VPCP-V.I"),
        ("143/2025/TT-BTС", "143/2025/TT-BTC"),
        ("474/bca-h02", "474/BCA-H02"),
        ("công văn 474/BCA-H02", "474/BCA-H02"),
        ("07/CTrPH-BCA-MTTQ", "07/CTrPH-BCA-MTTQ"),
        ("18-KL/TW,", "18-KL/TW"),
        ("80/2015/QH13", "80/2015/QH13"),
        ("luật số 64/2025/qh15", "64/2025/QH15"),
        ("66.12/2026/NQ-CP", "66.12/2026/NQ-CP"),
        ("số 1040/LĐTBXH-NCC", "1040/LĐTBXH-NCC"),
    ];
    for (typed, expected) in cases {
        assert_eq!(
            DocumentNumber::parse(typed).map(|number| number.to_string()).as_deref(),
            Some(expected),
            "{typed:?}"
        );
    }
}

#[test]
fn words_and_dates_are_no_numbers() {
    let cases = [
        "16/3/2022",
        "2025-2030",
        "2020 – 2025",
        "công an xã",
        "Số - CV/TU",
        "7 nghị quyết",
        "năm 2020",
        "chương 3 tp",
        "kế hoạch 5 năm",
        "nghị quyết 2020",
        "quyết định",
        "18/18 xã",
        "đa 12",
        "PC07",
        "pa05",
        "mức độ 3,4",
        "báo cáo 6 tháng",
        "",
    ];
    for typed in cases {
        assert_eq!(DocumentNumber::find_typed(typed), [], "{typed:?}");
    }
}

#[test]
fn numbers_in_a_text() {
    let text = "ngày 16/3/2022, Nghị quyết số 12-\n\nNQ/TW; 55 -CT/TU; 18/18 xã; 2026-2030; mức 3,4; Luật 31/2024/QH15; \
                127/2007NĐ-CP; số 02-NQ/ĐUCA; Số:82/2025/TT-NHNN Hà Nội; QCVN 12-1:2011/BCT; 12-DA/TW; 12-ĐA/TW";
    let found: Vec<(&str, String)> = DocumentNumber::find(text)
        .into_iter()
        .map(|(span, number)| (&text[span.start..span.end], number.to_string()))
        .collect();
    let expected = [
        ("12-\n\nNQ/TW", "12-NQ/TW"),
        ("55 -CT/TU", "55-CT/TU"),
        ("31/2024/QH15", "31/2024/QH15"),
        ("127/2007NĐ-CP", "127/2007/NĐ-CP"),
        ("02-NQ/ĐUCA", "02-NQ/ĐUCA"),
        ("82/2025/TT-NHNN", "82/2025/TT-NHNN"),
        ("12-DA/TW", "12-DA/TW"),
        ("12-ĐA/TW", "12-ĐA/TW"),
    ];
    let found: Vec<(&str, &str)> = found.iter().map(|(text, number)| (*text, number.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn typed_numbers_in_a_query() {
    let query = "thực hiện nq12/tw về công an xã, 527 cv tu";
    let found: Vec<String> =
        DocumentNumber::find_typed(query).into_iter().map(|(_, number)| number.to_string()).collect();
    assert_eq!(found, ["12-NQ/TW", "527-CV/TU"]);
    let (span, _) = DocumentNumber::find_typed("xem Nghị quyết số 12 của Bộ Chính trị về công an").remove(0);
    assert_eq!(
        &"xem Nghị quyết số 12 của Bộ Chính trị về công an"[span.start..span.end],
        "Nghị quyết số 12 của Bộ Chính trị"
    );
}

#[test]
fn keys() {
    let cases = [
        ("12-NQ/TW", "12 NQ TW", vec!["12 NQ TW", "12 NQ"]),
        ("02-NQ/ĐUCA", "2 NQ ĐUCA", vec!["2 NQ ĐUCA", "2 NQ", "2 NQ DUCA"]),
        ("19-QĐi/TU", "19 QĐ TU", vec!["19 QĐ TU", "19 QĐ", "19 QD TU", "19 QD"]),
        ("474/BCA-H02", "474 BCA H02", vec!["474 BCA H02", "474 BCA"]),
        ("31/2024/QH15", "31/2024 QH15", vec!["31/2024 QH15", "31 QH15"]),
    ];
    for (number, query, index) in cases {
        let number = DocumentNumber::parse(number).unwrap();
        assert_eq!(number.query_key(), query);
        assert_eq!(number.index_keys(), index);
    }
    let decree = DocumentNumber::parse("03/2019/NĐ-CP").unwrap();
    for typed in ["nd 03/2019", "nghị định 3", "3 nd cp"] {
        assert!(decree.index_keys().contains(&DocumentNumber::parse(typed).unwrap().query_key()), "{typed}");
    }
}

/// Whichever of two readings takes it: the one that is strict about shape, or the one that is not.
#[test]
fn letters_of_no_table_are_capitals_where_they_are_typed() {
    for typed in ["12-NQ12-NQ/TW/TWg", "12/NQ12-NQ-TW-TWg", "12/NQ12-NQ-TW-TWG", "66.12/2026/NQ-CPg"] {
        let (_, number) = DocumentNumber::find_typed(typed).remove(0);
        assert!(number.to_string().ends_with("G"), "{typed}: {number}");
    }
}

#[test]
fn letters_of_no_table_read_back() {
    for text in ["số 2019/V05", "số 2019/V05 ngày 1/2/2019"] {
        let (_, number) = DocumentNumber::find_typed(text).remove(0);
        assert_eq!(DocumentNumber::parse(&number.to_string()), Some(number), "{text}");
    }
    assert_eq!(DocumentNumber::parse("2019 v05"), None);
}

proptest! {
    #[test]
    fn no_number_is_without_a_digit(text in "(số |nq|CT|l|O|I|[-/ .]|NQ|TW|tháng|năm|XIII|[A-ZĐ]{1,4}|\\PN){0,12}") {
        let found = super::typed::scan(&Page::new(&text).text);
        prop_assert!(found.is_empty() || text.contains(char::is_numeric), "{found:?}");
    }

    #[test]
    fn what_was_found_reads_back(text in "(số |nq|CT|[0-9]{1,4}|[-/ \n.]|NQ|TW|ĐUCA|2019|QĐ|Ttg|V05|[A-ZĐ]{1,4}|[a-zđ]{1,3}|/TW[ὖßǰΐﬁ]|/C[РрСс]NQ|/TWg){0,12}") {
        for (span, number) in DocumentNumber::find(&text).into_iter().chain(DocumentNumber::find_typed(&text)) {
            prop_assert!(text.get(span.start..span.end).is_some());
            prop_assert_eq!(DocumentNumber::parse(&number.to_string()), Some(number.clone()), "{}", number);
        }
        for (_, number) in DocumentNumber::find_typed(&text) {
            // Of some letters only a word before them makes a number, and it is not printed.
            let printed = number.to_string();
            for (span, again) in DocumentNumber::find_typed(&printed) {
                prop_assert!(span.end - span.start < printed.len() || again == number, "{number} is read as {again}");
            }
        }
    }
}
