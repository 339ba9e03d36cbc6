//! Counts of facets where a window of documents matches whole, mostly, or a little, against plain data; with directives
//! taken out, some that tell neither year nor province, and some that cite several documents.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

#[path = "../../../tests/it/effort.rs"]
mod effort;
mod segments;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use effort::{Random, rounds, seed};
use search::{Engine, Facet, SearchRequest};

/// More than a window holds.
const DIRECTIVES: u64 = 9_000;
const PROVINCES: [&str; 3] = ["Ninh Bình", "Hưng Yên", "Lào Cai"];
/// A word, and how many of sixteen directives hold it.
const WORDS: [(&str, u64); 5] = [("ruộng", 16), ("vườn", 15), ("sông", 11), ("núi", 6), ("biển", 1)];

/// Documents that are cited: none, one or several of them by a directive, so more sets of them than have codes.
const CITED: [&str; 12] = [
    "05-CT/TW",
    "12-NQ/TW",
    "208-QĐ/TW",
    "16-CT/TW",
    "17-CT/TW",
    "18-CT/TW",
    "19-NQ/TW",
    "20-NQ/TW",
    "21-NQ/TW",
    "22-KL/TW",
    "23-KL/TW",
    "24-HD/TW",
];

/// A made-up directive.
struct Dispatch {
    issued: Option<(u64, &'static str)>,
    words: Vec<&'static str>,
    cited: Vec<&'static str>,
}

impl Dispatch {
    fn random(random: &mut Random) -> Dispatch {
        let issued = (random.below(5) > 0).then(|| (2000 + random.below(25), PROVINCES[random.below(3) as usize]));
        let words = WORDS.iter().filter(|(_, many)| random.below(16) < *many).map(|(word, _)| *word).collect();
        let cited = CITED.into_iter().filter(|_| random.below(3) == 0).collect();
        Dispatch { issued, words, cited }
    }

    fn text(&self) -> String {
        let cited: String = self.cited.iter().map(|number| format!("\\nCăn cứ {number}")).collect();
        let words = self.words.join(" ") + &cited;
        let Some((year, province)) = self.issued else { return words };
        let issuer = province.to_uppercase();
        format!("TỈNH ỦY {issuer}\\n\\nSố 12-CV/TU\\n\\n{province}, ngày 2 tháng 3 năm {year}\\n\\nV/v {words}\\n")
    }
}

/// Writes the directives that are left, and brings the index into step.
fn bring(archive: &BTreeMap<u64, Dispatch>, (folder, index): (&Path, &Path)) {
    let path = folder.join("archive.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    for (id, dispatch) in archive {
        writeln!(file, "{{\"id\": \"{id}\", \"text\": \"{}\"}}", dispatch.text()).expect("a line");
    }
    file.flush().expect("a file");
    let job = indexer::Job { index: index.to_owned(), sources: vec![path] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
}

fn check(engine: &Engine, archive: &BTreeMap<u64, Dispatch>, words: &[&str]) {
    let facets = vec![Facet::Year, Facet::Province, Facet::Cites];
    let request = SearchRequest { query: words.join(" "), facets, facet_limit: 100, ..SearchRequest::default() };
    let answer = engine.search(&request).expect("an answer");
    let found = || archive.values().filter(|dispatch| words.iter().all(|word| dispatch.words.contains(word)));
    assert_eq!(answer.total, found().count() as u64, "{words:?}");
    for facet in [Facet::Year, Facet::Province, Facet::Cites] {
        let (mut counts, mut missing) = (BTreeMap::<String, u64>::new(), 0);
        for dispatch in found() {
            match dispatch.issued {
                _ if facet == Facet::Cites => {
                    missing += u64::from(dispatch.cited.is_empty());
                    dispatch.cited.iter().for_each(|number| *counts.entry((*number).to_owned()).or_default() += 1);
                }
                Some((year, _)) if facet == Facet::Year => *counts.entry(year.to_string()).or_default() += 1,
                Some((_, province)) => *counts.entry(province.to_owned()).or_default() += 1,
                None => missing += 1,
            }
        }
        let answered = &answer.facets[facet.name()];
        let values = answered.values.iter().map(|value| (value.label.clone(), value.count)).collect();
        assert_eq!((counts, missing), (values, answered.missing), "{facet:?} {words:?}");
    }
}

#[test]
fn facets_are_counted_as_by_hand_whatever_part_of_a_window_matches() {
    let mut random = Random(seed("facets"));
    let (folder, index) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut archive: BTreeMap<u64, Dispatch> = (0..DIRECTIVES).map(|id| (id, Dispatch::random(&mut random))).collect();
    bring(&archive, (folder.path(), index.path()));
    for taken_out in [0, DIRECTIVES / 100] {
        (0..taken_out).for_each(|_| drop(archive.remove(&random.below(DIRECTIVES))));
        bring(&archive, (folder.path(), index.path()));
        assert_eq!(segments::removed(index.path()) > 0, taken_out > 0, "taken out, and not written anew");
        // One that makes ready what it needs when it is asked, and one that did before.
        let engines = [(); 2].map(|()| Engine::open(index.path()).expect("the index"));
        engines[1].warm(|| false).expect("what is kept");
        for engine in &engines {
            check(engine, &archive, &[]);
            for _ in 0..rounds(15, 200) {
                let words: Vec<&str> = (0..1 + random.below(2)).map(|_| WORDS[random.below(5) as usize].0).collect();
                check(engine, &archive, &words);
            }
        }
    }
}
