//! The normal form: one spelling for what is written in many.
//!
//! Marks in any order become one composed letter, look-alikes become the letter they stand for, what vanishes vanishes,
//! footnote marks end a word, and the tone stands where the older school writes it. Case, `i` and `y` stay. One pass
//! over the text; every byte of the result knows where it came from.

use std::cell::RefCell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::characters::{Treatment, UNITS, treatment};
use crate::chunks::chunks;
use crate::known::Known;
use crate::letters::{Letter, character, letter, mark};
use crate::memo;
use crate::offsets::Offsets;
use crate::prepare::{needs_preparing, prepared};
use crate::syllable;

/// A text in normal form, with the way back to the original.
#[derive(Clone, Debug, Default)]
pub struct Normal {
    /// The normal form.
    pub text: String,
    /// From byte offsets of [`Normal::text`] to byte offsets of the original.
    pub offsets: Offsets,
}

/// Returns the normal form of a text.
///
/// The same for composed, half-composed and decomposed spellings, and unchanged when applied again.
///
/// ```
/// assert_eq!(vietnamese::normalise("Uỷ ban, khoá XIII¹").text, "Ủy ban, khóa XIII");
/// ```
pub fn normalise(text: &str) -> Normal {
    match prepared(text) {
        Some((prepared, beneath)) => {
            let mut normal = KNOWN.with_borrow_mut(|known| write(&prepared, known));
            normal.offsets.set_beneath(beneath);
            normal
        }
        None => KNOWN.with_borrow_mut(|known| write(text, known)),
    }
}

/// Returns the normal form of one chunk: the same as [`normalise`] returns, without a memory.
pub(crate) fn normalise_chunk(chunk: &str) -> Normal {
    if needs_preparing(chunk.as_bytes()) {
        return normalise(chunk);
    }
    let mut writer = Writer::for_bytes(chunk.len());
    writer.chunk_anew(chunk, 0..chunk.len());
    writer.normal
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::new(Known::default());
}

/// Copies what is known to be in normal form, and takes the rest apart.
fn write(text: &str, known: &mut Known) -> Normal {
    let mut writer = Writer::for_bytes(text.len());
    let mut copied = 0;
    chunks(text, |chunk| {
        let number = memo::number(text.as_bytes(), chunk.clone());
        // ASCII is its own normal form. Both are asked, as a branch on the first could not be foretold.
        if number.is_some_and(|number| memo::is_ascii(number) | known.holds(number)) {
            return;
        }
        writer.copy(text, copied..chunk.start);
        copied = chunk.end;
        if writer.chunk_anew(text, chunk)
            && let Some(number) = number
        {
            known.put(number);
        }
    });
    writer.copy(text, copied..text.len());
    writer.normal
}

impl Normal {
    /// Appends a grapheme as Unicode composes it; `at` is where it stands in the original.
    pub(crate) fn push_composed(&mut self, grapheme: &str, at: usize) {
        let composed: String = grapheme.nfc().collect();
        let (normal, original) = (self.text.len(), at..at + grapheme.len());
        match composed == grapheme {
            true => self.offsets.copied(normal, original),
            false => self.offsets.changed(normal, original),
        }
        self.text.push_str(&composed);
    }
}

#[derive(Default)]
struct Writer {
    normal: Normal,
    /// The run of letters being read, each with its place in the original.
    run: Vec<(Letter, Range<usize>)>,
    /// Its letters, while it ends.
    letters: Vec<Letter>,
    /// Whether a foreign letter touches the run on its left: then it is no syllable.
    touches_foreign: bool,
    /// Whether a footnote mark was just dropped: the next word must not join the last.
    gap: bool,
}

impl Writer {
    /// Returns a writer for a text of so many bytes.
    fn for_bytes(bytes: usize) -> Writer {
        /// No syllable is longer.
        const SYLLABLE: usize = 8;
        let mut writer = Writer::default();
        writer.normal.text.reserve(bytes);
        writer.run.reserve(bytes.min(SYLLABLE));
        writer.letters.reserve(bytes.min(SYLLABLE));
        writer
    }

    /// Copies a stretch that is its own normal form; it begins or ends with a separator, or is the whole text.
    fn copy(&mut self, text: &str, stretch: Range<usize>) {
        if stretch.is_empty() {
            return;
        }
        (self.gap, self.touches_foreign) = (false, false);
        self.normal.offsets.copied(self.normal.text.len(), stretch.clone());
        self.normal.text.push_str(&text[stretch]);
    }

    /// Takes a chunk apart, and tells whether it is its own normal form.
    fn chunk_anew(&mut self, text: &str, chunk: Range<usize>) -> bool {
        let (written, before) = (self.normal.text.len(), self.normal.offsets.mark());
        self.chunk(text, chunk.clone());
        let same = self.normal.text[written..] == text[chunk.clone()];
        if same {
            // One stretch instead of one for each letter.
            self.normal.offsets.go_back(before);
            self.normal.offsets.copied(written, chunk);
        }
        same
    }

    /// Takes a chunk apart.
    fn chunk(&mut self, text: &str, chunk: Range<usize>) {
        let mut at = chunk.start;
        while at < chunk.end
            && let Some(found) = text[at..].chars().next()
        {
            at = self.take(text, at, found);
        }
        self.end_run(true);
    }

    /// Takes the character at `at`, with what belongs to it, and returns where the next begins.
    fn take(&mut self, text: &str, at: usize, found: char) -> usize {
        let end = at + found.len_utf8();
        if let Some(base) = letter(found) {
            return match with_marks(text, base, end) {
                Some((letter, end)) => {
                    self.push_letter(letter, at..end);
                    end
                }
                None => self.foreign(text, at),
            };
        }
        match treatment(found) {
            Treatment::Keep => self.push_other(found, at..end, true),
            Treatment::Become(other) => self.push_other(other, at..end, false),
            // None is left: they were taken out and unfolded before.
            Treatment::Delete | Treatment::Unfold => {}
            Treatment::Footnote(digit) => self.footnote(digit, at..end),
            Treatment::Foreign => return self.foreign(text, at),
        }
        end
    }

    fn push_letter(&mut self, letter: Letter, original: Range<usize>) {
        if self.run.is_empty() {
            self.fill_gap(&original);
        }
        self.run.push((letter, original));
    }

    fn push_other(&mut self, other: char, original: Range<usize>, copied: bool) {
        self.end_run(true);
        if other.is_alphanumeric() {
            self.fill_gap(&original);
        }
        self.gap = false;
        self.touches_foreign = false;
        let at = self.normal.text.len();
        match copied {
            true => self.normal.offsets.copied(at, original),
            false => self.normal.offsets.changed(at, original),
        }
        self.normal.text.push(other);
    }

    /// Puts a space where a dropped footnote mark would let two words run together.
    fn fill_gap(&mut self, original: &Range<usize>) {
        if self.gap && self.normal.text.ends_with(in_word) {
            self.normal.offsets.changed(self.normal.text.len(), original.start..original.start);
            self.normal.text.push(' ');
        }
        self.gap = false;
    }

    fn footnote(&mut self, digit: Option<char>, original: Range<usize>) {
        let unit: String = self.run.iter().map(|(letter, _)| character(*letter).to_ascii_lowercase()).collect();
        self.end_run(true);
        match digit {
            Some(digit) if UNITS.contains(&unit.as_str()) => self.push_other(digit, original, false),
            _ => (self.gap, self.touches_foreign) = (true, false),
        }
    }

    /// Takes a stretch of characters that Vietnamese does not write, and composes it as Unicode does.
    fn foreign(&mut self, text: &str, at: usize) -> usize {
        let next = foreign_end(text, at);
        let stretch = &text[at..next];
        let joins = stretch.starts_with(in_word);
        self.end_run(!joins);
        if joins {
            self.fill_gap(&(at..next));
        }
        self.gap = false;
        self.touches_foreign = stretch.graphemes(true).next_back().is_some_and(|last| last.starts_with(in_word));
        for (offset, grapheme) in stretch.grapheme_indices(true) {
            self.normal.push_composed(grapheme, at + offset);
        }
        next
    }

    /// Ends the run of letters: places its tone if it is a syllable on its own, and writes it.
    fn end_run(&mut self, alone: bool) {
        if self.run.is_empty() {
            return;
        }
        self.letters.clear();
        self.letters.extend(self.run.iter().map(|(letter, _)| *letter));
        if alone && !self.touches_foreign {
            syllable::settle_tone(&mut self.letters);
        }
        for (letter, (_, original)) in self.letters.iter().copied().zip(self.run.drain(..)) {
            let written = character(letter);
            let at = self.normal.text.len();
            match written.is_ascii() && original.len() == 1 {
                true => self.normal.offsets.copied(at, original),
                false => self.normal.offsets.changed(at, original),
            }
            self.normal.text.push(written);
        }
        self.touches_foreign = false;
    }
}

/// Tells whether a character stands inside a word, or would hang itself on one.
fn in_word(found: char) -> bool {
    found.is_alphanumeric() || is_combining_mark(found) || canonical_combining_class(found) != 0
}

/// Returns the letter with all marks that follow it, and where the last of them ends; `None` if it wears a mark that
/// Vietnamese does not know.
fn with_marks(text: &str, base: Letter, end: usize) -> Option<(Letter, usize)> {
    let (mut letter, mut end) = (base, end);
    for found in text[end..].chars().take_while(|found| is_combining_mark(*found)) {
        letter = letter.with(mark(found)?)?;
        end += found.len_utf8();
    }
    Some((letter, end))
}

/// Returns where a foreign stretch that begins at `at` ends: at the next character that the tables know and that wears
/// no mark.
fn foreign_end(text: &str, at: usize) -> usize {
    for (offset, found) in text[at..].char_indices().skip(1) {
        let belongs = is_combining_mark(found) || (letter(found).is_none() && treatment(found) == Treatment::Foreign);
        if !belongs {
            return at + offset;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn table() {
        let cases = [
            ("Toàn xã hội hoá", "Toàn xã hội hóa"),
            ("To\u{302}\u{309} quo\u{302}\u{301}c", "Tổ quốc"),
            ("Tô\u{309} quô\u{301}c", "Tổ quốc"),
            ("To\u{309}\u{302} quốc", "Tổ quốc"),
            ("Tỏ\u{302} quốc", "Tổ quốc"),
            ("ủ\u{31b}ng", "ửng"),
            ("Ðảng, Ɖảng", "Đảng, Đảng"),
            ("nhân\u{a0}dân ng\u{ad}hị nh\u{200b}ân", "nhân dân nghị nhân"),
            ("\u{feff}Nghị", "Nghị"),
            ("khoá XIII¹", "khóa XIII"),
            ("¹Nghị quyết", "Nghị quyết"),
            ("Chính phủ⁽¹⁾ và", "Chính phủ và"),
            ("phủ¹Theo", "phủ Theo"),
            ("100 m² và 3km², xem²", "100 m2 và 3km2, xem"),
            ("“xã” 2025–2030", "\"xã\" 2025-2030"),
            ("Ｎghị ﬁle", "Nghị file"),
            // Marks hang on the last letter of what is unfolded.
            ("ﬃ\u{300} Ｎ\u{ad}\u{301}", "ffì Ń"),
            ("ｏ\u{302}\u{309} ａ＝\u{338}", "ổ a≠"),
            ("Citroën hoàñ", "Citroën hoàñ"),
            ("", ""),
        ];
        for (typed, expected) in cases {
            assert_eq!(normalise(typed).text, expected, "{typed:?}");
        }
    }

    /// Text as it comes: letters with marks in disorder, vanishing characters, other scripts, and anything at all.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-zđĐﬀ-ﬆ＜-～]{1,3}[\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323}\u{304}]{0,3}",
            3 => "(=\u{338}|≠|hoà|thuỷ|Uỷ|qúy|gịa|XIII¹|m²|ñ|ё|Å|\u{212A}|한|ᄒ|ᅡ|ᆫ|中|\u{200b}|\u{ad}| |-|\\.|1|²)",
            1 => "\\PC{1,4}",
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn is_idempotent(text in any_text()) {
            let once = normalise(&text).text;
            prop_assert_eq!(&normalise(&once).text, &once);
        }

        /// On this rests that chunks of ASCII are not taken apart.
        #[test]
        fn ascii_taken_apart_is_the_same(text in "[!-~]{1,24}") {
            prop_assert!(Writer::default().chunk_anew(&text, 0..text.len()));
        }

        #[test]
        fn composed_and_decomposed_agree(text in any_text()) {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(normalise(&composed).text, normalise(&decomposed).text);
        }

        #[test]
        fn offsets_lie_on_boundaries_and_never_go_back(text in any_text()) {
            let normal = normalise(&text);
            let mut last = 0;
            for (at, found) in normal.text.char_indices() {
                let original = normal.offsets.original(at..at + found.len_utf8());
                prop_assert!(text.get(original.clone()).is_some(), "{:?} in {:?}", original, text);
                prop_assert!(original.start >= last);
                last = original.start;
            }
        }
    }
}
