//! The documents that a paper cites: which, who issued them, when, in what relation to the paper, how often they are named.
//!
//! Each form of citation has a file that finds its mentions; here they are put in order, settled and merged. A document is
//! known by its key, not by its surface: one number is borne by several documents (`12-NQ/TW` of 2012, 2017, 2022), so the
//! key holds scope and time besides.

mod alias;
mod bare;
mod collective;
mod congress;
mod law;
mod mention;
mod nickname_table;
mod numbered;
mod parts;
mod plenum;
mod relation;
mod sentence;
mod shared_suffix;
#[cfg(test)]
mod tests;
mod time;

pub use nickname_table::nicknamed;

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::fact::Span;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::province::Province;
use crate::text::{Page, one_line};
use mention::{Identity, Mention, Name};
pub use relation::Relation;
use sentence::Sentences;

/// One document that a paper cites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// The first mention as printed, on one line.
    pub surface: String,
    /// The kind, by its word; without a word, by the letters of the number.
    pub kind: Option<Kind>,
    /// The number; `None` for documents that bear none.
    pub number: Option<DocumentNumber>,
    /// `kind | number or name | scope | time`: equal keys are one document. `?` stands for what the paper leaves open.
    pub key: String,
    /// The date of the cited document.
    pub date: Option<Date>,
    /// Who issued it, as printed; where it is not, the one body whose code stands in the number.
    pub issuer: Option<String>,
    /// The title in quotation marks behind it.
    pub quoted_title: Option<String>,
    /// What the paper does with it, where the words say so.
    pub relation: Option<Relation>,
    /// The sentence that cites it first; of a very long one, what stands around the citation.
    pub sentence: Span,
    /// How often the paper names it.
    pub count: usize,
    /// Where.
    pub mentions: Vec<Span>,
}

/// Returns the citations of a text in order of first appearance. `own` is the paper's own number, which is none; `home`
/// is the province whose `TU` and `UBND` are meant when no other is named.
pub(crate) fn citations(page: &Page<'_>, own: Option<&DocumentNumber>, home: Option<Province>) -> Vec<Citation> {
    let mut mentions = numbered::mentions(page, own, home);
    mentions.extend(law::mentions(page));
    mentions.extend(congress::mentions(page, home));
    mentions.extend(plenum::mentions(page));
    mentions.extend(collective::mentions(page));
    mention::arrange(&mut mentions);
    mention::settle_kinds(&mut mentions);
    law::join_numbers(page, &mut mentions);
    mention::settle_times(&mut mentions);
    let aliases = alias::mentions(page, &mentions);
    mention::add(&mut mentions, aliases);
    let bare = bare::mentions(page, &mentions, own);
    mention::add(&mut mentions, bare);
    mention::settle_times(&mut mentions);
    merge(page, mentions)
}

/// Merges the mentions of each document into one citation.
fn merge(page: &Page<'_>, mentions: Vec<Mention>) -> Vec<Citation> {
    let places = places(&mentions);
    let mut citations: Vec<Citation> = Vec::new();
    let (mut before, mut sentences) = (relation::Before::default(), Sentences::default());
    for (mention, at) in mentions.into_iter().zip(places) {
        let stated = citations.get(at).is_some_and(|citation| citation.relation.is_some());
        let relation = before.relation(page, &mention.surface, stated);
        match citations.get_mut(at) {
            Some(citation) => repeat(citation, page, mention, relation),
            None => {
                let sentence = page.span(sentences.around(page, &mention.surface));
                citations.push(first(page, mention, relation, sentence));
            }
        }
    }
    for citation in citations.iter_mut().filter(|citation| citation.issuer.is_none()) {
        citation.issuer = sole_issuer(citation.number.as_ref());
    }
    citations
}

/// Returns for each mention the place of its document among the documents, in order of first appearance.
fn places(mentions: &[Mention]) -> Vec<usize> {
    let hasher = RandomState::default();
    let hash = |mention: &Mention| hasher.hash_one(Identity(mention));
    // Of each document its place and its first mention, in little room: the table is looked into all over.
    let mut known: HashTable<(u32, u32)> = HashTable::with_capacity(mentions.len());
    let first = |entry: &(u32, u32)| &mentions[entry.1 as usize];
    let place = |(at, mention): (u32, &Mention)| {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let same = |entry: &(u32, u32)| Identity(first(entry)) == Identity(mention);
        let entry = known.entry(hash(mention), same, |entry| hash(first(entry)));
        entry.or_insert((next, at)).get().0 as usize
    };
    (0..).zip(mentions).map(place).collect()
}

/// Returns the one body whose code stands in a number. `TW` is the code of three organs.
fn sole_issuer(number: Option<&DocumentNumber>) -> Option<String> {
    let row = number?.issuer().filter(|row| !row.local && row.code != "TW")?;
    Some(row.name.to_owned())
}

fn first(page: &Page<'_>, mention: Mention, relation: Option<Relation>, sentence: Span) -> Citation {
    let surface = page.span(mention.surface.clone());
    Citation {
        surface: one_line(page.slice(surface)),
        kind: mention.kind,
        key: mention.key(),
        date: mention.date,
        issuer: mention.issuer.map(String::from),
        quoted_title: mention.quoted_title.map(String::from),
        relation,
        sentence,
        count: 1,
        mentions: vec![surface],
        number: match mention.name {
            Name::Number(number) => Some(number),
            Name::Words(_) => None,
        },
    }
}

/// A later mention adds what the first did not say.
fn repeat(citation: &mut Citation, page: &Page<'_>, mention: Mention, relation: Option<Relation>) {
    citation.count += 1;
    citation.mentions.push(page.span(mention.surface));
    citation.date = citation.date.or(mention.date);
    citation.relation = citation.relation.or(relation);
    citation.issuer = citation.issuer.take().or(mention.issuer.map(String::from));
    citation.quoted_title = citation.quoted_title.take().or(mention.quoted_title.map(String::from));
}
