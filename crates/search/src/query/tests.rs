//! The language as tables: what was typed, and how it is read.

use proptest::prelude::*;

use super::{parse, parse_strictly};
use crate::error::SearchError;

fn read(text: &str) -> (String, Vec<String>) {
    let query = parse(text).expect("within the limits");
    (query.parsed(), query.warnings.into_iter().map(|warning| warning.code).collect())
}

#[test]
fn table() {
    let cases = [
        ("công an xã", "công AND an AND xã"),
        ("\"công an\" xã", "\"công an\" AND xã"),
        ("“công an” «vững mạnh»", "\"công an\" AND \"vững mạnh\""),
        ("tham nhũng OR lãng phí", "((tham AND nhũng) OR (lãng AND phí))"),
        ("tham HOẶC phí", "(tham OR phí)"),
        ("a và b", "a AND và AND b"),
        ("Cha mẹ KHÔNG có quyền gì?", "cha AND mẹ AND không AND có AND quyền AND gì"),
        (
            "Điều nào sau đây KHÔNG phải là nghĩa vụ của cha",
            "điều AND nào AND sau AND đây AND không AND phải AND là AND nghĩa AND vụ AND của AND cha",
        ),
        ("Đề án 06", "06-ĐA"),
        ("THAM NHŨNG VÀ LÃNG PHÍ", "tham AND nhũng AND và AND lãng AND phí"),
        ("đất -thuế", "đất AND NOT thuế"),
        ("đất KHÔNG \"thuế đất\"", "đất AND NOT \"thuế đất\""),
        ("đất -(thuế OR phí)", "đất AND NOT (thuế OR phí)"),
        ("kinh tế - xã hội", "kinh AND tế AND xã AND hội"),
        ("2020 -2025", "2020 AND 2025"),
        ("(đất OR nhà) ở", "(đất OR nhà) AND ở"),
        ("tỉnh:\"Hưng Yên\" đất", "province:\"Hưng Yên\" AND đất"),
        ("năm:2015..2020", "year:\"2015..2020\""),
        ("title:đất", "title:\"đất\""),
        ("tiêu_đề:\"đất đai\"", "title:\"đất đai\""),
        ("527 -CV/TU", "527-CV/TU"),
        ("số 527 -CV/TU", "527-CV/TU"),
        ("527 cv tu", "527-CV/TU"),
        ("cites:12-NQ/TW", "cites:\"12-NQ/TW\""),
        ("số:12-NQ/TW", "number:12-NQ/TW"),
        ("Số: 15/2020/NĐ-CP (", "15/2020/NĐ-CP"),
        ("\"12-NQ/TW\"", "\"12 nq tw\""),
        ("Kính gửi: các xã", "kính AND gửi AND các AND xã"),
        ("-TP.HCM đất", "đất AND NOT \"tp hcm\""),
        ("", ""),
        ("( ) - : \"", ""),
    ];
    for (typed, expected) in cases {
        assert_eq!(read(typed).0, expected, "{typed}");
    }
}

#[test]
fn warnings() {
    let cases = [
        ("(đất", "bracket-unclosed"),
        ("đất) nhà", "bracket-unopened"),
        ("\"đất", "quote-unclosed"),
        ("quyền nào KHÔNG có?", "operator-as-word"),
        ("đất OR", "operator-alone"),
        ("số:abc", "not-a-number"),
    ];
    for (typed, code) in cases {
        assert_eq!(read(typed).1, [code], "{typed}");
    }
    assert!(read(&"(".repeat(4_000)).1.contains(&"nesting".to_owned()));
}

#[test]
fn limits() {
    assert!(parse(&"a".repeat(4_097)).is_err());
    assert!(parse(&"a ".repeat(257)).is_err());
    assert!(parse(&format!("a {}", "NOT ".repeat(1_000))).is_ok());
}

/// What the language has beside words, phrases and lists; each is read again as it is shown.
#[test]
fn operators() {
    let cases = [
        ("\"công khai tài sản\"~4", "\"công khai tài sản\"~4"),
        ("“công khai”~0", "\"công khai\"~0"),
        ("\"công\"~4", "\"công\""),
        ("a NEAR/5 b", "\"a b\"~5"),
        ("đất NEAR nhà", "đất NEAR/5 nhà"),
        ("đất GẦN/3 \"nhà ở\" xã", "đất NEAR/3 \"nhà ở\" AND xã"),
        ("\"công an\" NEAR/5 (xã OR phường OR \"thị trấn\")", "\"công an\" NEAR/5 (xã OR phường OR \"thị trấn\")"),
        ("(công an OR quân đội) NEAR xã NEAR/2 =huyen", "(công an OR quân đội) NEAR/5 xã NEAR/5 =huyen"),
        ("(công an) NEAR/2 12-NQ/TW", "(công an) NEAR/2 \"12 nq tw\""),
        ("a NEAR/5 nq tw", "\"a nq\"~5 AND tw"),
        ("-a NEAR b c", "c AND NOT \"a b\"~5"),
        ("ủy*", "ủy*"),
        ("Uỷ*, ban", "ủy* AND ban"),
        ("-uy* ban", "ban AND NOT uy*"),
        ("=đường =duong", "=đường AND =duong"),
        ("=\"đường bộ\"", "\"đường bộ\""),
        ("=\"duong bo\"", "=\"duong bo\""),
        ("-=duong đất", "đất AND NOT =duong"),
        ("a=b", "a AND b"),
        ("đường^2 bộ", "đường^2 AND bộ"),
        ("\"công an\"^1.5", "\"công an\"^1.5"),
        ("(a OR b)^0,5", "(a OR b)^0.5"),
        ("(a b)^2", "(a AND b)^2"),
        ("(a^2)^3", "(a^2)^3"),
        ("\"a b\"~3^2", "(\"a b\"~3)^2"),
        ("12-NQ/TW^2 nq tw", "12-NQ/TW^2 AND nq AND tw"),
        ("tiêu_đề:(đất OR nhà)", "(title:\"đất\" OR title:\"nhà\")"),
        ("tỉnh:(Hà Nội OR \"Hưng Yên\") đất", "(province:\"Hà Nội\" OR province:\"Hưng Yên\") AND đất"),
        ("số:(12-NQ/TW OR 15 ct tw)", "(number:12-NQ/TW OR number:15-CT/TW)"),
        ("năm:(2015 OR >=2020)", "(year:\"2015\" OR year:\"2020..\")"),
        ("year:[2015 TO 2020]", "year:\"2015..2020\""),
        ("năm:<2020", "year:\"..2019\""),
        ("-năm:~missing", "NOT year:\"~missing\""),
        ("số_hiệu:12-NQ/TW", "number:12-NQ/TW"),
        ("viện-dẫn:12-NQ/TW@2022", "cites:\"12-NQ/TW@2022\""),
        ("ngày:01/07/2019..31/12/2019", "date:\"2019-07-01..2019-12-31\""),
        ("date:2019-07", "date:\"2019-07-01..2019-07-31\""),
        ("ngày:>=2019-07-01 12-NQ/TW", "date:\"2019-07-01..\" AND 12-NQ/TW"),
        ("ngày:~missing", "date:\"~missing\""),
        ("2020 OR 2021", "(2020 OR 2021)"),
        ("THAM NHŨNG OR LÃNG PHÍ", "((tham AND nhũng) OR (lãng AND phí))"),
        ("KHÔNG GẦN NHÀ", "không AND gần AND nhà"),
    ];
    for (typed, expected) in cases {
        let (parsed, warnings) = read(typed);
        assert_eq!(parsed, expected, "{typed}");
        assert_eq!(parse(&parsed).unwrap().root, parse(typed).unwrap().root, "{typed}");
        let expected = if typed.starts_with("-năm") { vec!["only-excluded"] } else { Vec::new() };
        let expected = if typed.contains("NEAR/2 =") { vec!["distances-differ"] } else { expected };
        assert_eq!(warnings, expected, "{typed}");
    }
}

/// What is warned of, with the place, and how it is read all the same.
#[test]
fn complaints() {
    let cases = [
        ("đất (nhà", "bracket-unclosed", [4, 5], "đất AND nhà"),
        ("đất) nhà", "bracket-unopened", [3, 4], "đất AND nhà"),
        ("ở “đất", "quote-unclosed", [2, 3], "ở AND \"đất\""),
        ("OR đất", "operator-alone", [0, 2], "đất"),
        ("AND đất", "operator-alone", [0, 3], "đất"),
        ("đất NOT", "operator-alone", [4, 7], "đất"),
        ("đất NEAR/3", "operator-alone", [4, 10], "đất"),
        ("NEAR/3 đất", "operator-alone", [0, 6], "đất"),
        ("-đất", "only-excluded", [0, 1], "NOT đất"),
        ("nhà OR -đất", "only-excluded", [7, 8], "(nhà OR (NOT đất))"),
        ("ở số:abc", "not-a-number", [2, 8], "ở AND số AND abc"),
        ("năm:20x", "value-unreadable", [0, 7], "năm AND 20x"),
        ("ngày:hôm", "value-unreadable", [0, 8], "ngày AND hôm"),
        ("tỉnh:\"\"", "value-unreadable", [0, 7], "tỉnh"),
        ("năm:2024..2020", "range-reversed", [0, 14], "year:\"2020..2024\""),
        ("cited_by:>5", "field-unsupported", [0, 11], "cited AND by AND 5"),
        ("tinhh:Hà", "colon-literal", [0, 8], "tinhh AND hà"),
        ("ở u*", "star-ignored", [2, 4], "ở AND u"),
        ("x*y", "star-ignored", [0, 3], "x AND y"),
        ("\"công an x*\"", "star-ignored", [0, 12], "\"công an x\""),
        ("c?ng", "question-mark", [0, 4], "c AND ng"),
        ("tham~1", "tilde-ignored", [0, 6], "tham AND 1"),
        ("\"tham\"~", "tilde-ignored", [6, 7], "\"tham\""),
        ("đất^1000", "weight-clamped", [3, 8], "đất^100"),
        ("đất^0", "weight-clamped", [3, 5], "đất^0.01"),
        ("đất^x", "weight-ignored", [3, 4], "đất AND x"),
        ("a NEAR/999999999999 b", "distance-clamped", [2, 19], "\"a b\"~100"),
        ("a NEAR năm:2020", "near-operand", [0, 6], "a AND year:\"2020\""),
    ];
    for (typed, code, span, parsed) in cases {
        let query = parse(typed).unwrap();
        let warnings: Vec<_> = query.warnings.iter().map(|warning| (warning.code.as_str(), warning.span)).collect();
        assert_eq!(warnings, [(code, Some(span))], "{typed}");
        assert_eq!(query.parsed(), parsed, "{typed}");
        assert!(matches!(parse_strictly(typed), Err(SearchError::Syntax { .. })), "{typed}");
    }
    for typed in ["công an xã là gì?", "***", "Kính gửi:các xã", "https://x.vn", "a - b", "(đất OR nhà) -thuế"]
    {
        assert!(parse_strictly(typed).is_ok(), "{typed}");
    }
}

#[test]
fn what_costs_too_much_is_named() {
    let cases = [
        ("a".repeat(4_097), "length"),
        ("a ".repeat(257), "words"),
        (format!("{}a{}", "(".repeat(17), ")".repeat(17)), "nesting"),
        (format!("a{}", " OR a".repeat(64)), "clauses"),
        ("uy* ".repeat(65), "clauses"),
        ("năm:2020 ".repeat(65), "clauses"),
        (format!("a{}", " -b".repeat(65)), "clauses"),
        (format!("a{}", " NEAR b".repeat(12)), "near"),
        (format!("\"{}\"~3", "a ".repeat(13)), "near"),
    ];
    for (typed, what) in cases {
        let Err(SearchError::TooCostly { what: told, value, limit, .. }) = parse(&typed) else { panic!("{typed}") };
        assert!(told.to_string().contains(what) && value > limit, "{told} {typed}");
    }
}

/// Pieces of queries, well made and not.
const PIECE: &str = "\\PC|[()\"“”„«»:| ^~*?=-]|OR |AND |NOT |KHÔNG | NEAR/3 | GẦN |số |12-NQ/TW|5 nq tw|năm:|2020|tỉnh:|\
    tiêu_đề:|ngày:|\\.\\.|>=|công |an |đường|=duong |uy\\*|\\^2|~4|\\(a OR \"b c\"\\)|\"công an\"|!|@2022| ";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn any_text_is_a_query(text in "(\\PC|[()\"“”:| -]|OR |NOT |số |12-NQ/TW|năm:){0,40}") {
        // Nearness is bounded by a few words; of the rest it takes many to cost too much.
        let may_cost = text.chars().count() > 200 || text.contains('~');
        prop_assert!(parse(&text).is_ok() || may_cost);
    }

    #[test]
    fn what_is_shown_is_read_as_the_same(text in proptest::collection::vec(PIECE, 0..24)) {
        let text = text.concat();
        if let Ok(query) = parse(&text) {
            let shown = query.parsed();
            let again = parse(&shown).map(|query| query.root);
            prop_assert_eq!(again.ok(), Some(query.root), "{} as {}", text, shown);
        }
    }

    /// However few words are cut anew: every word is what it is alone.
    #[test]
    fn words_are_what_they_are_alone(text in "(công |an|choà|thuỷ|̣|_|'|\\.|Ủy-|12a|½|x²|٣|10\\.5|中文|한글|ไทย|ñ|ɏ|ss|α|\\PC){0,8}") {
        let read = super::words(&text);
        let cut = vietnamese::tokens(&text).into_iter().flat_map(|token| vietnamese::tokens(&token.exact));
        prop_assert_eq!(read, cut.map(super::Word::from).collect::<Vec<_>>());
    }

    #[test]
    fn spans_lie_in_the_query(text in proptest::collection::vec(PIECE, 0..24)) {
        let text = text.concat();
        for warning in parse(&text).map(|query| query.warnings).unwrap_or_default() {
            let [from, to] = warning.span.expect("a place");
            prop_assert!(from <= to && to <= text.chars().count());
        }
    }
}
