//! Looking step by step against looking at all: what may be left must never be less than what is there.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use super::look::Look;
use super::*;
use crate::effort::{Random, rounds, seed};
use crate::engine::Engine;

const WORDS: [&str; 8] = ["công", "cổng", "cong", "an", "án", "xã", "xa", "xả"];
const FOLDED: [&str; 3] = ["cong", "an", "xa"];

/// Makes an archive in two runs, for several segments.
fn archive(random: &mut Random, index: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    for run in 0..2 {
        for number in 0..5 + random.below(20) {
            let signs = [" ", " ", " ", ". ", ", ", "\n\n"];
            let piece =
                |random: &mut Random| [WORDS[random.below(8) as usize], signs[random.below(6) as usize]].concat();
            let text: String = (0..1 + random.below(40)).map(|_| piece(random)).collect();
            std::fs::write(folder.path().join(format!("{run}-{number}.txt")), text).expect("a file");
        }
        let job = indexer::Job { index: index.to_owned(), sources: vec![folder.path().to_owned()] };
        indexer::bring_into_step(&job, &|_| {}).expect("an index");
    }
}

fn votes(spelled: &HashMap<Vec<String>, u32>, first: &str, second: &str) -> u32 {
    spelled.get([first.to_owned(), second.to_owned()].as_slice()).copied().unwrap_or(0)
}

#[test]
fn what_is_left_is_bounded() {
    let random = &mut Random(seed("what_is_left_is_bounded"));
    for _ in 0..rounds(4, 200) {
        let index = tempfile::tempdir().expect("a folder");
        archive(random, index.path());
        let engine = Engine::open(index.path()).expect("an index");
        let searcher = engine.searcher();
        let lexicon = Lexicon::new(&searcher, engine.fields(), engine.opened());
        for words in FOLDED.iter().flat_map(|one| FOLDED.map(|other| [*one, other])) {
            let sample = 1 + random.below(30) as u32;
            let whole = lexicon.sightings(&words, sample).expect("it is read").spelled;
            let steps = RefCell::new(Vec::new());
            let mut look = Look::of(lexicon, words, sample).expect("it is opened");
            let certain = look.until(|seen, left| {
                let seen =
                    seen.iter().map(|(one, other, times)| (vec![(*one).to_owned(), (*other).to_owned()], *times));
                steps.borrow_mut().push((seen.collect::<HashMap<_, _>>(), left));
                None
            });
            assert_eq!(certain.expect("it is read"), None);
            let steps = steps.into_inner();
            for (seen, left) in &steps {
                let missing: u32 = whole.iter().map(|(run, times)| times - votes(seen, &run[0], &run[1])).sum();
                assert!(missing <= *left, "{words:?}: {missing} of {left}");
            }
            assert_eq!(steps.last(), Some(&(whole, 0)), "{words:?}");
        }
    }
}
