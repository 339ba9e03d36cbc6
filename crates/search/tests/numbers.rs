//! Document numbers, however they are typed: the directive of that number stands first.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]

use std::path::{Path, PathBuf};

use indexer::Job;
use search::{Engine, MAX_LIMIT, SearchRequest};

fn engine(folder: &Path, sources: PathBuf) -> Engine {
    let job = Job { index: folder.to_owned(), sources: vec![sources] };
    indexer::bring_into_step(&job, &|_| {}).unwrap();
    Engine::open(folder).unwrap()
}

/// Returns a number as eight people type it.
fn spellings(number: &str) -> [String; 8] {
    let every = |sign: &str| number.replace(['-', '/'], sign);
    [
        number.to_owned(),
        number.to_lowercase(),
        vietnamese::fold(number),
        every(" "),
        every("_"),
        number.replace('-', " – "),
        number.replace('-', " -").replace('/', " / "),
        format!("Số: {number}"),
    ]
}

/// Returns the numbers of all directives of an archive.
fn numbers(engine: &Engine) -> Vec<String> {
    let mut numbers = Vec::new();
    loop {
        let request =
            SearchRequest { limit: MAX_LIMIT, offset: numbers.len(), snippets: 0, ..SearchRequest::default() };
        let hits = engine.search(&request).unwrap().hits;
        if hits.is_empty() {
            break;
        }
        numbers.extend(hits.into_iter().map(|hit| hit.number));
    }
    numbers.into_iter().flatten().collect()
}

fn check(engine: &Engine) {
    let numbers = numbers(engine);
    let mut faults = Vec::new();
    for number in &numbers {
        for typed in spellings(number) {
            let request = SearchRequest { query: typed.clone(), limit: 1, snippets: 0, ..SearchRequest::default() };
            let first = engine.search(&request).unwrap().hits.into_iter().next().and_then(|hit| hit.number);
            if first.as_ref() != Some(number) {
                faults.push(format!("{typed} finds {first:?}, not {number}"));
            }
        }
    }
    assert!(!numbers.is_empty());
    assert!(faults.is_empty(), "{} spellings of {} numbers:\n{}", faults.len(), numbers.len(), faults.join("\n"));
}

#[test]
fn every_number_of_the_seeds() {
    let folder = tempfile::tempdir().unwrap();
    check(&engine(folder.path(), Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")));
}

#[test]
fn every_number_of_a_real_archive() {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/directives/txt");
    if !texts.is_dir() {
        println!("skipped: there is no {}", texts.display());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    check(&engine(folder.path(), texts));
}
