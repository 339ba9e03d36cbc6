//! What becomes of characters that are not letters: a table of its own, read by the normal form alone.
//!
//! Vietnamese office text carries what word processors, converters and scanners leave in it: soft hyphens inside
//! words, non-breaking spaces, six kinds of dashes, footnote marks stuck to words.

/// What the normal form does with a character that is not a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Treatment {
    /// Stays as it is.
    Keep,
    /// Becomes another character.
    Become(char),
    /// Vanishes without leaving a gap: it stands inside words.
    Delete,
    /// A footnote mark: ends the word, is no content. Holds the digit it shows, for `m²`.
    Footnote(Option<char>),
    /// A form kept for old encodings (full width, ligature): its compatibility decomposition takes its place.
    Unfold,
    /// Nothing is known of it here: left to Unicode's composition.
    Foreign,
}

/// Returns the treatment of a character that is not a Vietnamese letter.
pub(crate) fn treatment(found: char) -> Treatment {
    match found {
        '\0'..='\u{7F}' => Treatment::Keep,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' => Treatment::Delete,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => Treatment::Become(' '),
        '²' => Treatment::Footnote(Some('2')),
        '³' => Treatment::Footnote(Some('3')),
        '¹' | '⁰' | '\u{2074}'..='\u{2079}' | '⁽' | '⁾' => Treatment::Footnote(None),
        '\u{2010}'..='\u{2014}' | '−' => Treatment::Become('-'),
        '“' | '”' | '„' | '«' | '»' => Treatment::Become('"'),
        '‘' | '’' => Treatment::Become('\''),
        '\u{FF01}'..='\u{FF5E}' | '\u{FB00}'..='\u{FB06}' => Treatment::Unfold,
        _ => Treatment::Foreign,
    }
}

/// Units after which `²` and `³` are content: `100 m²` is not a footnote.
pub(crate) const UNITS: [&str; 6] = ["m", "km", "cm", "dm", "hm", "mm"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let cases = [
            ('a', Treatment::Keep),
            ('\u{AD}', Treatment::Delete),
            ('\u{200B}', Treatment::Delete),
            ('\u{A0}', Treatment::Become(' ')),
            ('–', Treatment::Become('-')),
            ('\u{2011}', Treatment::Become('-')),
            ('”', Treatment::Become('"')),
            ('¹', Treatment::Footnote(None)),
            ('²', Treatment::Footnote(Some('2'))),
            ('Ｎ', Treatment::Unfold),
            ('ﬁ', Treatment::Unfold),
            ('…', Treatment::Foreign),
        ];
        for (found, expected) in cases {
            assert_eq!(treatment(found), expected, "{found:?}");
        }
    }
}
