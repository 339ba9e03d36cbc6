//! Forced filters: what they let through is answered as an index would answer that holds nothing else.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

use std::path::Path;

use search::{Engine, Facet, Filter, SearchRequest, Sort, Visible};
use tempfile::TempDir;

/// Name, province, level of the party committee, and what the directive is about. They cite one another's numbers, share
/// words, and have passages in common.
const ARCHIVE: [(&str, &str, &str); 6] = [
    ("hy-1", "TỈNH ỦY HƯNG YÊN", "tăng cường bảo đảm an ninh trật tự theo Chỉ thị số 5-CT/TW, cây nhãn lồng"),
    ("hy-2", "TỈNH ỦY HƯNG YÊN", "phòng chống tham nhũng, lãng phí theo Chỉ thị số 5-CT/TW"),
    ("hy-3", "HUYỆN ỦY KHOÁI CHÂU TỈNH HƯNG YÊN", "bảo đảm an ninh trật tự, cây nhãn lồng"),
    ("nb-1", "TỈNH ỦY NINH BÌNH", "tăng cường bảo đảm an ninh trật tự theo Chỉ thị số 5-CT/TW, cây nhãn lồng"),
    ("nb-2", "TỈNH ỦY NINH BÌNH", "phòng chống tham nhũng, lãng phí, hang động tràng an"),
    ("nb-3", "TỈNH ỦY NINH BÌNH", "cây nhãn lồng và hang động tràng an theo Công văn số 12-CV/TU"),
];

/// Returns an engine over those directives whose names begin so.
fn engine(beginning: &str) -> (TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let (index, sources) = (folder.path().join("index"), folder.path().join("sources"));
    std::fs::create_dir(&sources).expect("a folder");
    for (at, (name, issuer, about)) in ARCHIVE.iter().enumerate() {
        let year = 2015 + at;
        let place = if name.starts_with("hy") { "Hưng Yên" } else { "Ninh Bình" };
        let text = format!(
            "{issuer}\n*\nSố 1{at}-CV/TU\n\n{place}, ngày 2 tháng 3 năm {year}\n\nCÔNG VĂN\nvề {about}\n\nVề việc {about}.\n"
        );
        if name.starts_with(beginning) {
            std::fs::write(sources.join(format!("{name}.txt")), text).expect("a file");
        }
    }
    indexer::bring_into_step(&indexer::Job { index: index.clone(), sources: vec![sources] }, &|_| {})
        .expect("an index");
    let engine = Engine::open(Path::new(&index)).expect("an engine");
    (folder, engine)
}

fn filter(facet: Facet, value: &str) -> Filter {
    Filter { facet, value: value.to_owned() }
}

fn hung_yen() -> Vec<Filter> {
    vec![filter(Facet::Province, "Hưng Yên")]
}

/// What an answer tells besides scores, which are weighed by how rare a word is in the whole archive.
fn told(mut answer: search::SearchResponse) -> String {
    answer.query.forced.clear();
    answer.query.did_you_mean.clear();
    answer.hits.iter_mut().for_each(|hit| hit.score = 0.0);
    search::to_json(&answer).unwrap_or_default()
}

#[test]
fn what_is_bound_answers_as_an_index_of_nothing_else() {
    let ((_all, all), (_own, own)) = (engine(""), engine("hy"));
    let forced = hung_yen();
    let bound = all.visible(&forced).expect("a province");
    let queries =
        ["", "an ninh", "tham nhũng", "hang động", "cây nhãn lồng", "hang động lãng phí", "tỉnh:\"Ninh Bình\""];
    let choices: [Option<(Facet, &str)>; 8] = [
        None,
        Some((Facet::Province, "Ninh Bình")),
        Some((Facet::Province, "Hưng Yên")),
        Some((Facet::Province, "!Hưng Yên")),
        Some((Facet::Province, "~missing")),
        Some((Facet::Year, "2015..2018")),
        Some((Facet::Cites, "5-CT/TW")),
        Some((Facet::Level, "tỉnh")),
    ];
    for query in queries {
        for (strict, choice) in [false, true].into_iter().flat_map(|strict| choices.map(|choice| (strict, choice))) {
            let filters = choice.iter().map(|(facet, value)| filter(*facet, value)).collect();
            let facets = Facet::ALL.to_vec();
            let request = SearchRequest {
                query: query.to_owned(),
                filters,
                strict,
                facets,
                sort: Sort::Date,
                ..SearchRequest::default()
            };
            let answer = bound.search(&request).expect("an answer");
            assert_eq!(answer.query.forced, ["province"]);
            // Proposals go by the words of the whole archive: a bound key gets none, rather than a part of them.
            assert_eq!(answer.query.did_you_mean, []);
            assert_eq!(told(answer), told(own.search(&request).expect("an answer")), "{query} {choice:?} {strict}");
        }
    }
}

#[test]
fn nothing_outside_is_found_by_its_id_or_by_kinship() {
    let ((_all, all), (_own, own)) = (engine(""), engine("hy"));
    let forced = hung_yen();
    let bound = all.visible(&forced).expect("a province");
    for (name, ..) in ARCHIVE {
        let inside = name.starts_with("hy");
        assert!(all.directive(name).expect("an answer").is_some(), "{name}");
        assert_eq!(bound.directive(name).expect("an answer").is_some(), inside, "{name}");
        assert_eq!(bound.similar(name, 10).expect("an answer").is_some(), inside, "{name}");
        assert_eq!(bound.parallels(name, 6, 10).expect("an answer").is_some(), inside, "{name}");
        assert_eq!(bound.cites(name).expect("an answer").is_some(), inside, "{name}");
    }
    assert_eq!(similar(&bound, "hy-1"), ["hy-2"]);
    assert_eq!(json(bound.cited_by("5-CT/TW")), json(own.cited_by("5-CT/TW")));
    assert_eq!(json(bound.cited_by("12-CV/TU")), json(own.cited_by("12-CV/TU")));
    assert_eq!(json(bound.coverage("5-CT/TW", true)), json(own.coverage("5-CT/TW", true)));
    assert!(!json(bound.parallels("hy-1", 6, 10)).contains("nb-"));
    assert!(json(all.parallels("hy-1", 6, 10)).contains("nb-1"));
    assert!(json(all.similar("hy-1", 10)).contains("nb-1"));
}

fn json<T: serde::Serialize>(answer: Result<T, search::SearchError>) -> String {
    search::to_json(&answer.expect("an answer")).unwrap_or_default()
}

fn similar(bound: &Visible<'_>, id: &str) -> Vec<String> {
    let found = bound.similar(id, 10).expect("an answer").expect("a directive");
    let mut ids: Vec<String> = found.hits.into_iter().map(|hit| hit.id).collect();
    ids.sort();
    ids
}
