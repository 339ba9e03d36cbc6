//! Texts to measure on: the files of a folder as they are, or sentences of real directives put together anew, of the
//! length of real ones. Never one short text again and again: a processor learns what it has seen.

use std::ops::Range;
use std::path::Path;

use sha2::{Digest, Sha256};

const SEEDS: [&str; 5] = [
    include_str!("../seeds/000_25d31764dfd2fe86.txt"),
    include_str!("../seeds/001_ac113182727c1ec2.txt"),
    include_str!("../seeds/002_54687f459a091cd1.txt"),
    include_str!("../seeds/003_be6f04c7cac3f54d.txt"),
    include_str!("../seeds/004_80d5308ccbc39730.txt"),
];
/// Bytes of the shortest and the longest text, as directives are.
pub(crate) const FULL: Range<u64> = 300..12_000;
/// The same of letters and notices.
pub(crate) const SHORT: Range<u64> = 300..2_000;
/// Bytes of a letterhead.
const HEAD: usize = 400;

/// Makes texts, the same ones for the same seed.
pub(crate) struct Texts {
    heads: Vec<String>,
    sentences: Vec<String>,
    lengths: Range<u64>,
    random: u64,
}

impl Texts {
    pub(crate) fn new(seed: u64) -> Texts {
        Texts::of_lengths(seed, FULL)
    }

    /// Makes texts of so many bytes, most of them short.
    pub(crate) fn of_lengths(seed: u64, lengths: Range<u64>) -> Texts {
        let real = real();
        let heads = real.iter().map(|text| text[..text.floor_char_boundary(HEAD)].to_owned()).collect();
        let sentences = real.iter().flat_map(|text| text.split_inclusive(['.', ';', '\n']));
        let sentences = sentences.filter(|sentence| sentence.len() > 40).map(str::to_owned).collect();
        Texts { heads, sentences, lengths, random: seed }
    }

    /// Returns the next text: a letterhead with a number of its own, then sentences. Most are short, as directives are.
    pub(crate) fn next(&mut self, number: usize) -> String {
        let Range { start, end } = self.lengths;
        let length = start + self.below(end - start) * self.below(1_000) / 1_000;
        let length = usize::try_from(length).unwrap();
        let head = self.below(self.heads.len() as u64) as usize;
        let mut text = format!("Số: {number}/QĐ-UBND\n{}\n", self.heads[head]);
        while text.len() < length {
            text.push_str(self.sentence());
        }
        text
    }

    /// Returns a sentence of a real text.
    pub(crate) fn sentence(&mut self) -> &str {
        let sentence = self.below(self.sentences.len() as u64) as usize;
        &self.sentences[sentence]
    }

    /// Returns what tells these texts from those of other lengths, another seed or other sentences.
    pub(crate) fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for text in self.heads.iter().chain(&self.sentences) {
            digest.update(text);
        }
        digest.update(format!("{:?} {}", self.lengths, self.random));
        digest.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The generator of Steele et al. 2014 (splitmix64).
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// Tells whether the texts are those of the folder named in `TRACUU_TEXTS`.
pub(crate) fn are_given() -> bool {
    std::env::var_os("TRACUU_TEXTS").is_some()
}

/// Returns texts of so many bytes in all, or those of the folder named in `TRACUU_TEXTS`, whole and in their order.
pub(crate) fn texts(bytes: usize) -> Vec<String> {
    if are_given() {
        return real();
    }
    let (mut maker, mut texts, mut made) = (Texts::new(7), Vec::new(), 0);
    while made < bytes {
        let text = maker.next(texts.len());
        made += text.len();
        texts.push(text);
    }
    texts
}

fn real() -> Vec<String> {
    match std::env::var_os("TRACUU_TEXTS") {
        Some(folder) => read(Path::new(&folder)),
        None => SEEDS.iter().map(|text| (*text).to_owned()).collect(),
    }
}

fn read(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}
