//! How fast suggestions and proposals come, in milliseconds of processor time, over directives put together from paragraphs of the sample
//! archive.
//!
//! `cargo bench -p search`. `TRACUU_DIRECTIVES` says how many directives, 10,000 by default; their words are spelled anew
//! at times, so that the dictionaries grow as those of an archive do.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]
#![expect(clippy::unwrap_used, reason = "a program that cannot go on should stop here")]
#![expect(clippy::disallowed_methods, reason = "writes the archive that is measured on")]

use std::fmt::Write;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use search::{Engine, SearchRequest, SuggestRequest};

const SEEDS: [&str; 5] = [
    include_str!("../../../seeds/000_25d31764dfd2fe86.txt"),
    include_str!("../../../seeds/001_ac113182727c1ec2.txt"),
    include_str!("../../../seeds/002_54687f459a091cd1.txt"),
    include_str!("../../../seeds/003_be6f04c7cac3f54d.txt"),
    include_str!("../../../seeds/004_80d5308ccbc39730.txt"),
];

/// What is typed, key by key.
const TYPED: [&str; 14] = [
    "công an xã vững mạnh",
    "cong an xa phuong",
    "tinh uy hung yen",
    "xây dựng lực lượng công an",
    "xay dung dang",
    "12-NQ/TW",
    "nq 12",
    "số 527-cv/tu",
    "đảng ủy công an tỉnh",
    "quan ly nha nuoc ve an ninh",
    "ủy ban nhân dân",
    "phòng chống tham nhũng",
    "chuyen doi so",
    "thuc hien nghi quyet",
];
const MEANT: [&str; 6] = [
    "coong an xax",
    "congan xa",
    "cong an xa phuong thi tran",
    "ngị quyết dai hoi",
    "tinh uy hung yen",
    "xâi dựng đảng",
];

fn main() {
    let count: usize = std::env::var("TRACUU_DIRECTIVES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    std::fs::create_dir_all(&archive).unwrap();
    let mut next = random();
    for part in 0..count.div_ceil(1_000) {
        let lines: String = (part * 1_000..count.min((part + 1) * 1_000)).map(|id| record(id, &mut next)).collect();
        std::fs::write(archive.join(format!("{part}.jsonl")), lines).unwrap();
    }
    let job = indexer::Job { index: index.clone(), sources: vec![archive] };
    indexer::bring_into_step(&job, &|_| {}).unwrap();
    let engine = Engine::open(&index).unwrap();
    println!("{} directives", engine.documents());
    let first = processor_time();
    engine.suggest(&SuggestRequest { text: "tinh".to_owned(), limit: 10 }).unwrap();
    println!("the first suggestion, which counts the issuers: {:.2} ms", milliseconds(processor_time() - first));
    measure("suggest", &keys(), |text| {
        engine.suggest(&SuggestRequest { text: text.to_owned(), limit: 10 }).unwrap();
    });
    let search = |text: &str| {
        engine.search(&SearchRequest { query: text.to_owned(), limit: 0, ..SearchRequest::default() }).unwrap();
    };
    measure("search with proposals, counts alone", &MEANT.map(str::to_owned), search);
}

/// Every text that stands in the box while the words are typed.
fn keys() -> Vec<String> {
    TYPED.iter().flat_map(|text| (1..=text.chars().count()).map(|end| text.chars().take(end).collect())).collect()
}

fn measure(name: &str, texts: &[String], ask: impl Fn(&str)) {
    const ROUNDS: usize = 5;
    let mut times: Vec<(Duration, &str)> = Vec::new();
    for _ in 0..ROUNDS {
        for text in texts {
            let begin = processor_time();
            ask(text);
            times.push((processor_time() - begin, text));
        }
    }
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let (median, high, worst) = (at(0.5), at(0.99), at(1.0));
    println!(
        "{name}: p50 {:.2} ms, p99 {:.2} ms ({:?}), worst {:.2} ms ({:?}), {} asked",
        milliseconds(median.0),
        milliseconds(high.0),
        high.1,
        milliseconds(worst.0),
        worst.1,
        times.len()
    );
}

/// Returns the time that this thread has had of a processor.
fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Numbers that are always the same ones.
fn random() -> impl FnMut(usize) -> usize {
    let mut state = 20_261_125_u64;
    move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

/// A directive as a line: the letterhead of a seed with another number, over paragraphs of all, some of their words torn
/// out and put elsewhere.
fn record(id: usize, next: &mut impl FnMut(usize) -> usize) -> String {
    let seed = SEEDS[next(SEEDS.len())];
    let mut text: String = seed.split_inclusive("\n\n").take(8).collect();
    for _ in 0..6 {
        let from = SEEDS[next(SEEDS.len())];
        let paragraphs: Vec<&str> = from.split("\n\n").collect();
        text.push_str(paragraphs[next(paragraphs.len())]);
        text.push_str("\n\n");
    }
    let words: Vec<&str> = seed.split_whitespace().collect();
    for _ in 0..40 {
        text.push_str(words[next(words.len())]);
        text.push(' ');
    }
    let _ = write!(text, "\n\nThực hiện Chỉ thị số {:02}-CT/TU ngày 1/2/2024 của Tỉnh ủy.", next(3_000) + 1);
    serde_json::json!({ "id": format!("d{id}"), "text": text }).to_string() + "\n"
}
