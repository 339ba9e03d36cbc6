//! A search that takes too long ends by itself: the same hard queries with time enough, with too little, and with none.
#![expect(clippy::disallowed_methods, reason = "the test makes the files that are indexed")]

use std::sync::OnceLock;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use search::{Engine, Facet, FacetRequest, SearchError, SearchRequest, SearchResponse};
use tempfile::TempDir;

/// Syllables that all texts are made of: each query holds many of them, and proof takes the places of all.
const SYLLABLES: [&str; 8] = ["công", "an", "xã", "đất", "nhà", "nước", "phòng", "chống"];
/// Parts that never stand so near: every text is proved in vain.
const HARD: &str =
    "\"công an xã đất nhà nước phòng chống\" OR (công NEAR/0 an NEAR/0 xã NEAR/0 đất NEAR/0 nhà NEAR/0 nước)";

/// Returns an engine over texts of these syllables in an order of no rule, built once.
fn engine() -> &'static Engine {
    static INDEX: OnceLock<(TempDir, Engine)> = OnceLock::new();
    &INDEX.get_or_init(built).1
}

fn built() -> (TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let (sources, index) = (folder.path().join("sources.jsonl"), folder.path().join("index"));
    let mut state = 1_u64;
    let mut syllable = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        SYLLABLES[(state >> 33) as usize % SYLLABLES.len()]
    };
    let mut records = String::new();
    for number in 0..1_000 {
        let words: Vec<&str> = (0..500).map(|_| syllable()).collect();
        records.push_str(&format!("{{\"id\":\"d{number}\",\"text\":\"{}\"}}\n", words.join(" ")));
    }
    std::fs::write(&sources, records).expect("a file");
    indexer::bring_into_step(&indexer::Job { index: index.clone(), sources: vec![sources] }, &|_| {})
        .expect("an index");
    let engine = Engine::open(&index).expect("the index");
    assert_eq!(engine.documents(), 1_000);
    (folder, engine)
}

fn asked(query: &str, timeout: Option<Duration>, partial: bool) -> SearchRequest {
    SearchRequest { query: query.to_owned(), timeout, partial, ..SearchRequest::default() }
}

fn search(request: &SearchRequest) -> (Result<SearchResponse, SearchError>, Duration) {
    let begun = cpu();
    let answer = engine().search(request);
    (answer, cpu() - begun)
}

/// Returns how long this thread has worked: other tests run beside it.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}

#[test]
fn a_hard_search_ends_when_its_time_is_over() {
    let (whole, long) = search(&asked(HARD, None, false));
    assert!(!whole.expect("an answer").partial);
    for limit in [asked(HARD, Some(Duration::from_millis(1)), false), asked(HARD, Some(Duration::from_millis(1)), true)]
    {
        for limit in [limit.clone(), SearchRequest { limit: 0, facets: Facet::ALL.to_vec(), ..limit }] {
            let (answer, took) = search(&limit);
            match answer {
                Ok(answer) => assert!(limit.partial && answer.partial, "{limit:?}"),
                Err(error) => assert!(!limit.partial && matches!(error, SearchError::Timeout { .. }), "{error}"),
            }
            assert!(took * 4 < long, "{took:?} of {long:?}");
        }
    }
}

#[test]
fn what_is_found_in_time_is_what_is_found_without_a_limit() {
    for query in ["công an", "\"công an xã\"", "đất -\"nhà nước\"", "công NEAR/3 chống", "xã OR đ*", ""]
    {
        let whole = engine().search(&asked(query, None, false)).expect("an answer");
        for partial in [false, true] {
            let timely = engine().search(&asked(query, Some(Duration::from_secs(60)), partial)).expect("an answer");
            assert_eq!(timely, whole, "{query}");
        }
    }
}

/// What is excluded must stay out, however early the search was cut.
#[test]
fn a_part_is_a_part_of_the_whole() {
    for query in ["đất -\"nhà nước phòng\"", "công NEAR/1 an", "\"công an xã\"", "đất"] {
        let ids = |timeout, partial| {
            let request = SearchRequest { limit: 100, sort: search::Sort::Id, ..asked(query, timeout, partial) };
            let mut found = Vec::new();
            let mut cursor = Some("*".to_owned());
            let mut total = None;
            while let Some(next) = cursor {
                let page =
                    engine().search(&SearchRequest { cursor: Some(next), ..request.clone() }).expect("an answer");
                found.extend(page.hits.into_iter().map(|hit| hit.id));
                cursor = page.next;
                total = total.or(Some(page.total));
            }
            (total.unwrap_or(0), found)
        };
        let (all, whole) = ids(None, false);
        for micros in [0, 50, 200, 500, 1_000, 2_000, 4_000] {
            let (total, part) = ids(Some(Duration::from_micros(micros)), true);
            assert!(total <= all, "{query} after {micros} µs: {total} of {all}");
            assert!(part.iter().all(|id| whole.contains(id)), "{query} after {micros} µs");
        }
    }
}

#[test]
fn without_any_time_nothing_is_answered() {
    let none = Some(Duration::ZERO);
    for query in ["", "công", "\"công an\"", "zzz", "(đất OR nhà) -xã"] {
        let error = engine().search(&asked(query, none, false)).expect_err("no time");
        assert!(matches!(error, SearchError::Timeout { limit } if limit.is_zero()), "{query}: {error}");
        let part = engine().search(&asked(query, none, true)).expect("a part");
        assert!(part.partial && part.total == 0 && part.hits.is_empty() && part.next.is_none(), "{query}: {part:?}");
        assert!(part.query.did_you_mean.is_empty() && part.query.relaxed.is_empty(), "{query}");
    }
    let request = asked("công", none, true);
    assert!(matches!(engine().export(&request).err(), Some(SearchError::Timeout { .. })), "a set is whole or none");
    assert!(matches!(engine().timeline(&request), Err(SearchError::Timeout { .. })));
    let facet = FacetRequest { search: request, facet: Facet::Kind, prefix: String::new(), limit: 10, offset: 0 };
    assert!(matches!(engine().facet_values(&facet), Err(SearchError::Timeout { .. })));
}
