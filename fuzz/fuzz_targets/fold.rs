//! The door of libFuzzer to one target; what is asserted stands in `fuzz/src`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tracuu_fuzz::fold(bytes));
