//! The letters inside numbers: one spelling for each code, and what system it belongs to.
//!
//! Numbers are printed and typed as `TƯ`, `Ttg`, `CTR`, `nd`; the tables say what is meant. A code that the tables do not
//! know stays as it is.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use crate::issuer_table::{ISSUERS, Row, System};
use crate::kind::Kind;

/// The letters of one body or kind in a number; those of the tables are borrowed from there.
pub(super) type Code = Cow<'static, str>;

/// Spellings that fold to nothing in the tables.
const ALIASES: &[(&str, &str)] = &[("TƯ", "TW"), ("BGD", "BGDĐT"), ("VKSTC", "VKSNDTC"), ("ĐUCATW", "ĐUCA")];

/// Codes by their capitals; then, where no code has those capitals, by their capitals without marks.
static CODES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let symbols = Kind::all().flat_map(|kind| kind.symbols().iter().copied());
    let all: Vec<&'static str> = symbols.chain(ISSUERS.iter().map(|row| row.code)).collect();
    let mut codes: HashMap<String, &'static str> = HashMap::new();
    for code in &all {
        codes.entry(code.to_uppercase()).or_insert(code);
    }
    for (alias, code) in ALIASES {
        codes.entry((*alias).to_owned()).or_insert(code);
    }
    for code in &all {
        codes.entry(plain(code)).or_insert(code);
    }
    codes
});

static BY_CODE: LazyLock<HashMap<&'static str, &'static Row>> =
    LazyLock::new(|| ISSUERS.iter().map(|row| (row.code, row)).collect());

/// Returns a code in capitals without marks.
pub(super) fn plain(code: &str) -> String {
    vietnamese::fold(code).to_uppercase()
}

/// Cyrillic capitals that look like Latin ones; keyboards and text recognition mix them in (`TT-BTС`).
const LOOKALIKES: &[(char, char)] = &[
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Т', 'T'),
    ('Х', 'X'),
];

/// Tells whether a letter only looks like one of a code.
pub(super) fn is_lookalike(found: char) -> bool {
    LOOKALIKES.iter().any(|(cyrillic, _)| *cyrillic == found)
}

/// Returns a code in Latin letters.
pub(super) fn latin(code: &str) -> String {
    let letter =
        |found: char| LOOKALIKES.iter().find(|(cyrillic, _)| *cyrillic == found).map_or(found, |(_, latin)| *latin);
    code.chars().map(letter).collect()
}

/// Returns the usual spelling of a code, `None` if the tables do not know it. Digits behind it (QH15) are kept.
pub(super) fn known(code: &str) -> Option<Code> {
    let letters = code.trim_end_matches(|found: char| found.is_ascii_digit());
    let digits = &code[letters.len()..];
    let usual = CODES.get(letters).or_else(|| {
        let capitals = letters.to_uppercase();
        CODES.get(&capitals).or_else(|| CODES.get(&latin(&capitals)))
    })?;
    match digits {
        "" => Some(Cow::Borrowed(usual)),
        _ => usual.ends_with("QH").then(|| Cow::Owned(format!("{usual}{digits}"))),
    }
}

/// Returns the row of an issuer's code.
pub(crate) fn issuer_of(code: &str) -> Option<&'static Row> {
    let letters = code.trim_end_matches(|found: char| found.is_ascii_digit());
    BY_CODE.get(letters).copied()
}

/// Returns the system of a code: by the table, or by the letters that Party codes end and begin with.
pub(super) fn system(code: &str) -> Option<System> {
    let by_letters = || {
        let party = ["TW", "TU", "HU"].iter().any(|end| code.ends_with(end)) || code.starts_with("ĐU");
        party.then_some(System::Party)
    };
    issuer_of(code).map(|row| row.system).or_else(by_letters)
}

/// Returns the two codes that glued letters (`nqtw`) are made of: a kind, then an issuer.
pub(super) fn split(glued: &str) -> Option<[Code; 2]> {
    const LONGEST: usize = 24;
    if glued.len() > LONGEST {
        return None;
    }
    let cuts = glued.char_indices().skip(1).map(|(at, _)| at);
    cuts.filter_map(|at| {
        let (kind, issuer) = (known(&glued[..at])?, known(&glued[at..])?);
        (Kind::of_symbol(&kind).is_some() && issuer_of(&issuer).is_some()).then_some([kind, issuer])
    })
    .next()
}

/// Issuers by the names that people write for their codes, without marks, longest first.
static NAMES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    const SHORT: &[(&str, &str)] = &[
        ("bo chinh tri", "TW"),
        ("ban bi thu", "TW"),
        ("ban chap hanh trung uong", "TW"),
        ("trung uong", "TW"),
        ("thu tuong", "TTg"),
        ("thanh uy", "TU"),
    ];
    let rows = ISSUERS.iter().map(|row| (vietnamese::fold(row.name), row.code));
    let short = SHORT.iter().map(|(name, code)| ((*name).to_owned(), *code));
    let mut names: Vec<(String, &'static str)> = rows.chain(short).collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    names
});

/// Returns the code of the issuer whose name opens a folded text, and the length of that name.
pub(super) fn named(folded: &str) -> Option<(&'static str, usize)> {
    let opens = |name: &str| folded.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    NAMES.iter().find(|(name, _)| opens(name)).map(|(name, code)| (*code, name.len()))
}
