//! Queries that were made to hurt, and such as only look so: on a small stack none may panic, and each is answered soon or
//! refused with the limit that it breaks. The archive is the sample archive.

use std::path::Path;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use search::{Engine, SearchError, SearchRequest};

/// What the threads of the server have.
const STACK: usize = 2 * 1024 * 1024;
/// Longest time on the processor that one answer may take.
const SOON: Duration = Duration::from_millis(250);

/// Written as they are typed.
#[rustfmt::skip]
const TYPED: &[&str] = &[
    "", " ", "\0", "\0\0a\0", "=", "==", "=a=", "= a", "=\"", "=\"\"", "=\"\"\"", "=(", "=)", "=-a", "=*", "=a*",
    "=a^2^3", ":", ":::", "a:", ":a", "a::b", "số:", "số::", "số:số:số:", "năm:", "năm::2020", "năm:..",
    "năm:2020..", "năm:..2020", "năm:>", "năm:<", "năm:>=", "năm:[", "năm:[ TO ]", "năm:[2015 TO",
    "năm:[2015 TO 2020", "năm:]", "năm:[[2015]]", "năm:(", "năm:()", "năm:(((2020)))", "năm:(2020",
    "năm:(tỉnh:(loại:(", "năm:99999999999999999999999999", "năm:0000", "năm:<0000", "năm:>9999", "ngày:", "ngày:..",
    "ngày:0/0/0", "ngày:31/02/2020", "ngày:>9999-12-31", "ngày:<0001-01-01", "ngày:0000", "ngày:9999..0000",
    "ngày:~missing", "ngày:!2020", "tiêu_đề:", "tiêu_đề:\"", "tiêu_đề:\"\"", "tiêu_đề:...", "tiêu_đề:*",
    "tiêu_đề:(*)", "tiêu_đề:((a OR (b AND -c)) ^2)", "cites:", "cites:|", "cites:||||", "cites:@", "cites:@@",
    "cites:12-NQ/TW@", "cites:12-NQ/TW@@@", "tỉnh:!", "tỉnh:!!", "tỉnh:!~missing", "tỉnh:~", "tỉnh:\u{1F}",
    "cited_by:>5", "\"", "\"\"", "\"\"\"", "\"~", "\"~4", "\"\"~4", "\"a\"~", "\"a b\"~", "\"a b\"~x",
    "\"a b\"~99999999999999999999", "\"a b\"~4~4", "\"a b\"~4^2^2", "\"a b\"^", "\"a b\"^x", "“a”b”c„d“e«f»g",
    "«\"»\"", "„\"“", "“\"", "»«", "'a'", "\"a' b\"", "(", ")", "()", ")(", "(()", "())", "((((", "))))", "(a", "a)",
    "(a))", "((a)", "( OR )", "(NOT)", "()^2", "(a)^", "(^2)", "-", "--", "---a", "-(", "-()", "-\"", "-\"\"",
    "-(-(-(-a)))", "NOT", "NOT NOT NOT a", "NOT OR AND", "OR", "OR OR OR", "a OR", "OR a", "a OR OR b", "AND",
    "a AND AND b", "AND AND", "a AND OR NOT b", "VÀ HOẶC KHÔNG GẦN", "NEAR", "NEAR/", "NEAR/x", "NEAR/-1", "NEAR/0",
    "NEAR/1/2", "NEAR/99999999999 x", "x NEAR/99999999999", "a NEAR b NEAR c NEAR", "a NEAR NEAR b",
    "a NEAR/5 NOT b", "a NEAR (b", "a NEAR ()", "a NEAR/5 (b OR (c OR (d OR \"e f\")))", "a NEAR năm:2020",
    "(a b) NEAR (c -d)", "công NEAR/100 công NEAR/100 công", "a NEAR/5 a", "^", "^2", "a^", "a^2", "a^b^c",
    "a^2^3^4", "a^-1", "a^0", "a^0.000001", "a^1e9", "a^99999999999999999999999999", "a^.", "a^,", "a^1.2.3",
    "a^NaN", "a^inf", "a^^2", "*", "**", "a*", "ab*", "ab**", "*ab", "a*b", "-ab*", "=ab*", "ab*^2", "\"ab*\"",
    "uy* NEAR xa*", "12*", "12-NQ/TW*", "?", "a?", "a?b", "???", "~", "~1", "a~1", "a~b~c", "~missing",
    "số:~missing", "12-NQ/TW^2~4*", "12 nq tw 12 nq tw", "\u{202E}đất", "שלום עולם", "\u{200F}(\u{200E})",
    "\u{202E}\"a b\u{202C}\"~4", "\u{300}\u{301}\u{302}", "\u{301}*", "a\u{301}\u{302}\u{303}*", "\u{301}:\u{302}",
    "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}", "👩‍👩‍👧‍👦*", "ﬃ*", "İ*", "ẞ ß", "Ǆ^2",
    "\t\r\n\u{B}\u{C}\u{85}\u{A0}\u{2028}\u{3000}", "<script>alert(1)</script>", "'; DROP TABLE x; --",
    "../../etc/passwd", "%00%ff", "{{7*7}}", "${a}", "/a|b/", "[a TO b]", "{a TO b}", "a&&b||!c", "+a -b", "a\\ b",
    "\\", "\\\"a\\\"",
];

/// Pieces, and how often they are repeated.
#[rustfmt::skip]
const REPEATED: &[(&str, usize)] = &[
    ("(", 1_000), ("(", 4_096), (")", 4_096), ("()", 2_048), ("*", 4_000), ("?", 4_000), ("^", 4_000), ("~", 4_000),
    ("=", 4_000), (":", 4_000), ("\"", 4_001), ("«", 4_000), ("“”", 2_000), ("-", 4_000), ("-(", 2_000),
    ("NOT ", 1_000), ("OR ", 1_300), ("AND ", 1_000), ("NEAR ", 800), ("NEAR/9 ", 500), ("\u{301}", 4_096),
    ("đ\u{323}", 2_000), ("\0", 4_096), ("\u{202E}", 4_000), ("số ", 1_300), ("năm:", 1_000), ("năm:(", 800),
    ("tỉnh:(a ", 500), ("12-NQ/TW ", 60), ("12-NQ/TW", 500), ("a^2 ", 64), ("a^2^", 1_000), ("uy* ", 64),
    ("\"a b\"~4 ", 60), ("=a ", 64), ("1", 4_096), ("1/", 2_048), ("1.", 2_048), ("..", 2_048), ("~4", 2_048),
    ("@", 4_096), ("|", 4_096), ("👩‍👩‍👧‍👦", 500), ("（", 4_000),
];

/// Grown out of a few pieces.
fn grown() -> Vec<String> {
    let letters: String = ('a'..='z').cycle().take(4_096).collect();
    let words = |count: usize, between: &str| {
        let word = |at: usize| ["công", "an", "xã", "đường", "của", "và"][at % 6];
        (0..count).map(word).collect::<Vec<_>>().join(between)
    };
    let mut grown: Vec<String> = REPEATED.iter().map(|(piece, times)| piece.repeat(*times)).collect();
    grown.extend([letters.clone(), format!("{letters}a"), format!("\"{letters}"), letters[..4_000].to_owned() + "*"]);
    grown.extend([words(256, " "), words(257, " "), words(64, " OR "), words(65, " OR "), words(12, " NEAR/100 ")]);
    grown.extend([words(13, " NEAR/100 "), format!("\"{}\"~100", words(12, " ")), format!("\"{}\"", words(256, " "))]);
    grown.extend((15..19).map(|depth| format!("{}a{}", "(".repeat(depth), ")".repeat(depth))));
    grown.extend((15..19).map(|depth| format!("{}a OR b{}", "(c ".repeat(depth), ")".repeat(depth))));
    grown.push(format!("({}) NEAR/100 ({})", words(30, " OR "), words(30, " OR ")));
    grown.push(format!("\"{}\"~100", "an ".repeat(12)));
    grown.push(["th*", "ng*", "tr*", "ch*", "nh*", "ph*", "kh*", "qu*", "gi*", "10*"].join(" OR "));
    grown
}

fn time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// Asks, and returns how long it took and whether it was refused.
fn ask(engine: &Engine, query: &str, strict: bool) -> (Duration, bool) {
    let request = SearchRequest { query: query.to_owned(), strict, ..SearchRequest::default() };
    let before = time();
    let answer = engine.search(&request);
    let took = time() - before;
    match answer {
        Ok(_) => (took, false),
        Err(SearchError::TooCostly { value, limit, .. }) if value > limit => (took, true),
        Err(SearchError::Syntax { warnings }) if strict && !warnings.is_empty() => (took, true),
        Err(error) => panic!("{error}: {query:?}"),
    }
}

fn ask_all(index: &Path) {
    let engine = Engine::open(index).expect("an index");
    let queries: Vec<String> = TYPED.iter().map(|query| (*query).to_owned()).chain(grown()).collect();
    assert!(queries.len() > 200);
    // What is done once only is not part of an answer.
    ask(&engine, "công an", false);
    for query in queries {
        for strict in [false, true] {
            let (took, _) = ask(&engine, &query, strict);
            assert!(took < SOON, "{took:?} for {query:?}");
        }
    }
}

#[test]
fn hostile_queries_are_answered_soon_or_refused() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let index = tempfile::tempdir().expect("a folder");
    let job = indexer::Job { index: index.path().to_owned(), sources: vec![seeds] };
    indexer::bring_into_step(&job, &|_| {}).expect("an index");
    let path = index.path().to_owned();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || ask_all(&path)).expect("a thread");
    assert!(thread.join().is_ok(), "a query was too much");
}
