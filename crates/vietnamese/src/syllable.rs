//! The Vietnamese syllable: onset, vowels, final; where its tone mark stands, and when its `y` is an `i`.
//!
//! Two schools place the mark differently on the open rimes `oa oe uy` (hòa, hoà), and hands slip (tòan, qúy). The
//! rule here follows the older school, which Party papers print, and leaves alone whatever is no syllable: foreign
//! names, abbreviations, a word with two tones.

use crate::letters::{Letter, Shape, Tone, character};
use crate::rimes::{CLOSED, FINALS, ONSETS, OPEN, SAME_I_AND_Y};

/// A syllable taken apart: byte-free, as positions in the run of letters.
pub(crate) struct Syllable {
    onset: &'static str,
    /// Where the vowels begin and end in the run.
    vowels: std::ops::Range<usize>,
    closed: bool,
    tone: Tone,
}

/// Takes a run of letters apart; `None` where it is no Vietnamese syllable.
pub(crate) fn parse(run: &[Letter]) -> Option<Syllable> {
    if run.len() > 7 {
        return None;
    }
    let tone = single_tone(run)?;
    let written: String =
        run.iter().map(|letter| character(Letter { tone: Tone::Level, upper: false, ..*letter })).collect();
    let onset =
        ONSETS.iter().copied().filter(|onset| written.starts_with(onset)).find(|onset| !borrows_its_i(&written, onset));
    let onset = onset.unwrap_or("");
    let rime = &written[onset.len()..];
    let vowels = rime.trim_end_matches(|found: char| !"aăâeêioôơuưy".contains(found));
    let last = &rime[vowels.len()..];
    let closed = !last.is_empty();
    let known = if closed { CLOSED.contains(&vowels) && FINALS.contains(&last) } else { OPEN.contains(&vowels) };
    let first = onset.chars().count();
    known.then(|| Syllable { onset, vowels: first..first + vowels.chars().count(), closed, tone })
}

/// `gi` gives its `i` back to the rime where no vowel follows it, or `ê` does: gì, gìn, giếng.
fn borrows_its_i(written: &str, onset: &str) -> bool {
    onset == "gi" && !written[2..].starts_with(['a', 'ă', 'â', 'e', 'i', 'o', 'ô', 'ơ', 'u', 'ư'])
}

/// Moves the tone mark of a run of letters to where the older school writes it, if the run is a syllable.
pub(crate) fn settle_tone(run: &mut [Letter]) {
    if run.iter().any(|letter| letter.tone != Tone::Level)
        && let Some(syllable) = parse(run)
    {
        syllable.place_tone(run);
    }
}

/// Writes the `y` of a syllable as `i`, if the two are written for one another in it.
pub(crate) fn write_i(run: &mut [Letter]) {
    if run.iter().any(|letter| letter.base == b'y')
        && let Some(syllable) = parse(run)
        && syllable.has_y_for_i(run)
    {
        run[syllable.vowels.start].base = b'i';
    }
}

fn single_tone(run: &[Letter]) -> Option<Tone> {
    let mut toned = run.iter().map(|letter| letter.tone).filter(|tone| *tone != Tone::Level);
    let tone = toned.next().unwrap_or_default();
    toned.next().is_none().then_some(tone)
}

impl Syllable {
    /// Moves the tone mark of the run to where the older school writes it.
    pub(crate) fn place_tone(&self, run: &mut [Letter]) {
        if self.tone == Tone::Level || is_gia_with_toned_i(run) {
            return;
        }
        let bearer = self.bearer(run);
        for (at, letter) in run.iter_mut().enumerate() {
            letter.tone = if at == bearer { self.tone } else { Tone::Level };
        }
    }

    fn bearer(&self, run: &[Letter]) -> usize {
        let vowels = &run[self.vowels.clone()];
        let shaped = vowels.iter().rposition(|letter| letter.shape != Shape::Plain);
        let within = match (shaped, vowels.len()) {
            (Some(shaped), _) => shaped,
            (None, count) if self.closed => count - 1,
            (None, 3) => 1,
            (None, _) => 0,
        };
        self.vowels.start + within
    }

    /// Tells whether the syllable ends in a lone `y` that is written `i` as well.
    fn has_y_for_i(&self, run: &[Letter]) -> bool {
        !self.closed
            && self.vowels.len() == 1
            && run[self.vowels.start].base == b'y'
            && SAME_I_AND_Y.contains(&self.onset)
    }
}

/// `gịa` (in giặt gịa) is g + ịa, not `giạ`: the one word that the letters alone do not decide.
fn is_gia_with_toned_i(run: &[Letter]) -> bool {
    matches!(run, [g, i, a] if g.base == b'g' && i.base == b'i' && a.base == b'a' && i.tone == Tone::Dot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::letter;

    fn placed(word: &str) -> String {
        let mut run: Vec<Letter> = word.chars().map(|found| letter(found).expect("a letter")).collect();
        settle_tone(&mut run);
        run.into_iter().map(character).collect()
    }

    #[test]
    fn tone_placement() {
        let cases = [
            ("hoà", "hòa"),
            ("khoẻ", "khỏe"),
            ("thuỷ", "thủy"),
            ("UỶ", "ỦY"),
            ("qúy", "quý"),
            ("quý", "quý"),
            ("hoàng", "hoàng"),
            ("hòang", "hoàng"),
            ("tòan", "toàn"),
            ("gìa", "già"),
            ("gịa", "gịa"),
            ("giạ", "giạ"),
            ("giếng", "giếng"),
            ("gì", "gì"),
            ("gìn", "gìn"),
            ("thuở", "thuở"),
            ("Huế", "Huế"),
            ("khuỷu", "khuỷu"),
            ("ngòai", "ngoài"),
            ("mía", "mía"),
            ("mùa", "mùa"),
            ("qùa", "quà"),
            ("luỹ", "lũy"),
            ("loè", "lòe"),
            ("huých", "huých"),
            ("Nguyễn", "Nguyễn"),
            ("nghiã", "nghĩa"),
            ("chuỵên", "chuyện"),
            ("nứơc", "nước"),
            ("goòng", "goòng"),
            ("ngoẹo", "ngoẹo"),
            ("Sêpôn", "Sêpôn"),
            ("COVID", "COVID"),
            ("àbcà", "àbcà"),
        ];
        for (typed, expected) in cases {
            assert_eq!(placed(typed), expected, "{typed}");
            assert_eq!(placed(expected), expected, "{expected} again");
        }
    }
}
