//! Resolutions of congresses, which bear no number: `Nghị quyết Đại hội XIV của Đảng`, `… Đảng bộ tỉnh lần thứ XIX`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::mention::{Mention, NATION, OPEN};
use super::time::Time;
use crate::issuer;
use crate::kind::Kind;
use crate::province::Province;
use crate::text::Page;

/// How far the name of a congress may reach.
const REACH: usize = 260;

/// Congresses are rarer than resolutions, so they are looked for first.
static CONGRESS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[Đđ]ại\s+hội\s").ok());
/// What stands before the congress, at most [`BEFORE`] bytes.
static RESOLUTION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[Nn]ghị\s+quyết\s+(?:của\s+)?$").ok());
const BEFORE: usize = 40;
const WHOSE: usize = 141;
/// Whose congress, in at most [`WHOSE`] letters, which, and of what term of office. The letters are counted behind it: a
/// pattern that counts them is long in the making.
static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^((?:[^,;:.()"\d]*?\s)??)(?:lần\s+thứ\s+)?([IVX]{1,6})(?-u:\b)(\s+của\s+Đảng(?-u:\b))?(?:\s+(?:của\s+)?(Đảng\s+bộ\s+(?:tỉnh|thành\s+phố|huyện|quận|xã|phường)(?:\s+\p{Lu}\p{L}*)*))?(?:\s*,?\s*\(?nhiệm\s+kỳ\s+(\d{4})\s*-\s*(\d{4})\)?)?"#,
    )
    .ok()
});
/// The congresses of all levels, which no ordinal tells apart.
static OF_ALL_LEVELS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^([Đđ]ảng\s+bộ\s+|Đảng\s+)?các\s+cấp(?:\s*,?\s*\(?nhiệm\s+kỳ\s+(\d{4})\s*-\s*(\d{4})\)?)").ok()
});

/// Returns the mentions of congress resolutions.
pub(super) fn mentions(page: &Page<'_>, home: Option<Province>) -> Vec<Mention> {
    let (Some(congress), Some(resolution)) = (CONGRESS.as_ref(), RESOLUTION.as_ref()) else { return Vec::new() };
    if !page.holds("hội") {
        return Vec::new();
    }
    let kind = Kind::named("nghi-quyet");
    let found = congress.find_iter(&page.text).filter_map(|congress| {
        let (before, offset) = page.behind(congress.start(), BEFORE);
        let start = offset + resolution.find(before)?.start();
        let place = Place { start, congress: congress.start(), name: congress.end(), home };
        place.numbered(page, kind).or_else(|| place.of_all_levels(page, kind))
    });
    found.collect()
}

/// Where a resolution begins, where its congress, and where the name of that.
struct Place {
    start: usize,
    congress: usize,
    name: usize,
    home: Option<Province>,
}

impl Place {
    fn numbered(&self, page: &Page<'_>, kind: Option<Kind>) -> Option<Mention> {
        let found = NUMBERED.as_ref()?.captures(page.ahead(self.name, REACH))?;
        let before = found.get(1)?.as_str();
        if before.chars().count() > WHOSE || before.contains("ghị quyết") || before.contains("ại hội") {
            return None;
        }
        let whose =
            if before.contains("ảng bộ") { before } else { found.get(4).map_or(before, |after| after.as_str()) };
        let behind = found.get(4).filter(|_| !before.contains("ảng bộ"));
        let ordinal = found.get(2)?;
        let name_end = behind.or(found.get(3)).map_or(ordinal.end(), |last| last.end());
        let end = found.get(6).map_or(name_end, |_| found[0].len()).max(name_end);
        let end = if found.get(4).is_some() && behind.is_none() { name_end } else { end };
        let mut mention = Mention::named(self.start..self.name + end, kind, format!("dai-hoi-{}", ordinal.as_str()));
        mention.scope = self.scope(whose).into();
        mention.time = term(&found, 5);
        mention.issuer = Some(page.printed(self.congress..self.name + name_end).into());
        Some(mention)
    }

    fn of_all_levels(&self, page: &Page<'_>, kind: Option<Kind>) -> Option<Mention> {
        let found = OF_ALL_LEVELS.as_ref()?.captures(page.ahead(self.name, REACH))?;
        let surface: Range<usize> = self.start..self.name + found[0].len();
        let mut mention = Mention::named(surface, kind, "dai-hoi-cac-cap".to_owned());
        mention.scope = self.home.map_or(OPEN, Province::slug).into();
        mention.time = term(&found, 2);
        let name = found[0].find("nhiệm").map_or(found[0].len(), |at| at);
        mention.issuer = Some(page.printed(self.congress..self.name + name).trim_end_matches([' ', ',', '(']).into());
        Some(mention)
    }

    /// The congress of the whole Party, of a province, or of some other body, by name.
    fn scope(&self, whose: &str) -> String {
        let Some(at) = whose.find("ảng bộ") else { return NATION.to_owned() };
        let body = vietnamese::normalise(whose[at + "ảng bộ".len()..].trim()).text.replace('\n', " ");
        let province = || issuer::of_province(&body).or(self.home).map_or(OPEN, Province::slug).to_owned();
        match body.split(' ').next().unwrap_or_default() {
            "tỉnh" | "" => province(),
            "thành" if issuer::of_province(&body).is_some() => province(),
            "huyện" | "quận" | "thị" | "xã" | "phường" | "thành" | "đặc" => {
                format!("{}/{}", self.home.map_or(OPEN, Province::slug), vietnamese::slug(&body))
            }
            _ => format!("{NATION}/{}", vietnamese::slug(&body)),
        }
    }
}

/// Returns the term of office for a key: `nk2025-2030`.
fn term(found: &Captures<'_>, first: usize) -> Time {
    match (found.get(first), found.get(first + 1)) {
        (Some(from), Some(to)) => Time::term(format!("nk{}-{}", from.as_str(), to.as_str())),
        _ => Time::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_congress_it_is_takes_so_many_letters() {
        for (letters, is_read) in [(1, true), (WHOSE - 1, true), (WHOSE, false)] {
            let text = format!("theo Nghị quyết Đại hội {} XIII của Đảng", "a".repeat(letters));
            assert_eq!(mentions(&Page::new(&text), None).len(), usize::from(is_read), "{letters}");
        }
    }
}
