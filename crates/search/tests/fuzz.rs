//! The fuzz targets by a stable compiler: each runs over its seeds, and over seeded mutations of them for some time on the
//! processor, on a stack as small as those of the server.
#![expect(clippy::disallowed_methods, reason = "reads the seeds, and keeps the input that is being tried")]
#![expect(clippy::print_stderr, reason = "says where the input lies that ended the process")]

#[path = "../../../tests/it/effort.rs"]
mod effort;
#[path = "fuzz/mutation.rs"]
mod mutation;
#[path = "../../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "a library of its own, for libFuzzer")]
mod targets;

use std::path::{Path, PathBuf};
use std::time::Duration;

use effort::{Random, rounds, seed};
use rustix::time::{ClockId, clock_gettime};

/// What the threads of the server have.
const STACK: usize = 2 * 1024 * 1024;
/// Longest time on the processor that one input may take.
const SOON: Duration = Duration::from_secs(2);
/// Inputs that are kept to be changed further.
const KEPT: usize = 256;

type Target = fn(&[u8]);

fn on_processor() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Returns the seeds of a target: a small file each.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(name);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).expect("a seed")).collect()
}

/// Tries one input. It is written down before: some faults end the process, and nothing can be told after them.
fn attempt(target: Target, input: &[u8], kept: &Path) {
    std::fs::write(kept, input).expect("the input is kept");
    let begun = on_processor();
    target(input);
    let took = on_processor() - begun;
    assert!(took < SOON, "{took:?} for {:?}", String::from_utf8_lossy(input));
}

fn fuzz(name: &'static str, target: Target) {
    let (mut random, time) = (Random(seed(name)), Duration::from_secs(rounds(1, 600) as u64));
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"));
    eprintln!("{name}: the input that is being tried lies in {}", kept.display());
    let work = move || {
        let mut inputs = seeds(name);
        inputs.iter().for_each(|input| attempt(target, input, &kept));
        let (begun, mut tried) = (on_processor(), 0_u64);
        while on_processor() - begun < time {
            let input = mutation::mutated(&inputs, &mut random);
            attempt(target, &input, &kept);
            tried += 1;
            if inputs.len() < KEPT {
                inputs.push(input);
            } else {
                let place = random.below(KEPT as u64) as usize;
                inputs[place] = input;
            }
        }
        eprintln!("{name}: {tried} inputs in {time:?} on the processor");
    };
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work).expect("a thread");
    assert!(thread.join().is_ok(), "{name}: the input lies in fuzz-{name}, see above");
}

#[test]
fn any_text_is_a_query() {
    fuzz("query", targets::query);
}

#[test]
fn any_text_has_one_normal_form() {
    fuzz("fold", targets::fold);
}

#[test]
fn any_text_is_a_directive() {
    fuzz("directive", targets::directive);
}

#[test]
fn any_text_may_hold_numbers() {
    fuzz("number", targets::number);
}

#[test]
fn any_text_is_marked_in_slices() {
    fuzz("highlight", targets::highlight);
}

#[test]
fn any_bytes_may_stand_in_an_index() {
    fuzz("index", targets::index);
}
