//! Counts and orders against plain data: over made-up directives whose day and province are known beforehand, each order
//! of the hits and each count of a facet must be what a sort and a count by hand give, with several segments, changed
//! and removed directives too.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
mod effort;
mod segments;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use effort::{Random, rounds, seed};
use search::{Engine, Facet, Retrieved, SearchRequest, SearchResponse, Sort};

const PROVINCES: [&str; 3] = ["Ninh Bình", "Hưng Yên", "Lào Cai"];
/// Hits of a short page.
const FEW: usize = 3;
const WORDS: [&str; 6] = ["ruộng", "vườn", "sông", "núi", "rừng", "biển"];

/// A made-up directive.
struct Dispatch {
    /// Year, month and day, and the province; some directives tell neither.
    issued: Option<([u64; 3], &'static str)>,
    words: Vec<&'static str>,
}

/// What stands in the archive, by file name.
type Archive = BTreeMap<String, Dispatch>;

impl Dispatch {
    fn random(random: &mut Random) -> Dispatch {
        let day = [2019 + random.below(4), 1 + random.below(2), 1 + random.below(3)];
        let issued = (random.below(5) > 0).then(|| (day, PROVINCES[random.below(3) as usize]));
        let words = (0..1 + random.below(4)).map(|_| WORDS[random.below(6) as usize]).collect();
        Dispatch { issued, words }
    }

    fn text(&self) -> String {
        let words = self.words.join(" ");
        let Some(([year, month, day], province)) = self.issued else { return words };
        let issuer = province.to_uppercase();
        format!(
            "TỈNH ỦY {issuer}\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n*\n\nSố 12-CV/TU\n\n{province}, ngày {day} tháng {month} năm \
             {year}\n\nV/v {words}\n\nKính gửi: Các đảng ủy trực thuộc Tỉnh ủy\n"
        )
    }

    fn day(&self) -> Option<[u64; 3]> {
        self.issued.map(|(day, _)| day)
    }
}

/// Makes an archive in three runs and changes it in a fourth: several segments, with deleted documents.
fn archive(random: &mut Random, folder: &Path, index: &Path) -> Archive {
    let mut archive = Archive::new();
    let put = |archive: &mut Archive, name: String, dispatch: Dispatch| {
        std::fs::write(folder.join(&name), dispatch.text()).expect("a file");
        archive.insert(name, dispatch);
    };
    for run in 0..3 {
        for at in 0..8 + random.below(20) {
            put(&mut archive, format!("{run}{at:02}.txt"), Dispatch::random(random));
        }
        bring(index, folder);
    }
    // Every fourth of a run: of more, and its segment would be written anew.
    let names: Vec<String> =
        archive.keys().filter(|name| name[1..3].parse::<u64>().is_ok_and(|at| at % 4 == 3)).cloned().collect();
    for name in names {
        if random.below(2) == 0 {
            put(&mut archive, name, Dispatch::random(random));
        } else {
            std::fs::remove_file(folder.join(&name)).expect("it was there");
            archive.remove(&name);
        }
    }
    bring(index, folder);
    assert!(segments::removed(index) > 0, "no segment holds what was changed");
    archive
}

fn bring(index: &Path, archive: &Path) {
    let job = indexer::Job { index: index.to_owned(), sources: vec![archive.to_owned()] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
}

/// Returns the names of the directives that hold all words, in an order; by relevance as they come.
fn sorted<'a>(archive: &'a Archive, words: &[&str], sort: Sort) -> Vec<(&'a String, &'a Dispatch)> {
    let holds = |dispatch: &Dispatch| words.iter().all(|word| dispatch.words.contains(word));
    let mut found: Vec<_> = archive.iter().filter(|(_, dispatch)| holds(dispatch)).collect();
    match sort {
        Sort::Date => found.sort_by_key(|(_, dispatch)| (dispatch.day().is_none(), dispatch.day())),
        Sort::DateDescending => found.sort_by_key(|(_, dispatch)| (dispatch.day().is_none(), Reverse(dispatch.day()))),
        Sort::Id | Sort::Relevance => {}
    }
    found
}

/// Counts by hand: each value with its number, and how many have none.
fn counted(found: &[(&String, &Dispatch)], value: fn([u64; 3], &str) -> String) -> (BTreeMap<String, u64>, u64) {
    let (mut counts, mut missing) = (BTreeMap::new(), 0);
    for (_, dispatch) in found {
        match dispatch.issued {
            Some((day, province)) => *counts.entry(value(day, province)).or_default() += 1,
            None => missing += 1,
        }
    }
    (counts, missing)
}

fn check(answer: &SearchResponse, expected: &[(&String, &Dispatch)], sort: Sort) {
    let mut names: Vec<&String> = answer.hits.iter().map(|hit| &hit.source).collect();
    if sort == Sort::Relevance {
        let falls = |pair: &[search::Hit]| pair[0].score >= pair[1].score;
        assert!(answer.hits.windows(2).all(falls), "scores rise");
        let tied = answer.hits.windows(2).filter(|pair| pair[0].score.to_bits() == pair[1].score.to_bits());
        assert!(tied.into_iter().all(|pair| pair[0].id < pair[1].id), "a tie is not broken by id: {names:?}");
        names.sort();
    }
    assert_eq!(names, expected.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{sort:?}");
    assert_eq!(answer.total, expected.len() as u64);
    let years = counted(expected, |[year, ..], _| year.to_string());
    let provinces = counted(expected, |_, province| province.to_owned());
    for (facet, (counts, missing)) in [(Facet::Year, years), (Facet::Province, provinces)] {
        let found = &answer.facets[facet.name()];
        let values: BTreeMap<String, u64> =
            found.values.iter().map(|value| (value.label.clone(), value.count)).collect();
        assert_eq!((values, found.missing), (counts, missing), "{facet:?}");
    }
}

/// Who asks for a few gets the first of all, also where the last of them and the next are alike.
fn check_first(few: &SearchResponse, all: &SearchResponse) {
    let ids = |answer: &SearchResponse| answer.hits.iter().take(FEW).map(|hit| hit.id.clone()).collect::<Vec<_>>();
    assert_eq!((few.total, ids(few)), (all.total, ids(all)));
}

/// The first stage alone finds the same; only by relevance may the order be another.
fn check_retrieved(retrieved: &Retrieved, answer: &SearchResponse, sort: Sort) {
    let mut expected: Vec<&String> = answer.hits.iter().map(|hit| &hit.id).collect();
    let read = retrieved.ids().expect("ids");
    let mut ids: Vec<&String> = read.iter().collect();
    if sort == Sort::Relevance {
        expected.sort();
        ids.sort();
    }
    assert_eq!((retrieved.total, ids), (answer.total, expected), "{sort:?}");
}

#[test]
fn orders_and_counts_are_those_of_plain_data() {
    let mut random = Random(seed("orders"));
    for _ in 0..rounds(2, 60) {
        let (folder, index) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let archive = archive(&mut random, folder.path(), index.path());
        let engine = Engine::open(index.path()).expect("the index");
        for _ in 0..rounds(20, 50) {
            let words: Vec<&str> = (0..random.below(3)).map(|_| WORDS[random.below(6) as usize]).collect();
            for sort in [Sort::Id, Sort::Date, Sort::DateDescending, Sort::Relevance] {
                let facets = vec![Facet::Year, Facet::Province];
                let request =
                    SearchRequest { query: words.join(" "), limit: 100, sort, facets, ..SearchRequest::default() };
                let expected = sorted(&archive, &words, sort);
                let answer = engine.search(&request).expect("an answer");
                check(&answer, &expected, sort);
                check_retrieved(&engine.retrieve(&request).expect("an answer"), &answer, sort);
                let few = SearchRequest { limit: FEW, ..request };
                check_first(&engine.search(&few).expect("an answer"), &answer);
            }
        }
    }
}
