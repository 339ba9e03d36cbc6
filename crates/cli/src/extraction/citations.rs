//! Citations, ours against the truth: which documents, under which words and how often, and what is none.
//!
//! Apart from the fields, because here lists are compared: what is missing and what is too much both count.

use super::compare::{same_kind, same_number};
use super::gold::{Citation, Citations};
use super::score::{CitationScore, Matches, Outcome};

/// One of our citations, as far as it is compared.
#[derive(Debug, Default)]
pub(crate) struct Cited {
    surface: String,
    kind: Option<&'static str>,
    number: Option<String>,
    key: String,
    count: usize,
    /// Bytes of the text where its mentions begin.
    starts: Vec<usize>,
}

/// The name of the figure, what happened, and the citation.
pub(crate) type Error = (&'static str, Outcome, String);

impl From<&directive::Citation> for Cited {
    fn from(citation: &directive::Citation) -> Self {
        Self {
            surface: spaced(&citation.surface),
            kind: citation.kind.map(directive::Kind::name),
            number: citation.number.as_ref().map(ToString::to_string),
            key: citation.key.clone(),
            count: citation.count,
            starts: citation.mentions.iter().map(|span| span.start).collect(),
        }
    }
}

/// What found no partner, by its place in its list.
struct Unpaired {
    extra: Vec<usize>,
    missing: Vec<usize>,
}

/// Compares the citations of one directive, whose text is `text`.
pub(crate) fn compare(ours: &[Cited], truth: &Citations, text: &str) -> (CitationScore, Vec<Error>) {
    let gold = &truth.cited;
    let mut keys = pair(ours, gold, is_document);
    // Who names the members of a collective one by one says no less than who names the collective.
    let is_member = |at: &usize| gold.iter().any(|collective| collective.expands_to.contains(&ours[*at].key));
    let (members, extra): (Vec<usize>, Vec<usize>) = keys.extra.iter().copied().partition(is_member);
    keys.extra = extra;
    keys.missing.retain(|at| !is_listed(&gold[*at], ours, &members));
    let mut surfaces = pair(ours, gold, |ours, gold| ours.surface == spaced(&gold.surface) && ours.count == gold.count);
    surfaces.extra.retain(|at| !members.contains(at));
    let none = not_citations(ours, &truth.not_cited, text);

    let score =
        CitationScore { key: keys.matches(gold.len()), surface: surfaces.matches(gold.len()), not_cited: none.len() };
    let mut errors = keys.errors("citations", |at| document(&ours[at]), |at| gold_document(&gold[at]));
    errors.extend(surfaces.errors("surfaces", |at| counted(&ours[at]), |at| gold_counted(&gold[at])));
    errors.extend(none.into_iter().map(|at| ("not_citations", Outcome::Invented, ours[at].surface.clone())));
    (score, errors)
}

/// Pairs each citation of the truth with the first of ours that is the same and not yet taken.
fn pair(ours: &[Cited], gold: &[Citation], same: impl Fn(&Cited, &Citation) -> bool) -> Unpaired {
    let mut extra: Vec<usize> = (0..ours.len()).collect();
    let mut missing = Vec::new();
    for (at, gold) in gold.iter().enumerate() {
        match extra.iter().position(|candidate| same(&ours[*candidate], gold)) {
            Some(taken) => drop(extra.remove(taken)),
            None => missing.push(at),
        }
    }
    Unpaired { extra, missing }
}

/// Tells whether ours is the document of the truth. A collective has no key; it is known by its words.
fn is_document(ours: &Cited, gold: &Citation) -> bool {
    if gold.key_accept.contains(&ours.key) {
        return true;
    }
    let kind = both(ours.kind, gold.kind.as_deref(), same_kind);
    let number = both(ours.number.as_deref(), gold.number.as_deref(), same_number);
    let key = gold.key.as_ref().map_or_else(|| ours.surface == spaced(&gold.surface), |key| *key == ours.key);
    kind && number && key
}

fn both(ours: Option<&str>, gold: Option<&str>, same: impl Fn(&str, &str) -> bool) -> bool {
    match (ours, gold) {
        (Some(ours), Some(gold)) => same(ours, gold),
        (ours, gold) => ours.is_none() && gold.is_none(),
    }
}

/// Tells whether all members of a collective are among ours, at least one of them for its sake alone.
fn is_listed(collective: &Citation, ours: &[Cited], members: &[usize]) -> bool {
    let listed = |key: &String| ours.iter().any(|citation| citation.key == *key);
    let alone = members.iter().any(|at| collective.expands_to.contains(&ours[*at].key));
    alone && collective.expands_to.iter().all(listed)
}

/// Returns those of ours of which a mention begins inside words that are no citation.
fn not_citations(ours: &[Cited], words: &[String], text: &str) -> Vec<usize> {
    let folded = spaced(text);
    let places: Vec<_> = words
        .iter()
        .map(|words| spaced(words))
        .flat_map(|words| folded.match_indices(&words).map(|(at, _)| at..at + words.len()).collect::<Vec<_>>())
        .collect();
    let is_none = |start: &usize| {
        let at = place(text, *start);
        places.iter().any(|words| words.contains(&at))
    };
    (0..ours.len()).filter(|at| ours[*at].starts.iter().any(is_none)).collect()
}

/// Returns where a byte of a text stands when white space is folded.
fn place(text: &str, at: usize) -> usize {
    let before = &text[..text.floor_char_boundary(at)];
    let folded = spaced(before).len();
    folded + usize::from(folded > 0 && before.ends_with(char::is_whitespace))
}

impl Unpaired {
    fn matches(&self, total: usize) -> Matches {
        Matches { right: total - self.missing.len(), extra: self.extra.len(), missing: self.missing.len() }
    }

    fn errors(
        &self,
        figure: &'static str,
        ours: impl Fn(usize) -> String,
        gold: impl Fn(usize) -> String,
    ) -> Vec<Error> {
        let extra = self.extra.iter().map(|at| (figure, Outcome::Invented, ours(*at)));
        let missing = self.missing.iter().map(|at| (figure, Outcome::Missing, gold(*at)));
        missing.chain(extra).collect()
    }
}

fn document(ours: &Cited) -> String {
    format!("{} {} [{}]", ours.kind.unwrap_or("-"), ours.number.as_deref().unwrap_or("-"), ours.key)
}

fn gold_document(gold: &Citation) -> String {
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
    format!("{} {} [{}]", part(&gold.kind), part(&gold.number), gold.key.as_ref().unwrap_or(&gold.surface))
}

fn counted(ours: &Cited) -> String {
    format!("{} ({}x)", ours.surface, ours.count)
}

fn gold_counted(gold: &Citation) -> String {
    format!("{} ({}x)", spaced(&gold.surface), gold.count)
}

/// Folds each run of white space to one space.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(kind: &'static str, number: Option<&str>, key: &str, surface: &str) -> Cited {
        let (number, key, surface) = (number.map(str::to_owned), key.to_owned(), surface.to_owned());
        Cited { surface, kind: Some(kind), number, key, count: 1, starts: Vec::new() }
    }

    fn gold(kind: &str, number: Option<&str>, key: Option<&str>, surface: &str) -> Citation {
        let (number, key, surface) = (number.map(str::to_owned), key.map(str::to_owned), surface.to_owned());
        Citation { surface, kind: Some(kind.to_owned()), number, key, count: 1, ..Citation::default() }
    }

    fn score(ours: &[Cited], cited: Vec<Citation>) -> [usize; 6] {
        let (score, errors) = compare(ours, &Citations { cited, not_cited: Vec::new() }, "");
        let (key, surface) = (score.key, score.surface);
        assert_eq!(errors.len(), key.extra + key.missing + surface.extra + surface.missing);
        [key.right, key.extra, key.missing, surface.right, surface.extra, surface.missing]
    }

    #[test]
    fn documents_and_surfaces() {
        let same = ours("nghị quyết", Some("12-NQ/TW"), "k|2022", "NQ 12");
        let other_key = ours("nghị quyết", Some("12-NQ/TW"), "k|2017", "NQ 12");
        let truth = || vec![gold("nghị quyết", Some("12-NQ/TW"), Some("k|2022"), "NQ\n12")];
        assert_eq!(score(&[same], truth()), [1, 0, 0, 1, 0, 0]);
        assert_eq!(score(&[other_key], truth()), [0, 1, 1, 1, 0, 0]);
        assert_eq!(score(&[], truth()), [0, 0, 1, 0, 0, 1]);
    }

    #[test]
    fn another_key_may_be_accepted() {
        let scheme = || Citation {
            key_accept: vec!["q|06".to_owned()],
            ..gold("đề án", Some("06"), Some("d|06"), "Đề án 06")
        };
        assert_eq!(score(&[ours("quyết định", Some("06/QĐ-TTg"), "q|06", "Đề án 06")], vec![scheme()])[..3], [1, 0, 0]);
        assert_eq!(score(&[ours("quyết định", Some("06/QĐ-TTg"), "q|07", "Đề án 06")], vec![scheme()])[..3], [0, 1, 1]);
    }

    #[test]
    fn a_collective_is_known_by_its_words_or_by_all_its_members() {
        let members = || vec!["n|XI".to_owned(), "n|XII".to_owned()];
        let truth = || vec![Citation { expands_to: members(), ..gold("nghị quyết", None, None, "TW 4 (XI, XII)") }];
        let member = |key| ours("nghị quyết", None, key, "TW 4");
        assert_eq!(score(&[ours("nghị quyết", None, "?", "TW 4 (XI, XII)")], truth())[..3], [1, 0, 0]);
        assert_eq!(score(&[member("n|XI"), member("n|XII")], truth())[..3], [1, 0, 0]);
        assert_eq!(score(&[member("n|XI")], truth())[..3], [0, 0, 1]);
        assert_eq!(score(&[member("n|X")], truth())[..3], [0, 1, 1]);
    }

    #[test]
    fn what_is_no_citation() {
        let text = "Căn  cứ Chỉ thị số 1-CT/TW.\nThực hiện\nChỉ thị   này";
        let starting = |words: &str| Cited { starts: vec![text.find(words).unwrap()], ..Cited::default() };
        let none = vec!["Thực hiện Chỉ thị này".to_owned()];
        assert_eq!(not_citations(&[starting("Chỉ thị số"), starting("Chỉ thị   này")], &none, text), [1]);
        assert_eq!(not_citations(&[starting("Căn")], &["Căn cứ".to_owned()], text), [0]);
        assert_eq!(not_citations(&[starting("1-CT/TW")], &["1-CT".to_owned()], text), [0]);
        assert_eq!(not_citations(&[starting("CT/TW")], &["1-".to_owned()], text), [0; 0]);
    }
}
