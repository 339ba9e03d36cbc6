//! Suggestions, expansions and proposals over the sample archive: what is offered while typing, and what when a query finds
//! nothing. Tables of what must be there, and laws for any text.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use search::{Engine, SearchRequest, SearchResponse, SuggestRequest, Suggestion, SuggestionKind};
use tempfile::TempDir;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<(TempDir, Engine)> = OnceLock::new();
    let made = || {
        let index = tempfile::tempdir().unwrap();
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
        let job = indexer::Job { index: index.path().to_owned(), sources: vec![seeds] };
        indexer::bring_into_step(&job, &|_| {}).unwrap();
        let engine = Engine::open(index.path()).unwrap();
        (index, engine)
    };
    &ENGINE.get_or_init(made).1
}

fn suggest(text: &str) -> Vec<Suggestion> {
    engine().suggest(&SuggestRequest { text: text.to_owned(), limit: 20 }).unwrap().suggestions
}

fn search(query: &str) -> SearchResponse {
    engine().search(&SearchRequest { query: query.to_owned(), ..SearchRequest::default() }).unwrap()
}

/// What is typed, the kind, and a suggestion that must be there.
const SUGGESTED: &[(&str, SuggestionKind, &str)] = &[
    ("12 nq", SuggestionKind::Number, "12-NQ/TW"),
    ("12-nq/t", SuggestionKind::Number, "12-NQ/TU"),
    ("12-NQ/d", SuggestionKind::Number, "12-NQ/ĐUCA"),
    ("nq 12", SuggestionKind::Number, "12-NQ/TW"),
    ("số 12", SuggestionKind::Number, "12-NQ/TW"),
    ("527", SuggestionKind::Number, "527-CV/TU"),
    ("527-cv/", SuggestionKind::Number, "527-CV/TU"),
    ("hung yen", SuggestionKind::Issuer, "Tỉnh ủy Hưng Yên"),
    ("yên hưng", SuggestionKind::Issuer, "Tỉnh ủy Hưng Yên"),
    ("tinh uy h", SuggestionKind::Issuer, "Tỉnh ủy Hưng Yên"),
    ("cong a", SuggestionKind::Phrase, "công an"),
    ("công a", SuggestionKind::Phrase, "công an"),
    ("cong an x", SuggestionKind::Phrase, "công an xã"),
    ("công an ", SuggestionKind::Phrase, "công an xã"),
    ("luc luong cong an", SuggestionKind::Phrase, "lực lượng công an nhân"),
    ("quan l", SuggestionKind::Phrase, "quản lý"),
];

#[test]
fn what_is_typed_is_gone_on_from() {
    for (text, kind, expected) in SUGGESTED {
        let found = suggest(text);
        let there =
            found.iter().any(|found| found.kind == *kind && found.text.to_lowercase() == expected.to_lowercase());
        assert!(there, "{text}: {found:#?}");
    }
}

#[test]
fn titles_hold_what_was_typed_and_lead_to_their_directive() {
    for text in ["xay dung luc luong cong an x", "lực lượng Công an"] {
        let titles: Vec<Suggestion> =
            suggest(text).into_iter().filter(|found| found.kind == SuggestionKind::Title).collect();
        assert!(!titles.is_empty(), "{text}");
        for title in titles {
            let id = title.id.unwrap();
            assert!(title.text.to_lowercase().contains("công an"), "{}", title.text);
            assert!(engine().directive(&id).unwrap().is_some(), "{id}");
        }
    }
}

#[test]
fn the_count_of_a_number_is_what_its_search_brings() {
    for found in suggest("12").iter().chain(&suggest("527")) {
        if found.kind == SuggestionKind::Number {
            let total = search(&format!("cites:{0} OR số:{0}", found.text)).total;
            assert_eq!(total, found.count, "{}", found.text);
        }
    }
}

/// A query, and the proposals that must be among those made.
const MEANT: &[(&str, &str)] = &[
    ("coong an", "công an"),
    ("nghij quyeets", "nghị quyết"),
    ("ddangr uyr", "đảng ủy"),
    ("phuwowngf", "phường"),
    ("cong6 an", "công an"),
    ("d9ang3 uy3", "đảng ủy"),
    ("congan", "công an"),
    ("côngan xã", "công an xã"),
    ("cong an xa", "công an xã"),
    ("Cong An", "Công An"),
    ("quan ly", "quản lý"),
    ("ngị quyết", "nghị quyết"),
    ("\"coong an\" xã", "\"công an\" xã"),
    ("năm:2026 coong an", "năm:2026 công an"),
];

#[test]
fn what_was_perhaps_meant_is_proposed_with_its_total() {
    for (query, expected) in MEANT {
        let meant = search(query).query.did_you_mean;
        assert!(meant.iter().any(|meant| meant.q == *expected), "{query}: {meant:?}");
        assert!(meant.len() <= 3);
        for meant in meant {
            assert!(meant.total > 0);
            assert_eq!(search(&meant.q).total, meant.total, "{query}: {}", meant.q);
        }
    }
}

#[test]
fn nothing_is_proposed_where_nothing_is_amiss() {
    for query in ["", "công an xã", "đường", "12-NQ/TW", "UBND tỉnh", "\"Công an huyện\"", "xyzzyx"] {
        assert_eq!(search(query).query.did_you_mean, [], "{query}");
    }
}

/// How often one directive says `Tổ quốc` and `Tô quốc`, and whether the first is proposed for the second.
const FAR_RARER: &[(usize, usize, bool)] =
    &[(1, 1, false), (20, 1, false), (21, 1, true), (40, 2, false), (41, 2, true), (1, 0, true), (0, 1, false)];

#[test]
fn marks_are_doubted_where_others_are_far_more_common() {
    for &(others, typed, expected) in FAR_RARER {
        let text = "Vì Tổ quốc, ".repeat(others) + &"vì Tô quốc; ".repeat(typed);
        let (_index, engine) = engine_of(&[("a.txt", &text)]);
        let request = SearchRequest { query: "Tô quốc".to_owned(), ..SearchRequest::default() };
        let meant = engine.search(&request).unwrap().query.did_you_mean;
        assert_eq!(meant.iter().any(|meant| meant.q == "Tổ quốc"), expected, "{others}:{typed} {meant:?}");
    }
}

#[test]
fn abbreviations_bring_what_they_stand_for_and_can_be_told_not_to() {
    let plain = |query: &str| {
        let request = SearchRequest { query: query.to_owned(), synonyms: false, ..SearchRequest::default() };
        engine().search(&request).unwrap()
    };
    for query in ["UBND", "ủy ban nhân dân", "an ninh trật tự", "ANTT", "HĐND huyện", "chính trị - xã hội"]
    {
        let (with, without) = (search(query), plain(query));
        // Where nothing holds all words as they stand, less is asked for.
        assert!(with.total >= without.total || !without.query.relaxed.is_empty(), "{query}");
        assert!(with.query.expanded.len() == 1 && without.query.expanded.is_empty(), "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_suggests_and_is_searched(text in "(\\PC|[0-9a-z]|[-/ .,\"()]|công an |12-NQ/TW|cong|UBND |coong ){0,20}") {
        let suggested = engine().suggest(&SuggestRequest { text: text.clone(), limit: 7 }).unwrap();
        prop_assert!(suggested.suggestions.len() <= 7);
        let answer = engine().search(&SearchRequest { query: text, limit: 1, ..SearchRequest::default() });
        for meant in answer.map(|answer| answer.query.did_you_mean).unwrap_or_default() {
            prop_assert!(meant.total > 0);
        }
    }
}

#[test]
fn what_is_too_much_is_said_to_be() {
    for request in
        [SuggestRequest { text: "a".repeat(513), limit: 10 }, SuggestRequest { text: "a".to_owned(), limit: 51 }]
    {
        assert!(engine().suggest(&request).is_err_and(|error| error.is_request()));
    }
}

/// A query, the better text and the worse one; both are found.
const BETTER: &[(&str, &str, &str)] = &[
    ("UBND", "UBND tỉnh ban hành", "Ủy ban nhân dân tỉnh ban hành"),
    ("UBND tỉnh", "UBND tỉnh ban hành", "Ủy ban nhân dân tỉnh ban hành"),
    ("ủy ban nhân dân", "Ủy ban nhân dân tỉnh ban hành", "UBND tỉnh ban hành"),
    ("an ninh trật tự", "bảo đảm an ninh, trật tự", "bảo đảm ANTT"),
];

/// Indexes some texts.
#[expect(clippy::disallowed_methods, reason = "it makes the files that are indexed")]
fn engine_of(texts: &[(&str, &str)]) -> (tempfile::TempDir, Engine) {
    let (folder, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (name, text) in texts {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let job = indexer::Job { index: index.path().to_owned(), sources: vec![folder.path().to_owned()] };
    indexer::bring_into_step(&job, &|_| {}).unwrap();
    let engine = Engine::open(index.path()).unwrap();
    (index, engine)
}

#[test]
fn what_was_typed_stands_above_what_it_stands_for() {
    for (query, better, worse) in BETTER {
        // The worse one comes first where both score alike.
        let (_index, engine) = engine_of(&[("a.txt", worse), ("b.txt", better)]);
        let request = SearchRequest { query: (*query).to_owned(), ..SearchRequest::default() };
        let hits = engine.search(&request).unwrap().hits;
        let sources: Vec<&str> = hits.iter().map(|hit| hit.source.as_str()).collect();
        assert_eq!(sources, ["b.txt", "a.txt"], "{query}");
    }
}
