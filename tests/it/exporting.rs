//! The end of an export over a real socket: what tells a whole file from one that was cut.

use std::io::{Read, Write};
use std::net::TcpStream;

use sha2::{Digest, Sha256};

use crate::support::{Server, index, run};

/// An answer in chunks, taken apart.
struct Chunked {
    head: String,
    body: Vec<u8>,
    /// The lines behind the last chunk.
    trailers: Vec<String>,
}

/// Sends a request as it is and reads until the server closes.
fn ask(server: &Server, head: &str, body: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let length = body.len();
    let request = format!("{head}\r\nHost: x\r\nConnection: close, TE\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

/// Takes an answer apart; `None` if its last chunk did not come.
fn taken_apart(answer: &[u8]) -> Option<Chunked> {
    let (head, mut rest) = parted(answer, b"\r\n\r\n")?;
    let mut body = Vec::new();
    loop {
        let (size, after) = parted(rest, b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
        if size == 0 {
            let lines = String::from_utf8(after.to_vec()).ok()?;
            let trailers = lines.strip_suffix("\r\n")?.lines().map(str::to_owned).collect();
            return Some(Chunked { head: String::from_utf8(head.to_vec()).ok()?.to_lowercase(), body, trailers });
        }
        body.extend_from_slice(after.get(..size)?);
        rest = after.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

fn parted<'a>(bytes: &'a [u8], by: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(by.len()).position(|window| window == by)?;
    Some((&bytes[..at], &bytes[at + by.len()..]))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn trailers_tell_the_rows_and_the_hash_of_the_body() {
    let server = Server::start(index(), &["--rate-export", "0"]);
    for (format, trailer) in [("csv", false), ("csv", true), ("jsonl", false), ("ris", false), ("bibtex", false)] {
        let query = format!("format={format}{}", if trailer { "&trailer=1" } else { "" });
        let body = format!(r#"{{"format": "{format}"{}}}"#, if trailer { r#", "trailer": true"# } else { "" });
        let by_query = ask(&server, &format!("GET /v1/search/export?{query} HTTP/1.1\r\nTE: trailers"), "");
        let by_body = ask(&server, "POST /v1/search/export HTTP/1.1\r\nTE: trailers", &body);
        let answer = taken_apart(&by_query).unwrap();
        assert!(answer.head.contains("\r\ntracuu-total: 5\r\n"), "{query}: {}", answer.head);
        assert!(answer.head.contains("\r\ntrailer: tracuu-rows, tracuu-sha256\r\n"), "{query}: {}", answer.head);
        let mut trailers = answer.trailers.clone();
        trailers.sort();
        assert_eq!(
            trailers,
            ["tracuu-rows: 5".to_owned(), format!("tracuu-sha256: {}", hash(&answer.body))],
            "{query}"
        );
        let same = taken_apart(&by_body).unwrap();
        assert_eq!((same.body, same.trailers), (answer.body, answer.trailers), "{body}");
        // Cut anywhere, and be it before the last line end, it is seen not to be whole.
        for cut in [by_query.len() - 1, by_query.len() - 40, by_query.len() / 2] {
            assert!(taken_apart(&by_query[..cut]).is_none(), "{query} {cut}");
        }
    }
    let plain = taken_apart(&ask(&server, "GET /v1/search/export HTTP/1.1", "")).unwrap();
    assert_eq!(plain.trailers, Vec::<String>::new(), "nobody asked for trailers");
}

#[test]
fn the_last_line_tells_the_same() {
    let ends = |arguments: &[&str]| {
        let said = run(index(), &[&["export", "công an"], arguments].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        let at = said.out.trim_end().rfind('\n').unwrap() + 1;
        (said.out[at..].trim_end().to_owned(), hash(&said.out.as_bytes()[..at]), said.out[..at].to_owned())
    };
    let (last, sha256, rows) = ends(&["--format", "jsonl"]);
    assert_eq!(last, format!(r#"{{"_end":{{"rows":{},"sha256":"{sha256}"}}}}"#, rows.lines().count()));
    let (last, sha256, rows) = ends(&["--trailer", "--fields", "id"]);
    assert_eq!(last, format!("_end,{},{sha256}", rows.lines().count() - 1));
    assert!(!run(index(), &["export"]).out.contains("_end"), "csv stays clean");
    assert_eq!(run(index(), &["export", "--format", "ris", "--trailer"]).code, 2);
}
