//! Any bytes are a directive: `directive::parse` never panics, and all that it points at lies on character boundaries.
//!
//! With cargo-fuzz and a nightly compiler, from `crates/directive`:
//!
//!     mkdir -p fuzz/corpus/parse && cp ../../seeds/*.txt fuzz/corpus/parse
//!     cargo +nightly fuzz run parse -- -max_len=65536 -max_total_time=300
//!
//! With a stable compiler, from `crates/directive/fuzz`, and the same corpus:
//!
//!     RUSTFLAGS='-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
//!       -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
//!       -Ccodegen-units=1 --cfg fuzzing' cargo build --release --target x86_64-unknown-linux-gnu
//!     target/x86_64-unknown-linux-gnu/release/parse corpus/parse -max_len=65536 -max_total_time=300
//!
//! (`--target` keeps the flags from build scripts and macros.) Inputs that fail are written to the working folder; each
//! becomes a case of a test once it is mended.
#![no_main]

use directive::{Directive, Fact, Span};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let found = directive::parse(&text);
    for span in spans(&found) {
        assert!(text.get(span.start..span.end).is_some(), "{span:?} is no slice of the text");
    }
});

/// Returns every place that a directive points at.
fn spans(found: &Directive) -> Vec<Span> {
    let mut spans = Vec::new();
    add(&mut spans, &found.number);
    add(&mut spans, &found.kind);
    add(&mut spans, &found.issuer);
    add(&mut spans, &found.organ);
    add(&mut spans, &found.level);
    add(&mut spans, &found.province);
    add(&mut spans, &found.place);
    add(&mut spans, &found.date);
    add(&mut spans, &found.year);
    add(&mut spans, &found.subject_year);
    add(&mut spans, &found.title);
    add(&mut spans, &found.signer);
    add(&mut spans, &found.signer_role);
    for citation in &found.citations {
        spans.push(citation.sentence);
        spans.extend(&citation.mentions);
    }
    spans.extend(found.diagnostics.iter().filter_map(|diagnostic| diagnostic.span));
    spans
}

fn add<T>(spans: &mut Vec<Span>, fact: &Fact<T>) {
    spans.extend(&fact.evidence);
}
