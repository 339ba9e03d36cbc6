//! One word alone is answered in a way of its own, but not where facets are counted: both ways must find the same, with the same
//! scores, in the same order. Over several segments, with changed and removed directives, words in other marks, and titles.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
mod effort;
mod segments;

use std::path::Path;

use effort::{Random, rounds, seed};
use search::{Engine, Facet, SearchRequest};

/// Words in several spellings, and one that only gives a question its form.
const WORDS: [&str; 9] = ["ruộng", "ruong", "rường", "vườn", "vươn", "kỹ", "ki", "là", "catheter"];
/// Directives of a run: several blocks of postings.
const RUN: u64 = 300;

fn text(random: &mut Random) -> String {
    let words = |random: &mut Random, most: u64| -> String {
        let many = 1 + random.below(most);
        (0..many).map(|_| WORDS[random.below(WORDS.len() as u64) as usize]).collect::<Vec<_>>().join(" ")
    };
    let body = words(random, 9);
    match random.below(3) {
        0 => format!("TỈNH ỦY HƯNG YÊN\n\nSố 12-CV/TU\n\nV/v {}\n\nKính gửi: Ban Tổ chức\n\n{body}", words(random, 2)),
        _ => body,
    }
}

/// Makes an index of three segments, some of whose directives were changed or removed.
fn made(random: &mut Random, index: &Path) {
    let archive = tempfile::tempdir().expect("a folder");
    let path = |id: u64| archive.path().join(format!("{id}.txt"));
    let job = indexer::Job { index: index.to_owned(), sources: vec![archive.path().to_owned()] };
    let bring = || indexer::bring_into_step(&job, &|_| {}).expect("an index");
    for run in 0..3 {
        (run * RUN..(run + 1) * RUN).for_each(|id| std::fs::write(path(id), text(random)).expect("a file"));
        bring();
    }
    for id in (0..3 * RUN).step_by(10) {
        match random.below(2) {
            0 => std::fs::write(path(id), text(random)).expect("a file"),
            _ => std::fs::remove_file(path(id)).expect("it was there"),
        }
    }
    bring();
    assert!(segments::removed(index) > 0, "no segment holds what was changed");
}

/// Returns all that is told of what a request finds.
fn told(engine: &Engine, request: &SearchRequest) -> (u64, Vec<String>, Vec<String>) {
    let (answer, retrieved) =
        (engine.search(request).expect("an answer"), engine.retrieve(request).expect("an answer"));
    assert_eq!(answer.total, retrieved.total);
    let hits = answer.hits.iter().map(|hit| format!("{} {} {:?}", hit.id, hit.score.to_bits(), hit.explanation));
    (answer.total, hits.collect(), retrieved.ids().expect("ids"))
}

#[test]
fn one_word_is_found_as_it_is_where_facets_are_counted() {
    let mut random = Random(seed("lone"));
    for _ in 0..rounds(1, 20) {
        let index = tempfile::tempdir().expect("a folder");
        made(&mut random, index.path());
        let engine = Engine::open(index.path()).expect("the index");
        for query in WORDS.into_iter().chain(["Ruộng", "rượng", "núi", " vườn "]) {
            for (offset, limit) in [(0, 1), (0, 10), (15, 20), (random.below(500) as usize, 7)] {
                let explain = true;
                let alone =
                    SearchRequest { query: query.to_owned(), offset, limit, explain, ..SearchRequest::default() };
                let counted = SearchRequest { facets: vec![Facet::Year], ..alone.clone() };
                assert_eq!(told(&engine, &alone), told(&engine, &counted), "{query} {offset} {limit}");
            }
        }
    }
}
