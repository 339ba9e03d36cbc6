//! What was understood of a directive as the index keeps it: its footnotes, the facts that are told of a hit, and the rest, in
//! the form of [`postcard`](https://postcard.jamesmunns.com/wire-format).
//!
//! Bytes and not JSON, which is more than half as long as the text of a usual directive, and would be unpacked wherever the text
//! is. They name nothing: that they were written by the types that read them is told by the fingerprint (see `sample`).

use std::fmt::Formatter;
use std::ops::Range;

use directive::{Basis, Citation, Diagnostic, Directive, DocumentNumber, Fact, Kind, Level, Province, ReadingOrder};
use jiff::civil::Date;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// Footnotes that are read behind the sentences they break, as bytes of the text.
type Footnotes = Vec<Range<usize>>;

/// The facts that are told of a hit, in the order of [`Facts`].
type ToldFacts = (
    Fact<DocumentNumber>,
    Fact<Kind>,
    Fact<String>,
    Fact<Level>,
    Fact<Province>,
    Fact<Date>,
    Fact<i16>,
    Fact<String>,
    Fact<String>,
);

/// All else: organ, place, year of the subject, recipients, office of the signer, citations and diagnostics.
type Rest = (Fact<String>, Fact<String>, Fact<i16>, Vec<String>, Fact<String>, Vec<Citation>, Vec<Diagnostic>);

/// Returns a record.
pub(crate) fn write(order: &ReadingOrder, directive: &Directive) -> Vec<u8> {
    let Directive { number, kind, issuer, organ, level, province, place, date, year, .. } = directive;
    let Directive { subject_year, title, recipients, signer, signer_role, citations, diagnostics, .. } = directive;
    let told = (number, kind, issuer, level, province, date, year, title, signer);
    let rest = (organ, place, subject_year, recipients, signer_role, citations, diagnostics);
    // Memory that grows has room for all of it, and each of these types can be written.
    postcard::to_stdvec(&(&order.footnotes, told, rest)).unwrap_or_default()
}

/// Reads the order in which a text is read off its record; `None` where it is unreadable, or is of another text.
pub(crate) fn order(record: &[u8], text: &str) -> Option<ReadingOrder> {
    let (footnotes, _) = postcard::take_from_bytes::<Footnotes>(record).ok()?;
    let order = ReadingOrder::around(footnotes, text.len());
    let mut pieces = order.body.iter().chain(&order.footnotes);
    pieces.all(|piece| text.get(piece.clone()).is_some()).then_some(order)
}

/// Reads a whole directive; `None` where it is unreadable.
pub(crate) fn directive(record: &[u8]) -> Option<Directive> {
    let (_, told, rest) = postcard::from_bytes::<(Footnotes, ToldFacts, Rest)>(record).ok()?;
    let (number, kind, issuer, level, province, date, year, title, signer) = told;
    let (organ, place, subject_year, recipients, signer_role, citations, diagnostics) = rest;
    Some(Directive {
        number,
        kind,
        issuer,
        organ,
        level,
        province,
        place,
        date,
        year,
        subject_year,
        title,
        recipients,
        signer,
        signer_role,
        citations,
        diagnostics,
    })
}

/// Reads the facts of a hit; `None` where they are unreadable.
pub(crate) fn facts(record: &[u8]) -> Option<Facts> {
    postcard::take_from_bytes::<(Footnotes, Facts)>(record).ok().map(|((_, facts), _)| facts)
}

/// The facts that tell a directive from others, as [`Directive`] has them, without their evidence. What it cites and whom it
/// addresses, most of a record, is not read.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[expect(missing_docs, reason = "each is told of where the directive is")]
pub struct Facts {
    /// As it was written when the directive was understood: nothing that shows it needs to read it.
    #[serde(deserialize_with = "printed")]
    pub number: Told<String>,
    pub kind: Told<Kind>,
    #[serde(deserialize_with = "printed")]
    pub issuer: Told<String>,
    pub level: Told<Level>,
    pub province: Told<Province>,
    pub date: Told<Date>,
    pub year: Told<i16>,
    #[serde(deserialize_with = "printed")]
    pub title: Told<String>,
    #[serde(deserialize_with = "printed")]
    pub signer: Told<String>,
}

/// Reads a fact that is a text. The library looks at one letter after the other, which takes longer than all else where each
/// bears marks; the form is that of bytes, so they are taken as such.
fn printed<'de, D: Deserializer<'de>>(reader: D) -> Result<Told<String>, D::Error> {
    struct Printed(String);
    struct Reader;
    impl<'de> Deserialize<'de> for Printed {
        fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Printed, D::Error> {
            reader.deserialize_bytes(Reader)
        }
    }
    impl Visitor<'_> for Reader {
        type Value = Printed;

        fn expecting(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("a text")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Printed, E> {
            simdutf8::basic::from_utf8(bytes).map(|text| Printed(text.to_owned())).map_err(E::custom)
        }
    }
    let fact = Fact::<Printed>::deserialize(reader)?;
    Ok(Told { value: fact.value.map(|printed| printed.0), basis: fact.basis })
}

/// A fact as it is told of a hit.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Fact<T>", bound(deserialize = "T: Deserialize<'de>"))]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Told<T> {
    /// The value; `None` when unknown.
    pub value: Option<T>,
    /// Its ground.
    pub basis: Basis,
}

impl<T> From<Fact<T>> for Told<T> {
    fn from(fact: Fact<T>) -> Told<T> {
        Told { value: fact.value, basis: fact.basis }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directive::reading_order;
    use proptest::prelude::*;

    const SEED: &str = include_str!("../../../seeds/000_25d31764dfd2fe86.txt");
    const SEEDS: [&str; 4] = [
        include_str!("../../../seeds/001_ac113182727c1ec2.txt"),
        include_str!("../../../seeds/002_54687f459a091cd1.txt"),
        include_str!("../../../seeds/003_be6f04c7cac3f54d.txt"),
        include_str!("../../../seeds/004_80d5308ccbc39730.txt"),
    ];

    #[test]
    fn what_is_written_is_read() {
        let footnote = "bảo đảm an ninh\n\n(1) Theo Quyết định.\n\nchính trị.";
        for text in [SEED, footnote, "", "không có gì"].iter().chain(&SEEDS) {
            let understood = directive::parse(text);
            let record = write(&reading_order(text), &understood);
            assert_eq!(order(&record, text), Some(reading_order(text)), "{text}");
            assert_eq!(directive(&record), Some(understood), "{text}");
        }
        assert_eq!(reading_order(footnote).footnotes.len(), 1);
        let everything = crate::sample::directive();
        assert_eq!(directive(&write(&crate::sample::order(), &everything)), Some(everything));
    }

    #[test]
    fn facts_are_those_of_the_directive() {
        let understood = directive::parse(SEED);
        let facts = facts(&write(&reading_order(SEED), &understood)).expect("they can be read");
        let facts = serde_json::to_value(facts).expect("they can be written");
        let whole = serde_json::to_value(&understood).expect("it can be written");
        for (name, fact) in facts.as_object().expect("an object") {
            assert!(!fact["basis"].is_null(), "{name}");
            for part in ["value", "basis"] {
                assert_eq!(fact[part], whole[name][part], "{name}");
            }
        }
        assert!(whole["number"]["value"].is_string() && whole["signer"]["value"].is_string(), "{whole:#}");
    }

    #[test]
    fn the_order_of_another_text_is_refused() {
        let cases: [(&[(usize, usize)], bool); 6] = [
            (&[], true),
            (&[(2, 5)], true),
            (&[(1, 5)], false),
            (&[(2, 9)], false),
            (&[(5, 6), (2, 3)], false),
            (&[(usize::MAX, usize::MAX)], false),
        ];
        for (footnotes, is_read) in cases {
            let footnotes: Footnotes = footnotes.iter().map(|(start, end)| *start..*end).collect();
            let record = postcard::to_stdvec(&footnotes).expect("it can be written");
            assert_eq!(order(&record, "đ abc").is_some(), is_read, "{footnotes:?}");
        }
    }

    proptest! {
        #[test]
        fn damage_is_never_more_than_unreadable(at in 0_usize..2_000, flipped in 1_u8.., kept in 0_usize..4_000) {
            let mut record = write(&reading_order(SEED), &directive::parse(SEED));
            record.truncate(kept);
            if let Some(byte) = record.get_mut(at) {
                *byte ^= flipped;
            }
            let _ = (order(&record, SEED), facts(&record), directive(&record));
        }
    }
}
