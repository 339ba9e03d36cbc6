//! The keys under which a cited document is found: by its number in any spelling, by number and time, by its full key.
//!
//! A file of its own, because the index writes these keys and the filters of a search look them up.

use directive::{Citation, DocumentNumber};

use crate::facet::facet_term;

/// Stands before the key of a whole number: what begins with it is that number and not one that goes on.
const WHOLE: char = '=';
/// Parts the key of a number from a time.
const AT: char = '@';

/// Returns all keys of a cited document.
pub fn cited_keys(citation: &Citation) -> Vec<String> {
    let mut keys = vec![citation.key.clone()];
    let Some(number) = &citation.number else { return keys };
    keys.extend(number.index_keys());
    for whole in [whole(number), plain(&whole(number))] {
        keys.extend(times(&citation.key).map(|time| format!("{whole}{AT}{time}")));
        keys.push(whole);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Returns the term by which a cited document is counted: a number whatever its time, as researchers ask for it; a
/// document without a number by its full key, shown as it is printed.
pub(crate) fn cited_facet_term(citation: &Citation) -> String {
    match &citation.number {
        Some(number) => facet_term(&number.to_string(), &number.to_string()),
        None => facet_term(&citation.key, &citation.surface),
    }
}

/// Returns the key that a filter value stands for: `12-NQ/TW` in any spelling, `12-NQ` of any issuer, `12-NQ/TW@2022`
/// or `@2022-03-16` or `@khoa-XIII` for one of several of that number, or a full key. `None` if it is none of these.
pub fn cited_key(value: &str) -> Option<String> {
    if value.contains('|') {
        return Some(value.trim().to_owned());
    }
    let (number, time) = value.split_once(AT).map_or((value, None), |(number, time)| (number, Some(time.trim())));
    let number = DocumentNumber::parse(number)?;
    match time {
        Some(time) => Some(format!("{}{AT}{time}", whole(&number))),
        None if is_open(&number) => Some(number.query_key()),
        None => Some(whole(&number)),
    }
}

/// Returns the key of a whole number; typed without diacritics it is that of the number without them.
fn whole(number: &DocumentNumber) -> String {
    format!("{WHOLE}{}", number.query_key())
}

fn plain(key: &str) -> String {
    vietnamese::fold(key).to_uppercase()
}

/// A number and a kind without an issuer: `12-NQ`.
fn is_open(number: &DocumentNumber) -> bool {
    number.kind().is_some() && number.query_key().split(' ').count() == 2
}

/// Returns the time of a citation key as it may be asked for: the date and its year, or the term. Unknown times are none.
fn times(key: &str) -> impl Iterator<Item = &str> {
    let time = key.rsplit('|').next().filter(|time| *time != "?");
    let year = time.and_then(|time| time.split_once('-')).map(|(year, _)| year);
    let year = year.filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()));
    time.into_iter().chain(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citation(number: &str, key: &str) -> Citation {
        let text =
            format!("Kính gửi: Các xã\n\nThực hiện Nghị quyết số {number} về công tác năm nay, các xã làm như sau.");
        let mut cited = directive::parse(&text).citations.remove(0);
        key.clone_into(&mut cited.key);
        cited
    }

    #[test]
    fn values_lead_to_the_documents_they_name() {
        let cited = citation("12-NQ/ĐUCA", "nghi-quyet|12-NQ/ĐUCA|vn|2022-07-25");
        let keys = cited_keys(&cited);
        let cases = [
            ("12-NQ/ĐUCA", true),
            ("12 nq đuca", true),
            ("12-nq/duca", true),
            ("12-NQ", true),
            ("12-NQ/ĐUCA@2022", true),
            ("12-nq/duca@2022-07-25", true),
            ("nghi-quyet|12-NQ/ĐUCA|vn|2022-07-25", true),
            ("12-NQ/ĐUCA@2017", false),
            ("12-NQ/ĐUCA@khoa-XIII", false),
            ("12-NQ/TW", false),
            ("2-NQ/ĐUCA", false),
        ];
        for (value, expected) in cases {
            let key = cited_key(value).expect("a key");
            assert_eq!(keys.contains(&key), expected, "{value}: {key} in {keys:?}");
        }
        assert_eq!(cited_key("công an"), None);
    }
}
