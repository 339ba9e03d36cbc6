//! How a text is taken apart while it is typed, and how the kinds share the places.

use super::*;
use proptest::prelude::*;

#[test]
fn the_last_word_may_be_unfinished() {
    let cases = [
        ("công a", "công", Some("a")),
        ("công an ", "công an", None),
        ("công an", "công", Some("an")),
        ("c", "", Some("c")),
        ("đảng ủy (", "đảng ủy", None),
        ("Uỷ", "", Some("ủy")),
        ("", "", None),
        ("!", "", None),
    ];
    for (text, finished, unfinished) in cases {
        let typing = Typing::of(text);
        let exact: Vec<&str> = typing.finished.iter().map(|word| word.exact.as_str()).collect();
        assert_eq!(exact.join(" "), finished, "{text}");
        assert_eq!(typing.unfinished.as_ref().map(|word| word.exact.as_str()), unfinished, "{text}");
    }
}

#[test]
fn kinds_take_turns() {
    let some = |kind: SuggestionKind, count: usize| -> Vec<Suggestion> {
        let one = |at: usize| Suggestion { text: at.to_string(), kind, count: 1, id: None };
        (0..count).map(one).collect()
    };
    let kinds = vec![some(SuggestionKind::Number, 1), some(SuggestionKind::Issuer, 4), some(SuggestionKind::Title, 4)];
    let names: Vec<&str> = shared(&kinds, 6).iter().map(|suggestion| suggestion.kind.name()).collect();
    assert_eq!(names, ["number", "issuer", "issuer", "issuer", "title", "title"]);
}

proptest! {
    #[test]
    fn any_text_is_taken_apart(text in "(\\PC|[0-9]|[-/ .,]|công an |12-NQ/TW|\u{301}){0,40}") {
        let typing = Typing::of(&text);
        prop_assert!(typing.words().count() <= MOST_WORDS);
        prop_assert!(typing.starts.iter().all(|start| text.is_char_boundary(*start)));
        prop_assert_eq!(typing.starts.len(), typing.words().count());
    }
}
