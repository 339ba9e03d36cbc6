//! Documents cited by number: `KIND [số] NUMBER [,] [date] [của ISSUER] [title]`.
//!
//! In a list (`các Quy định số 1-QĐ/TW, 2-QĐ/TW và 3-QĐ/TW`) the kind word stands before the first only.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::mention::{Mention, NATION, OPEN};
use super::parts::{self, Parts};
use super::shared_suffix;
use super::time::Time;
use crate::issuer;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::province::Province;
use crate::text::Page;

/// Returns the mentions of numbered documents, in order.
pub(super) fn mentions(page: &Page<'_>, own: Option<&DocumentNumber>, home: Option<Province>) -> Vec<Mention> {
    let mut numbers = crate::number::numbers(&page.text).peekable();
    let mut mentions = Vec::new();
    let (mut list, mut scopes) = (List::default(), Scopes::new(home));
    while let Some((range, number)) = numbers.next() {
        if Some(&number) == own {
            continue;
        }
        let stop = numbers.peek().map_or(page.text.len(), |(next, _)| next.start);
        let mut parts = parts::read(page, range.clone(), &number, stop);
        list.inherit(page, &number, &mut parts);
        let scope = scopes.of(&number, &parts);
        let mention = mention(number, parts, scope);
        shared_suffix::before(page, range.start, &mention, &mut mentions);
        mentions.push(mention);
    }
    mentions
}

/// The list that numbers may stand in: what its last member was.
#[derive(Default)]
struct List {
    end: usize,
    kind: Option<Kind>,
    letters: Option<&'static str>,
}

impl List {
    /// Gives a member without a kind word the kind of the member before it.
    fn inherit(&mut self, page: &Page<'_>, number: &DocumentNumber, parts: &mut Parts) {
        let bare = !parts.says_kind;
        let letters = number.kind_symbol().or_else(|| number.is_of_assembly().then_some("QH"));
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

fn mention(number: DocumentNumber, parts: Parts, scope: &'static str) -> Mention {
    let time = time(&number, &parts);
    let (date, issuer, quoted_title) = (parts.date, parts.issuer, parts.quoted_title);
    let mention = Mention::numbered(parts.surface, parts.kind, number);
    Mention { scope: scope.into(), time, date, issuer, quoted_title, ..mention }
}

/// Whose documents the numbers of a paper are. The same few issuers return throughout a paper: each is looked up once.
struct Scopes {
    home: Option<Province>,
    known: HashMap<String, Option<Province>>,
}

impl Scopes {
    fn new(home: Option<Province>) -> Self {
        Self { home, known: HashMap::new() }
    }

    /// Codes such as `TU` are shared by all provinces; of which, the issuer says, or the place where the paper was
    /// written.
    fn of(&mut self, number: &DocumentNumber, parts: &Parts) -> &'static str {
        if !number.issuer().is_some_and(|row| row.local) {
            return NATION;
        }
        let named = parts.issuer.as_deref().and_then(|printed| self.province(printed));
        named.or(self.home).map_or(OPEN, Province::slug)
    }

    fn province(&mut self, printed: &str) -> Option<Province> {
        if let Some(known) = self.known.get(printed) {
            return *known;
        }
        let province = issuer::of_province(&issuer::label(printed));
        self.known.insert(printed.to_owned(), province);
        province
    }
}

fn time(number: &DocumentNumber, parts: &Parts) -> Time {
    let date = parts.date.map(Time::Day);
    let year = || number.year().map(Time::Year);
    let term = || parts.term.as_ref().map(|term| Time::term(format!("khoa-{term}")));
    date.or_else(year).or_else(term).unwrap_or(Time::Open)
}
