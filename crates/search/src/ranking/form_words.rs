//! Which words of a query give it its form only. They are still looked for, but count less.

use std::sync::LazyLock;

use super::form_word_table::{CLEAR, FRAMES, WORDS};
use crate::query::{Word, words};

/// A phrase of the table.
struct Phrase {
    words: Vec<Word>,
    at_end: bool,
}

static FRAME_PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| phrases(FRAMES));
static WORD_PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| phrases(WORDS));
static CLEAR_PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| phrases(CLEAR));

/// Reads a table, the shortest phrases first.
fn phrases(table: &[&str]) -> Vec<Phrase> {
    let phrase = |text: &&str| {
        let plain = text.trim_end_matches(" $");
        Phrase { words: words(plain), at_end: plain.len() < text.len() }
    };
    let mut phrases: Vec<Phrase> = table.iter().map(phrase).collect();
    phrases.sort_by_key(|phrase| phrase.words.len());
    phrases
}

/// Tells for each word of a run whether it is a form word. A query typed with marks means them here too.
pub(super) fn form_words(run: &[&Word]) -> Vec<bool> {
    let marked = run.iter().any(|word| word.marked);
    let single = if marked { &WORD_PHRASES } else { &CLEAR_PHRASES };
    let mut form = vec![false; run.len()];
    let fits = |phrase: &&Phrase| phrase.words.len() <= run.len();
    for phrase in FRAME_PHRASES.iter().take_while(fits).chain(single.iter().take_while(fits)) {
        for at in 0..=run.len() - phrase.words.len() {
            let end = at + phrase.words.len();
            if (!phrase.at_end || end == run.len()) && stands(&phrase.words, &run[at..end], marked) {
                form[at..end].fill(true);
            }
        }
    }
    form
}

fn stands(phrase: &[Word], run: &[&Word], marked: bool) -> bool {
    phrase.iter().zip(run).all(|(one, other)| match marked {
        true => one.exact == other.exact,
        false => one.folded == other.folded,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases = [
            ("mức phạt là bao nhiêu", "mức phạt"),
            ("muc phat la bao nhieu", "muc phat"),
            ("đất để làm nhà, đúng hay sai", "đất làm nhà"),
            ("de an lam nha", "de an lam nha"),
            ("không khí có sạch không", "khí sạch"),
            ("", ""),
        ];
        for (typed, expected) in cases {
            let typed = words(typed);
            let run: Vec<&Word> = typed.iter().collect();
            let form = form_words(&run);
            let left: Vec<&str> =
                run.iter().zip(form).filter(|(_, form)| !form).map(|(word, _)| word.exact.as_str()).collect();
            assert_eq!(left.join(" "), expected);
        }
    }
}
