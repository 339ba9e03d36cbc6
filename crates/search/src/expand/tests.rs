//! What is expanded and what is not: tables of our own, and the rows of the shared table of cases where it is at hand.

use super::*;
use crate::matcher::Matcher;
use crate::query::{parse, words};
use proptest::prelude::*;

fn expanded(typed: &str) -> String {
    let mut query = parse(typed).expect("within the limits");
    let shown = |found: &Expansion| format!("{} = {}", found.term, found.to.join(" | "));
    expand(&mut query).iter().map(shown).collect::<Vec<_>>().join("; ")
}

#[test]
fn table() {
    let cases = [
        ("UBND", "UBND = Ủy ban nhân dân"),
        ("ubnd tỉnh", "ubnd = Ủy ban nhân dân"),
        ("hdnd", "hdnd = Hội đồng nhân dân"),
        ("HĐND và UBND", "HĐND = Hội đồng nhân dân; UBND = Ủy ban nhân dân"),
        ("chủ tịch uỷ ban nhân dân xã", "ủy ban nhân dân = UBND"),
        ("uy ban nhan dan", "uy ban nhan dan = UBND"),
        ("Ủy ban Mặt trận Tổ quốc", "ủy ban mặt trận tổ quốc = UBMTTQ"),
        ("Mặt trận Tổ quốc Việt Nam", "mặt trận tổ quốc việt nam = MTTQVN"),
        ("chính trị - xã hội", "chính trị xã hội = CT-XH"),
        ("CT-XH", "CT XH = chính trị - xã hội"),
        ("KHCN", "KHCN = khoa học, công nghệ | khoa học và công nghệ"),
        ("an ninh trật tự", "an ninh trật tự = ANTT"),
        ("TW", "TW = Trung ương"),
        ("TƯ", "TƯ = Trung ương"),
        ("TU", "TU = Tỉnh ủy | Thành ủy"),
        ("tu dưỡng, ý tứ, chữ tư", ""),
        ("ngân sách CT", "CT = chỉ thị"),
        ("ngân sách ct", ""),
        ("chỉ thị", ""),
        ("V/v xây dựng", "V v = về việc"),
        ("về việc", ""),
        ("\"UBND\" \"ủy ban nhân dân\"", ""),
        ("12-NQ/TW", ""),
        ("tiêu_đề:UBND", ""),
        ("đất -UBND", ""),
        ("UBND OR HĐND", "UBND = Ủy ban nhân dân; HĐND = Hội đồng nhân dân"),
        ("(UBND huyện) OR xã", "UBND = Ủy ban nhân dân"),
        ("HỌP BT", ""),
        ("HỌP UBND", "UBND = Ủy ban nhân dân"),
        ("UBND TP", "UBND = Ủy ban nhân dân; TP = thành phố"),
        ("phường P", ""),
        ("P. Hiến Nam", "P = phường"),
        ("", ""),
    ];
    for (typed, expected) in cases {
        assert_eq!(expanded(typed), expected, "{typed}");
    }
}

#[test]
fn what_was_typed_stays_as_it_was_read() {
    for typed in ["UBND tỉnh", "chủ tịch ủy ban nhân dân xã", "(UBND OR xã) -HĐND"] {
        let read = parse(typed).expect("within the limits");
        let mut query = read.clone();
        expand(&mut query);
        assert_eq!(query.parsed().replace(['(', ')'], ""), read.parsed().replace(['(', ')'], ""), "{typed}");
    }
}

/// Tells whether one of the phrases of an expanded query, or all its words, stand in a text.
fn finds(typed: &str, text: &str) -> bool {
    let mut query = parse(typed).expect("within the limits");
    expand(&mut query);
    let own = words(text);
    let stands = |phrase: &[Word]| {
        let same = |(typed, own): (&Word, &Word)| {
            if typed.marked { typed.exact == own.exact } else { typed.folded == own.folded }
        };
        own.windows(phrase.len()).any(|window| phrase.iter().zip(window).all(same))
    };
    let found = |node: &Node| match node {
        Node::Word(word) => stands(std::slice::from_ref(word)),
        Node::Expanded(_, others) => others.iter().any(|other| stands(other)),
        _ => false,
    };
    query.root.wanted.iter().all(found) && !Matcher::of(&query).ranges(text).is_empty()
}

#[test]
fn letters_find_words_and_words_letters() {
    let cases = [
        ("UBND", "Ủy ban nhân dân tỉnh", true),
        ("UBND", "Uỷ ban Nhân dân tỉnh", true),
        ("UBND", "ủy ban của nhân dân", false),
        ("ANTT", "an ninh trật tự", true),
        ("an ninh, trật tự", "các vụ việc phức tạp về ANTT", true),
        ("đồng chí", "Các đ/c Tỉnh ủy viên", true),
        ("Văn phòng Tỉnh ủy", "Lưu VPTU.", true),
    ];
    for (typed, text, expected) in cases {
        assert_eq!(finds(typed, text), expected, "{typed} in {text}");
    }
}

/// The shared cases lie beside the project and may be absent.
#[test]
#[expect(clippy::disallowed_methods, reason = "reads cases that are no part of the project")]
fn the_shared_cases() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/vietnamese/cases.tsv");
    let Ok(cases) = std::fs::read_to_string(path) else {
        eprintln!("skipped: there are no shared cases");
        return;
    };
    let mut count = 0;
    for line in cases.lines() {
        if let [kind, typed, text, note] = line.split('\t').collect::<Vec<_>>()[..]
            && kind == "equal"
            && note.starts_with("expand")
        {
            assert!(finds(typed, text), "{typed} in {text}");
            count += 1;
        }
    }
    assert!(count > 0, "the file holds no cases of expansion");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    /// What is shown is small letters, but where capitals told.
    #[test]
    fn what_is_shown_is_expanded_alike(text in "((QĐ|CT|TT|NQ|UBND|TP|P|BCT|VÀ|XÃ|xã|12|qđ|ubnd|quyết định|KHÔNG|đất|\"CT\"|\\(|\\)|OR|-CT|QĐ\\^2)( |-)){0,8}") {
        let Ok(mut query) = parse(&text) else { return Ok(()) };
        let expansions = expand(&mut query);
        let shown = query.parsed();
        let Ok(mut again) = parse(&shown) else { return Ok(()) };
        prop_assert_eq!(expand(&mut again).len(), expansions.len(), "{} as {}", text, shown);
        prop_assert_eq!(again.root, query.root, "{} as {}", text, shown);
    }

    #[test]
    fn any_text_can_be_expanded(text in "(\\PC|[()\"“”:| -]|OR |NOT |UBND|CT|P |ủy ban nhân dân |an ninh |trật tự ){0,30}") {
        let Ok(mut query) = parse(&text) else { return Ok(()) };
        let before = query.clone();
        let expansions = expand(&mut query);
        prop_assert!(!expansions.is_empty() || query == before);
    }
}
