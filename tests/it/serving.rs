//! The HTTP API and the reading room, over a real socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::{Server, encoded, index, run, seed_names, seeds};

#[test]
fn the_api_answers_what_the_command_line_prints() {
    let server = Server::start(index(), &[]);
    let cases: [(&[&str], String); 7] = [
        (&["UBND", "--no-synonyms"], "q=UBND&synonyms=0".to_owned()),
        (&["coong an"], "q=coong+an".to_owned()),
        (
            &["công an xã", "--kind", "công văn", "--facets", "*"],
            format!("q={}&kind={}&facets=*", encoded("công an xã"), encoded("công văn")),
        ),
        (&["527 cv tu"], "q=527+cv+tu".to_owned()),
        (&["", "--province", "Hưng Yên", "--year", "2026"], "province=hung-yen&year=2026".to_owned()),
        (
            &["công an", "--limit", "0", "--facets", "year,kind"],
            format!("q={}&limit=0&facets=year,kind", encoded("công an")),
        ),
        (&["(đất", "--limit", "1"], format!("q={}&limit=1", encoded("(đất"))),
    ];
    for (arguments, query) in cases {
        let mut all = vec!["search", "--format", "json"];
        all.extend_from_slice(arguments);
        let (status, kind, body) = server.get(&format!("/v1/search?{query}"));
        assert_eq!(status, 200, "{query}: {body}");
        assert!(kind.starts_with("application/json"), "{kind}");
        assert_eq!(body, run(index(), &all).out, "{query}");
    }
    for text in ["12 nq", "cong an x", "tỉnh ủy h", "công an ", ""] {
        let (status, _, body) = server.get(&format!("/v1/suggest?q={}&limit=7", encoded(text)));
        assert_eq!((status, body), (200, run(index(), &["suggest", text, "--limit", "7", "--format", "json"]).out));
    }
    let id = seed_names(&["000"])[0].trim_end_matches(".txt").to_owned();
    let (status, _, body) = server.get(&format!("/v1/documents/{id}"));
    assert_eq!((status, body), (200, run(index(), &["show", &id, "--format", "json"]).out));
}

#[test]
fn health_description_and_pages() {
    let server = Server::start(index(), &[]);
    let id = seed_names(&["002"])[0].trim_end_matches(".txt").to_owned();
    let cases = [
        ("/healthz".to_owned(), "json", ""),
        ("/readyz".to_owned(), "json", ""),
        ("/v1/openapi.json".to_owned(), "json", "\"/v1/search\""),
        ("/".to_owned(), "text/html", "<form"),
        (format!("/?q={}", encoded("cong an xa")), "text/html", "<mark>"),
        (format!("/documents/{id}?q={}", encoded("công an")), "text/html", "<mark>"),
    ];
    for (path, kind, holds) in cases {
        let (status, found, body) = server.get(&path);
        assert_eq!(status, 200, "{path}");
        assert!(found.contains(kind) && body.contains(holds), "{path}: {found}");
        assert!(!body.contains("<script"), "{path} holds a script");
    }
}

#[test]
fn errors_are_problems() {
    let server = Server::start(index(), &[]);
    let cases = [
        ("/v1/search?colour=red", 400, "unknown-parameter"),
        ("/v1/search?limit=1000", 400, "invalid-value"),
        ("/v1/search?year=hai", 400, "invalid-value"),
        ("/v1/search?offset=10000000000", 400, "invalid-value"),
        ("/v1/documents/..%2f..%2fetc%2fpasswd", 404, "document-not-found"),
        ("/v1/suggest?limit=51", 400, "invalid-value"),
        ("/v1/suggest?text=a", 400, "unknown-parameter"),
        ("/v1/nowhere", 404, "route-not-found"),
    ];
    for (path, status, code) in cases {
        let (found, kind, body) = server.get(path);
        assert_eq!(found, status, "{path}: {body}");
        assert!(kind.starts_with("application/problem+json") && body.contains(code), "{path}: {kind} {body}");
    }
}

#[test]
fn nothing_that_can_be_asked_breaks_the_server() {
    let mut server = Server::start(index(), &[]);
    let open = "(".repeat(5_000);
    let words = "công an xã ".repeat(200);
    let queries = [
        "Số: 15/2020/NĐ-CP (",
        &open,
        &open[..2_000],
        "\"",
        "-",
        ":",
        "\0",
        "😀",
        &"a".repeat(100_000),
        &words,
        "*",
        "NOT NOT a",
        "<script>alert(1)</script>",
        "a\r\nSet-Cookie: x=1",
        "%",
        "{{7*7}}",
        "\u{202e}",
        "' OR 1=1",
    ];
    for query in queries {
        let started = Instant::now();
        let path = format!("/v1/search?facets=*&q={}", encoded(query));
        // A request line beyond the limits may be answered by closing the connection after the answer.
        let status = raw(&server, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        let shown: String = query.chars().take(20).collect();
        assert!(status == 200 || (400..500).contains(&status), "{shown}: {status}");
        assert!(started.elapsed() < Duration::from_millis(250), "{shown}: {:?}", started.elapsed());
    }
    assert!(server.lives());
}

/// Sends bytes as they are and returns the status that comes back.
fn raw(server: &Server, request: &str) -> u16 {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    drop(stream.write_all(request.as_bytes()));
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    let answer = String::from_utf8_lossy(&answer);
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

#[test]
fn what_is_asked_never_comes_back_as_markup() {
    let server = Server::start(index(), &[]);
    for payload in
        ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<mark title=x>an</mark>", "</textarea><b>"]
    {
        for path in ["/?q=", "/?q=an&province=", "/documents/x?q="] {
            let (_, _, body) = server.get(&format!("{path}{}", encoded(payload)));
            assert!(!body.contains(payload), "{path}{payload}");
        }
    }
}

#[test]
fn serving_takes_up_what_was_indexed_meanwhile() {
    let (archive, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(archive.path().join("a.txt"), "văn bản đầu tiên").unwrap();
    let server = Server::start(index.path(), &[archive.path().to_str().unwrap()]);
    assert!(server.get("/v1/search?q=tien").2.contains("\"total\": 1"));
    std::fs::write(archive.path().join("b.txt"), "văn bản đến sau").unwrap();
    assert_eq!(run(index.path(), &["index", archive.path().to_str().unwrap()]).code, 0);
    let deadline = Instant::now() + Duration::from_secs(10);
    while !server.get("/v1/search?q=sau").2.contains("\"total\": 1") {
        assert!(Instant::now() < deadline, "the new directive is not seen");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_signal_ends_the_server_in_order() {
    let server = Server::start(index(), &[seeds().to_str().unwrap()]);
    assert_eq!(server.get("/healthz").0, 200);
    assert_eq!(server.stop(), 0);
}
