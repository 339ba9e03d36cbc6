//! Totals and the best where matches lie far apart: they come of lists of documents there, and of phrases that were proved
//! before. Each question is put several times, since more is known of what was asked for before.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
mod effort;

use std::io::Write;
use std::time::Duration;

use effort::{Random, rounds, seed};
use search::{Engine, SearchRequest};

/// Several windows of documents.
const DIRECTIVES: u64 = 34_000;
/// One directive in so many holds one of the rare parts.
const RARITY: u64 = 20;
const COMMON: [&str; 6] = ["công", "cổng", "xã", "đường", "hòa", "an"];
const RARE: [&str; 5] =
    ["rừng đầu nguồn", "rừng đấu nguồn", "suối", "suối rừng đầu nguồn rừng đầu nguồn", "nguồn rừng đầu"];
/// So many hits can be asked for at once.
const ALL: usize = 10_000;
/// How often a question is put without enough time.
const HASTE: u64 = 6;

/// Makes an archive; returns its texts.
fn archive(random: &mut Random, index: &std::path::Path) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("archive.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    let mut archive = Vec::new();
    for id in 0..DIRECTIVES {
        let mut words: Vec<&str> = (0..1 + random.below(5)).map(|_| COMMON[random.below(6) as usize]).collect();
        if random.below(RARITY) == 0 {
            words.insert(random.below(words.len() as u64) as usize, RARE[random.below(5) as usize]);
        }
        let text = words.join(" ");
        writeln!(file, "{{\"id\": \"{id}\", \"text\": \"{text}\"}}").expect("a line");
        archive.push(text);
    }
    file.flush().expect("a file");
    let job = indexer::Job { index: index.to_owned(), sources: vec![path] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
    archive
}

/// Returns the total, and the ids of the best.
fn retrieved(engine: &Engine, query: &str, (offset, limit): (usize, usize)) -> (u64, Vec<String>) {
    let request = SearchRequest { query: query.to_owned(), offset, limit, ..SearchRequest::default() };
    let retrieved = engine.retrieve(&request).expect("an answer");
    (retrieved.total, retrieved.ids().expect("ids"))
}

/// Puts a question for which the time may end in the middle of a proof: what was found so far may be kept for nobody.
fn hasten(engine: &Engine, query: &str, random: &mut Random) {
    let timeout = Some(Duration::from_micros(random.below(600)));
    let request = SearchRequest { query: query.to_owned(), timeout, partial: true, ..SearchRequest::default() };
    engine.search(&request).expect("a part");
}

#[test]
fn what_lies_far_apart_is_counted_and_ordered_as_a_whole() {
    let mut random = Random(seed("sparse"));
    let index = tempfile::tempdir().expect("a folder");
    let archive = archive(&mut random, index.path());
    let holds = |text: &str, words: &str| format!(" {text} ").contains(&format!(" {words} "));
    type Case = (&'static str, fn(&dyn Fn(&str) -> bool) -> bool);
    let cases: [Case; 7] = [
        ("\"rừng đầu nguồn\"", |holds| holds("rừng đầu nguồn")),
        ("\"rừng đầu nguồn\" xa", |holds| holds("rừng đầu nguồn") && holds("xã")),
        ("\"nguồn rừng\" OR suoi", |holds| holds("nguồn rừng") || holds("suối")),
        ("\"rung dau nguon\" -\"rừng đầu nguồn\"", |holds| holds("rừng đấu nguồn") && !holds("rừng đầu nguồn")),
        ("suối an đường", |holds| holds("suối") && holds("an") && holds("đường")),
        ("đầu rung hòa an", |holds| holds("rừng") && holds("hòa") && holds("an")),
        ("công -\"rừng đầu nguồn\" \"dau nguon\"", |holds| {
            (holds("công") || holds("cổng")) && !holds("rừng đầu nguồn") && (holds("đầu nguồn") || holds("đấu nguồn"))
        }),
    ];
    let counted = cases.map(|(query, matches)| {
        (query, archive.iter().filter(|text| matches(&|words| holds(text, words))).count() as u64)
    });
    for _ in 0..rounds(4, 40) {
        let engine = Engine::open(index.path()).expect("the index");
        for (query, expected) in counted {
            (0..HASTE).for_each(|_| hasten(&engine, query, &mut random));
            let (total, whole) = retrieved(&engine, query, (ALL - 1, 1));
            assert_eq!((total, whole.len() as u64), (expected, expected), "{query}");
            for limit in [1, 10, 1 + random.below(100) as usize] {
                let (total, best) = retrieved(&engine, query, (0, limit));
                assert_eq!((total, best.as_slice()), (expected, &whole[..best.len()]), "{query}, {limit}");
                assert!(best.len() >= limit.min(whole.len()), "{query}, {limit}");
            }
        }
    }
}
