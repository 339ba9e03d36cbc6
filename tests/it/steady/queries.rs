//! Queries that would kill: each is answered or refused, cheaply, by the very process that was there before.

use std::time::Duration;

use crate::effort::{Random, rounds, seed};
use crate::support::{Server, encoded, index, program};

use super::wire::{Answer, Wire};
use super::{cpu, peak_memory};

/// What one query may cost the server in CPU time.
const COST: Duration = Duration::from_millis(250);
/// What all of them may add to the memory of the server, in KiB.
const MEMORY: u64 = 64 * 1024;
/// The stack of the threads of the server: that of tokio and of the standard library, whatever the machine says.
const STACK: &str = "2097152";

/// Pieces that are heavy when repeated, and how often each is.
const FLOODS: [(&str, &[usize]); 24] = [
    ("(", &[20, 2_000, 5_000]),
    (")", &[2_000]),
    ("NOT ", &[100, 10_000]),
    ("-", &[4_000]),
    ("(an OR ", &[250, 1_000]),
    ("an OR ", &[64, 2_000]),
    ("\"", &[3_999]),
    ("an^", &[1_000]),
    ("an^9999999999 ", &[60, 250]),
    ("an~", &[1_000]),
    ("\"an ninh\"~4294967296 ", &[60]),
    ("\"an ninh trật tự xã hội\" ", &[60]),
    ("a* ", &[60, 250]),
    ("* ", &[250]),
    ("n*h* ", &[250]),
    ("an NEAR/5 ", &[6, 11, 100]),
    ("(an NEAR/100 (", &[8, 100]),
    ("tỉnh:", &[500]),
    ("năm:1..9999 ", &[60, 200]),
    ("tiêu_đề:(", &[200]),
    ("=đường ", &[60, 200]),
    ("12-NQ/TW ", &[250]),
    ("công an xã hội nhân dân ", &[50, 160]),
    ("a\u{301}\u{323}\u{302}", &[1_300]),
];

/// Texts that are strange by themselves.
const STRANGE: [&str; 26] = [
    "",
    " ",
    "\0",
    "a\0b",
    "\u{301}",
    "\u{301}\u{323}",
    "\u{feff}an",
    "\u{202e}na",
    "\u{2066}an\u{2069}",
    "شرطة",
    "😀👩‍👩‍👧‍👦",
    "\u{10ffff}",
    "\u{fdfa}",
    "ﷺﷺﷺ",
    "\r\n\r\nGET / HTTP/1.1",
    "OR",
    "NOT",
    "NEAR/5",
    "NEAR/99999999999999999999",
    "an NEAR/0 ninh",
    "năm:-99999999999999999999..99999999999999999999",
    "ngày:99/99/9999..00/00/0000",
    "date:[* TO *]",
    "~missing",
    "{!func}x",
    "/(a{0,100}){0,100}/",
];

/// Parameters, each with values that it cannot have or could choke on.
const PARAMETERS: [&str; 17] = [
    "limit",
    "offset",
    "year",
    "cursor",
    "facets",
    "sort",
    "match",
    "snippets",
    "snippet_chars",
    "facet_limit",
    "strict",
    "synonyms",
    "explain",
    "province",
    "cites",
    "issuer",
    "signer",
];
const VALUES: [&str; 9] =
    ["10000000000", "-1", "18446744073709551616", "1e999", "..", "9999..1", "%00", "%ff%fe%c3%28", "%f0%28%8c%28"];

#[test]
fn no_query_kills_or_holds_the_server() {
    let mut command = program();
    command.env("RUST_MIN_STACK", STACK);
    let mut server = Server::start_by(command, index(), &["--rate-search", "0"]);
    let mut sent = 0;
    // The first searches read the index from the disk and start the threads.
    for _ in 0..20 {
        server.get("/v1/search?q=an+ninh&facets=*");
    }
    let before = peak_memory(server.pid());
    for (name, ask) in requests() {
        let begun = cpu(server.pid());
        let mut wire = Wire::to(&server.address).unwrap();
        let answer = ask.send(&mut wire).unwrap_or_else(|error| {
            panic!("{name}: {error}; lives: {}; its log: {}", server.lives(), server.log()) //
        });
        let cost = cpu(server.pid()) - begun;
        assert!(answer.status == 200 || (400..500).contains(&answer.status), "{name}: {}", answer.status);
        assert!(cost <= COST, "{name}: {cost:?} of CPU for {}", answer.status);
        sent += 1;
    }
    assert!(server.lives() && sent >= 200, "{sent} were sent");
    let grown = peak_memory(server.pid()) - before;
    assert!(grown <= MEMORY, "{grown} KiB more");
}

/// One request.
enum Ask {
    Get(String),
    Post(String),
}

impl Ask {
    fn send(&self, wire: &mut Wire) -> std::io::Result<Answer> {
        match self {
            Ask::Get(path) => wire.get(path),
            Ask::Post(body) => wire.post("/v1/search", body),
        }
    }
}

/// Returns all requests, each with a name for the message.
fn requests() -> Vec<(String, Ask)> {
    let mut all = Vec::new();
    for text in floods().into_iter().chain(STRANGE.map(str::to_owned)).chain(mixed()) {
        let shown: String = text.chars().take(24).collect();
        let body = serde_json::json!({"q": text, "facets": "*"}).to_string();
        all.push((format!("POST {shown:?} of {}", text.len()), Ask::Post(body)));
        if text.len() < 2_000 {
            let query = encoded(&text);
            for path in ["/?q=", "/v1/suggest?q=", "/v1/search?match=any&explain=1&q="] {
                all.push((format!("GET {path}{shown:?}"), Ask::Get(format!("{path}{query}"))));
            }
        }
    }
    for name in PARAMETERS {
        for value in VALUES {
            all.push((format!("{name}={value}"), Ask::Get(format!("/v1/search?q=an&{name}={value}"))));
        }
    }
    for body in ["", "[", "{\"q\":1}", "{\"q\":\"an\",\"limit\":1e400}", &"[".repeat(100_000), "{\"q\":\"\\ud800\"}"] {
        all.push((format!("body {:?}", &body[..body.len().min(24)]), Ask::Post(body.to_owned())));
    }
    all
}

/// Returns the heavy pieces, repeated, and words longer than any.
fn floods() -> Vec<String> {
    let repeated = FLOODS.iter().flat_map(|(piece, counts)| counts.iter().map(|count| piece.repeat(*count)));
    repeated.chain(["a".repeat(4_096), "đ".repeat(4_095), "9".repeat(4_096), "a-".repeat(2_048)]).collect()
}

/// Returns pieces of queries thrown together: what nobody thought of.
fn mixed() -> Vec<String> {
    let mut random = Random(seed("queries"));
    let mut one = || {
        let pieces = 1 + random.below(40);
        (0..pieces).map(|_| FLOODS[random.below(FLOODS.len() as u64) as usize].0).collect::<String>()
    };
    (0..rounds(40, 20_000)).map(|_| one()).collect()
}
