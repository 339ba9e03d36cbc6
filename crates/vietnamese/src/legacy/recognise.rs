//! The verdict: which encoding bytes are in, where their spelling leaves no doubt.
//!
//! Apart from the counting, as the thresholds are here, with what they rest on. Who guesses wrong fills an archive with
//! words that nobody finds and nobody misses; so what is not clear is no verdict. In 665 administrative texts, written in
//! each of the encodings, 93 to 100 % of the words are possible by the right one, and 44 % at most by any other.

use super::spelling::{is_possible, marked_words, possible, possible_as_it_stands};
use super::{LegacyEncoding, windows_1252};

/// What the spelling of bytes says of their encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One encoding fits, and no other does.
    Certain(LegacyEncoding),
    /// These may fit, or there are too few words to tell.
    Doubtful(Vec<LegacyEncoding>),
    /// None fits.
    None,
}

/// Of a hundred words so many must be possible.
const POSSIBLE: usize = 90;
/// Of a hundred words so many more must be possible than by the next best reading.
const LEAD: usize = 40;
/// Below so many words all must be possible: one slip may be the sign of another encoding.
const FEW: usize = 20;
/// The lead that even a few words must give.
const LEAST_LEAD: usize = 4;

/// Returns which encoding bytes are in that are not UTF-8.
pub fn recognise(bytes: &[u8]) -> Verdict {
    let counts = LegacyEncoding::ALL.map(|encoding| (encoding, possible(bytes, encoding)));
    judge(marked_words(bytes).count(), counts, 0)
}

/// Returns the text behind a text in Unicode whose letters are the codes of an old font, as `C«ng v¨n` for `Công văn`,
/// and the encoding of the font. `None` where there is no clear sign of that.
///
/// ```
/// let (text, font) = vietnamese::unmasked("Uû ban nh©n d©n, Héi ®ång nh©n d©n").expect("the font shows");
/// assert_eq!((text.as_str(), font.name()), ("Uỷ ban nhân dân, Hội đồng nhân dân", "TCVN3"));
/// assert_eq!(vietnamese::unmasked("Ủy ban nhân dân"), None);
/// ```
pub fn unmasked(text: &str) -> Option<(String, LegacyEncoding)> {
    let bytes: Vec<u8> = text.chars().map(windows_1252::byte).collect::<Option<_>>()?;
    let fonts = LegacyEncoding::ALL.map(|encoding| (encoding, possible(&bytes, encoding)));
    match judge(marked_words(&bytes).count(), fonts, possible_as_it_stands(&bytes)) {
        Verdict::Certain(encoding) => Some((encoding.decode(&bytes), encoding)),
        Verdict::Doubtful(_) | Verdict::None => None,
    }
}

/// Tells whether a text is Vietnamese with marks, by the same thresholds.
pub fn is_vietnamese(text: &str) -> bool {
    let words = text.split(|found: char| !found.is_alphabetic()).filter(|word| !word.is_ascii());
    let (mut marked, mut possible) = (0, 0);
    for word in words {
        marked += 1;
        possible += usize::from(is_possible(word));
    }
    possible >= LEAST_LEAD && fits(marked, possible)
}

/// Weighs the counts against one another, and against a reading that needs no decoding.
fn judge(marked: usize, mut counts: [(LegacyEncoding, usize); 3], unread: usize) -> Verdict {
    counts.sort_by_key(|(_, possible)| std::cmp::Reverse(*possible));
    let [(best, most), (_, second), _] = counts;
    let lead = most.saturating_sub(second.max(unread));
    if fits(marked, most) && lead >= LEAST_LEAD && lead * 100 >= marked * LEAD {
        return Verdict::Certain(best);
    }
    let halves = counts.iter().filter(|(_, possible)| *possible > 0 && possible * 2 >= marked);
    let halves: Vec<LegacyEncoding> = halves.map(|(encoding, _)| *encoding).collect();
    if halves.is_empty() { Verdict::None } else { Verdict::Doubtful(halves) }
}

fn fits(marked: usize, possible: usize) -> bool {
    let needed = if marked < FEW { 100 } else { POSSIBLE };
    possible * 100 >= marked * needed
}
