//! Short names that a paper defines for a document and uses afterwards: `(Viết tắt là Nghị quyết số 12)`.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::mention::Mention;
use crate::kind::Kind;
use crate::text::Page;

/// A paper that defines more names than these is no paper.
const MOST: usize = 64;
/// How far before a definition the document may stand.
const REACH: usize = 900;

/// The verb of a definition, which is rarer than the bracket before it.
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[Vv]iết\s+tắt|[Gg]ọi\s+tắt|[Gg]ọi\s+là").ok());
/// What stands behind the verb: the name, and the bracket that closes.
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^((?:\s+là)?\s*:?\s*"?((?:\p{Lu}|luật|bộ|nghị|quyết|chỉ|kết|đề|chương|kế|quy|thông)[^()";]{1,110}?)"?)\s*\)"#,
    )
    .ok()
});
/// How far a definition may reach behind its verb, in bytes.
const LONGEST: usize = 600;

/// What may stand between the bracket and the verb.
const LEADS: &[&str] = &["", "Sau đây", "sau đây", "Sau đây được", "sau đây được", "Sau đây xin", "được", "xin"];

/// A short name and the document that it stands for.
struct Alias<'a> {
    name: String,
    /// Where it is defined; it is used only behind.
    defined: Range<usize>,
    document: &'a Mention,
}

/// Returns the mentions by short names: their definitions and their uses.
pub(super) fn mentions(page: &Page<'_>, known: &[Mention]) -> Vec<Mention> {
    let aliases = definitions(page, known);
    let mut mentions: Vec<Mention> = aliases.iter().map(|alias| alias.document.again(alias.defined.clone())).collect();
    mentions.extend(uses(page, &aliases));
    mentions
}

fn definitions<'a>(page: &Page<'_>, known: &'a [Mention]) -> Vec<Alias<'a>> {
    let Some(pattern) = VERB.as_ref().filter(|_| !known.is_empty() && defines(page)) else { return Vec::new() };
    let found = pattern.find_iter(&page.text).filter_map(|verb| definition(page, known, verb.range()));
    found.take(MOST).collect()
}

/// Tells whether the word that each verb of [`VERB`] holds stands anywhere.
fn defines(page: &Page<'_>) -> bool {
    page.holds("tắt") || page.holds("ọi")
}

fn definition<'a>(page: &Page<'_>, known: &'a [Mention], verb: Range<usize>) -> Option<Alias<'a>> {
    let (before, _) = page.behind(verb.start, 40);
    let lead = before.rsplit_once('(')?.1.replace('\n', " ");
    if !LEADS.contains(&lead.trim()) {
        return None;
    }
    let found = NAME.as_ref()?.captures(page.ahead(verb.end, LONGEST))?;
    let (whole, name) = (found.get(1)?, found.get(2)?);
    let end = verb.end + whole.end();
    let name = name.as_str().replace('\n', " ");
    let document = defined(page, known, &name, verb.start)?;
    Some(Alias { name, defined: verb.start..end, document })
}

/// Returns the document that a name stands for: the nearest before it that bears the number in the name; for a name
/// without a number, the nearest that bears the name (others may stand between, which amended it), the nearest of its
/// kind, or the one that approved what the name is the kind of.
fn defined<'a>(page: &Page<'_>, known: &'a [Mention], name: &str, at: usize) -> Option<&'a Mention> {
    let (kind, length) = Kind::opening(name)?;
    let rest = name[length..].trim();
    let before = known.partition_point(|mention| mention.surface.end <= at);
    let near = known[..before].iter().rev().take_while(|mention| at - mention.surface.end <= REACH);
    let digits: String = rest.trim_start_matches("số").trim_start().chars().take_while(char::is_ascii_digit).collect();
    if let Ok(ordinal) = digits.parse::<u32>() {
        let bears = |mention: &&Mention| mention.number().is_some_and(|number| number.ordinal() == ordinal);
        return near.clone().find(bears);
    }
    if rest.is_empty() || name.starts_with(char::is_lowercase) {
        return None;
    }
    let same_name = |mention: &&Mention| {
        mention.kind == Some(kind) && page.text[mention.surface.clone()].replace('\n', " ").contains(rest)
    };
    if let Some(named) = near.clone().find(same_name) {
        return Some(named);
    }
    let nearest = near.clone().next()?;
    let between = page.text[nearest.surface.end..at].replace('\n', " ").to_lowercase();
    let one_sentence = !between.contains(". ") && !between.contains(';');
    let approved = one_sentence && between.contains(&format!("phê duyệt {}", kind.name()));
    (nearest.kind == Some(kind) || approved).then_some(nearest)
}

fn uses(page: &Page<'_>, aliases: &[Alias<'_>]) -> Vec<Mention> {
    if aliases.is_empty() {
        return Vec::new();
    }
    let names = aliases.iter().map(|alias| alias.name.as_str());
    let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names) else {
        return Vec::new();
    };
    let text = page.text.replace('\n', " ");
    let found = finder.find_iter(&text).filter(|found| is_whole(&text, found.range()));
    let used = found.filter_map(|found| {
        let alias = aliases.get(found.pattern().as_usize())?;
        (found.start() >= alias.defined.end).then(|| alias.document.again(found.range()))
    });
    used.collect()
}

/// Tells whether a name stands by itself: `Nghị quyết số 12` is no part of `Nghị quyết số 12-NQ/TW`.
pub(super) fn is_whole(text: &str, range: Range<usize>) -> bool {
    let mut after = text[range.end..].chars();
    let goes_on = match after.next() {
        Some('-' | '/') => after.find(|found| *found != ' ').is_some_and(char::is_alphanumeric),
        Some('.' | ',') => after.next().is_some_and(|found| found.is_ascii_digit()),
        Some(' ' | '\n') => {
            let rest = text[range.end..].trim_start();
            rest.starts_with(['-', '/']) && rest[1..].trim_start().starts_with(char::is_uppercase)
        }
        next => next.is_some_and(|found| found.is_alphanumeric() || found == '%'),
    };
    !goes_on && !text[..range.start].ends_with(char::is_alphanumeric)
}
