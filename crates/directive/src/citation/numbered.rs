//! Documents cited by number: `KIND [số] NUMBER [,] [date] [của ISSUER] [title]`.
//!
//! In a list (`các Quy định số 1-QĐ/TW, 2-QĐ/TW và 3-QĐ/TW`) the kind word stands before the first only.

use std::ops::Range;

use super::mention::{Mention, NATION, OPEN};
use super::parts::{self, Parts};
use super::shared_suffix;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::province::Province;
use crate::text::Page;

/// Returns the mentions of numbered documents, in order.
pub(super) fn mentions(page: &Page<'_>, own: Option<&DocumentNumber>, home: Option<Province>) -> Vec<Mention> {
    let numbers = crate::number::scan(&page.text);
    let mut mentions = Vec::with_capacity(numbers.len());
    let mut list = List::default();
    for (index, (range, number)) in numbers.iter().enumerate() {
        if Some(number) == own {
            continue;
        }
        let stop = numbers.get(index + 1).map_or(page.text.len(), |(next, _)| next.start);
        let mut parts = parts::read(page, range.clone(), number, stop);
        list.inherit(page, number, &mut parts);
        let mention = mention(number.clone(), parts, home);
        let shared = shared_suffix::before(page, range.start, number, &mention);
        mentions.extend(shared);
        mentions.push(mention);
    }
    mentions
}

/// The list that numbers may stand in: what its last member was.
#[derive(Default)]
struct List {
    end: usize,
    kind: Option<Kind>,
    letters: Option<String>,
}

impl List {
    /// Gives a member without a kind word the kind of the member before it.
    fn inherit(&mut self, page: &Page<'_>, number: &DocumentNumber, parts: &mut Parts) {
        let bare = !parts.says_kind;
        let letters = number.kind_symbol().or_else(|| number.is_of_assembly().then_some("QH")).map(str::to_owned);
        let alike = letters.is_some() && letters == self.letters;
        if bare && alike && joins(page, self.end..parts.surface.start) {
            parts.kind = self.kind;
        }
        self.end = parts.surface.end;
        self.kind = parts.kind;
        self.letters = letters;
    }
}

/// Tells whether what stands between two citations only joins them.
pub(super) fn joins(page: &Page<'_>, between: Range<usize>) -> bool {
    const LONGEST: usize = 20;
    if between.is_empty() || between.len() > LONGEST {
        return false;
    }
    let Some(text) = page.text.get(between) else { return false };
    text.split([' ', '\n', ',', ';']).all(|word| matches!(word, "" | "và" | "hoặc" | "số" | "các"))
}

fn mention(number: DocumentNumber, parts: Parts, home: Option<Province>) -> Mention {
    Mention {
        name: number.to_string(),
        scope: scope(&number, &parts, home).to_owned(),
        time: time(&number, &parts),
        surface: parts.surface,
        kind: parts.kind,
        number: Some(number),
        date: parts.date,
        issuer: parts.issuer,
        quoted_title: parts.quoted_title,
    }
}

/// Codes such as `TU` are shared by all provinces; of which, the issuer says, or the place where the paper was written.
fn scope(number: &DocumentNumber, parts: &Parts, home: Option<Province>) -> &'static str {
    if !number.issuer().is_some_and(|row| row.local) {
        return NATION;
    }
    let label = parts.issuer.as_deref().map(crate::issuer::label);
    let named = label.as_deref().and_then(crate::issuer::of_province);
    named.or(home).map_or(OPEN, Province::slug)
}

fn time(number: &DocumentNumber, parts: &Parts) -> String {
    let date = parts.date.map(|date| date.to_string());
    let year = || number.year().map(|year| year.to_string());
    let term = || parts.term.as_ref().map(|term| format!("khoa-{term}"));
    date.or_else(year).or_else(term).unwrap_or_else(|| OPEN.to_owned())
}
