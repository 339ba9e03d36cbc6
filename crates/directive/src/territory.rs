//! The province of a paper whose letterhead does not name it.
//!
//! A paper of a province speaks of its own province in its own voice: "trên địa bàn tỉnh X", "Công an tỉnh X", also in
//! the titles of its own documents. A name counts only in its printed capitals and after a lead word: "hòa bình" is peace,
//! "phong cách Hồ Chí Minh" a man. Two provinces named as often: both are candidates, neither is asserted.

use std::collections::BTreeMap;

use crate::fact::{Confidence, Fact, Span};
use crate::province::Province;
use crate::text::Page;

/// Words before a name, and how much they prove.
const LEADS: &[(&str, usize)] = &[
    ("địa bàn tỉnh", 3),
    ("Công an tỉnh", 3),
    ("Đảng bộ tỉnh", 3),
    ("đảng viên tỉnh", 3),
    ("nhân dân tỉnh", 2),
    ("Tỉnh ủy", 3),
    ("Thành ủy", 3),
    ("địa bàn thành phố", 3),
    ("Công an thành phố", 2),
    ("tỉnh", 1),
    ("thành phố", 1),
    ("Thành phố", 1),
    ("Công an", 1),
    ("địa bàn", 2),
    ("TP.", 1),
];

#[derive(Default)]
struct Votes {
    weight: usize,
    spans: Vec<Span>,
}

/// Returns the province in whose voice a text speaks.
pub(crate) fn own_voice(page: &Page<'_>) -> Fact<Province> {
    const EVIDENCE: usize = 5;
    let mut votes: BTreeMap<Province, Votes> = BTreeMap::new();
    Province::each_printed(&page.text, |range, province| {
        let (before, _) = page.behind(range.start, 40);
        let Some((weight, length)) = lead(before) else { return };
        let vote = votes.entry(province).or_default();
        vote.weight += weight;
        if vote.spans.len() < EVIDENCE {
            vote.spans.push(page.span(range.start - length..range.end));
        }
    });
    decide(votes)
}

/// Returns how much the words before a name prove, and how long they are.
fn lead(before: &str) -> Option<(usize, usize)> {
    let spaced = before.replace('\n', " ");
    let trimmed = spaced.trim_end();
    let (lead, weight) = LEADS.iter().find(|(lead, _)| trimmed.ends_with(lead))?;
    let foreign = trimmed[..trimmed.len() - lead.len()].trim_end().ends_with("các");
    (!foreign).then_some((*weight, lead.len() + spaced.len() - trimmed.len()))
}

fn decide(votes: BTreeMap<Province, Votes>) -> Fact<Province> {
    let mut ranked: Vec<(Province, Votes)> = votes.into_iter().collect();
    ranked.sort_by_key(|(_, votes)| std::cmp::Reverse(votes.weight));
    let second = ranked.get(1).map_or(0, |(_, votes)| votes.weight);
    let Some((province, best)) = ranked.first() else { return Fact::default() };
    if best.weight < 2 {
        return Fact::default();
    }
    if best.weight < 2 * second {
        let candidates =
            ranked.iter().take_while(|(_, votes)| votes.weight == best.weight).map(|(province, _)| *province).collect();
        return Fact { candidates, evidence: best.spans.clone(), ..Fact::default() };
    }
    let confidence = if best.weight >= 5 && second == 0 { Confidence::High } else { Confidence::Medium };
    Fact::inferred(*province, confidence, best.spans.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices() {
        let cases = [
            ("trên địa bàn tỉnh Hà Tĩnh, Công an tỉnh Hà\nTĩnh", Some("ha-tinh")),
            ("xây dựng Công an tỉnh Hưng Yên; đảng viên tỉnh Hưng Yên", Some("hung-yen")),
            ("phong cách Hồ Chí Minh, hòa bình, tham gia lại", None),
            ("địa bàn tỉnh Hà Nam và địa bàn tỉnh Nam Định", None),
            ("không tỉnh nào", None),
        ];
        for (text, expected) in cases {
            assert_eq!(own_voice(&Page::new(text)).value.map(Province::slug), expected, "{text}");
        }
    }
}
