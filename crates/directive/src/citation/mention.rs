//! One mention of a cited document, whatever its form, and what makes two mentions one document.
//!
//! The finders of the forms know nothing of one another; here their findings are put in order, freed of overlaps, and
//! what one mention leaves open (the date) is taken from the others.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::kind::Kind;
use crate::number::DocumentNumber;

/// What stands in a key for what the paper leaves open.
pub(super) const OPEN: &str = "?";
/// The scope of what the centre issues.
pub(super) const NATION: &str = "vn";

/// One mention of a document.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Where it stands in the joined view.
    pub(super) surface: Range<usize>,
    pub(super) kind: Option<Kind>,
    pub(super) number: Option<DocumentNumber>,
    /// The number as printed in keys, or the name of what bears none: `dai-hoi-XIV`.
    pub(super) name: String,
    pub(super) scope: String,
    pub(super) time: String,
    pub(super) date: Option<Date>,
    pub(super) issuer: Option<String>,
    pub(super) quoted_title: Option<String>,
}

impl Mention {
    /// Returns a mention of a document of the centre that bears no number.
    pub(super) fn named(surface: Range<usize>, kind: Option<Kind>, name: String) -> Self {
        let (scope, time) = (NATION.to_owned(), OPEN.to_owned());
        Self { surface, kind, number: None, name, scope, time, date: None, issuer: None, quoted_title: None }
    }

    /// Returns another mention of the same document.
    pub(super) fn again(&self, surface: Range<usize>) -> Self {
        Self { surface, issuer: None, quoted_title: None, ..self.clone() }
    }

    /// Returns the canonical key.
    pub(super) fn key(&self) -> String {
        format!("{}|{}", self.timeless_key(), self.time)
    }

    fn timeless_key(&self) -> String {
        format!("{}|{}|{}", self.kind.map_or(OPEN, Kind::slug), self.name, self.scope)
    }

    /// Tells whether the time may be one that another mention says more exactly: nothing, or a year.
    fn is_vague(&self) -> bool {
        self.time == OPEN || self.time.len() == 4
    }
}

/// Puts mentions in order and drops those that lie inside an earlier one; mentions of one surface stay together.
pub(super) fn arrange(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|mention| (mention.surface.start, std::cmp::Reverse(mention.surface.end)));
    let mut last = 0..0;
    mentions.retain(|mention| {
        let kept = mention.surface.start >= last.end || mention.surface == last;
        if kept {
            last = mention.surface.clone();
        }
        kept
    });
}

/// Adds mentions that stand in none of those known already.
pub(super) fn add(mentions: &mut Vec<Mention>, more: Vec<Mention>) {
    if more.is_empty() {
        return;
    }
    let free = more.into_iter().filter(|one| !overlaps(mentions, &one.surface)).collect::<Vec<_>>();
    mentions.extend(free);
    arrange(mentions);
}

/// Tells whether a range meets one of the mentions, which are in order.
pub(super) fn overlaps(mentions: &[Mention], range: &Range<usize>) -> bool {
    let after = mentions.partition_point(|mention| mention.surface.end <= range.start);
    mentions.get(after).is_some_and(|mention| mention.surface.start < range.end)
}

/// A number whose kind no word says (`số 38/2019/QH14`) is of the kind that another mention of it says.
pub(super) fn settle_kinds(mentions: &mut [Mention]) {
    if mentions.iter().all(|mention| mention.kind.is_some()) {
        return;
    }
    let said = mentions.iter().filter_map(|mention| Some((mention.name.clone(), mention.kind?)));
    let kinds: HashMap<String, Kind> = said.collect();
    for mention in mentions.iter_mut().filter(|mention| mention.kind.is_none()) {
        mention.kind = kinds.get(&mention.name).copied();
    }
}

/// A mention without a date is of the one dated document of that number, if the paper cites one only.
pub(super) fn settle_times(mentions: &mut [Mention]) {
    if mentions.iter().all(|mention| !mention.is_vague()) {
        return;
    }
    let mut exact: HashMap<String, Vec<String>> = HashMap::new();
    for mention in mentions.iter().filter(|mention| !mention.is_vague()) {
        let times = exact.entry(mention.timeless_key()).or_default();
        if times.len() < 2 && !times.contains(&mention.time) {
            times.push(mention.time.clone());
        }
    }
    for mention in mentions.iter_mut().filter(|mention| mention.is_vague()) {
        let only = match exact.get(&mention.timeless_key()).map(Vec::as_slice) {
            Some([only]) if mention.time == OPEN || only.starts_with(&mention.time) => only,
            _ => continue,
        };
        mention.time.clone_from(only);
    }
}
