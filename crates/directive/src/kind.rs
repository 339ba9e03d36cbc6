//! The kind (thể loại) of a directive.
//!
//! The word decides the kind, the letters of a number only hint at it: `132-QĐ/TW` is a quy định, `208-QĐ/TU` a quyết định.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::kind_table::{KINDS, Row};

/// One kind of the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(u8);

/// Slugs and folded letters of numbers, to kinds. What stands first in the table wins.
static NAMES: LazyLock<HashMap<String, Kind>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for kind in Kind::all() {
        names.entry(kind.slug().to_owned()).or_insert(kind);
        names.entry(vietnamese::slug(kind.name())).or_insert(kind);
    }
    for kind in Kind::all() {
        for symbol in kind.row().symbols {
            names.entry(vietnamese::slug(symbol)).or_insert(kind);
        }
    }
    names
});

/// Kinds by the letter, in small, that their names begin with. Longest names first: `nghị quyết liên tịch` before
/// `nghị quyết`.
static BY_FIRST: LazyLock<HashMap<char, Vec<Kind>>> = LazyLock::new(|| by_letter(|name| name.chars().next()));

/// Kinds by the letter, in small, that their names end with. Longest names first.
static BY_LAST: LazyLock<HashMap<char, Vec<Kind>>> = LazyLock::new(|| by_letter(|name| name.chars().next_back()));

fn by_letter(of: impl Fn(&str) -> Option<char>) -> HashMap<char, Vec<Kind>> {
    let mut kinds: Vec<Kind> = Kind::all().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.name().len()));
    let mut by_letter: HashMap<char, Vec<Kind>> = HashMap::new();
    for kind in kinds {
        by_letter.entry(of(kind.name()).map_or(' ', small)).or_default().push(kind);
    }
    by_letter
}

/// Kinds by their letters in numbers. What stands first in the table wins.
static BY_SYMBOL: LazyLock<HashMap<&'static str, KindSymbol>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    for kind in Kind::all() {
        for (place, symbol) in (0..=u8::MAX).zip(kind.symbols()) {
            kinds.entry(*symbol).or_insert(KindSymbol { kind, place });
        }
    }
    kinds
});

/// Letters of numbers that mean a kind, known by their place in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct KindSymbol {
    kind: Kind,
    place: u8,
}

impl KindSymbol {
    /// Returns the kind that the letters mean when no word says otherwise.
    pub(crate) fn kind(self) -> Kind {
        self.kind
    }

    /// Returns the letters as the table spells them.
    pub(crate) fn letters(self) -> &'static str {
        self.kind.symbols().get(usize::from(self.place)).copied().unwrap_or_default()
    }
}

impl Kind {
    /// Returns all kinds, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).take(KINDS.len()).map(Self)
    }

    fn row(self) -> &'static Row {
        &KINDS[usize::from(self.0)]
    }

    /// Returns the Vietnamese name: `công văn`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the name as it stands in addresses: `cong-van`.
    pub fn slug(self) -> &'static str {
        self.row().slug
    }

    /// Returns the kind of that name, slug or abbreviation, in any case, with or without marks.
    pub fn named(name: &str) -> Option<Self> {
        let typed = name.trim();
        let exact = |kind: &Self| kind.row().symbols.first().is_some_and(|symbol| *symbol == typed);
        Self::all().find(exact).or_else(|| NAMES.get(&vietnamese::slug(typed)).copied())
    }

    /// Returns its letters in numbers, the usual ones first.
    pub(crate) fn symbols(self) -> &'static [&'static str] {
        self.row().symbols
    }

    /// Returns the kind that these letters of a number mean when no word says otherwise.
    pub(crate) fn of_symbol(symbol: &str) -> Option<Self> {
        BY_SYMBOL.get(symbol).map(|symbol| symbol.kind)
    }

    /// Returns the place in the table of letters of a number, if they mean a kind.
    pub(crate) fn symbol(letters: &str) -> Option<KindSymbol> {
        BY_SYMBOL.get(letters).copied()
    }

    /// Returns the kind whose name opens a text, and the length of that name in the text, whatever the case and the
    /// white space between its words.
    pub(crate) fn opening(text: &str) -> Option<(Self, usize)> {
        let kinds = BY_FIRST.get(&small(text.chars().next()?))?;
        kinds.iter().find_map(|kind| Some((*kind, opening_length(text, kind.name())?)))
    }

    /// Returns the kind whose name closes a text, and where it begins.
    pub(crate) fn closing(text: &str) -> Option<(Self, usize)> {
        let kinds = BY_LAST.get(&small(text.chars().next_back()?))?;
        kinds.iter().find_map(|kind| Some((*kind, closing_start(text, kind.name())?)))
    }
}

/// Returns a letter in small; one that becomes several stays as it is.
fn small(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut small = letter.to_lowercase();
    small.next().filter(|_| small.next().is_none()).unwrap_or(letter)
}

/// Tells whether two characters are one but for case; any white space is a space.
fn alike(found: char, expected: char) -> bool {
    found == expected || (expected == ' ' && found.is_whitespace()) || small(found) == small(expected)
}

fn opening_length(text: &str, name: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for expected in name.chars() {
        rest.next().filter(|(_, found)| alike(*found, expected))?;
    }
    let length = rest.next().map_or(text.len(), |(at, _)| at);
    (!text[length..].starts_with(char::is_alphanumeric)).then_some(length)
}

fn closing_start(text: &str, name: &str) -> Option<usize> {
    let mut rest = text.char_indices().rev();
    let mut start = text.len();
    for expected in name.chars().rev() {
        start = rest.next().filter(|(_, found)| alike(*found, expected))?.0;
    }
    (!text[..start].ends_with(char::is_alphanumeric)).then_some(start)
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.slug())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let slug = String::deserialize(deserializer)?;
        let written = Self::all().find(|kind| kind.slug() == slug).or_else(|| Self::named(&slug));
        written.ok_or_else(|| serde::de::Error::custom(format!("no kind of directive is named {slug:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_names() {
        for kind in Kind::all() {
            assert_eq!(Kind::named(kind.slug()), Some(kind));
            assert_eq!(Kind::named(&kind.name().to_uppercase()), Some(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(serde_json::from_str::<Kind>(&json).unwrap(), kind);
        }
    }

    #[test]
    fn abbreviations() {
        let cases = [
            ("NQ", "nghi-quyet"),
            ("qd", "quyet-dinh"),
            ("QyĐ", "quy-dinh"),
            ("TT", "thong-tu"),
            ("cv", "cong-van"),
            ("DA", "du-an"),
            ("ĐA", "de-an"),
        ];
        for (typed, slug) in cases {
            assert_eq!(Kind::named(typed).map(Kind::slug), Some(slug), "{typed}");
        }
        assert_eq!(Kind::named("thơ"), None);
    }

    #[test]
    fn names_in_a_text() {
        assert_eq!(
            Kind::opening("NGHỊ\nQUYẾT LIÊN TỊCH về").map(|(kind, _)| kind.slug()),
            Some("nghi-quyet-lien-tich")
        );
        assert_eq!(Kind::opening("LUẬTSƯ"), None);
        assert_eq!(Kind::closing("theo Chỉ\nthị").map(|(kind, start)| (kind.slug(), start)), Some(("chi-thi", 5)));
    }
}
