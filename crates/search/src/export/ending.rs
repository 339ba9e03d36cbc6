//! The end of an export: how many rows went out and the hash of their bytes, so that whoever has them can tell a whole file
//! from one that was cut.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// What was written, known when it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// How many rows.
    pub rows: u64,
    /// The SHA-256 of all bytes, in hexadecimal digits.
    pub sha256: String,
}

/// Counts and hashes what goes through to a writer.
pub(super) struct Tally<'a, W> {
    out: &'a mut W,
    hash: Sha256,
    rows: u64,
}

impl<'a, W: Write> Tally<'a, W> {
    pub(super) fn new(out: &'a mut W) -> Self {
        Self { out, hash: Sha256::new(), rows: 0 }
    }

    /// Writes what is no row.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.hash.update(text.as_bytes());
        self.out.write_all(text.as_bytes())
    }

    /// Writes a row.
    pub(super) fn row(&mut self, row: &str) -> io::Result<()> {
        self.rows += 1;
        self.text(row)
    }

    /// Returns what was written so far.
    pub(super) fn so_far(&self) -> Ending {
        let hash = self.hash.clone().finalize();
        Ending { rows: self.rows, sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect() }
    }

    /// Hands on what the writer still holds, and returns what was written.
    pub(super) fn end(self) -> io::Result<Ending> {
        self.out.flush()?;
        Ok(self.so_far())
    }
}
