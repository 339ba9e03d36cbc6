//! Totals and scores where nearly everything matches: they come of windows of documents there. Totals must be those of a
//! count by hand; scores are accounted for document by document, and the sum of the account must be the score.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
mod effort;

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use effort::{Random, rounds, seed};
use search::{Engine, Hit, MatchMode, SearchRequest};

/// More than a window holds.
const DIRECTIVES: u64 = 9_000;
const WORDS: [&str; 8] = ["công", "cổng", "xã", "đường", "dương", "ruộng", "hòa", "an"];

/// Makes an archive of which every directive holds some of the words, the first words more often; returns those words,
/// without marks.
fn archive(random: &mut Random, index: &Path) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut archive = Vec::new();
    write(folder.path(), 0..DIRECTIVES, || {
        // Some hold a word more often than is kept of it.
        let many = if random.below(50) == 0 { 80 } else { 1 + random.below(9) };
        let text = text(random, many);
        archive.push(unmarked(text.split(' ')));
        text
    });
    take_up(folder.path(), index);
    archive
}

/// Returns so many words, the first ones more often.
fn text(random: &mut Random, many: u64) -> String {
    let words = (0..many).map(|_| WORDS[(random.below(8) * random.below(8) / 7) as usize]);
    words.collect::<Vec<_>>().join(" ")
}

/// Writes directives into a file of a folder.
fn write(folder: &Path, ids: Range<u64>, mut text: impl FnMut() -> String) {
    let path = folder.join(format!("{}.jsonl", ids.start));
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    for id in ids {
        writeln!(file, "{{\"id\": \"{id}\", \"text\": \"{}\"}}", text()).expect("a line");
    }
    file.flush().expect("a file");
}

fn take_up(folder: &Path, index: &Path) {
    let job = indexer::Job { index: index.to_owned(), sources: vec![folder.to_owned()] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
}

fn unmarked<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    words.into_iter().map(vietnamese::fold).collect()
}

fn is_accounted_for(hit: &Hit) -> bool {
    let sum: f32 = hit.explanation.iter().map(|points| points.points).sum();
    (sum - hit.score).abs() < 1e-3 * (1.0 + hit.score)
}

/// Whatever is passed over because it cannot be among the best: with room for all directives nothing is. Each question is
/// put thrice, since more is known of words that were asked for before.
#[test]
fn the_best_are_those_of_the_whole_order() {
    let mut random = Random(seed("the_best_are_those_of_the_whole_order"));
    let index = tempfile::tempdir().expect("a folder");
    archive(&mut random, index.path());
    let engine = Engine::open(index.path()).expect("the index");
    ask_for_the_best(&mut random, &engine, DIRECTIVES);
}

/// What is made before anybody asks tells the same, also when the archive has grown since and its texts are longer or shorter
/// in the mean.
#[test]
fn the_best_are_the_same_where_frequent_words_were_made_ready() {
    let mut random = Random(seed("the_best_are_the_same_where_frequent_words_were_made_ready"));
    for many in [1, 15] {
        let (folder, index) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        write(folder.path(), 0..DIRECTIVES, || {
            let many = 1 + random.below(9);
            text(&mut random, many)
        });
        take_up(folder.path(), index.path());
        let engine = Engine::open(index.path()).expect("the index");
        engine.warm(|| true).expect("nothing is made");
        engine.warm(|| false).expect("words are made ready");
        ask_for_the_best(&mut random, &engine, DIRECTIVES);
        write(folder.path(), DIRECTIVES..DIRECTIVES + 60, || text(&mut random, many));
        take_up(folder.path(), index.path());
        assert!(engine.refresh().expect("a newer index"));
        ask_for_the_best(&mut random, &engine, DIRECTIVES + 60);
    }
}

fn ask_for_the_best(random: &mut Random, engine: &Engine, directives: u64) {
    for _ in 0..rounds(40, 1_000) {
        let words: Vec<&str> = (0..1 + random.below(4)).map(|_| WORDS[random.below(8) as usize]).collect();
        let (query, match_mode) = match random.below(3) {
            0 => (format!("\"{}\"", unmarked(words.iter().copied()).join(" ")), MatchMode::All),
            1 => (words.join(" "), MatchMode::All),
            _ => (words.join(" "), MatchMode::Any),
        };
        let retrieved = |offset, limit| {
            let request = SearchRequest { query: query.clone(), match_mode, offset, limit, ..SearchRequest::default() };
            let retrieved = engine.retrieve(&request).expect("an answer");
            (retrieved.total, retrieved.ids().expect("ids"))
        };
        let (total, whole) = retrieved(directives as usize - 1, 1);
        assert_eq!(whole.len() as u64, total, "{query}");
        for limit in [1, 10, 1 + random.below(100) as usize] {
            let (found, best) = retrieved(0, limit);
            assert_eq!((found, best.as_slice()), (total, &whole[..best.len()]), "{query}, {limit}");
            assert!(best.len() >= limit.min(whole.len()), "{query}, {limit}");
        }
    }
}

#[test]
fn totals_are_exact_and_scores_the_sums_of_their_accounts() {
    let mut random = Random(seed("dense"));
    let index = tempfile::tempdir().expect("a folder");
    let archive = archive(&mut random, index.path());
    let engine = Engine::open(index.path()).expect("the index");
    for _ in 0..rounds(40, 400) {
        let words: Vec<&str> = (0..1 + random.below(4)).map(|_| WORDS[random.below(8) as usize]).collect();
        let match_mode = if random.below(2) == 0 { MatchMode::All } else { MatchMode::Any };
        let request =
            SearchRequest { query: words.join(" "), match_mode, explain: true, limit: 40, ..SearchRequest::default() };
        let answer = engine.search(&request).expect("an answer");
        let asked = unmarked(words.iter().copied());
        let matches = |text: &&Vec<String>| match match_mode {
            MatchMode::All => asked.iter().all(|word| text.contains(word)),
            _ => asked.iter().any(|word| text.contains(word)),
        };
        assert_eq!(answer.total, archive.iter().filter(matches).count() as u64, "{words:?} {match_mode:?}");
        for hit in &answer.hits {
            assert!(is_accounted_for(hit), "{words:?}: {} is not the sum of {:?}", hit.score, hit.explanation);
        }
    }
}
