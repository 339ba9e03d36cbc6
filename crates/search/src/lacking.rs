//! The words of a query that the hits of a page lack: what is told where not all of them were needed.

use crate::matcher::Matcher;

/// Words that some hit lacks.
#[derive(Default)]
pub(crate) struct Lacking(Option<Vec<String>>);

impl Lacking {
    /// Adds those that one hit lacks.
    pub(crate) fn add<'a>(&mut self, absent: impl Iterator<Item = &'a str>) {
        let words = self.0.get_or_insert_default();
        for word in absent {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
    }

    /// Returns them; where no hit was looked at, all words.
    pub(crate) fn words(self, matcher: &Matcher) -> Vec<String> {
        self.0.unwrap_or_else(|| matcher.absent(&[]).map(str::to_owned).collect())
    }
}
