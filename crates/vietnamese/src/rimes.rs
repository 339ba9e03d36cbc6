//! The vowel groups of Vietnamese, and which of them take a final consonant: the table behind the tone placement.
//!
//! Written with shapes and without tones. Kept apart from the rule that reads it, as it is data, checked by eye.

/// Vowel groups that end a syllable.
pub(crate) const OPEN: &[&str] = &[
    "a", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iêu",
    "iu", "oa", "oai", "oao", "oay", "oe", "oeo", "oi", "ôi", "ơi", "ơu", "ua", "uây", "uê", "uêu", "ui", "uôi", "uơ",
    "uy", "uya", "uyu", "ưa", "ưi", "ươi", "ươu", "ưu", "yêu",
];

/// Vowel groups that a final consonant follows.
pub(crate) const CLOSED: &[&str] = &[
    "a", "ă", "â", "e", "ê", "i", "iê", "o", "oa", "oă", "oe", "oo", "ô", "ôô", "ơ", "u", "uâ", "uê", "uô", "uy",
    "uyê", "ư", "ươ", "y", "yê",
];

/// Final consonants.
pub(crate) const FINALS: &[&str] = &["c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Initial consonants, longest first. `q` never stands without its `u`; `gi` is decided by the vowels after it.
pub(crate) const ONSETS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x",
];

/// Initial consonants after which a lone final `y` is written `i` as well: kỹ = kĩ, lý = lí, quý = quí. Not after
/// others: Vy, Thy, Ny are names.
pub(crate) const SAME_I_AND_Y: &[&str] = &["h", "k", "l", "m", "s", "t", "qu"];
