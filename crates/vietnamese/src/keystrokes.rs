//! Words typed with a keyboard that was not switched on: `coong` and `cong6` for `công`.
//!
//! Telex writes marks with letters, VNI with digits. Whether a word is meant so only the archive can tell, as `coong`
//! could be a word; this is the reading alone.

use crate::letters::{Letter, Mark, Shape, Tone, character, letter};
use crate::syllable;

/// No Vietnamese word takes more keystrokes.
const LONGEST: usize = 12;

/// Returns the syllable that keystrokes of Telex, or of VNI where there are digits, stand for; `None` where they are no
/// keystrokes of a marked syllable.
///
/// ```
/// assert_eq!(vietnamese::decode("dduwowngf").as_deref(), Some("đường"));
/// assert_eq!(vietnamese::decode("d9ang3").as_deref(), Some("đảng"));
/// assert_eq!(vietnamese::decode("an"), None);
/// ```
pub fn decode(typed: &str) -> Option<String> {
    if typed.len() > LONGEST || !typed.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let typed = typed.to_ascii_lowercase();
    let vni = typed.bytes().any(|byte| byte.is_ascii_digit());
    let mut word = Word::default();
    for key in typed.chars() {
        let taken = if vni { word.vni(key) } else { word.telex(key) };
        if !taken {
            word.push(key)?;
        }
    }
    word.finish()
}

#[derive(Default)]
struct Word {
    letters: Vec<Letter>,
    tone: Tone,
}

impl Word {
    fn push(&mut self, key: char) -> Option<()> {
        self.letters.push(letter(key)?);
        Some(())
    }

    /// Takes a keystroke of Telex; `false` where it is a letter of its own.
    fn telex(&mut self, key: char) -> bool {
        match key {
            's' => self.set_tone(Tone::Acute),
            'f' => self.set_tone(Tone::Grave),
            'r' => self.set_tone(Tone::Hook),
            'x' => self.set_tone(Tone::Tilde),
            'j' => self.set_tone(Tone::Dot),
            'a' | 'e' | 'o' => self.last_vowel() == Some(key as u8) && self.shape(&[key as u8], Shape::Circumflex),
            'w' => self.horn() || self.shape(b"a", Shape::Breve),
            'd' => self.stroke(),
            _ => false,
        }
    }

    /// Takes a keystroke of VNI; `false` where it is a letter of its own.
    fn vni(&mut self, key: char) -> bool {
        match key {
            '1' => self.set_tone(Tone::Acute),
            '2' => self.set_tone(Tone::Grave),
            '3' => self.set_tone(Tone::Hook),
            '4' => self.set_tone(Tone::Tilde),
            '5' => self.set_tone(Tone::Dot),
            '6' => self.shape(b"aeo", Shape::Circumflex),
            '7' => self.horn(),
            '8' => self.shape(b"a", Shape::Breve),
            '9' => self.stroke(),
            _ => false,
        }
    }

    fn last_vowel(&self) -> Option<u8> {
        self.letters.iter().rev().find(|letter| letter.is_vowel()).map(|letter| letter.base)
    }

    fn set_tone(&mut self, tone: Tone) -> bool {
        let has_vowel = self.last_vowel().is_some();
        if has_vowel {
            self.tone = tone;
        }
        has_vowel
    }

    /// Gives the last of these vowels its shape.
    fn shape(&mut self, bases: &[u8], shape: Shape) -> bool {
        let plain = |letter: &&mut Letter| bases.contains(&letter.base) && letter.shape == Shape::Plain;
        let Some(found) = self.letters.iter_mut().rev().find(plain) else { return false };
        found.shape = shape;
        true
    }

    /// Puts the horn on both letters of `uo`, on the `u` of `ua`, else on the last `o` or `u`.
    fn horn(&mut self) -> bool {
        let bases: Vec<u8> = self.letters.iter().map(|letter| letter.base).collect();
        let both = bases.windows(2).rposition(|pair| pair == b"uo");
        let before_a = bases.windows(2).rposition(|pair| pair == b"ua").filter(|at| !bases[..*at].ends_with(b"q"));
        let after_o = bases.windows(2).any(|pair| pair == b"oa");
        // The u of qu belongs to the onset.
        let last = bases.iter().rposition(|base| matches!(base, b'o' | b'u'));
        let last = last.filter(|at| bases.get(..=*at).is_some_and(|upto| !upto.ends_with(b"qu")));
        let places = match (both, before_a, last) {
            (Some(at), ..) => vec![at, at + 1],
            (None, Some(at), _) => vec![at],
            (None, None, Some(at)) if !after_o => vec![at],
            _ => Vec::new(),
        };
        let found = !places.is_empty();
        for at in places {
            if let Some(letter) = self.letters.get_mut(at) {
                letter.shape = Shape::Horn;
            }
        }
        found
    }

    fn stroke(&mut self) -> bool {
        match self.letters.first_mut() {
            Some(first) if first.base == b'd' && first.shape == Shape::Plain => {
                first.shape = Shape::Stroke;
                true
            }
            _ => false,
        }
    }

    fn finish(mut self) -> Option<String> {
        let marked = self.tone != Tone::Level || self.letters.iter().any(|letter| letter.shape != Shape::Plain);
        let vowel = self.letters.iter_mut().find(|letter| letter.is_vowel())?;
        if self.tone != Tone::Level {
            *vowel = vowel.with(Mark::Tone(self.tone))?;
        }
        let syllable = syllable::parse(&self.letters)?;
        syllable.place_tone(&mut self.letters);
        marked.then(|| self.letters.into_iter().map(character).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn table() {
        let cases = [
            ("coong", "công"),
            ("congo", "công"),
            ("nghij", "nghị"),
            ("quyeets", "quyết"),
            ("ddangr", "đảng"),
            ("dangrd", "đảng"),
            ("uyr", "ủy"),
            ("phuwowngf", "phường"),
            ("phuongwf", "phường"),
            ("dduwowngf", "đường"),
            ("muaw", "mưa"),
            ("hoawcj", "hoặc"),
            ("quawn", "quăn"),
            ("hoaf", "hòa"),
            ("sar", "sả"),
            ("COONG", "công"),
            ("cong6", "công"),
            ("cong1", "cóng"),
            ("d9ang3", "đảng"),
            ("uy3", "ủy"),
            ("d9uong72", "đường"),
            ("hoa8c5", "hoặc"),
        ];
        for (typed, expected) in cases {
            assert_eq!(decode(typed).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["an", "cong", "12", "công", "xyzzy", "ssss", "w", "", "nq12", "aaaaaaaaaaaaaaa"] {
            assert_eq!(decode(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_decoded_or_not(typed in "[a-z0-9]{0,14}|\\PC{0,5}") {
            prop_assert!(decode(&typed).is_none_or(|word| crate::has_marks(&word)));
        }
    }
}
