//! Several resolutions under one surface: `7 nghị quyết chiến lược của Bộ Chính trị khoá XIII`.
//!
//! Such a surface names no document, yet a reader of citations wants to see it; its members, where a footnote lists them,
//! are citations of their own. Only the organs of the centre are read: what a council "adopted, 5 resolutions" is news.

use std::sync::LazyLock;

use regex::Regex;

use super::mention::Mention;
use super::time::Time;
use crate::kind::Kind;
use crate::text::Page;

static COLLECTIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(\d{1,2}\s+[Nn]ghị\s+quyết(?:\s+\p{Ll}+){0,4}?)\s+của\s+((?:Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư|Ban\s+Chấp\s+hành\s+Trung\s+ương|Trung\s+ương)(?:\s+Đảng)?(?:\s*\(?khóa\s+([IVX]+)\)?)?)",
    )
    .ok()
});

/// Returns the mentions of collectives.
pub(super) fn mentions(page: &Page<'_>) -> Vec<Mention> {
    let Some(pattern) = COLLECTIVE.as_ref() else { return Vec::new() };
    let kind = Kind::named("nghi-quyet");
    let found = pattern.captures_iter(&page.text).filter_map(|found| {
        let (whole, name, issuer) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let mut mention = Mention::named(whole.range(), kind, vietnamese::slug(name.as_str()));
        mention.time = found.get(3).map_or(Time::Open, |term| Time::term(format!("khoa-{}", term.as_str())));
        mention.issuer = Some(page.printed(issuer.range()).into());
        Some(mention)
    });
    found.collect()
}
