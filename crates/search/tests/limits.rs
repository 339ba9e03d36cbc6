//! What only the archive can tell to be too much: the words that prefixes stand for.
#![expect(clippy::disallowed_methods, reason = "the test makes the file that is indexed")]

use search::{Engine, SearchError, SearchRequest};

/// Makes an archive of one text that holds `ab0000`, `ab0001` and so on.
fn engine(words: usize) -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let (text, index) = (folder.path().join("a.txt"), folder.path().join("index"));
    let words: Vec<String> = (0..words).map(|number| format!("ab{number:04}")).collect();
    std::fs::write(&text, words.join(" ")).expect("a file");
    let job = indexer::Job { index: index.clone(), sources: vec![text] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
    let engine = Engine::open(&index).expect("the index");
    (folder, engine)
}

#[test]
fn prefixes_stand_for_so_many_words_and_no_more() {
    let (_folder, engine) = engine(2_500);
    let ask = |query: &str| {
        let answer = engine.search(&SearchRequest { query: query.to_owned(), ..SearchRequest::default() });
        answer.map(|answer| answer.total)
    };
    assert_eq!(ask("ab1*").expect("an answer"), 1);
    assert_eq!(ask("ab3*").expect("an answer"), 0);
    assert_eq!(ask("ab0999* OR ab24*").expect("an answer"), 1);
    for (query, culprit) in [("ab*", "ab*"), ("ab0* OR ab1*", "ab1*"), ("xy -ab*", "ab*")] {
        match ask(query) {
            Err(SearchError::TooCostly { part: Some(part), value, limit: 2_000, .. }) if value > 2_000 => {
                assert_eq!(part, culprit, "{query}");
            }
            other => panic!("{query}: {other:?}"),
        }
    }
}
