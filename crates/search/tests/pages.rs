//! Pages against one another: the best hits are read until nothing else can come on the page, so a short page must be the
//! beginning of a long one, for which all are read.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
mod effort;

use std::io::Write;
use std::path::Path;

use effort::{Random, rounds, seed};
use search::{Engine, Hit, MatchMode, SearchRequest};

/// As many as are read for their passages.
const ALL: usize = 20;
const WORDS: [&str; 8] = ["công", "cổng", "an", "án", "anh", "xã", "đường", "ruộng"];
const FILLER: &str = "một câu không có gì để tìm trong đó cả";

/// Makes an archive whose texts hold the same words, far from one another or together.
fn archive(random: &mut Random, index: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("archive.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    for id in 0..120 {
        let mut text = String::new();
        for _ in 0..4 + random.below(12) {
            let filler = if random.below(3) == 0 { FILLER.repeat(1 + random.below(9) as usize) } else { String::new() };
            text += &format!("{} {filler} ", WORDS[random.below(8) as usize]);
        }
        writeln!(file, "{{\"id\": \"{id}\", \"text\": \"{text}\"}}").expect("a line");
    }
    file.flush().expect("a file");
    let job = indexer::Job { index: index.to_owned(), sources: vec![path] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
}

#[test]
fn a_short_page_is_the_beginning_of_a_long_one() {
    let random = &mut Random(seed("a_short_page_is_the_beginning_of_a_long_one"));
    let mut left_unread = 0;
    for _ in 0..rounds(2, 60) {
        let index = tempfile::tempdir().expect("a folder");
        archive(random, index.path());
        let engine = Engine::open(index.path()).expect("an index");
        for query in
            ["cong an xa", "công an", "đường an^3 ruong", "\"an xã\" cong", "an", "an* xa duong", "=an xa duong"]
        {
            let page = |offset: usize, limit: usize| -> Vec<Hit> {
                let request = SearchRequest {
                    query: query.to_owned(),
                    match_mode: MatchMode::Any,
                    offset,
                    limit,
                    ..SearchRequest::default()
                };
                engine.search(&request).expect("an answer").hits
            };
            let all = page(0, ALL);
            for _ in 0..8 {
                let offset = random.below(ALL as u64) as usize;
                let limit = 1 + random.below((ALL - offset) as u64) as usize;
                let expected = &all[offset.min(all.len())..(offset + limit).min(all.len())];
                assert_eq!(page(offset, limit), expected, "{query} from {offset}, {limit}");
                left_unread += usize::from(offset + limit < all.len());
            }
        }
    }
    assert!(left_unread > 20, "hardly any page was short");
}
