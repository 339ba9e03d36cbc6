//! Documents cited by their digits alone: `Nghị quyết số 57`, `Đề án số 06 của Chính phủ`.
//!
//! The digits are those of the one document of that kind that the paper cites in full; failing that, a nickname that
//! everybody knows; failing that, the issuer behind them says whose number it is. Else they name nothing.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;
use regex::Regex;

use super::alias::is_whole;
use super::mention::Mention;
use super::nickname_table::{NICKNAMES, Nickname};
use super::time::Time;
use crate::kind::Kind;
use crate::number::DocumentNumber;
use crate::text::Page;

static BARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:Nghị\s+quyết|Quyết\s+định|Chỉ\s+thị|Kết\s+luận|Đề\s+án|Chương\s+trình|Kế\s+hoạch|Nghị\s+định|Quy\s+định|Hướng\s+dẫn)\s+(?:số\s+)?\d{1,4}a?",
    )
    .ok()
});

/// The organs of the centre behind bare digits, and how their numbers end.
const ISSUERS: &[(&str, &str)] = &[
    (" của Bộ Chính trị", "TW"),
    (" của Ban Bí thư", "TW"),
    (" của Ban Chấp hành Trung ương", "TW"),
    (" của Trung ương", "TW"),
    (" của Chính phủ", "CP"),
    (" của Thủ tướng", "TTg"),
];

/// The kinds that those organs number, and their letters.
const NUMBERED: &[(&str, &str)] = &[
    ("nghi-quyet", "NQ"),
    ("chi-thi", "CT"),
    ("ket-luan", "KL"),
    ("quyet-dinh", "QĐ"),
    ("quy-dinh", "QĐ"),
    ("nghi-dinh", "NĐ"),
    ("huong-dan", "HD"),
];

/// Returns the mentions by bare digits.
pub(super) fn mentions(page: &Page<'_>, known: &[Mention], own: Option<&DocumentNumber>) -> Vec<Mention> {
    let Some(pattern) = BARE.as_ref() else { return Vec::new() };
    let (mut mentions, mut cited) = (Vec::new(), None);
    let mut begin = 0;
    for gap in gaps(&page.text, known) {
        let text = &page.text[..gap.end];
        begin = begin.max(gap.start);
        while let Some(found) = pattern.find_at(text, begin) {
            begin = found.end();
            let Some(bare) = Bare::read(page, found.range()) else { continue };
            let cited = cited.get_or_insert_with(|| by_ordinal(known));
            mentions.extend(bare.cited(cited).or_else(|| bare.nickname(page)).or_else(|| bare.of_issuer(page, own)));
        }
    }
    mentions
}

/// Returns what lies between mentions, which are in order, where it holds digits. What meets a mention is part of it, and
/// no more looked at.
fn gaps(text: &str, known: &[Mention]) -> impl Iterator<Item = Range<usize>> {
    let starts = known.iter().map(|mention| mention.surface.start).chain([text.len()]);
    let ends = [0].into_iter().chain(known.iter().map(|mention| mention.surface.end));
    let has_digits = |gap: &Range<usize>| {
        text.as_bytes()
            .get(gap.clone())
            .is_some_and(|gap| vietnamese::find_byte(gap, |byte| byte.is_ascii_digit()).is_some())
    };
    ends.zip(starts).map(|(start, end)| start..end).filter(has_digits)
}

/// The documents that a paper cites in full, by kind and ordinal; `None` where several share them.
fn by_ordinal(known: &[Mention]) -> HashMap<(Kind, u32), Option<&Mention>> {
    let mut documents: HashMap<(Kind, u32), Option<&Mention>> = HashMap::new();
    for mention in known {
        let (Some(kind), Some(number)) = (mention.kind, mention.number()) else { continue };
        let same = |other: &Mention| other.name == mention.name && other.time == mention.time;
        let known = documents.entry((kind, number.ordinal())).or_insert(Some(mention));
        *known = known.filter(|other| same(other));
    }
    documents
}

struct Bare<'a> {
    surface: Range<usize>,
    kind: Kind,
    digits: &'a str,
    says_number: bool,
}

impl<'a> Bare<'a> {
    /// Takes apart what was found: kind, `số`, digits.
    fn read(page: &'a Page<'_>, surface: Range<usize>) -> Option<Self> {
        if !is_whole(&page.text, surface.clone()) {
            return None;
        }
        let found = &page.text[surface.clone()];
        let (word, digits) = found.split_at(found.find(char::is_numeric)?);
        let (kind, _) = Kind::opening(word)?;
        Some(Self { surface, kind, digits, says_number: word.trim_end().ends_with("số") })
    }

    fn ordinal(&self) -> Option<u32> {
        self.digits.parse().ok()
    }

    /// `Kế hoạch 2025` is a plan for a year.
    fn may_be_a_year(&self) -> bool {
        !self.says_number && self.ordinal().is_some_and(|ordinal| (1900..=2100).contains(&ordinal))
    }

    fn cited(&self, cited: &HashMap<(Kind, u32), Option<&Mention>>) -> Option<Mention> {
        let document = cited.get(&(self.kind, self.ordinal()?)).copied().flatten()?;
        (!self.may_be_a_year()).then(|| document.again(self.surface.clone()))
    }

    fn nickname(&self, page: &Page<'_>) -> Option<Mention> {
        let known = |row: &&Nickname| row.kind == self.kind.slug() && same_digits(row.digits, self.digits);
        let row = NICKNAMES.iter().find(known)?;
        let behind = page.ahead(self.surface.end, 40).replace('\n', " ");
        let other = |issuer: &str| !row.issuers.iter().any(|known| issuer.trim_start().starts_with(known));
        if behind.strip_prefix(" của ").is_some_and(other) {
            return None;
        }
        let number = DocumentNumber::parse(row.number)?;
        let date: Date = row.date.parse().ok()?;
        let mention = Mention::numbered(self.surface.clone(), number.kind(), number);
        Some(Mention { date: Some(date), time: Time::Day(date), ..mention })
    }

    fn of_issuer(&self, page: &Page<'_>, own: Option<&DocumentNumber>) -> Option<Mention> {
        let behind = page.ahead(self.surface.end, 60).replace('\n', " ");
        let (name, code) = ISSUERS.iter().find(|(name, _)| behind.starts_with(name))?;
        let numbered = NUMBERED.iter().find(|(kind, _)| *kind == self.kind.slug() && self.says_number);
        let (_, symbol) = numbered?;
        let shape = if *code == "TW" {
            format!("{}-{symbol}/TW", self.digits)
        } else {
            format!("{}/{symbol}-{code}", self.digits)
        };
        let number = DocumentNumber::parse(&shape).filter(|number| Some(number) != own)?;
        let mut mention = Mention::numbered(self.surface.clone(), Some(self.kind), number);
        let issuer = self.surface.end + " của ".len()..self.surface.end + name.len();
        mention.issuer = Some(page.printed(issuer).into());
        Some(mention)
    }
}

fn same_digits(one: &str, other: &str) -> bool {
    one.trim_start_matches('0') == other.trim_start_matches('0')
}
