//! The table of figures: one row a figure, written into docs/performance.md with machine, date and commit by the run
//! itself, so that nobody copies a number by hand.

use std::path::Path;
use std::process::Command;

/// One figure, ours beside the peer's.
pub(crate) struct Row {
    /// What was measured, over what.
    pub(crate) what: String,
    /// Ours, in `unit`.
    pub(crate) ours: f64,
    /// Plain tantivy's in the same run, if there is a peer.
    pub(crate) peer: Option<f64>,
    /// The unit of both.
    pub(crate) unit: &'static str,
    /// The bound that must hold, and the target, as they are said: `≥ 5x`, `7x`.
    pub(crate) bound: &'static str,
    pub(crate) target: &'static str,
}

impl Row {
    /// Returns the row as a line of a table.
    pub(crate) fn line(&self) -> String {
        let (peer, ratio) = match self.peer {
            Some(peer) => (format!("{peer:.3}"), format!("{:.2}x", self.ours / peer)),
            None => ("–".to_owned(), "–".to_owned()),
        };
        let (bound, target) = (self.bound, self.target);
        format!("| {} | {:.3} {} | {peer} | {ratio} | {bound} | {target} |", self.what, self.ours, self.unit)
    }
}

/// Writes the rows of a part in the place of those of its last run. The page holds a pair of comments for each part.
pub(crate) fn write(part: &str, rows: &[Row]) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/performance.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let (begin, end) = (format!("<!-- {part} -->\n"), format!("<!-- end of {part} -->"));
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("docs/performance.md has no {begin}"));
    let (_, after) = rest.split_once(&end).unwrap();
    let lines: Vec<String> = rows.iter().map(Row::line).collect();
    let table = format!(
        "{}\n\n| what | ours | plain tantivy | ratio | bound | target |\n|---|---|---|---|---|---|\n{}\n",
        circumstances(),
        lines.join("\n")
    );
    std::fs::write(&page, format!("{before}{begin}{table}{end}{after}")).unwrap();
}

/// Returns where and when, in one line.
fn circumstances() -> String {
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().map(|output| output.stdout).unwrap_or_default();
        String::from_utf8_lossy(&output).trim().to_owned()
    };
    let (date, commit) = (said("date", &["-u", "+%F"]), said("git", &["describe", "--always", "--dirty"]));
    format!("{}, {cores} cores; {date}; commit {commit}.", model.map_or("unknown processor", |(_, model)| model))
}
