//! The day on which a law or a resolution says that it was adopted, at its end: `Luật này được Quốc hội … thông qua ngày …`.
//!
//! Apart from the line of place and date, which stands in the head: a law has none.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::date::date;
use crate::fact::Fact;
use crate::text::Page;

static ADOPTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"này\s+(?:đã\s+)?được\s+(?:Quốc\s+hội|(?i:ủy\s+ban\s+thường\s+vụ)\s+Quốc\s+hội|Hội\s+đồng\s+nhân\s+dân)([^.;]*?)thông\s+qua\s+(?:tại\s([^.;\d]*(?:thứ\s+\d{1,3}[^.;\d]*)?))?ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})",
    )
    .ok()
});

/// The most characters between who adopts and that it does, and of where. Counted behind the pattern, which is slow to make
/// where it counts.
const ADOPTED_WITHIN: [usize; 2] = [160, 60];

/// Returns the day on which a law or a resolution says it was adopted.
pub(crate) fn adopted(page: &Page<'_>) -> Fact<Date> {
    let Some(found) = adoptions(&page.text).last() else { return Fact::default() };
    match (date(&found, 3), found.get(0)) {
        (Some(date), Some(whole)) => Fact::stated(date, page.span(whole.range())),
        _ => Fact::default(),
    }
}

fn adoptions(text: &str) -> impl Iterator<Item = Captures<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = ADOPTED.as_ref()?.captures_at(text, at)?;
            let whole = found.get(0)?;
            let is_near = (1..).zip(ADOPTED_WITHIN).all(|(part, most)| {
                found.get(part).is_none_or(|found| found.as_str().chars().count() <= most) //
            });
            // Another may begin inside one that reaches too far.
            at = if is_near { whole.end() } else { whole.start() + 1 };
            if is_near {
                return Some(found);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adoptions_are_near_what_adopts() {
        let says = |between: &str, place: &str| {
            format!("Luật này được Quốc hội {between} thông qua {place}ngày 3 tháng 4 năm 2012")
        };
        let far = "x".repeat(160);
        let cases = [
            (says("khóa XIII", ""), Some("2012-04-03")),
            (says("khóa XIII", "tại kỳ họp thứ ba, "), Some("2012-04-03")),
            (says("khóa XV", "tại Phiên họp thứ 49 "), Some("2012-04-03")),
            (says("khóa XV", "tại Phiên họp thứ 49, đợt 2 "), None),
            // With the space before and behind it.
            (says(&far[2..], ""), Some("2012-04-03")),
            (says(&far[1..], ""), None),
            (says("", &format!("tại {}", &far[..60])), Some("2012-04-03")),
            (says("", &format!("tại {}", &far[..61])), None),
            (format!("Luật này được Quốc hội {far}, và {}", says("khóa XIII", "")), Some("2012-04-03")),
        ];
        for (text, date) in cases {
            let adopted = adopted(&Page::new(&text)).value.map(|date| date.to_string());
            assert_eq!(adopted.as_deref(), date, "{text}");
        }
    }
}
