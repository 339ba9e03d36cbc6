//! Rows as bytes, in the format asked for: the same from both faces.

use std::io::{self, Write};

use serde_json::json;

use super::columns::{Column, Row};
use super::ending::{Ending, Tally};
use super::{Rows, bibtex, csv_rows, ris};
use crate::error::SearchError;
use crate::response::Hit;

/// The format of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// For spreadsheets (RFC 4180).
    #[default]
    Csv,
    /// One JSON object a line, and last a line that says how many there were and the hash of their bytes.
    Jsonl,
    /// For reference managers.
    Ris,
    /// For LaTeX.
    Bibtex,
}

/// How an export is written.
#[derive(Clone)]
pub struct Sheet {
    /// The format.
    pub format: ExportFormat,
    /// The columns of CSV and JSON lines.
    pub columns: Vec<Column>,
    /// Whether CSV begins with the mark by which Excel knows UTF-8.
    pub bom: bool,
    /// Whether CSV ends with a line `_end,ROWS,SHA256` about the bytes before it, as JSON lines always do.
    pub trailer: bool,
}

impl ExportFormat {
    /// All formats.
    pub const ALL: [ExportFormat; 4] =
        [ExportFormat::Csv, ExportFormat::Jsonl, ExportFormat::Ris, ExportFormat::Bibtex];

    /// Returns the name: `csv`, `jsonl`, `ris`, `bibtex`.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Csv => "csv",
            ExportFormat::Jsonl => "jsonl",
            ExportFormat::Ris => "ris",
            ExportFormat::Bibtex => "bibtex",
        }
    }

    /// Returns the format of a name.
    pub fn named(name: &str) -> Option<ExportFormat> {
        ExportFormat::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Returns the media type.
    pub fn media_type(self) -> &'static str {
        match self {
            ExportFormat::Csv => "text/csv; charset=utf-8; header=present",
            ExportFormat::Jsonl => "application/x-ndjson",
            ExportFormat::Ris => "application/x-research-info-systems; charset=utf-8",
            ExportFormat::Bibtex => "application/x-bibtex; charset=utf-8",
        }
    }

    /// Tells whether columns can be chosen.
    pub fn has_columns(self) -> bool {
        matches!(self, ExportFormat::Csv | ExportFormat::Jsonl)
    }
}

impl Sheet {
    /// Returns a sheet of all columns.
    pub fn new(format: ExportFormat) -> Sheet {
        Sheet { format, columns: Column::ALL.to_vec(), bom: false, trailer: false }
    }

    /// Writes all rows as they are read, and returns how many there were and the hash of all that was written. Rows that
    /// are fewer than [`Rows::total`] are for the caller to notice.
    ///
    /// # Errors
    /// Those of the index, as [`io::ErrorKind::Other`], and those of the writer.
    pub fn write(&self, rows: Rows<'_>, out: &mut impl Write) -> io::Result<Ending> {
        let mut tally = Tally::new(out);
        tally.text(&self.head())?;
        for hit in rows {
            let hit = hit.map_err(|error: SearchError| io::Error::other(error.to_string()))?;
            tally.row(&self.row(&hit)?)?;
        }
        let last = self.last(&tally.so_far());
        tally.text(&last)?;
        tally.end()
    }

    /// Returns hits that are held already as CSV, with the line of names.
    pub fn csv(hits: &[Hit]) -> String {
        let rows = hits.iter().map(|hit| csv_rows::row(Column::ALL, hit));
        csv_rows::names(Column::ALL) + &rows.collect::<String>()
    }

    fn head(&self) -> String {
        match self.format {
            ExportFormat::Csv if self.bom => format!("\u{feff}{}", csv_rows::names(&self.columns)),
            ExportFormat::Csv => csv_rows::names(&self.columns),
            _ => String::new(),
        }
    }

    /// Returns the last line, about all bytes before it.
    fn last(&self, Ending { rows, sha256 }: &Ending) -> String {
        match self.format {
            ExportFormat::Jsonl => json!({ "_end": { "rows": rows, "sha256": sha256 } }).to_string() + "\n",
            ExportFormat::Csv if self.trailer => format!("_end,{rows},{sha256}\r\n"),
            _ => String::new(),
        }
    }

    fn row(&self, hit: &Hit) -> io::Result<String> {
        Ok(match self.format {
            ExportFormat::Csv => csv_rows::row(&self.columns, hit),
            ExportFormat::Jsonl => serde_json::to_string(&Row { hit, columns: &self.columns })? + "\n",
            ExportFormat::Ris => ris::record(hit),
            ExportFormat::Bibtex => bibtex::entry(hit),
        })
    }
}
