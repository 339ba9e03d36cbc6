//! Script in texts, titles, names, numbers and queries: nothing comes out as markup, and nothing is lost either.

use std::path::Path;

use crate::support::{Server, encoded, run};

use super::tags::{Own, texts};
use super::wire::{Answer, Wire};

/// Script in the forms in which it is tried.
const SCRIPTS: [&str; 25] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=\"javascript:alert(1)\">",
    "<body onload=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<form action=\"//evil.example\"><input name=q>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
    "<style>@import '//evil.example';</style>",
    "<link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<base href=//evil.example/>",
    "<mark title=x>x</mark>",
    "</mark></p><p>x",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x&#62;",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p class=\"snippet\">x</p>",
    "{{7*7}}{%raw%}<b>x</b>",
];

/// What stands before a script to get out of where it is put.
const ESCAPES: [(&str, &str); 4] = [("", ""), ("\">", ""), ("'-->", "<!--"), ("</title></textarea>", "<x y='")];

fn payloads() -> Vec<String> {
    let with = |script: &str| ESCAPES.map(|(before, after)| format!("{before}{script}{after}"));
    SCRIPTS.iter().flat_map(|script| with(script)).collect()
}

/// The word by which the directive of a payload is found.
fn word(at: usize) -> String {
    format!("zq{at}zq")
}

/// A directive that holds the payload wherever a fact is read.
fn directive(payload: &str, word: &str) -> String {
    format!(
        "TỈNH ỦY HƯNG YÊN {payload}\n*\nSố 1{payload}-CT/TU\n\nHưng Yên, ngày 2 tháng 3 năm 2021\n\nCHỈ THỊ\nvề {word} \
         {payload}\n\nThực hiện Nghị quyết số 12{payload}-NQ/TW, {word} {payload} tại nơi có {word}.\n\nT/M BAN THƯỜNG VỤ\nBÍ \
         THƯ\n\nNguyễn {payload} An\n"
    )
}

/// Writes a file and a record for each payload, named after it.
fn archive(folder: &Path, payloads: &[String]) {
    let mut records = String::new();
    for (at, payload) in payloads.iter().enumerate() {
        let text = directive(payload, &word(at));
        let name = format!("{at} {}.txt", payload.replace('/', "∕"));
        std::fs::write(folder.join(name), &text).unwrap();
        let id = format!("r{at}{payload}");
        let record = serde_json::json!({"id": id, "title": format!("{} {payload}", word(at)), "text": text});
        records.push_str(&format!("{record}\n"));
    }
    std::fs::write(folder.join("records.jsonl"), records).unwrap();
}

#[test]
fn nothing_stored_or_asked_becomes_markup() {
    let (folder, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let payloads = payloads();
    assert!(payloads.len() >= 100);
    archive(folder.path(), &payloads);
    let said = run(index.path(), &["index", folder.path().to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let server = Server::start(index.path(), &["--rate-search", "0", "--rate-export", "0", "--rate-resolve", "0"]);
    let mut room = Room { wire: Wire::to(&server.address).unwrap(), own: Own::of_templates() };
    for (at, payload) in payloads.iter().enumerate() {
        room.stored(at, payload);
        room.asked(payload);
    }
}

/// Looks at answers.
struct Room {
    wire: Wire,
    own: Own,
}

impl Room {
    /// Fetches an answer that is a page of our own tags, or is none that a browser would show as one.
    fn fetched(&mut self, path: &str) -> Answer {
        let answer = self.wire.get(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let kind = answer.header("content-type");
        if kind.starts_with("text/html") {
            let foreign = self.own.foreign(&answer.text());
            assert!(foreign.is_empty(), "{path}: {foreign:?}");
        } else {
            let data = ["application/json", "application/problem+json", "text/csv", "application/x-ndjson"];
            let others = ["application/x-research-info-systems", "application/x-bibtex"];
            assert!(data.iter().chain(&others).any(|data| kind.starts_with(data)), "{path}: {kind}");
        }
        answer
    }

    /// What is stored comes out as it is: the page shows what the API says, letter for letter.
    fn stored(&mut self, at: usize, payload: &str) {
        let word = word(at);
        let found = self.fetched(&format!("/v1/search?q={word}&facets=*&explain=1&snippets=2")).json();
        let hits = found["hits"].as_array().unwrap();
        assert_eq!(hits.len(), 2, "{payload}: {found}");
        let page = self.fetched(&format!("/?q={word}")).text();
        let told = |name: &str| -> Vec<String> {
            hits.iter().map(|hit| hit[name].as_str().unwrap_or_default().to_owned()).collect()
        };
        let titles = told("title");
        assert_eq!(texts(&page, "<h3>", "</h3>"), titles, "{payload}");
        assert!(titles.iter().any(|title| title.contains(payload)), "{payload} is in no title: {titles:?}");
        let snippets = hits.iter().flat_map(|hit| hit["snippets"].as_array().unwrap());
        let snippets: Vec<&str> = snippets.map(|snippet| snippet["text"].as_str().unwrap()).collect();
        assert_eq!(texts(&page, "<p class=\"snippet\">", "</p>"), snippets, "{payload}");
        for id in told("id") {
            self.directive(&encoded(&id), &word, payload);
        }
        for format in ["csv", "jsonl", "ris", "bibtex"] {
            let rows = self.fetched(&format!("/v1/search/export?q={word}&format={format}"));
            assert!(rows.header("content-disposition").starts_with("attachment"), "{format}");
        }
    }

    fn directive(&mut self, id: &str, word: &str, payload: &str) {
        let text = self.fetched(&format!("/v1/documents/{id}/text")).json()["text"].as_str().unwrap().to_owned();
        assert!(text.contains(payload), "{payload} is lost: {text}");
        let page = self.fetched(&format!("/documents/{id}?q={word}")).text();
        assert_eq!(texts(&page, "<div class=\"paper\">", "</div>"), [text.as_str()], "{payload}");
        for part in ["", "/citations", "/cited-by", "/similar", "/parallels", "/matches?q=an"] {
            self.fetched(&format!("/v1/documents/{id}{part}"));
        }
    }

    /// What is asked comes back as text, also where it is refused.
    fn asked(&mut self, payload: &str) {
        let typed = encoded(payload);
        for path in ["/?q=", "/?q=an&province=", "/?q=an&issuer=", "/?year=", "/?limit=", "/?x=", "/documents/"] {
            let answer = self.fetched(&format!("{path}{typed}"));
            assert!(answer.header("content-type").starts_with("text/html"), "{path}{payload}");
        }
        let page = self.fetched(&format!("/?q={typed}")).text();
        assert_eq!(texts(&page, "<title>", "</title>"), [format!("{payload} – Tra cứu văn bản chỉ đạo")]);
        for path in
            ["/v1/search?q=", "/v1/search?limit=", "/v1/suggest?q=", "/v1/facets/", "/v1/", "/", "/v1/cited-by?number="]
        {
            self.fetched(&format!("{path}{typed}"));
        }
        self.fetched(&format!("/v1/facets/issuer?prefix={typed}"));
    }
}
