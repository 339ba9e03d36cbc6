//! Quotations: five words as they stand in a directive, put in quotes, find it and are marked in it; and a spelling asked
//! for by `=` is found where it stands and nowhere else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]
#![expect(clippy::disallowed_methods, reason = "the test reads the texts that it quotes")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use directive::reading_order;
use indexer::Job;
use search::{Engine, SearchRequest};

const WORDS: usize = 5;

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

fn engine(folder: &Path, sources: PathBuf) -> Engine {
    indexer::bring_into_step(&Job { index: folder.to_owned(), sources: vec![sources] }, &|_| {}).unwrap();
    Engine::open(folder).unwrap()
}

/// Returns the texts of a folder by their file names.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    files.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// Returns the words of each part of a text over which phrases reach.
fn parts(text: &str) -> Vec<Vec<vietnamese::OwnedToken>> {
    let order = reading_order(text);
    let body: String = order.body.into_iter().map(|piece| &text[piece]).collect();
    let mut parts = vec![vietnamese::tokens(&body)];
    parts.extend(order.footnotes.into_iter().map(|footnote| vietnamese::tokens(&text[footnote])));
    parts
}

#[test]
fn every_five_words_of_the_seeds_find_their_directive() {
    let folder = tempfile::tempdir().unwrap();
    let engine = engine(folder.path(), seeds());
    let mut quotations = 0;
    for (name, text) in texts(&seeds()) {
        for part in parts(&text) {
            for words in part.windows(WORDS) {
                let quoted = words.iter().map(|word| word.exact.as_str()).collect::<Vec<_>>().join(" ");
                let request = SearchRequest { query: format!("\"{quoted}\""), ..SearchRequest::default() };
                let answer = engine.search(&request).unwrap();
                let hit = answer.hits.iter().find(|hit| hit.source == name);
                let hit = hit.unwrap_or_else(|| panic!("{quoted} is not found in {name}"));
                assert!(
                    hit.snippets.iter().any(|snippet| !snippet.spans.is_empty()),
                    "{quoted} is not marked in {name}"
                );
                assert_eq!(answer.query.relaxed, [""; 0]);
                quotations += 1;
            }
        }
    }
    assert!(quotations > 10_000, "{quotations}");
}

/// A word with a tone mark that moves, in both styles, and words that it must not be taken for.
const MOVABLE: [[&str; 3]; 5] = [
    ["hòa", "hoà", "hóa"],
    ["thủy", "thuỷ", "thụy"],
    ["khỏe", "khoẻ", "khoe"],
    ["Ủy", "Uỷ", "úy"],
    ["qui", "quy", "quỳ"],
];

#[test]
fn a_spelling_is_found_in_either_style_and_alone_where_it_is_asked_for() {
    let (folder, source) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (row, words) in MOVABLE.iter().enumerate() {
        for (column, word) in words.iter().enumerate() {
            std::fs::write(source.path().join(format!("{row}{column}.txt")), format!("Văn bản nói về {word} năm nay"))
                .unwrap();
        }
    }
    let engine = engine(folder.path(), source.path().to_owned());
    let found = |query: String| -> BTreeSet<String> {
        let answer = engine.search(&SearchRequest { query, ..SearchRequest::default() }).unwrap();
        answer.hits.into_iter().map(|hit| hit.source.trim_end_matches(".txt").to_owned()).collect()
    };
    for (row, [one, other, _]) in MOVABLE.iter().enumerate() {
        let both: BTreeSet<String> = [format!("{row}0"), format!("{row}1")].into();
        for typed in [one, other] {
            assert!(found((*typed).to_owned()).is_superset(&both), "{typed}");
            assert_eq!(found(format!("={typed}")), both, "={typed}");
        }
    }
}
