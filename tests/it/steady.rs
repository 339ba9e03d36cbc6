//! The server under attack and under load: what stays up, what stays whole, what stays shut.
//!
//! Apart from `serving`, which asks what the API answers: here the question is whether anything at all can be sent, stored
//! or left half open that ends the server, slows others, or brings out what is not asked for. One file a concern; what
//! they share is below.

/// The end under load: who is being answered is answered in full.
mod ending;
/// Script in texts, titles, names and queries: nothing comes out as markup.
mod markup;
/// Ids that would be paths: nothing outside the archive is opened.
mod paths;
/// Queries that would kill.
mod queries;
/// Connections that are opened and not used.
mod slow;
/// Tags of a page, and what stands between them.
mod tags;
/// HTTP by hand: what a client of good manners would never send.
mod wire;

use std::time::Duration;

/// How often a second Linux counts CPU time; a constant on every machine that we run on.
const TICKS: u64 = 100;

/// Returns the CPU time that a process has taken so far.
fn cpu(process: u32) -> Duration {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name of the program stands in brackets and may hold anything; what follows is numbers.
    let fields: Vec<&str> = line.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u64 = fields[11..13].iter().map(|ticks| ticks.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 1000 / TICKS)
}

/// Returns the most memory that a process has held so far, in KiB.
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
