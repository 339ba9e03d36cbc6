//! The provinces (tỉnh, thành phố trực thuộc trung ương), old and new.
//!
//! A directive keeps the province that issued it, and belongs today to the province that the land was merged into.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use foldhash::{HashMap, HashMapExt};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::province_table::{PROVINCES, Row};

/// One province of the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Province(u8);

/// Slugs of names and aliases, to provinces.
static NAMES: LazyLock<HashMap<String, Province>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for province in Province::all() {
        names.entry(vietnamese::slug(province.name())).or_insert(province);
    }
    for province in Province::all() {
        for alias in province.row().aliases {
            names.entry(vietnamese::slug(alias)).or_insert(province);
        }
    }
    names
});

/// Finds names as they are printed, in a text in normal form.
static PRINTED: LazyLock<(Option<AhoCorasick>, Vec<Province>)> = LazyLock::new(|| {
    let (mut patterns, mut owners) = (Vec::new(), Vec::new());
    for province in Province::all() {
        let names = std::iter::once(province.name()).chain(province.row().aliases.iter().copied());
        for name in names.filter(|name| name.contains(' ') || *name == "Huế") {
            let name = vietnamese::normalise(name).text;
            patterns.push(name.replace(' ', "\n"));
            owners.push(province);
            patterns.push(name);
            owners.push(province);
        }
    }
    (AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok(), owners)
});

impl Province {
    /// Returns all provinces, old and new.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).take(PROVINCES.len()).map(Self)
    }

    fn row(self) -> &'static Row {
        &PROVINCES[usize::from(self.0)]
    }

    /// Returns the name: `Hưng Yên`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns the name as it stands in addresses: `hung-yen`.
    pub fn slug(self) -> &'static str {
        self.row().slug
    }

    /// Returns the province that it belongs to since 01/7/2025, which may be itself.
    pub fn today(self) -> Self {
        Self::all().find(|province| province.name() == self.row().today).unwrap_or(self)
    }

    /// Tells whether it is a city run by the centre.
    pub(crate) fn is_city(self) -> bool {
        self.row().city
    }

    /// Returns the province of that name, alias or slug, with or without marks.
    pub fn named(name: &str) -> Option<Self> {
        let slug = vietnamese::slug(name);
        let bare = || slug.strip_prefix("tinh-").or_else(|| slug.strip_prefix("thanh-pho-"));
        NAMES.get(&slug).or_else(|| NAMES.get(bare()?)).copied()
    }

    /// Calls `sink` with each name of a province printed in a normal form, capitals and marks as in the table.
    pub(crate) fn each_printed(text: &str, mut sink: impl FnMut(std::ops::Range<usize>, Self)) {
        let (Some(finder), owners) = &*PRINTED else { return };
        for found in finder.find_iter(text) {
            let inside_word = text[found.end()..].starts_with(char::is_alphanumeric)
                || text[..found.start()].ends_with(char::is_alphanumeric);
            if !inside_word {
                sink(found.range(), owners[found.pattern().as_usize()]);
            }
        }
    }
}

impl std::fmt::Debug for Province {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.slug())
    }
}

impl Serialize for Province {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for Province {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let slug = String::deserialize(deserializer)?;
        let written = Self::all().find(|province| province.slug() == slug).or_else(|| Self::named(&slug));
        written.ok_or_else(|| serde::de::Error::custom(format!("no province is named {slug:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn there_are_34_today() {
        let today: HashSet<Province> = Province::all().map(Province::today).collect();
        assert_eq!(today.len(), 34);
        assert!(today.iter().all(|province| province.today() == *province));
    }

    #[test]
    fn names() {
        let cases = [
            ("Hưng Yên", "hung-yen"),
            ("hung yen", "hung-yen"),
            ("TP.HCM", "ho-chi-minh"),
            ("tỉnh Thái Bình", "thai-binh"),
            ("Huế", "hue"),
            ("Thừa Thiên – Huế", "thua-thien-hue"),
            ("Daklak", "dak-lak"),
        ];
        for (typed, slug) in cases {
            assert_eq!(Province::named(typed).map(Province::slug), Some(slug), "{typed}");
        }
        assert_eq!(Province::named("Thái Bình").map(|old| old.today().name()), Some("Hưng Yên"));
        assert_eq!(Province::named("hòa bình thế giới"), None);
    }
}
