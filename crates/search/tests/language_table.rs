//! The table of the language: which spellings are one, which are not, and which text is the better one.
//!
//! The large table lies beside the repository and is not part of it; where it is absent, that is said and skipped. The
//! small one here covers the same ground.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop here")]
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

use std::path::Path;

use directive::DocumentNumber;
use indexer::Job;
use search::{Engine, MatchMode, SearchRequest};

/// Kind of row, input, expected, note.
type Row = [String; 4];

/// Rows that we hold to be wrong, with the reason.
const CONTESTED: &[(&str, &str, &str)] = &[
    // A misprint of the scanner that is a word of its own: nothing but the context tells, and a search is not told it.
    ("equal", "xã, phường", "ocr"),
];

const OWN: &str = "\
fold\tĐường XIII¹\tduong xiii\t
normalise\tUỷ ban, hoà\tỦy ban, hòa\t
number\tnq 7\t07-NQ\t
number\tnăm 2020\t(none)\t
equal\tthuỷ lợi\tcông trình thủy lợi\texact
equal\tcong trinh\tcông trình thủy lợi\tfolded
equal\tHĐND\tHội đồng nhân dân xã\texpand
equal\t7-nq/tw\tNghị quyết số 07-NQ/TW\tnumber
equal\tcoong trinhf\tcông trình thủy lợi\ttelex
not_equal\tđường\thọ Dương\t
rank\tđường sắt\tmở đường sắt mới\tông Dương buôn sắt
rank\tcong trinh\tcông trình lớn\tcông sức, trình bày
";

fn rows(table: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut columns = line.split('\t').map(unescaped);
        [(); 4].map(|()| columns.next().unwrap_or_default())
    };
    table.lines().filter(|line| !line.starts_with("kind\t")).map(row).collect()
}

/// Undoes `\n`, and `\u` with four digits.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.strip_prefix('u').and_then(|rest| Some((rest.get(..4)?, rest.get(4..)?))) {
            Some((code, rest)) => {
                plain.extend(char::from_u32(u32::from_str_radix(code, 16).unwrap()));
                plain.push_str(rest);
            }
            None => plain.push_str(&part.replacen('n', "\n", 1)),
        }
    }
    plain
}

/// Returns an archive of one text a file.
fn archive(folder: &Path, texts: &[&str]) -> Engine {
    let source = folder.join("texts");
    std::fs::create_dir(&source).unwrap();
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(source.join(format!("{number:04}.txt")), text).unwrap();
    }
    let job = Job { index: folder.join("index"), sources: vec![source] };
    indexer::bring_into_step(&job, &|_| {}).unwrap();
    Engine::open(&folder.join("index")).unwrap()
}

fn ask(engine: &Engine, query: &str, match_mode: MatchMode) -> search::SearchResponse {
    engine
        .search(&SearchRequest { query: query.to_owned(), match_mode, limit: 100, ..SearchRequest::default() })
        .unwrap()
}

/// Tells whether a query, put as `shape`, finds the text in an archive of it alone. What is found by less than was asked
/// for does not count.
fn finds(engine: &Engine, query: &str) -> bool {
    let answer = ask(engine, query, MatchMode::All);
    answer.total == 1 && answer.query.relaxed.is_empty()
}

/// Returns what is wrong with a row.
fn fault([kind, input, expected, note]: &Row, background: &[String]) -> Option<String> {
    let said = |is: String| (is != *expected).then_some(is);
    match kind.as_str() {
        "fold" => said(vietnamese::fold(input)),
        "normalise" => said(vietnamese::normalise(input).text),
        "number" => {
            let found = DocumentNumber::find_typed(input).into_iter().next();
            said(found.map_or_else(|| "(none)".to_owned(), |(_, number)| number.to_string()))
        }
        "equal" | "not_equal" => matching_fault(kind, input, expected, note),
        "rank" => ranking_fault(input, expected, note, background),
        other => Some(format!("there is no kind {other}")),
    }
}

fn matching_fault(kind: &str, input: &str, text: &str, note: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let engine = archive(folder.path(), &[text]);
    let level = note.split(' ').next().unwrap_or_default();
    let exact = format!("=\"{}\"", input.replace('"', " "));
    let found = match (kind, level) {
        ("not_equal", _) => finds(&engine, &exact),
        (_, "exact") => finds(&engine, &exact) && finds(&engine, input),
        (_, "telex" | "vni") => {
            let proposed = ask(&engine, input, MatchMode::All).query.did_you_mean;
            proposed.iter().any(|meant| meant.total == 1)
        }
        _ => finds(&engine, input),
    };
    (found != (kind == "equal")).then(|| format!("found: {found}"))
}

fn ranking_fault(query: &str, better: &str, worse: &str, background: &[String]) -> Option<String> {
    // Both orders of the files, so that no tie passes for a victory.
    for texts in [[better, worse], [worse, better]] {
        let folder = tempfile::tempdir().unwrap();
        let all: Vec<&str> = texts.into_iter().chain(background.iter().map(String::as_str)).collect();
        let answer = ask(&archive(folder.path(), &all), query, MatchMode::Any);
        let place = |text: &str| {
            let file = format!("{:04}.txt", usize::from(texts[0] != text));
            answer.hits.iter().position(|hit| hit.source == file).unwrap_or(usize::MAX)
        };
        if place(better) >= place(worse) {
            return Some(format!("{} before {}", place(worse), place(better)));
        }
    }
    None
}

/// Returns paragraphs of the seeds: an archive for the rare and the common to be told apart in.
fn background() -> Vec<String> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut files: Vec<_> = std::fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let texts: Vec<String> = texts.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    texts
        .iter()
        .flat_map(|text| text.split("\n\n"))
        .filter(|part| part.len() > 200)
        .map(str::to_owned)
        .take(60)
        .collect()
}

fn check(table: &str) {
    let background = background();
    let (mut faults, mut contested, mut right) = (Vec::new(), 0, 0);
    for row in rows(table) {
        let known =
            CONTESTED.iter().any(|(kind, input, note)| row[0] == *kind && row[1] == *input && row[3].starts_with(note));
        match fault(&row, &background) {
            None => right += 1,
            Some(_) if known => contested += 1,
            Some(fault) => faults.push(format!("{row:?}: {fault}")),
        }
    }
    assert!(right > 0);
    assert!(faults.is_empty(), "{right} right, {contested} contested, wrong:\n{}", faults.join("\n"));
}

#[test]
fn rows_of_our_own() {
    check(OWN);
}

#[test]
fn rows_of_the_large_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vietnamese/cases.tsv");
    match std::fs::read_to_string(&path) {
        Ok(table) => check(&table),
        Err(_) => println!("skipped: there is no {}", path.display()),
    }
}
