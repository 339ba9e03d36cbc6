//! The memory of a run: what it may take, and how that is shared out.
//!
//! Apart from the pipeline and the writer, which both live on it: texts are read and understood, wait for a segment, and
//! become postings, all at the same time. What waits is weighed, since a queue only counts it.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use schema::{IndexDocument, Values};
use tantivy::Document;

const MIB: usize = 1 << 20;
/// What the program takes before the first text: its tables, its patterns, on every thread.
const BASE: usize = 96 * MIB;
/// The least that a thread that builds segments can work with.
const LEAST_ARENA: usize = 16 * MIB;
/// An arena worth a thread of its own: smaller ones make so many segments that merging them costs more than a thread gains.
const GOOD_ARENA: usize = 32 * MIB;
/// More threads than this wait for the disk.
const MOST_THREADS: usize = 8;
/// More than this in one arena makes nothing faster.
const LARGEST_ARENA: usize = 1024 * MIB;
/// How long nothing may be taken off the scales before the next document is let through nevertheless.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a run may take, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory(usize);

/// How the memory of a run is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shares {
    /// Threads that build segments.
    pub(crate) threads: usize,
    /// Bytes in which each of them gathers a segment.
    pub(crate) arena: usize,
    /// Bytes of documents that wait for them.
    pub(crate) waiting: usize,
    /// Bytes of text that are read at once.
    pub(crate) portion: u64,
}

/// Why an amount of memory is none that a run can do with, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemoryError {
    /// Less than a run needs.
    #[error("a run needs at least {}", Memory::LEAST)]
    TooLittle,
    /// No amount at all.
    #[error("an amount is written as 512M or 2G")]
    NoAmount,
}

impl Memory {
    /// The least that a run can do with.
    pub const LEAST: Memory = Memory(192 * MIB);

    /// Shares the memory out among so many cores, for so many bytes of text: little text needs one thread.
    pub(crate) fn shared_out(self, cores: usize, text: u64) -> Shares {
        /// More text than this is worth a second thread.
        const ONE_THREAD: u64 = 8 << 20;
        let free = self.0.saturating_sub(BASE);
        // A sixth each for what waits and for the thread that merges. An arena takes as much again while it is written out.
        let (waiting, arenas) = (free / 6, free / 3);
        let worth = (arenas / GOOD_ARENA).clamp(1, MOST_THREADS);
        // Whoever gathers a segment waits for those that prepare its documents, and two write it.
        let threads = if text > ONE_THREAD { cores.div_ceil(2).min(worth) } else { 1 };
        let arena = (arenas / threads).clamp(LEAST_ARENA, LARGEST_ARENA);
        // Half of what waits does so for a segment, a quarter for room there, and a quarter is prepared meanwhile. A text that
        // is ready takes about seven times its bytes.
        Shares { threads, arena, waiting: waiting / 2, portion: waiting as u64 / 28 }
    }
}

impl Default for Memory {
    fn default() -> Self {
        Memory(512 * MIB)
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}M", self.0 / MIB)
    }
}

impl FromStr for Memory {
    type Err = MemoryError;

    fn from_str(text: &str) -> Result<Memory, MemoryError> {
        let text = text.trim();
        let digits = text.trim_end_matches(|found: char| found.is_ascii_alphabetic());
        let unit = match text[digits.len()..].to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
            "m" => MIB,
            "g" => 1024 * MIB,
            _ => return Err(MemoryError::NoAmount),
        };
        let amount: usize = digits.parse().map_err(|_| MemoryError::NoAmount)?;
        let memory = Memory(amount.saturating_mul(unit));
        if memory.0 < Memory::LEAST.0 { Err(MemoryError::TooLittle) } else { Ok(memory) }
    }
}

/// The scales on which documents lie that wait for the engine.
#[derive(Debug)]
pub(crate) struct Scales {
    most: usize,
    patience: Duration,
    load: Mutex<usize>,
    lighter: Condvar,
}

/// A document that is weighed until the engine has indexed it.
#[derive(Debug)]
pub(crate) struct Weighed {
    document: IndexDocument,
    weight: usize,
    scales: Arc<Scales>,
}

impl Scales {
    pub(crate) fn new(most: usize) -> Arc<Scales> {
        Arc::new(Scales { most, patience: PATIENCE, load: Mutex::new(0), lighter: Condvar::new() })
    }

    /// Puts a document on the scales, when what lies there leaves room for it, or nothing lies there. Where nothing moves it
    /// is let through: what waits for threads of the engine that have ended waits for good, and only the engine tells so, to
    /// whoever brings the next.
    pub(crate) fn weigh(self: &Arc<Scales>, document: IndexDocument) -> Weighed {
        let weight = document.bytes();
        self.wait_for_room(weight);
        Weighed { document, weight, scales: Arc::clone(self) }
    }

    /// Waits, and takes the room.
    fn wait_for_room(&self, weight: usize) {
        let is_full = |load: &mut usize| *load > 0 && *load + weight > self.most;
        let mut load = self.load.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let before = *load;
            let waited = self.lighter.wait_timeout_while(load, self.patience, is_full);
            let (now, ended) = waited.unwrap_or_else(PoisonError::into_inner);
            load = now;
            if !ended.timed_out() || *load == before {
                break;
            }
        }
        *load += weight;
    }
}

impl Weighed {
    /// Returns how much memory the document takes, in bytes.
    pub(crate) fn weight(&self) -> usize {
        self.weight
    }
}

impl Drop for Weighed {
    fn drop(&mut self) {
        *self.scales.load.lock().unwrap_or_else(PoisonError::into_inner) -= self.weight;
        self.scales.lighter.notify_one();
    }
}

impl Document for Weighed {
    type Value<'a> = <IndexDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Values<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let read = |text: &str| text.parse::<Memory>().map(|memory| memory.to_string());
        for (text, expected) in [("512M", "512M"), ("2g", "2048M"), (" 1GiB ", "1024M"), ("192MB", "192M")] {
            assert_eq!(read(text).as_deref(), Ok(expected));
        }
        for text in ["", "512", "M", "-1G", "1.5G", "12x", "Gi", "ễM"] {
            assert_eq!(read(text), Err(MemoryError::NoAmount), "{text:?}");
        }
        for text in ["0M", "191M"] {
            assert_eq!(read(text).unwrap_err().to_string(), "a run needs at least 192M");
        }
    }

    #[test]
    fn shares_stay_within_the_whole() {
        for amount in [192, 512, 2_048, 100_000] {
            for cores in [1, 2, 8, 64] {
                for text in [0, 1 << 30] {
                    let Shares { threads, arena, waiting, portion } = Memory(amount * MIB).shared_out(cores, text);
                    let merging = (amount * MIB - BASE) / 6;
                    let taken = BASE + 2 * threads * arena + waiting + 14 * portion as usize + merging;
                    assert!(taken <= amount * MIB, "{amount} MiB, {cores} cores: {taken} bytes");
                    assert!(arena >= LEAST_ARENA && (1..=MOST_THREADS).contains(&threads) && threads <= cores);
                }
            }
        }
    }

    /// Puts a document of a given weight on scales.
    fn put(scales: &Arc<Scales>, weight: usize) -> Weighed {
        scales.wait_for_room(weight);
        Weighed { document: IndexDocument::default(), weight, scales: Arc::clone(scales) }
    }

    fn scales(patience: Duration) -> Arc<Scales> {
        Arc::new(Scales { most: 10, patience, load: Mutex::new(0), lighter: Condvar::new() })
    }

    #[test]
    fn a_document_waits_until_another_is_done() {
        let scales = scales(Duration::from_secs(60));
        let first = put(&scales, 8);
        let light = put(&scales, 2);
        std::thread::scope(|scope| {
            let (told, heard) = std::sync::mpsc::channel();
            let scales = &scales;
            scope.spawn(move || told.send(put(scales, 3)).unwrap());
            assert!(heard.recv_timeout(Duration::from_millis(50)).is_err(), "there was no room for it");
            drop(light);
            assert!(heard.recv_timeout(Duration::from_millis(50)).is_err(), "there was too little room for it");
            drop(first);
            let _second = heard.recv_timeout(Duration::from_secs(30)).unwrap();
            assert_eq!(*scales.load.lock().unwrap(), 3);
        });
        assert_eq!(*scales.load.lock().unwrap(), 0);
        let _alone = put(&scales, 100);
    }

    #[test]
    fn a_document_does_not_wait_for_what_never_moves() {
        let scales = scales(Duration::from_millis(10));
        let _stuck = put(&scales, 8);
        let _second = put(&scales, 8);
        assert_eq!(*scales.load.lock().unwrap(), 16);
    }
}
