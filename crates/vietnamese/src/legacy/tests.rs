//! The tables against what the world outside writes, each word of the seeds there and back, and the verdicts.

use std::collections::HashMap;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::LegacyEncoding::{Tcvn3, Vni, Windows1258};
use super::*;

/// The five seeds: what an archive holds.
const SEEDS: [&str; 5] = [
    include_str!("../../../../seeds/000_25d31764dfd2fe86.txt"),
    include_str!("../../../../seeds/001_ac113182727c1ec2.txt"),
    include_str!("../../../../seeds/002_54687f459a091cd1.txt"),
    include_str!("../../../../seeds/003_be6f04c7cac3f54d.txt"),
    include_str!("../../../../seeds/004_80d5308ccbc39730.txt"),
];

/// Returns how an encoding writes each character that it has: what it reads from two bytes and from one, turned round.
fn written_by(encoding: LegacyEncoding) -> HashMap<char, Vec<u8>> {
    let bases = (b'A'..=b'z').chain(0xA1..=0xFF);
    let pairs = bases.flat_map(|base| (0x80..=0xFF).map(move |mark| vec![base, mark]));
    let mut written = HashMap::new();
    for bytes in pairs.chain((0x80..=0xFF).map(|byte| vec![byte])) {
        let text = encoding.decode(&bytes);
        let mut characters = text.chars();
        if let (Some(found), None, Some(_)) = (characters.next(), characters.next(), encoding.take(&bytes)) {
            written.entry(found).or_insert(bytes);
        }
    }
    written
}

/// Writes a text; a capital that the encoding lacks becomes a small letter, and what it lacks altogether is left out.
fn write(text: &str, written: &HashMap<char, Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for found in text.nfc() {
        let small = || found.to_lowercase().next().and_then(|small| written.get(&small));
        match u8::try_from(found) {
            Ok(byte) if byte.is_ascii() => bytes.push(byte),
            _ => bytes.extend(written.get(&found).or_else(small).into_iter().flatten()),
        }
    }
    bytes
}

/// Lines as iconv writes them (TCVN5712-1, CP1258), and as the charts of VNI have them.
#[test]
fn lines_from_outside() {
    let cases: [(LegacyEncoding, &[u8], &str); 8] = [
        (Tcvn3, b"\xA7\xB6ng C\xE9ng s\xB6n Vi\xD6t Nam", "Đảng Cộng sản Việt Nam"),
        (Tcvn3, b"U\xFB ban nh\xA9n d\xA9n", "Uỷ ban nhân dân"),
        (Tcvn3, b"\xE9 \x93x\xB7\x94 \x96 \xB0", "ộ “xã” – °"),
        (Vni, b"Co\xE2ng an nha\xE2n da\xE2n", "Công an nhân dân"),
        (Vni, b"\xD1a\xFBng, U\xDBY BAN NHA\xC2N", "Đảng, ỦY BAN NHÂN"),
        (Vni, b"h\xF6\xF5u ngh\xF3a, A\xE1n, quye\xE1t \xF1\xF2nh", "hữu nghĩa, Ấn, quyết định"),
        (Windows1258, b"ngh\x69\xF2 quy\xEA\xECt", "nghị quyết"),
        (Windows1258, b"\xD0a\xD2ng \xF0\xF4\xCCng y\xEC", "Đảng đồng ý"),
    ];
    for (encoding, bytes, expected) in cases {
        assert_eq!(encoding.decode(bytes), expected, "{}", encoding.name());
    }
}

#[test]
fn every_word_of_the_seeds_comes_back() {
    for encoding in LegacyEncoding::ALL {
        let written = written_by(encoding);
        for word in SEEDS.iter().flat_map(|seed| seed.split(|found: char| !found.is_alphabetic())) {
            let back = encoding.decode(&write(word, &written));
            let composed: String = word.nfc().collect();
            let same =
                if encoding == Tcvn3 { back.to_lowercase() == composed.to_lowercase() } else { back == composed };
            assert!(same, "{}: {word} came back as {back}", encoding.name());
        }
    }
}

#[test]
fn seeds_are_recognised() {
    for encoding in LegacyEncoding::ALL {
        let written = written_by(encoding);
        for seed in SEEDS {
            assert_eq!(recognise(&write(seed, &written)), Verdict::Certain(encoding), "{}", encoding.name());
        }
    }
}

/// A line of a seed may be too short to tell, but is never taken for what it is not.
#[test]
fn no_line_is_taken_for_another_encoding() {
    let mut certain = 0;
    for encoding in LegacyEncoding::ALL {
        let written = written_by(encoding);
        for line in SEEDS.iter().flat_map(|seed| seed.lines()) {
            match recognise(&write(line, &written)) {
                Verdict::Certain(found) => assert_eq!(found, encoding, "{line}"),
                Verdict::Doubtful(_) | Verdict::None => continue,
            }
            certain += 1;
        }
    }
    assert!(certain > 600, "{certain} lines");
}

#[test]
fn what_is_not_clear_is_no_verdict() {
    let english = "The committee met in the afternoon; caf\u{e9} na\u{ef}ve r\u{e9}sum\u{e9} fa\u{e7}ade.";
    let french = "Le comit\u{e9} s'est r\u{e9}uni \u{e0} Gen\u{e8}ve o\u{f9} l'\u{e9}t\u{e9} a \u{e9}t\u{e9} tr\u{e8}s long, m\u{ea}me \u{e0} No\u{eb}l. ";
    let german = "Die Beh\u{f6}rde f\u{fc}r Verk\u{e4}ufe gew\u{e4}hrt gr\u{f6}\u{df}ere \u{dc}bersch\u{fc}sse. ";
    for text in [english.to_owned(), french.repeat(9), german.repeat(9), String::new(), "plain".to_owned()] {
        let latin: Vec<u8> = text.chars().map(|found| u8::try_from(found).unwrap_or(b'?')).collect();
        assert!(!matches!(recognise(&latin), Verdict::Certain(_)), "{text}");
        assert_eq!(unmasked(&text), None);
    }
    assert_eq!(recognise(b"C\xF4ng an"), Verdict::Doubtful(vec![Windows1258, Tcvn3, Vni]));
}

/// A file in two encodings has a best one, and is still none of them.
#[test]
fn a_mixture_is_no_verdict() {
    let mixed = |seed: &str, share: usize| {
        let (tcvn3, vni) = (write(seed, &written_by(Tcvn3)), write(seed, &written_by(Vni)));
        [&tcvn3[..], &vni[..vni.len() / share]].concat()
    };
    for seed in SEEDS {
        assert_eq!(recognise(&mixed(seed, 4)), Verdict::Doubtful(vec![Tcvn3]));
    }
    let one_of_six_is_off = b"c\xABng v\xA8n nh\xA9n d\xA9n ph\xB8p ng\xFF";
    assert_eq!(recognise(one_of_six_is_off), Verdict::Doubtful(vec![Tcvn3]));
}

#[test]
fn text_in_unicode_stays_and_masked_text_is_seen() {
    for seed in SEEDS {
        assert_eq!(unmasked(seed), None);
        assert!(is_vietnamese(seed));
        for encoding in LegacyEncoding::ALL {
            let masked: String = write(seed, &written_by(encoding)).into_iter().map(char::from).collect();
            assert_eq!(unmasked(&masked).map(|(_, found)| found), Some(encoding), "{}", encoding.name());
        }
    }
    assert_eq!(unmasked("Công an nhân dân, hòa bình, cán bộ"), None);
    assert!(!is_vietnamese("The committee, café, naïve") && !is_vietnamese(""));
}

proptest! {
    #[test]
    fn any_bytes_are_decoded(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        for encoding in LegacyEncoding::ALL {
            let text = encoding.decode(&bytes);
            prop_assert!(text.chars().filter(|found| !found.is_ascii()).count() <= bytes.len());
        }
        recognise(&bytes);
    }

    #[test]
    fn random_bytes_are_no_language(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!matches!(recognise(&bytes), Verdict::Certain(_)));
    }
}
