//! The engine against a plain scan: over a small archive of made-up texts, each query must find exactly what a reader
//! who goes through every text word by word would find, with several segments and deleted documents too.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use search::{Engine, SearchRequest};
use vietnamese::OwnedToken;

/// Few words with many neighbours: some fold alike, some differ in marks only.
const VOCABULARY: [&str; 14] =
    ["công", "cổng", "cong", "an", "án", "xã", "xa", "đường", "dương", "duong", "kỹ", "kĩ", "hoà", "hòa"];

fn text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(&VOCABULARY[..]);
    let sign = proptest::sample::select(&[" ", ", ", "\n\n", " - ", "; "][..]);
    proptest::collection::vec((word, sign), 1..30)
        .prop_map(|words| words.into_iter().flat_map(|(word, sign)| [word, sign]).collect())
}

/// A query, and the same as data for the scan.
#[derive(Clone, Debug)]
enum Asked {
    Words(Vec<&'static str>),
    Phrase(Vec<&'static str>),
    Either(&'static str, Vec<&'static str>),
    Without(&'static str, Vec<&'static str>),
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = || proptest::sample::select(&VOCABULARY[..]);
    let words = |most| proptest::collection::vec(proptest::sample::select(&VOCABULARY[..]), 1..most);
    prop_oneof![
        words(5).prop_map(Asked::Words),
        words(5).prop_map(Asked::Phrase),
        (word(), words(4)).prop_map(|(word, phrase)| Asked::Either(word, phrase)),
        (word(), words(4)).prop_map(|(word, phrase)| Asked::Without(word, phrase)),
    ]
}

impl Asked {
    fn query(&self) -> String {
        match self {
            Asked::Words(words) => words.join(" "),
            Asked::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Asked::Either(word, phrase) => format!("{word} OR \"{}\"", phrase.join(" ")),
            Asked::Without(word, phrase) => format!("{word} -\"{}\"", phrase.join(" ")),
        }
    }

    fn matches(&self, tokens: &[OwnedToken]) -> bool {
        match self {
            Asked::Words(words) => words.iter().all(|word| has_word(tokens, word)),
            Asked::Phrase(words) => has_phrase(tokens, words),
            Asked::Either(word, phrase) => has_word(tokens, word) || has_phrase(tokens, phrase),
            Asked::Without(word, phrase) => has_word(tokens, word) && !has_phrase(tokens, phrase),
        }
    }
}

/// A word alone is found in any spelling that folds alike.
fn has_word(tokens: &[OwnedToken], word: &str) -> bool {
    tokens.iter().any(|token| token.folded == vietnamese::key(word).folded)
}

/// In quotes typed marks bind.
fn has_phrase(tokens: &[OwnedToken], words: &[&str]) -> bool {
    tokens.windows(words.len()).any(|window| window.iter().zip(words).all(|(token, word)| stands(token, word)))
}

fn stands(token: &OwnedToken, word: &str) -> bool {
    let key = vietnamese::key(word);
    if vietnamese::has_marks(word) { token.exact == key.exact } else { token.folded == key.folded }
}

fn bring(index: &Path, archive: &Path) {
    let job = indexer::Job { index: index.to_owned(), sources: vec![archive.to_owned()] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
}

/// Makes an archive in three runs, so that it has several segments, and changes half of the first texts, so that there
/// are deleted documents. Returns the texts as they stand at last.
fn archive(texts: &[String], folder: &Path, index: &Path) -> Vec<String> {
    let mut last = texts.to_vec();
    let name = |at: usize| folder.join(format!("{at:03}.txt"));
    for (run, portion) in texts.chunks(texts.len().div_ceil(3)).enumerate() {
        for (at, text) in portion.iter().enumerate() {
            std::fs::write(name(run * texts.len().div_ceil(3) + at), text).expect("a file");
        }
        bring(index, folder);
    }
    for at in (0..texts.len() / 2).step_by(2) {
        last[at] = format!("{} {}", texts[texts.len() - 1 - at], texts[at]);
        std::fs::write(name(at), &last[at]).expect("a file");
    }
    bring(index, folder);
    last
}

#[test]
fn the_engine_finds_what_a_scan_finds() {
    let mut runner = TestRunner::new(Config::with_cases(4));
    let archives = proptest::collection::vec(text(), 12..40);
    let questions = proptest::collection::vec(asked(), 150);
    runner
        .run(&(archives, questions), |(texts, questions)| {
            let (folder, index) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
            let texts = archive(&texts, folder.path(), index.path());
            let engine = Engine::open(index.path()).expect("the index");
            let tokens: Vec<Vec<OwnedToken>> = texts.iter().map(|text| vietnamese::tokens(text)).collect();
            for question in questions {
                let scanned: BTreeSet<String> = (0..texts.len())
                    .filter(|at| question.matches(&tokens[*at]))
                    .map(|at| format!("{at:03}.txt"))
                    .collect();
                let request = SearchRequest { query: question.query(), limit: 100, ..SearchRequest::default() };
                let answer = engine.search(&request).expect("an answer");
                let found: BTreeSet<String> = answer.hits.iter().map(|hit| hit.source.clone()).collect();
                prop_assert_eq!(&found, &scanned, "{}", question.query());
                prop_assert_eq!(answer.total, scanned.len() as u64, "{}", question.query());
            }
            Ok(())
        })
        .expect("no difference");
}
