//! Numbers while they are being typed: `12 nq`, `12-nq/t`. What is typed so far is no number yet, but the beginning of the
//! keys of some.

use super::{DocumentNumber, ordinal, typed};

/// More runs than any number has.
const MOST_RUNS: usize = 9;

impl DocumentNumber {
    /// Returns what the keys of the numbers begin with ([`DocumentNumber::index_keys`]) that a text may become; `None`
    /// where it can become none.
    ///
    /// ```
    /// use directive::DocumentNumber;
    /// assert_eq!(DocumentNumber::begun("12-nq/t").as_deref(), Some("12 NQ T"));
    /// assert_eq!(DocumentNumber::begun("nq 012").as_deref(), Some("12 NQ"));
    /// assert_eq!(DocumentNumber::begun("công an"), None);
    /// ```
    pub fn begun(text: &str) -> Option<String> {
        if let Some(number) = DocumentNumber::parse(text) {
            return Some(number.query_key());
        }
        let upper = vietnamese::normalise(text).text.to_uppercase();
        key(without_so(upper.trim_start()))
    }
}

/// Steps over the word `số` that leads a number.
fn without_so(text: &str) -> &str {
    let rest = ["SỐ", "SO"].iter().find_map(|word| text.strip_prefix(word));
    rest.filter(|rest| !rest.starts_with(char::is_alphabetic)).map_or(text, |rest| rest.trim_start_matches([' ', ':']))
}

fn key(text: &str) -> Option<String> {
    let (digits, first) = typed::run(text);
    if !digits {
        return None;
    }
    // Zeros in front say nothing yet.
    let mut key = ordinal(first).filter(|ordinal| *ordinal > 0)?.to_string();
    let mut rest = text.get(first.len()..)?;
    for _ in 0..MOST_RUNS {
        let after = rest.trim_start_matches([' ', '-', '/', '.']);
        let gap = rest.get(..rest.len() - after.len())?;
        if after.is_empty() {
            return Some(key);
        }
        let (digits, run) = typed::run(after);
        if run.is_empty() {
            return None;
        }
        push(&mut key, gap, digits, run)?;
        rest = after.get(run.len()..)?;
    }
    None
}

/// Appends a run as keys write it: a year behind a slash, letters behind a blank, digits right behind the letters that
/// they belong to.
fn push(key: &mut String, gap: &str, digits: bool, run: &str) -> Option<()> {
    let lettered = key.contains(' ');
    match (digits, gap.is_empty()) {
        (true, _) if !lettered && gap.contains('/') && run.len() <= 4 => key.push('/'),
        (true, true) if lettered => {}
        (true, _) => return None,
        (false, _) => key.push(' '),
    }
    key.push_str(run);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn table() {
        let cases = [
            ("12", Some("12")),
            ("012", Some("12")),
            ("12 ", Some("12")),
            ("12-", Some("12")),
            ("12 n", Some("12 N")),
            ("12-nq/", Some("12 NQ")),
            ("12-nq/t", Some("12 NQ T")),
            ("12nq", Some("12 NQ")),
            ("số 12", Some("12")),
            ("So: 12-n", Some("12 N")),
            ("nq 12", Some("12 NQ")),
            ("3/20", Some("3/20")),
            ("3/2019/nđ", Some("3/2019 NĐ CP")),
            ("0", None),
            ("474/bca-h", Some("474 BCA H")),
            ("123456", None),
            ("12 ngày 3", None),
            ("năm 2020", None),
            ("", None),
            ("(", None),
        ];
        for (text, expected) in cases {
            assert_eq!(DocumentNumber::begun(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_keys_of_a_number_begin_so_while_it_is_typed() {
        for whole in ["12-NQ/TW", "16/CT-TTg", "03/2019/NĐ-CP", "474/BCA-H02", "202/2025/QH15"] {
            let number = DocumentNumber::parse(whole).expect("a number");
            for (end, _) in whole.char_indices().skip(1) {
                if whole[..end].trim_matches('0').is_empty() {
                    continue;
                }
                let begun = DocumentNumber::begun(&whole[..end]).expect("a beginning");
                let leads = number.index_keys().iter().any(|key| key.starts_with(&begun));
                assert!(leads, "{} of {whole}: {begun}", &whole[..end]);
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_may_be_typed(text in "(\\PC|[0-9]|[-/ .]|số |nq){0,12}") {
            drop(DocumentNumber::begun(&text));
        }
    }
}
