//! Marks against tables, and against a reader who goes through every text word by word.

use super::*;
use crate::query::parse;
use proptest::prelude::*;

fn marked(query: &str, text: &str) -> String {
    let matcher = Matcher::of(&parse(query).unwrap());
    matcher.ranges(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>().join("|")
}

#[test]
fn table() {
    let cases = [
        ("công an xã", "công tác an ninh; Công an xã, Công an \nxã", "Công an xã|Công an \nxã"),
        ("cong an", "lực lượng Công an", "Công an"),
        ("đường", "họ Dương ở đường lớn", "đường"),
        ("đường", "họ Dương", "Dương"),
        ("\"đường\"", "họ Dương ở đường lớn", "đường"),
        ("\"công an\"", "Công an; công, cong an", "Công an"),
        ("\"cong an\"", "Công an; cong an", "Công an|cong an"),
        ("12-NQ/TW", "Nghị quyết số 12-\n\nNQ/TW", "12-\n\nNQ/TW"),
        ("đất -thuế", "thuế đất", "đất"),
        ("Tổ quốc", "To\u{302}\u{309} quốc", "To\u{302}\u{309} quốc"),
        ("công NEAR/1 an", "công việc an toàn và tốt, công và hai việc an ninh", "công|an"),
        ("\"công an\"~2", "an; một hai ba bốn công tác an ninh", "công|an"),
        ("\"an ninh chính trị\"", "an ninh\n\n(1) Theo Luật.\n\nchính trị", "an ninh\n\n|chính trị"),
        ("xyz", "abc", ""),
        ("", "abc", ""),
    ];
    for (query, text, expected) in cases {
        assert_eq!(marked(query, text), expected, "{query} in {text}");
    }
}

/// Returns the places of the words of `text` in which a quoted phrase stands, found word by word.
fn by_hand(phrase: &[&str], text: &str) -> Vec<bool> {
    let tokens = vietnamese::tokens(text);
    let wanted = vietnamese::tokens(&phrase.join(" "));
    let mut marked = vec![false; tokens.len()];
    for start in 0..(tokens.len() + 1).saturating_sub(wanted.len()) {
        let fits = wanted.iter().zip(&tokens[start..]).all(|(word, token)| {
            token.folded == word.folded && (!vietnamese::has_marks(&word.exact) || token.exact == word.exact)
        });
        if fits {
            marked[start..start + wanted.len()].fill(true);
        }
    }
    marked
}

proptest! {
    #[test]
    fn phrases_are_marked_where_they_stand_and_nowhere_else(
        phrase in proptest::collection::vec(prop_oneof!["công", "cong", "an", "án", "xã"], 1..4),
        text in "((công|cổng|Cong|an|ÁN|xã|xa|một)( |, |\n\n|; )){0,30}",
    ) {
        let words: Vec<&str> = phrase.iter().map(String::as_str).collect();
        let matcher = Matcher::of(&parse(&format!("\"{}\"", words.join(" "))).unwrap());
        let ranges = matcher.ranges(&text);
        let marked: Vec<bool> = vietnamese::tokens(&text)
            .iter()
            .map(|token| ranges.iter().any(|range| range.start <= token.start && token.end <= range.end))
            .collect();
        prop_assert_eq!(marked, by_hand(&words, &text));
    }
}
