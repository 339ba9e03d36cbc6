//! What a paper does with a document that it cites, by the words before the citation.
//!
//! The words are read backwards: first those that only fill (`nghiêm túc`, `một số điều của`), then the verb. Anything
//! else, and nothing is said of the relation.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::numbered::joins;
use crate::date;
use crate::text::Page;

/// How far before a citation its verb may stand.
const REACH: usize = 150;
/// How many words may stand between.
const MOST_FILLERS: usize = 14;

/// What a paper does with a document that it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It rests on it (căn cứ).
    Basis,
    /// It carries it out (thực hiện).
    Implements,
    /// It amends it (sửa đổi, bổ sung).
    Amends,
    /// It takes its place (thay thế).
    Replaces,
    /// It repeals it (bãi bỏ).
    Repeals,
    /// It explains how to carry it out (hướng dẫn).
    Guides,
}

impl Relation {
    /// Returns the Vietnamese word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basis => "căn cứ",
            Self::Implements => "thực hiện",
            Self::Amends => "sửa đổi",
            Self::Replaces => "thay thế",
            Self::Repeals => "bãi bỏ",
            Self::Guides => "hướng dẫn",
        }
    }
}

/// Verbs, last word first; what stands earlier in the table wins.
const VERBS: &[(&[&str], Relation)] = &[
    (&["hành", "thi", "dẫn", "hướng"], Relation::Guides),
    (&["hiện", "thực", "dẫn", "hướng"], Relation::Guides),
    (&["dẫn", "hướng"], Relation::Guides),
    (&["tiết", "chi", "định", "quy"], Relation::Guides),
    (&["cứ", "căn"], Relation::Basis),
    (&["hiện", "thực"], Relation::Implements),
    (&["khai", "triển"], Relation::Implements),
    (&["hành", "thi"], Relation::Implements),
    (&["triệt", "quán"], Relation::Implements),
    (&["sung", "bổ"], Relation::Amends),
    (&["đổi", "sửa"], Relation::Amends),
    (&["thế", "thay"], Relation::Replaces),
    (&["bỏ", "bãi"], Relation::Repeals),
    (&["bỏ", "hủy"], Relation::Repeals),
];

/// Words that may stand between a verb and the document.
const FILLERS: &[&str] = &[
    "nghiêm", "túc", "có", "hiệu", "quả", "tốt", "đầy", "đủ", "kịp", "thời", "đồng", "bộ", "các", "quyết", "liệt",
    "thắng", "lợi", "sâu", "rộng", "những", "một", "số", "điều", "nội", "dung", "khoản", "điểm", "của", "tại", "cho",
    "toàn", "phần", "vào", "quy", "định", "và", "chỉ", "đạo", "khoản,", "điều,", "tinh", "thần",
];

/// Reads relations in the order of the text: a citation joined to the one before stands in its relation.
#[derive(Default)]
pub(super) struct Before {
    end: usize,
    relation: Option<Relation>,
}

impl Before {
    /// Returns the relation of a mention; `known` tells that the document's relation is stated already.
    pub(super) fn relation(&mut self, page: &Page<'_>, surface: &Range<usize>, known: bool) -> Option<Relation> {
        let joined = self.relation.filter(|_| joins(page, self.end..surface.start));
        let relation = joined.or_else(|| if known { None } else { said_before(page, surface.start) });
        (self.end, self.relation) = (surface.end, relation);
        relation
    }
}

fn said_before(page: &Page<'_>, start: usize) -> Option<Relation> {
    let mut rest = page.behind(start, REACH).0;
    for _ in 0..=MOST_FILLERS {
        let (before, word) = last_word(rest)?;
        let word = small(word);
        if let Some(relation) = verb(before, &word) {
            return Some(relation);
        }
        if !may_fill(&word) {
            return None;
        }
        rest = before;
    }
    None
}

/// Returns the last word of a text, and what stands before it.
fn last_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end();
    let start = text.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    (!text.is_empty()).then(|| text.split_at(text.ceil_char_boundary(start)))
}

/// Returns a word in small letters, as the tables hold them; most are so already.
fn small(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}

/// Tells whether a small word may stand between verb and document: one of the table, or the number of an article.
fn may_fill(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    let place = word.len() <= 3 && (word.len() == 1 || word.bytes().all(|byte| byte.is_ascii_digit()));
    place || FILLERS.contains(&word)
}

/// Returns a word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_end_matches(',').trim_start_matches(['(', '"', '-'])
}

/// Tells whether a word is one of small letters but for case.
fn alike(word: &str, small: &str) -> bool {
    let mut expected = small.chars();
    let same = |found: char| expected.next().is_some_and(|small| date::alike(found, small));
    word.chars().all(same) && expected.next().is_none()
}

/// Returns the verb that ends with a small word. `được sửa đổi, bổ sung theo …` has other words behind it and is none.
fn verb(before: &str, word: &str) -> Option<Relation> {
    let word = bare(word);
    let ends = |verb: &[&str]| {
        let Some((last, others)) = verb.split_first() else { return false };
        let mut rest = before;
        word == *last
            && others.iter().all(|expected| {
                let Some((before, word)) = last_word(rest) else { return false };
                rest = before;
                alike(bare(word), expected)
            })
    };
    VERBS.iter().find(|(verb, _)| ends(verb)).map(|(_, relation)| *relation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs() {
        let cases = [
            ("Căn cứ Nghị định", Some(Relation::Basis)),
            ("Căn cứ khoản 2 Điều 5 Nghị định", Some(Relation::Basis)),
            ("Thực hiện nghiêm túc, hiệu quả Nghị định", Some(Relation::Implements)),
            ("tiếp tục đẩy mạnh\nthực hiện Nghị định", Some(Relation::Implements)),
            ("hướng dẫn thực hiện Nghị định", Some(Relation::Guides)),
            ("quy định chi tiết một số điều của Nghị định", Some(Relation::Guides)),
            ("sửa đổi, bổ sung một số điều của Nghị định", Some(Relation::Amends)),
            ("được sửa đổi, bổ sung theo Nghị định", None),
            ("này thay thế Nghị định", Some(Relation::Replaces)),
            ("bãi bỏ toàn bộ Nghị định", Some(Relation::Repeals)),
            ("trong thời gian qua Nghị định", None),
            ("Nghị định", None),
        ];
        for (text, expected) in cases {
            let page = Page::new(text);
            let start = page.text.find("Nghị định").unwrap();
            assert_eq!(said_before(&page, start), expected, "{text}");
        }
    }
}
