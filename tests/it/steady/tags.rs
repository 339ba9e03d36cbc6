//! Tags of a page, and what stands between them: enough of HTML to tell ours from what was slipped in.
//!
//! Apart from the test, because it must know nothing of what is attacked: the tags that may be there are read off the
//! templates, and a page that does not keep to them stops the test.

use std::collections::BTreeSet;

use crate::support::root;

/// Attributes that name an address.
const ADDRESSES: [&str; 2] = ["href", "action"];
/// The page on which the API is tried: it shows nothing of an archive, and is the only one that may have a script.
const WITH_SCRIPT: &str = "api.html";

/// One piece of a page.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Name, and attributes with their values decoded.
    Tag(String, Vec<(String, String)>),
    /// Text between tags, decoded.
    Text(String),
}

/// The elements and attributes of our templates; an element by itself stands beside the empty attribute.
pub(super) struct Own(BTreeSet<(String, String)>);

impl Own {
    /// Reads them off the templates.
    pub(super) fn of_templates() -> Own {
        let mut own = BTreeSet::new();
        for entry in std::fs::read_dir(root().join("crates/server/templates")).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with(WITH_SCRIPT) {
                continue;
            }
            let template = std::fs::read_to_string(path).unwrap();
            for piece in pieces(&without(&without(&template, "{%", "%}"), "{{", "}}")) {
                let Piece::Tag(name, attributes) = piece else { continue };
                own.extend(attributes.into_iter().map(|(attribute, _)| (name.clone(), attribute)));
                own.insert((name, String::new()));
            }
        }
        assert!(own.len() > 40, "the templates were not found");
        Own(own)
    }

    /// Returns what a page holds that no template writes.
    pub(super) fn foreign(&self, page: &str) -> Vec<String> {
        let mut foreign = Vec::new();
        for piece in pieces(page) {
            let Piece::Tag(name, attributes) = piece else { continue };
            let known = |attribute: &str| self.0.contains(&(name.clone(), attribute.to_owned()));
            if !known("") {
                foreign.push(name.clone());
            }
            for (attribute, value) in &attributes {
                let leads_out = ADDRESSES.contains(&attribute.as_str()) && !leads_to_us(value);
                if !known(attribute) || leads_out {
                    foreign.push(format!("{name} {attribute}={value}"));
                }
            }
        }
        foreign
    }
}

fn leads_to_us(address: &str) -> bool {
    let first = address.chars().next();
    matches!(first, Some('/' | '?' | '#')) && !address.starts_with("//") && !address.starts_with("/\\")
}

/// Returns the text of each element that begins with this tag, its own tags taken out and decoded.
pub(super) fn texts(page: &str, open: &str, close: &str) -> Vec<String> {
    let inner = page.split(open).skip(1).map(|rest| rest.split_once(close).unwrap_or_else(|| panic!("no {close}")).0);
    let text = |piece| match piece {
        Piece::Text(text) => text,
        Piece::Tag(..) => String::new(),
    };
    inner.map(|inner| pieces(inner).into_iter().map(text).collect()).collect()
}

fn pieces(page: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = page;
    while let Some((text, behind)) = rest.split_once('<') {
        all.push(Piece::Text(decoded(text)));
        let end = end_of_tag(behind);
        all.push(tag(&behind[..end]));
        rest = &behind[end + 1..];
    }
    all.push(Piece::Text(decoded(rest)));
    all
}

/// Returns where the tag ends: at the first `>` outside quotes.
fn end_of_tag(behind: &str) -> usize {
    let mut quoted = false;
    let end = behind.find(|found| {
        quoted ^= found == '"';
        found == '>' && !quoted
    });
    end.unwrap_or_else(|| panic!("a tag without an end: {behind}"))
}

fn tag(inner: &str) -> Piece {
    let (name, mut rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let end = rest.find([' ', '=', '\n']).unwrap_or(rest.len());
        let (attribute, behind) = rest.split_at(end);
        let quoted = behind.strip_prefix("=\"").and_then(|behind| behind.split_once('"'));
        let (value, behind) = quoted.unwrap_or(("", behind.strip_prefix('=').unwrap_or(behind)));
        attributes.push((attribute.to_lowercase(), decoded(value)));
        rest = behind;
    }
    Piece::Tag(name.trim_start_matches('/').to_lowercase(), attributes)
}

fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut parts = text.split('&');
    decoded.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (entity, behind) = part.split_once(';').unwrap_or_else(|| panic!("a bare & in {text}"));
        let number = entity.strip_prefix('#').and_then(|number| number.parse().ok()).and_then(char::from_u32);
        let named = match entity {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => number.unwrap_or_else(|| panic!("&{entity}; is unknown")),
        };
        decoded.push(named);
        decoded.push_str(behind);
    }
    decoded
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    for part in text.split(open).enumerate() {
        kept.push_str(if part.0 == 0 { part.1 } else { part.1.split_once(close).map_or("", |(_, behind)| behind) });
    }
    kept
}

#[test]
fn what_is_slipped_in_is_seen() {
    let own = Own::of_templates();
    for (page, foreign) in [
        ("<p class=\"name\"><a href=\"/?q=1&#38;x\">a &#60;b&#62;</a></p>", false),
        ("<p>a<script>x</script></p>", true),
        ("<p onclick=\"x\">a</p>", true),
        ("<mark title=x>a</mark>", true),
        ("<a href=\"javascript:x\">a</a>", true),
        ("<a href=\"//evil.example\">a</a>", true),
    ] {
        assert_eq!(!own.foreign(page).is_empty(), foreign, "{page}: {:?}", own.foreign(page));
    }
    assert_eq!(texts("<p>x</p><p>a <mark>&#60;b</mark>&amp;</p>", "<p>", "</p>"), ["x", "a <b&"]);
}
