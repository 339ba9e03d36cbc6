//! Whole sets and lists for a reader at the terminal: values with counts, years with bars, numbers with what bears them.

use search::{FacetList, Resolution, Resolved, Timeline};

use crate::output::plain;

/// Longest bar.
const BAR: u64 = 40;

/// Returns the values of a facet, one a line.
pub(crate) fn facet_list(list: &FacetList) -> String {
    let mut lines = vec![format!("{}: {} values in {} directives", list.facet, list.total_values, list.total)];
    lines.extend(list.values.iter().map(|value| format!("{:>8}  {}", value.count, plain(&value.label))));
    if list.missing > 0 {
        lines.push(format!("{:>8}  (not known)", list.missing));
    }
    lines.join("\n") + "\n"
}

/// Returns the years, one a line.
pub(crate) fn timeline(timeline: &Timeline) -> String {
    let most = timeline.years.iter().map(|year| year.count).max().unwrap_or_default().max(1);
    let bar = |count: u64| "▇".repeat((count * BAR).div_ceil(most) as usize);
    let mut lines: Vec<String> =
        timeline.years.iter().map(|year| format!("{}  {:>8}  {}", year.year, year.count, bar(year.count))).collect();
    lines.push(format!("{} found, {} without a year", timeline.total, timeline.undated));
    lines.join("\n") + "\n"
}

/// Returns each number with what is known of it.
pub(crate) fn resolution(resolution: &Resolution) -> String {
    resolution.numbers.iter().map(|number| resolved(number).join("\n") + "\n").collect()
}

fn resolved(found: &Resolved) -> Vec<String> {
    let Some(number) = &found.number else {
        return vec![format!("{}: no document number", plain(&found.typed))];
    };
    let mut lines = vec![format!("{number}: {}, cited by {}", borne(found.total), found.cited_by)];
    lines.extend(found.directives.iter().map(|bearer| {
        let parts = [&bearer.date, &bearer.issuer, &bearer.title].into_iter().flatten();
        let known: String = parts.map(|part| format!(" · {}", plain(part))).collect();
        format!("    {}{known}", plain(&bearer.id))
    }));
    lines.extend(found.nearest.iter().map(|near| format!("    perhaps {} ({})", near.number, near.count)));
    lines
}

fn borne(total: u64) -> String {
    match total {
        0 => "not in this archive".to_owned(),
        1 => "1 directive".to_owned(),
        total => format!("{total} directives"),
    }
}
