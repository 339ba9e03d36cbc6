//! The 134 Vietnamese letters beyond ASCII: taken apart into base, shape and tone, and put together again.
//!
//! A table of its own, built at compile time, because the normal form, the fold and the keys all read letters through
//! it. Unicode's own decomposition would not do: it keeps `đ`, and leaves marks in the order they were typed.

/// What a vowel or `d` wears beside its tone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Shape {
    /// Nothing: `a e i o u y`, and all plain consonants.
    #[default]
    Plain,
    /// `ă`
    Breve,
    /// `â ê ô`
    Circumflex,
    /// `ơ ư`
    Horn,
    /// `đ`
    Stroke,
}

/// The six tones, in dictionary order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Tone {
    /// ngang
    #[default]
    Level,
    /// huyền
    Grave,
    /// hỏi
    Hook,
    /// ngã
    Tilde,
    /// sắc
    Acute,
    /// nặng
    Dot,
}

const TONES: [Tone; 6] = [Tone::Level, Tone::Grave, Tone::Hook, Tone::Tilde, Tone::Acute, Tone::Dot];

/// One letter of the Latin alphabet as Vietnamese writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Letter {
    /// `a` to `z`, always lower case.
    pub(crate) base: u8,
    pub(crate) shape: Shape,
    pub(crate) tone: Tone,
    pub(crate) upper: bool,
}

/// Each row: base, shape, and the letter in the six tones.
const ROWS: [(u8, Shape, [char; 6], [char; 6]); 12] = [
    (b'a', Shape::Plain, ['a', 'à', 'ả', 'ã', 'á', 'ạ'], ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ']),
    (b'a', Shape::Breve, ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'], ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ']),
    (b'a', Shape::Circumflex, ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'], ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ']),
    (b'e', Shape::Plain, ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'], ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ']),
    (b'e', Shape::Circumflex, ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'], ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ']),
    (b'i', Shape::Plain, ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'], ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị']),
    (b'o', Shape::Plain, ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'], ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ']),
    (b'o', Shape::Circumflex, ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'], ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ']),
    (b'o', Shape::Horn, ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'], ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ']),
    (b'u', Shape::Plain, ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'], ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ']),
    (b'u', Shape::Horn, ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'], ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự']),
    (b'y', Shape::Plain, ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'], ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ']),
];

/// `đ`, and the letters that old fonts and careless converters leave in its place (charabia maps them too).
const STROKED: [(char, bool); 6] =
    [('đ', false), ('Đ', true), ('\u{F0}', false), ('\u{D0}', true), ('\u{256}', false), ('\u{189}', true)];

const FIRST_BLOCK: usize = 0xC0;
const SECOND_BLOCK: usize = 0x1EA0;
const FIRST_LEN: usize = 0x260 - FIRST_BLOCK;
const SECOND_LEN: usize = 0x1F00 - SECOND_BLOCK;

static FIRST: [Option<Letter>; FIRST_LEN] = block(FIRST_BLOCK);
static SECOND: [Option<Letter>; SECOND_LEN] = block(SECOND_BLOCK);

const fn block<const LEN: usize>(origin: usize) -> [Option<Letter>; LEN] {
    let mut table = [None; LEN];
    let mut row = 0;
    while row < ROWS.len() {
        let (base, shape, lower, upper) = ROWS[row];
        let mut tone = 0;
        while tone < 6 {
            let letter = Letter { base, shape, tone: TONES[tone], upper: false };
            set(&mut table, origin, lower[tone], letter);
            set(&mut table, origin, upper[tone], Letter { upper: true, ..letter });
            tone += 1;
        }
        row += 1;
    }
    let mut at = 0;
    while at < STROKED.len() {
        let (found, upper) = STROKED[at];
        set(&mut table, origin, found, Letter { base: b'd', shape: Shape::Stroke, tone: Tone::Level, upper });
        at += 1;
    }
    table
}

const fn set<const LEN: usize>(table: &mut [Option<Letter>; LEN], origin: usize, at: char, letter: Letter) {
    let code = at as usize;
    if code >= origin && code < origin + LEN {
        table[code - origin] = Some(letter);
    }
}

/// Returns the letter that a character is, or `None` for everything that Vietnamese does not write.
pub(crate) fn letter(found: char) -> Option<Letter> {
    match found {
        'a'..='z' | 'A'..='Z' => Some(Letter {
            base: found.to_ascii_lowercase() as u8,
            shape: Shape::Plain,
            tone: Tone::Level,
            upper: found.is_ascii_uppercase(),
        }),
        // The Kelvin sign is canonically a K.
        '\u{212A}' => letter('K'),
        _ => {
            let code = found as usize;
            let table: &[Option<Letter>] = if code < SECOND_BLOCK { &FIRST } else { &SECOND };
            let origin = if code < SECOND_BLOCK { FIRST_BLOCK } else { SECOND_BLOCK };
            code.checked_sub(origin).and_then(|at| table.get(at).copied().flatten())
        }
    }
}

/// Returns the one character (NFC) that writes a letter.
pub(crate) fn character(letter: Letter) -> char {
    let plain = if letter.upper { letter.base.to_ascii_uppercase() } else { letter.base } as char;
    if letter.shape == Shape::Stroke {
        return if letter.upper { 'Đ' } else { 'đ' };
    }
    let row = ROWS.iter().find(|(base, shape, ..)| *base == letter.base && *shape == letter.shape);
    row.map_or(plain, |(_, _, lower, upper)| {
        let tones = if letter.upper { upper } else { lower };
        tones[letter.tone as usize]
    })
}

/// What a combining mark adds to a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    Shape(Shape),
    Tone(Tone),
}

/// Returns what a combining mark means in Vietnamese, if anything.
pub(crate) fn mark(found: char) -> Option<Mark> {
    Some(match found {
        '\u{300}' | '\u{340}' => Mark::Tone(Tone::Grave),
        '\u{301}' | '\u{341}' => Mark::Tone(Tone::Acute),
        '\u{303}' => Mark::Tone(Tone::Tilde),
        '\u{309}' => Mark::Tone(Tone::Hook),
        '\u{323}' => Mark::Tone(Tone::Dot),
        '\u{302}' => Mark::Shape(Shape::Circumflex),
        '\u{306}' => Mark::Shape(Shape::Breve),
        '\u{31B}' => Mark::Shape(Shape::Horn),
        _ => return None,
    })
}

impl Letter {
    /// Returns the letter with one more mark on it, or `None` where Vietnamese has no such letter: it wears one tone
    /// and one shape at most.
    pub(crate) fn with(self, mark: Mark) -> Option<Letter> {
        match mark {
            Mark::Tone(tone) => (self.is_vowel() && self.tone == Tone::Level).then_some(Letter { tone, ..self }),
            Mark::Shape(shape) => {
                let wears = ROWS.iter().any(|(base, row, ..)| *base == self.base && *row == shape);
                (wears && self.shape == Shape::Plain).then_some(Letter { shape, ..self })
            }
        }
    }

    /// Tells whether the letter is one of the six vowel letters `a e i o u y`.
    pub(crate) fn is_vowel(self) -> bool {
        matches!(self.base, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn all_letters_come_apart_and_together() {
        let mut count = 0;
        for (_, _, lower, upper) in ROWS {
            for found in lower.into_iter().chain(upper) {
                let parts = letter(found).expect("a letter");
                assert_eq!(character(parts), found);
                let mut rebuilt = letter(found.to_string().nfd().next().expect("a base")).expect("a letter");
                for combining in found.to_string().nfd().skip(1) {
                    rebuilt = rebuilt.with(mark(combining).expect("a mark")).expect("a letter with it");
                }
                assert_eq!(rebuilt, parts, "{found}");
                count += usize::from(!found.is_ascii());
            }
        }
        assert_eq!(count + 2, 134, "the letters beyond ASCII, with đ and Đ");
    }

    #[test]
    fn foreign_characters_are_no_letters() {
        for found in ['ñ', 'ç', 'ö', 'ß', 'я', '中', '1', '-', '\u{300}', '×', '÷'] {
            assert_eq!(letter(found), None, "{found}");
        }
    }

    #[test]
    fn marks_that_no_letter_wears_are_refused() {
        let horn = mark('\u{31B}').expect("the horn");
        assert_eq!(letter('i').expect("i").with(horn), None);
        assert_eq!(letter('b').expect("b").with(mark('\u{301}').expect("acute")), None);
    }
}
