//! The questions that are put to both: from the words of the texts themselves, by a seed.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use vietnamese::{fold, tokens};

use crate::archives::Archive;
use crate::measure::ROUNDS;
use crate::texts::Texts;

/// Texts that words are counted in.
const SAMPLE: usize = 2_000;
/// So many of the commonest words and pairs are frequent.
const FREQUENT: usize = 50;
/// Questions of a kind.
const EACH: usize = 12;
/// Questions as people ask them.
const TYPED: usize = 200;
/// Of those that are put once, so many in each round: they take a second, of which a tick is a hundredth.
const FRESH: usize = 1_000;

/// A question as it is put to us and to the peer.
pub(crate) struct Question {
    pub(crate) ours: String,
    pub(crate) plain: String,
}

/// Questions of each kind.
pub(crate) struct Questions {
    /// One of five frequent words.
    pub(crate) any: Vec<Question>,
    /// The same, put to us without marks.
    pub(crate) any_unmarked: Vec<Question>,
    /// Both of two frequent words.
    pub(crate) both: Vec<Question>,
    /// Two frequent neighbours, put to us without marks.
    pub(crate) phrase: Vec<Question>,
    /// A word that one text in two thousand holds.
    pub(crate) rare: Vec<Question>,
    /// Two to twelve words of a sentence.
    pub(crate) typed: Vec<String>,
    /// The words of a whole sentence.
    pub(crate) sentences: Vec<String>,
    /// As those typed: enough of them that none need be put twice.
    pub(crate) fresh: Vec<String>,
}

impl Questions {
    /// Returns the questions for texts of these lengths.
    pub(crate) fn of(lengths: Range<u64>) -> Questions {
        let mut texts = Archive::texts(lengths);
        let counts = Counts::of(&mut texts);
        let (frequent, pairs, rare) = (commonest(&counts.words), commonest(&counts.pairs), counts.rare());
        let mut pick = |many: usize| -> Vec<Vec<String>> {
            let mut word = || frequent[texts.below(frequent.len() as u64) as usize].clone();
            (0..EACH).map(|_| (0..many).map(|_| word()).collect()).collect()
        };
        let (fives, twos) = (pick(5), pick(2));
        let quoted = |pair: &str| format!("\"{pair}\"");
        Questions {
            any: asked(&fives, |five| (five.join(" OR "), five.join(" "))),
            any_unmarked: asked(&fives, |five| {
                (five.iter().map(|word| fold(word)).collect::<Vec<_>>().join(" OR "), five.join(" "))
            }),
            both: asked(&twos, |two| (two.join(" "), format!("+{} +{}", two[0], two[1]))),
            phrase: asked(&pairs[..EACH], |pair| (quoted(&fold(pair)), quoted(pair))),
            rare: asked(&rare[..EACH], |word| (word.clone(), word.clone())),
            typed: (0..TYPED).map(|_| typed(&mut texts)).collect(),
            sentences: (0..TYPED).map(|_| words(texts.sentence()).join(" ")).collect(),
            fresh: (0..FRESH * (1 + ROUNDS)).map(|_| typed(&mut texts)).collect(),
        }
    }
}

fn asked<T>(of: &[T], question: impl Fn(&T) -> (String, String)) -> Vec<Question> {
    of.iter().map(question).map(|(ours, plain)| Question { ours, plain }).collect()
}

/// Returns some neighbouring words of a sentence, one time in five without their marks.
fn typed(texts: &mut Texts) -> String {
    let many = 2 + texts.below(11) as usize;
    let words = words(texts.sentence());
    let first = texts.below(words.len().saturating_sub(many).max(1) as u64) as usize;
    let typed = words[first.min(words.len())..].iter().take(many).cloned().collect::<Vec<_>>().join(" ");
    if texts.below(5) == 0 { fold(&typed) } else { typed }
}

/// Returns the words of a text that are made of letters, in small ones.
fn words(text: &str) -> Vec<String> {
    let words = tokens(text).into_iter().map(|token| text[token.start..token.end].to_lowercase());
    words.filter(|word| word.chars().all(char::is_alphabetic)).collect()
}

/// In how many texts of the sample words and neighbours stand.
struct Counts {
    words: HashMap<String, usize>,
    pairs: HashMap<String, usize>,
}

impl Counts {
    fn of(texts: &mut Texts) -> Counts {
        let mut counts = Counts { words: HashMap::new(), pairs: HashMap::new() };
        for number in 0..SAMPLE {
            let words = words(&texts.next(number));
            let pairs: HashSet<String> = words.windows(2).map(|two| two.join(" ")).collect();
            pairs.into_iter().for_each(|pair| *counts.pairs.entry(pair).or_default() += 1);
            let words: HashSet<String> = words.into_iter().collect();
            words.into_iter().for_each(|word| *counts.words.entry(word).or_default() += 1);
        }
        counts
    }

    /// Returns words that one text of the sample holds, and none with other marks.
    fn rare(&self) -> Vec<String> {
        let mut folded: HashMap<String, usize> = HashMap::new();
        self.words.iter().for_each(|(word, count)| *folded.entry(fold(word)).or_default() += count);
        let mut rare: Vec<String> = self.words.keys().filter(|word| folded[&fold(word)] == 1).cloned().collect();
        rare.sort();
        // Not the beginning of the alphabet only.
        rare.into_iter().step_by(7).collect()
    }
}

fn commonest(counts: &HashMap<String, usize>) -> Vec<String> {
    let mut sorted: Vec<(&String, &usize)> = counts.iter().collect();
    sorted.sort_by_key(|(what, count)| (std::cmp::Reverse(**count), *what));
    sorted.into_iter().take(FREQUENT).map(|(what, _)| what.clone()).collect()
}
