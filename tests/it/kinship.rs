//! Directives that are kin to one: similar, and parallel in their words; at the terminal and over HTTP.

use serde_json::Value;

use crate::support::{Server, index, run, seed_names};

fn id(seed: &str) -> String {
    seed_names(&[seed])[0].trim_end_matches(".txt").to_owned()
}

#[test]
fn the_letter_of_the_same_campaign_is_the_most_similar() {
    let said = run(index(), &["similar", &id("001"), "--limit", "2", "--format", "json"]);
    let json = said.json();
    let hits = json["hits"].as_array().unwrap();
    assert_eq!((said.code, hits.len()), (0, 2));
    assert_eq!(hits[0]["id"], id("000").as_str());
    assert!(hits[0]["score"].as_f64().unwrap() > hits[1]["score"].as_f64().unwrap());
    let reasons: Vec<&str> =
        hits[0]["explanation"].as_array().unwrap().iter().map(|why| why["why"].as_str().unwrap()).collect();
    assert!(reasons.iter().any(|why| why.contains("03-NQ/ĐUCA")), "{reasons:?}");
}

#[test]
fn passages_are_shared_word_for_word() {
    let said = run(index(), &["parallels", &id("001"), "--words", "20", "--format", "json"]);
    let json = said.json();
    let parallels = json["parallels"].as_array().unwrap();
    assert!(!parallels.is_empty());
    for passage in parallels.iter().flat_map(|parallel| parallel["passages"].as_array().unwrap()) {
        let words = |side: &Value| -> Vec<String> {
            vietnamese::tokens(side.as_str().unwrap()).into_iter().map(|token| token.exact).collect()
        };
        assert_eq!(words(&passage["text"]), words(&passage["other"]));
        assert!(passage["words"].as_u64().unwrap() >= 20);
    }
}

#[test]
fn both_faces_give_the_same_bytes() {
    let server = Server::start(index(), &[]);
    for kin in ["similar", "parallels"] {
        let said = run(index(), &[kin, &id("000"), "--format", "json"]);
        let (status, _, body) = server.get(&format!("/v1/documents/{}/{kin}", id("000")));
        assert_eq!((status, body.as_str()), (200, said.out.as_str()), "{kin}");
        assert_eq!(server.get(&format!("/v1/documents/nothing/{kin}")).0, 404);
        assert_eq!(server.get(&format!("/v1/documents/{}/{kin}?limit=0", id("000"))).0, 400);
        assert_eq!(run(index(), &[kin, "nothing"]).code, 1);
    }
}

#[test]
fn a_score_is_the_sum_of_what_is_told_of_it() {
    for query in
        ["công an xã", "Nghị quyết 12-NQ/TW", "UBND tỉnh", "\"an ninh trật tự\" -phường", "uy*", "đường^2 NEAR/9 phố"]
    {
        let said = run(index(), &["search", "--explain", "--format", "json", "--", query]);
        for hit in said.json()["hits"].as_array().unwrap() {
            let points =
                hit["explanation"].as_array().into_iter().flatten().map(|part| part["points"].as_f64().unwrap());
            let (sum, score) = (points.sum::<f64>(), hit["score"].as_f64().unwrap());
            assert!((sum - score).abs() <= 1e-3 * score.max(1.0), "{query}: {sum} and {score}");
        }
    }
}
