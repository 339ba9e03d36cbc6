//! The year of issue when neither a date nor the number states it.
//!
//! A paper is not older than the latest document it cites (lower bound). What it then says of that year and the next
//! decides: a plan that begins in the year, a subject that is the year to come, a letter that carries out the latest
//! document. Only a lower bound: no year is asserted.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use memchr::memmem::find_iter;
use regex::Regex;

use crate::citation::Citation;
use crate::fact::{Basis, Confidence, Fact, Span};
use crate::text::Page;

/// From this month on, papers are about the year to come.
const SEASON_OF_PLANS: i8 = 10;

static PLANNED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|\n|[.;,]\s|trong\s)[Nn]ăm\s+(\d{4})(?-u:\b)").ok());
static IN_FORCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
    )
    .ok()
});

/// What is known of the year besides the citations.
pub(crate) struct Signs<'a> {
    pub(crate) citations: &'a [Citation],
    pub(crate) subject_year: Option<i16>,
    /// The byte of the joined view where the body begins.
    pub(crate) body: usize,
}

/// Returns the year that the text lets one conclude.
pub(crate) fn infer(page: &Page<'_>, signs: &Signs<'_>) -> Fact<i16> {
    let Some((latest, mention)) = latest(signs.citations) else { return Fact::default() };
    let lower = latest.year();
    let about_next = signs.subject_year == Some(lower + 1);
    if about_next && latest.month() >= SEASON_OF_PLANS {
        return open(&[lower, lower + 1], vec![mention]);
    }
    if let Some(plan) = plan_begins(page, lower) {
        return Fact { candidates: vec![lower], ..Fact::inferred(lower, Confidence::High, vec![mention, plan]) };
    }
    if let Some(force) = in_force(page).filter(|(date, _)| date.year() == lower && *date >= latest) {
        return Fact { candidates: vec![lower], ..Fact::inferred(lower, Confidence::High, vec![mention, force.1]) };
    }
    if let Some(force) = in_force(page).filter(|(date, _)| settled(*date, latest)) {
        return Fact {
            candidates: vec![lower, lower + 1],
            ..Fact::inferred(lower, Confidence::Medium, vec![mention, force.1])
        };
    }
    if carries_out(page, signs.body, mention) {
        let candidates = vec![lower, lower + 1];
        return Fact { candidates, ..Fact::inferred(lower, Confidence::Medium, vec![mention]) };
    }
    open(&[lower, lower + 1], vec![mention])
}

/// No value, but years that it may be.
fn open(candidates: &[i16], evidence: Vec<Span>) -> Fact<i16> {
    let (basis, confidence) = (Basis::Inferred, Confidence::Low);
    Fact { value: None, basis, confidence, evidence, candidates: candidates.to_vec() }
}

/// Returns the latest date of a cited document, and where it is cited.
fn latest(citations: &[Citation]) -> Option<(Date, Span)> {
    let latest = citations.iter().filter(|citation| citation.date.is_some()).max_by_key(|citation| citation.date)?;
    Some((latest.date?, *latest.mentions.first()?))
}

/// Finds a plan whose first step is in `year` and whose next is in the year after: "Năm 2023, chọn thí điểm; năm 2024,
/// nhân rộng". Returns its first step.
fn plan_begins(page: &Page<'_>, year: i16) -> Option<Span> {
    const WITHIN: usize = 400;
    let steps: Vec<(i16, std::ops::Range<usize>)> = PLANNED
        .as_ref()
        .filter(|_| page.holds(&(year + 1).to_string()))?
        .captures_iter(&page.text)
        .filter_map(|found| Some((found.get(1)?.as_str().parse().ok()?, found.get(0)?.range())))
        .collect();
    let follows = |first: &(i16, std::ops::Range<usize>), next: &(i16, std::ops::Range<usize>)| {
        first.0 == year && next.0 == year + 1 && next.1.start - first.1.end < WITHIN
    };
    let pair = steps.windows(2).find(|pair| follows(&pair[0], &pair[1]))?;
    Some(page.span(pair[0].1.start..pair[1].1.end))
}

/// Tells whether the day of force speaks for the year of the latest document cited: a rule of the centre comes into force
/// 45 days after its issue, but for the shortened procedure (Luật 80/2015/QH13, Điều 151).
fn settled(force: Date, latest: Date) -> bool {
    const DAYS: i64 = 45;
    let issued = force.checked_sub(DAYS.days());
    issued.is_ok_and(|issued| issued >= latest && issued.year() == latest.year())
}

fn in_force(page: &Page<'_>) -> Option<(Date, Span)> {
    let found = IN_FORCE.as_ref()?.captures(&page.text)?;
    let part = |index: usize| found.get(index)?.as_str().parse::<i16>().ok();
    let date = Date::new(part(3)?, i8::try_from(part(2)?).ok()?, i8::try_from(part(1)?).ok()?).ok()?;
    Some((date, page.span(found.get(0)?.range())))
}

/// Tells whether the text says that it carries out the document mentioned: "Thực hiện Công văn số…".
fn carries_out(page: &Page<'_>, body: usize, mention: Span) -> bool {
    const VERBS: &[&str] = &["Thực hiện", "Triển khai", "Căn cứ", "Tiếp theo"];
    let text = &page.text[body.min(page.text.len())..];
    let starts =
        VERBS.iter().flat_map(|verb| find_iter(text.as_bytes(), verb).take(3).map(|at| body + at + verb.len()));
    starts.into_iter().any(|end| {
        let gap = page.text[end..].find(|found: char| !found.is_whitespace()).unwrap_or(0);
        page.span(end + gap..end + gap + 1).start == mention.start
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str, subject_year: Option<i16>) -> (Option<i16>, Vec<i16>) {
        let page = Page::new(text);
        let citations = crate::citation::citations(&page, None, None);
        let fact = infer(&page, &Signs { citations: &citations, subject_year, body: 0 });
        (fact.value, fact.candidates)
    }

    #[test]
    fn conclusions() {
        let plan = "Nghị quyết số 14-NQ/TU, ngày 31/3/2023.\nNăm 2023, chọn 01 đơn vị; năm 2024, nhân rộng";
        assert_eq!(year(plan, None), (Some(2023), vec![2023]));
        assert_eq!(year("Chỉ thị số 55-CT/TU ngày 20/12/2023", Some(2024)), (None, vec![2023, 2024]));
        assert_eq!(year("Thực hiện Công văn số 1-CV/TU, ngày 25/8/2022 về", None), (Some(2022), vec![2022, 2023]));
        assert_eq!(year("xem Công văn số 1-CV/TU, ngày 25/8/2022", None), (None, vec![2022, 2023]));
        let force = "Nghị định số 1/2025/NĐ-CP ngày 25/2/2025 có hiệu lực thi hành kể từ ngày 15 tháng 01 năm 2026";
        assert_eq!(year(force, None), (Some(2025), vec![2025, 2026]));
        assert_eq!(year(&force.replace("tháng 01", "tháng 3"), None), (None, vec![2025, 2026]));
        assert_eq!(year("không có gì", None), (None, vec![]));
    }
}
