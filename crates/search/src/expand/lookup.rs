//! The table of abbreviations made ready to be looked up by what was typed, letters and words alike.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::table::{ABBREVIATIONS, Reading};
use crate::query::{Word, words};

/// What some words stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Other {
    /// As the table writes it.
    pub(super) text: &'static str,
    pub(super) words: Vec<Word>,
}

/// Words of the table, with what they stand for.
struct Entry {
    words: Vec<Word>,
    other: Other,
    /// Stand for it only when typed in capitals.
    capitals: bool,
}

static LOOKUP: LazyLock<Lookup> = LazyLock::new(Lookup::new);

/// All entries by their folded words.
struct Lookup {
    entries: HashMap<String, Vec<Entry>>,
    /// Words of the longest entry.
    longest: usize,
}

/// Returns how many words the longest entry of the table has.
pub(super) fn longest() -> usize {
    LOOKUP.longest
}

/// Returns what typed words stand for; nothing for most. `capitals` tells whether capitals mean anything in this query.
pub(super) fn find(typed: &[Word], capitals: bool) -> Vec<&'static Other> {
    let entries = LOOKUP.entries.get(key(typed).as_ref()).map_or(&[][..], Vec::as_slice);
    // TU is not TƯ: only what is spelled like no entry is looked up without its marks.
    let exact = entries.iter().any(|entry| same(typed, &entry.words));
    let fits = |entry: &&Entry| match exact {
        true => same(typed, &entry.words),
        false => typed.iter().zip(&entry.words).all(|(typed, own)| !typed.marked || typed.exact == own.exact),
    };
    let shown = capitals && typed.iter().all(|word| word.capitals);
    let fitting = entries.iter().filter(fits).filter(|entry| shown || !entry.capitals);
    fitting.map(|entry| &entry.other).collect()
}

/// Tells whether a word alone is one of the table's abbreviations, whatever its case.
pub(super) fn is_abbreviation(word: &Word) -> bool {
    LOOKUP.entries.contains_key(&word.folded)
}

fn same(typed: &[Word], own: &[Word]) -> bool {
    typed.iter().zip(own).all(|(typed, own)| typed.exact == own.exact)
}

fn key(words: &[Word]) -> Cow<'_, str> {
    match words {
        [word] => Cow::Borrowed(&word.folded),
        words => Cow::Owned(words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")),
    }
}

impl Lookup {
    fn new() -> Lookup {
        let mut lookup = Lookup { entries: HashMap::new(), longest: 0 };
        for (letters, phrase, reading) in ABBREVIATIONS {
            lookup.add(letters, phrase, matches!(reading, Reading::Capitals | Reading::Guarded));
            if matches!(reading, Reading::Plain | Reading::Capitals) {
                lookup.add(phrase, letters, false);
            }
        }
        lookup
    }

    fn add(&mut self, text: &str, other: &'static str, capitals: bool) {
        let own = words(text);
        self.longest = self.longest.max(own.len());
        let entries = self.entries.entry(key(&own).into_owned()).or_default();
        entries.push(Entry { words: own, other: Other { text: other, words: words(other) }, capitals });
    }
}
