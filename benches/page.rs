//! The page of figures: each run writes its part of docs/performance.md anew, with machine, date and commit. What was
//! measured on given texts has a part of its own, so that what anybody can measure stands beside it.

use std::path::Path;
use std::process::Command;

use crate::Figure;
use crate::texts::are_given;

/// Writes the figures of a part between its marks.
pub(crate) fn write(part: &str, figures: &[Figure]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/performance.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let marks = |part: &str| (format!("<!-- {part}: begin -->\n"), format!("<!-- {part}: end -->"));
    let given = marks(&format!("{part}, given texts"));
    let (begin, end) = if are_given() && page.contains(&given.0) { given } else { marks(part) };
    let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("the page has no mark {begin}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("the page has no mark {end}"));
    std::fs::write(&path, format!("{before}{begin}{}{end}{after}", table(figures))).unwrap();
}

/// Returns a row of the table: where there is a figure over a tenth of the directives, with it and with the growth.
pub(crate) fn row(figure: &Figure) -> String {
    let Figure { what, value, tenth, goal } = figure;
    let before = tenth.map(|tenth| format!("{} | ", shown(tenth))).unwrap_or_default();
    let growth = tenth.map(|tenth| format!(" | {:.1}", value / tenth)).unwrap_or_default();
    format!("| {what} | {before}{}{growth} | {goal} |", shown(*value))
}

/// Small ratios tell something from their third digit on.
fn shown(value: f64) -> String {
    if value.abs() < 0.1 { format!("{value:.4}") } else { format!("{value:.2}") }
}

fn table(figures: &[Figure]) -> String {
    let head = match figures.iter().any(|figure| figure.tenth.is_some()) {
        true => "| what | at a tenth | measured | times that | goal |\n|---|---|---|---|---|",
        false => "| what | measured | goal |\n|---|---|---|",
    };
    let rows: String = figures.iter().map(|figure| row(figure) + "\n").collect();
    format!("\n{}\n\n{head}\n{rows}\n", circumstances())
}

fn circumstances() -> String {
    let model = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let texts = if are_given() { "real directives (TRACUU_TEXTS)" } else { "sentences of the seeds" };
    format!(
        "{}, {cores} cores; {}; commit {}; {texts}.",
        model.trim_start_matches(['\t', ' ', ':']),
        said("date", &["-u", "+%Y-%m-%d"]),
        said("git", &["describe", "--always", "--dirty"])
    )
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
