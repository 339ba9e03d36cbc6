//! The engine against a plain scan: over a small archive of made-up texts, each query must find exactly what a reader
//! who goes through every text word by word would find, with several segments and deleted documents too.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
#[expect(dead_code, reason = "chance is proptest's here; only the number of rounds is asked for")]
mod effort;
mod scan;
mod segments;

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

/// Beginnings of words, with marks, half of them and none.
const BEGINNINGS: [&str; 12] = ["co", "cô", "cổ", "an", "xa", "xã", "du", "đươ", "ky", "kĩ", "hoà", "ho"];

/// A query, and the same as data for the scan.
#[derive(Clone, Debug)]
enum Asked {
    Words(Vec<&'static str>),
    Phrase(Vec<&'static str>),
    Either(&'static str, Vec<&'static str>),
    Without(&'static str, Vec<&'static str>),
    /// The words of a phrase within a distance.
    Scattered(Vec<&'static str>, usize),
    /// Bare words within a distance.
    Near(Vec<&'static str>, usize),
    /// Phrases within a distance, the last of them in two forms.
    NearPhrases(Vec<Vec<&'static str>>, Vec<&'static str>, usize),
    Spelling(&'static str),
    SpeltPhrase(Vec<&'static str>),
    Prefix(&'static str),
    WithoutPrefix(&'static str, &'static str),
    Weighted(&'static str, Vec<&'static str>),
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = || proptest::sample::select(&VOCABULARY[..]);
    let beginning = || proptest::sample::select(&BEGINNINGS[..]);
    let words = |most| proptest::collection::vec(proptest::sample::select(&VOCABULARY[..]), 1..most);
    prop_oneof![
        words(5).prop_map(Asked::Words),
        words(5).prop_map(Asked::Phrase),
        (word(), words(4)).prop_map(|(word, phrase)| Asked::Either(word, phrase)),
        (word(), words(4)).prop_map(|(word, phrase)| Asked::Without(word, phrase)),
        (words(5), 0_usize..8).prop_map(|(words, distance)| Asked::Scattered(words, distance)),
        (words(5), 0_usize..8).prop_map(|(words, distance)| Asked::Near(words, distance)),
        (proptest::collection::vec(words(3), 1..3), words(4), 0_usize..8)
            .prop_map(|(phrases, other, distance)| Asked::NearPhrases(phrases, other, distance)),
        word().prop_map(Asked::Spelling),
        words(4).prop_map(Asked::SpeltPhrase),
        beginning().prop_map(Asked::Prefix),
        (word(), beginning()).prop_map(|(word, beginning)| Asked::WithoutPrefix(word, beginning)),
        (word(), words(4)).prop_map(|(word, phrase)| Asked::Weighted(word, phrase)),
    ]
}

impl Asked {
    fn query(&self) -> String {
        match self {
            Asked::Words(words) => words.join(" "),
            Asked::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Asked::Either(word, phrase) => format!("{word} OR \"{}\"", phrase.join(" ")),
            Asked::Without(word, phrase) => format!("{word} -\"{}\"", phrase.join(" ")),
            Asked::Scattered(words, distance) => format!("“{}”~{distance}", words.join(" ")),
            Asked::Near(words, distance) => words.join(&format!(" NEAR/{distance} ")),
            Asked::NearPhrases(phrases, other, distance) => near_phrases(phrases, other, *distance),
            Asked::Spelling(word) => format!("={word}"),
            Asked::SpeltPhrase(words) => format!("=\"{}\"", words.join(" ")),
            Asked::Prefix(beginning) => format!("{beginning}*"),
            Asked::WithoutPrefix(word, beginning) => format!("{word} -{beginning}*"),
            Asked::Weighted(word, phrase) => format!("({word}^3 OR \"{}\"^0.5)^2", phrase.join(" ")),
        }
    }

    fn matches(&self, tokens: &[OwnedToken]) -> bool {
        match self {
            Asked::Words(words) => words.iter().all(|word| has_word(tokens, word)),
            Asked::Phrase(words) => has_phrase(tokens, words),
            Asked::Either(word, phrase) => has_word(tokens, word) || has_phrase(tokens, phrase),
            Asked::Without(word, phrase) => has_word(tokens, word) && !has_phrase(tokens, phrase),
            Asked::Scattered(words, _) | Asked::Near(words, _) if words.len() == 1 => self.matches_alone(tokens),
            Asked::Scattered(words, distance) => {
                let parts: Vec<_> = words.iter().map(|word| vec![vec![*word]]).collect();
                scan::near(tokens, &parts, *distance, stands)
            }
            Asked::Near(words, distance) => {
                let parts: Vec<_> = words.iter().map(|word| vec![vec![*word]]).collect();
                scan::near(tokens, &parts, *distance, folds_to)
            }
            Asked::NearPhrases(phrases, other, distance) => {
                let mut parts: Vec<_> = phrases.iter().map(|phrase| vec![phrase.clone()]).collect();
                parts.iter_mut().rev().take(1).for_each(|last| last.push(other.clone()));
                parts.push(vec![vec!["xã"], vec!["an"]]);
                scan::near(tokens, &parts, *distance, stands)
            }
            Asked::Spelling(word) => tokens.iter().any(|token| spells(token, word)),
            Asked::SpeltPhrase(words) => scan::neighbours(tokens, words, spells),
            Asked::Prefix(beginning) => tokens.iter().any(|token| begins(token, beginning)),
            Asked::WithoutPrefix(word, beginning) => {
                has_word(tokens, word) && !tokens.iter().any(|token| begins(token, beginning))
            }
            Asked::Weighted(word, phrase) => has_word(tokens, word) || has_phrase(tokens, phrase),
        }
    }

    /// One word has nothing to be near to.
    fn matches_alone(&self, tokens: &[OwnedToken]) -> bool {
        match self {
            Asked::Scattered(words, _) => has_phrase(tokens, words),
            Asked::Near(words, _) => words.iter().all(|word| has_word(tokens, word)),
            other => unreachable!("{other:?}"),
        }
    }
}

fn near_phrases(phrases: &[Vec<&str>], other: &[&str], distance: usize) -> String {
    let mut parts: Vec<String> = phrases.iter().map(|phrase| format!("\"{}\"", phrase.join(" "))).collect();
    for last in parts.iter_mut().rev().take(1) {
        *last = format!("({last} OR “{}”)", other.join(" "));
    }
    parts.push("(\"xã\" OR =an OR \"an\")".to_owned());
    parts.join(&format!(" NEAR/{distance} "))
}

/// A word alone is found in any spelling that folds alike.
fn has_word(tokens: &[OwnedToken], word: &str) -> bool {
    tokens.iter().any(|token| token.folded == vietnamese::key(word).folded)
}

/// In quotes typed marks bind.
fn has_phrase(tokens: &[OwnedToken], words: &[&str]) -> bool {
    scan::neighbours(tokens, words, stands)
}

fn stands(token: &OwnedToken, word: &str) -> bool {
    if vietnamese::has_marks(word) { spells(token, word) } else { folds_to(token, word) }
}

fn folds_to(token: &OwnedToken, word: &str) -> bool {
    token.folded == vietnamese::key(word).folded
}

fn spells(token: &OwnedToken, word: &str) -> bool {
    token.exact == vietnamese::key(word).exact
}

/// A beginning stands for the words that go on from it, and for itself as a whole word.
fn begins(token: &OwnedToken, beginning: &str) -> bool {
    let goes_on = match vietnamese::has_marks(beginning) {
        true => token.exact.starts_with(&vietnamese::normalise(beginning).text),
        false => token.folded.starts_with(beginning),
    };
    goes_on || stands(token, beginning)
}

fn bring(index: &Path, archive: &Path) {
    let job = indexer::Job { index: index.to_owned(), sources: vec![archive.to_owned()] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
}

/// Of so many texts of the first run one is changed: of more, and its segment would be written anew.
const CHANGED: usize = 6;

/// Makes an archive in three runs, so that it has several segments, and changes some of the texts, so that there are
/// deleted documents. Returns the texts as they stand at last.
fn archive(texts: &[String], folder: &Path, index: &Path) -> Vec<String> {
    let mut last = texts.to_vec();
    let name = |at: usize| folder.join(format!("{at:03}.txt"));
    for (run, portion) in texts.chunks(texts.len().div_ceil(3)).enumerate() {
        for (at, text) in portion.iter().enumerate() {
            std::fs::write(name(run * texts.len().div_ceil(3) + at), text).expect("a file");
        }
        bring(index, folder);
    }
    for at in (0..texts.len().div_ceil(3)).step_by(CHANGED) {
        last[at] = format!("{} {}", texts[texts.len() - 1 - at], texts[at]);
        std::fs::write(name(at), &last[at]).expect("a file");
    }
    bring(index, folder);
    assert!(segments::removed(index) > 0, "no segment holds what was changed");
    last
}

#[test]
fn the_engine_finds_what_a_scan_finds() {
    let mut runner = TestRunner::new(Config::with_cases(effort::rounds(4, 70) as u32));
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
