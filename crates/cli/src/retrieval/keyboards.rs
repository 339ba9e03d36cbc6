//! One question as other keyboards would type it.

use unicode_normalization::UnicodeNormalization;

/// Returns a text without diacritics, capitals kept.
pub(super) fn without_marks(text: &str) -> String {
    let mut typed = String::with_capacity(text.len());
    for letter in text.nfc() {
        let folded = vietnamese::fold(letter.encode_utf8(&mut [0; 4]));
        match letter.is_uppercase() {
            true => typed.extend(folded.chars().flat_map(char::to_uppercase)),
            false if letter.is_alphabetic() => typed.push_str(&folded),
            false => typed.push(letter),
        }
    }
    typed
}

/// Returns a text in decomposed Unicode: each mark a character of its own.
pub(super) fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// Returns a text with the tone mark of each open `oa`, `oe`, `uy` on the other vowel: `hòa` and `hoà`, `ủy` and `uỷ`.
pub(super) fn tone_swapped(text: &str) -> String {
    text.nfc().collect::<String>().split_inclusive(|found: char| !found.is_alphanumeric()).map(swapped).collect()
}

fn swapped(word: &str) -> String {
    let letters = word.trim_end_matches(|found: char| !found.is_alphanumeric());
    let parts: Vec<char> = letters.nfd().collect();
    let Some((rest, [first, second, third])) = parts.split_last_chunk() else { return word.to_owned() };
    // After q the u belongs to the consonant, and its tone has one place only.
    let after_q = rest.last().is_some_and(|letter| letter.eq_ignore_ascii_case(&'q'));
    let movable = |one: &char, other: &char| {
        let pair = [one.to_ascii_lowercase(), other.to_ascii_lowercase()];
        matches!(pair, ['o', 'a' | 'e'] | ['u', 'y']) && !after_q
    };
    let last = match (is_tone(*second), is_tone(*third)) {
        (true, false) if movable(first, third) => [*first, *third, *second],
        (false, true) if movable(first, second) => [*first, *third, *second],
        _ => return word.to_owned(),
    };
    let spelled: String = rest.iter().chain(&last).copied().nfc().collect();
    spelled + &word[letters.len()..]
}

fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases = [
            ("Ủy ban, hòa!", "Uy ban, hoa!", "Uỷ ban, hoà!"),
            ("Đường thuỷ quý", "Duong thuy quy", "Đường thủy quý"),
            ("toàn khoẻ UBND", "toan khoe UBND", "toàn khỏe UBND"),
            ("", "", ""),
        ];
        for (text, unmarked, swapped) in cases {
            assert_eq!(without_marks(text), unmarked, "{text}");
            assert_eq!(tone_swapped(text), swapped, "{text}");
            assert_eq!(decomposed(text).nfc().collect::<String>(), text, "{text}");
        }
    }
}
