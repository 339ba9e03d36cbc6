//! One mention of a cited document, whatever its form, and what makes two mentions one document.
//!
//! The finders of the forms know nothing of one another; here their findings are put in order, freed of overlaps, and
//! what one mention leaves open (the date) is taken from the others.

use std::borrow::Cow;
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use foldhash::HashMap;
use jiff::civil::Date;

use super::time::Time;
use crate::kind::Kind;
use crate::number::DocumentNumber;

/// What stands in a key for what the paper leaves open.
pub(super) const OPEN: &str = "?";
/// The scope of what the centre issues.
pub(super) const NATION: &str = "vn";

/// How a document is called in its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Name {
    Number(DocumentNumber),
    /// Of what bears no number: `dai-hoi-XIV`.
    Words(String),
}

/// One mention of a document. Small, as thousands are gone through again and again: what is not changed has no capacity.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Where it stands in the joined view.
    pub(super) surface: Range<usize>,
    pub(super) kind: Option<Kind>,
    pub(super) name: Name,
    pub(super) scope: Cow<'static, str>,
    pub(super) time: Time,
    pub(super) date: Option<Date>,
    pub(super) issuer: Option<Box<str>>,
    pub(super) quoted_title: Option<Box<str>>,
}

/// A mention seen as its document: two are equal if their keys are. Thousands of mentions are merged without a string for
/// each.
pub(super) struct Identity<'a>(pub(super) &'a Mention);

/// A document but for its time.
type Undated<'a> = (Option<Kind>, &'a Name, &'a str);

impl Mention {
    /// Returns a mention of a document of the centre that bears no number.
    pub(super) fn named(surface: Range<usize>, kind: Option<Kind>, name: String) -> Self {
        Self::of(surface, kind, Name::Words(name))
    }

    /// Returns a mention of a document of the centre that bears a number.
    pub(super) fn numbered(surface: Range<usize>, kind: Option<Kind>, number: DocumentNumber) -> Self {
        Self::of(surface, kind, Name::Number(number))
    }

    fn of(surface: Range<usize>, kind: Option<Kind>, name: Name) -> Self {
        let scope = Cow::Borrowed(NATION);
        Self { surface, kind, name, scope, time: Time::Open, date: None, issuer: None, quoted_title: None }
    }

    /// Returns another mention of the same document.
    pub(super) fn again(&self, surface: Range<usize>) -> Self {
        let (kind, date, issuer, quoted_title) = (self.kind, self.date, None, None);
        let (name, scope, time) = (self.name.clone(), self.scope.clone(), self.time.clone());
        Self { surface, kind, name, scope, time, date, issuer, quoted_title }
    }

    /// Returns the number, if it bears one.
    pub(super) fn number(&self) -> Option<&DocumentNumber> {
        match &self.name {
            Name::Number(number) => Some(number),
            Name::Words(_) => None,
        }
    }

    /// Returns the canonical key.
    pub(super) fn key(&self) -> String {
        const USUAL: usize = 48;
        let mut key = String::with_capacity(USUAL);
        key.extend([self.kind.map_or(OPEN, Kind::slug), "|"]);
        // Writing to a string cannot fail.
        let _ = match &self.name {
            Name::Number(number) => number.write_to(&mut key),
            Name::Words(words) => key.write_str(words),
        };
        key.extend(["|", &self.scope, "|"]);
        let _ = self.time.write_to(&mut key);
        key
    }

    fn undated(&self) -> Undated<'_> {
        (self.kind, &self.name, &self.scope)
    }
}

impl PartialEq for Identity<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.undated() == other.0.undated() && self.0.time == other.0.time
    }
}

impl Eq for Identity<'_> {}

impl Hash for Identity<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.undated(), &self.0.time).hash(state);
    }
}

/// Puts mentions in order and drops those that lie inside an earlier one; mentions of one surface stay together.
pub(super) fn arrange(mentions: &mut Vec<Mention>) {
    // Most papers cite by number only, and numbers are found in order.
    if mentions.is_sorted_by(|before, next| before.surface.end <= next.surface.start && !before.surface.is_empty()) {
        return;
    }
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
fn overlaps(mentions: &[Mention], range: &Range<usize>) -> bool {
    let after = mentions.partition_point(|mention| mention.surface.end <= range.start);
    mentions.get(after).is_some_and(|mention| mention.surface.start < range.end)
}

/// A number whose kind no word says (`số 38/2019/QH14`) is of the kind that another mention of it says.
pub(super) fn settle_kinds(mentions: &mut [Mention]) {
    if mentions.iter().all(|mention| mention.kind.is_some()) {
        return;
    }
    let kinds: HashMap<&Name, Kind> = mentions.iter().filter_map(|one| Some((&one.name, one.kind?))).collect();
    let open = mentions.iter().enumerate().filter(|(_, mention)| mention.kind.is_none());
    let settled: Vec<(usize, Kind)> = open.filter_map(|(at, mention)| Some((at, *kinds.get(&mention.name)?))).collect();
    for (at, kind) in settled {
        mentions[at].kind = Some(kind);
    }
}

/// A mention without a date is of the one dated document of that number, if the paper cites one only.
pub(super) fn settle_times(mentions: &mut [Mention]) {
    let vague = || mentions.iter().enumerate().filter(|(_, mention)| mention.time.is_vague());
    let mut exact: HashMap<Undated<'_>, Vec<&Time>> =
        vague().map(|(_, mention)| (mention.undated(), Vec::new())).collect();
    if exact.is_empty() {
        return;
    }
    for mention in mentions.iter().filter(|mention| !mention.time.is_vague()) {
        let times = exact.get_mut(&mention.undated()).filter(|times| times.len() < 2);
        if let Some(times) = times.filter(|times| !times.contains(&&mention.time)) {
            times.push(&mention.time);
        }
    }
    let only = |mention: &Mention| match exact.get(&mention.undated()).map(Vec::as_slice) {
        Some([only]) if mention.time.may_be(only) => Some((*only).clone()),
        _ => None,
    };
    let settled: Vec<(usize, Time)> = vague().filter_map(|(at, mention)| Some((at, only(mention)?))).collect();
    for (at, time) in settled {
        mentions[at].time = time;
    }
}
