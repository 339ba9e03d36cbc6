//! How fast directives are read, in MB of text per second of processor time, median of five.
//!
//! `cargo bench -p directive`. Over directives put together from paragraphs of the sample archive, or over the `.txt`
//! files of the folder named in `TRACUU_TEXTS`; and over two hostile files of 50 MB, which must stay within twice the
//! time of the first, byte for byte: reading is linear in the text.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use std::fmt::Write;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

const SEEDS: [&str; 5] = [
    include_str!("../../../seeds/000_25d31764dfd2fe86.txt"),
    include_str!("../../../seeds/001_ac113182727c1ec2.txt"),
    include_str!("../../../seeds/002_54687f459a091cd1.txt"),
    include_str!("../../../seeds/003_be6f04c7cac3f54d.txt"),
    include_str!("../../../seeds/004_80d5308ccbc39730.txt"),
];

const ROUNDS: usize = 5;
const HOSTILE: usize = 50_000_000;

fn main() {
    let texts = texts();
    // The first reading builds the tables; it is not the speed of an archive.
    directive::parse(SEEDS[0]);
    let rate = measure("directives", &texts);
    for (name, text) in [("nothing but citations", citations()), ("nothing but digits and dashes", digits())] {
        let hostile = measure(name, &[text]);
        println!("    {:.2} x the rate of directives", hostile / rate);
    }
}

fn measure(name: &str, texts: &[String]) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut rates: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let begin = processor_time();
            for text in texts {
                std::hint::black_box(directive::parse(std::hint::black_box(text)));
            }
            bytes as f64 / 1e6 / (processor_time() - begin).as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    println!("{name}: {:.1} MB per CPU second ({:.1} MB)", rates[ROUNDS / 2], bytes as f64 / 1e6);
    rates[ROUNDS / 2]
}

fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

fn texts() -> Vec<String> {
    match std::env::var_os("TRACUU_TEXTS") {
        Some(folder) => real(std::path::Path::new(&folder)),
        None => recombined(),
    }
}

#[expect(clippy::disallowed_methods, reason = "reads the texts that are measured on")]
fn real(folder: &std::path::Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

/// Letterheads of the seeds over bodies of their paragraphs in other orders, always the same ones.
fn recombined() -> Vec<String> {
    let paragraphs: Vec<&str> = SEEDS.iter().flat_map(|seed| seed.split("\n\n")).collect();
    let mut state = 20_261_124_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut one = || {
        let seed = SEEDS[next(SEEDS.len())];
        let head: String = seed.split_inclusive("\n\n").take(8).collect();
        let body: Vec<&str> = (0..40).map(|_| paragraphs[next(paragraphs.len())]).collect();
        head + &body.join("\n\n")
    };
    (0..1_000).map(|_| one()).collect()
}

fn citations() -> String {
    let mut text = String::with_capacity(HOSTILE + 200);
    for number in 1_usize.. {
        let (ordinal, day, month, year) = (number % 9_000 + 1, number % 28 + 1, number % 12 + 1, number % 26);
        let cited =
            write!(text, "Thực hiện Nghị quyết số {ordinal}-NQ/TW ngày {day}/{month}/20{year:02} của Bộ Chính trị; ");
        if cited.is_err() || text.len() >= HOSTILE {
            break;
        }
    }
    text
}

fn digits() -> String {
    "12-34/56-7-2020/".repeat(HOSTILE / 16)
}
