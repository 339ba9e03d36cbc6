//! Changes of an input: bytes, pieces of other inputs, and pieces that mean something.
//!
//! Apart from the loop that tries them. Without a compiler's coverage nobody tells which input was new, so the changes are
//! rather coarse, and what was changed is changed again.

use super::effort::Random;

/// Longest input, in bytes: that of a query and a half.
const LONGEST: usize = 6_000;

/// What a reader of texts, numbers or queries looks for.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "(", ")", "\"", "“", "”", "~4", "NEAR/5 ", " OR ", " AND ", "NOT ", "-", "=", "*", "^2", ":", "..", "[", " TO ", "]",
    "năm:", "ngày:", "số:", "tỉnh:", "tiêu_đề:", "cites:", "~missing", "UBND", "12-NQ/TW", "12/2020/QĐ-TTg", "nq 12",
    "66.12", "a", "Số ", "ngày 3 tháng 7 năm 2020", "Điều 1. ", "Căn cứ ", "Nơi nhận:", "Kính gửi: ", "của Bộ Chính trị",
    "\n", "\n\n", "\u{c}", "\u{301}", "\u{323}", "\u{31b}", "đ", "Đ", "quyết", "quyê\u{301}t", "hoà", "thuỷ", "¹", "ﬃ",
    "\u{ad}", "\u{200b}", "\u{feff}", "\u{202e}", "\0", " ", "  ", "\t", "İ", "ß", "👩‍👩‍👧‍👦", "9999999999", "0", "/", "@",
];

/// Returns one of the inputs, changed in a few places.
pub(super) fn mutated(inputs: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = one(inputs, random).clone();
    for _ in 0..=random.below(6) {
        change(&mut input, inputs, random);
    }
    input.truncate(LONGEST);
    input
}

fn change(input: &mut Vec<u8>, inputs: &[Vec<u8>], random: &mut Random) {
    let range = range(input, random);
    match random.below(8) {
        0 => {
            if let Some(byte) = input.get_mut(range.start) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 => {
            if let Some(byte) = input.get_mut(range.start) {
                *byte = random.below(256) as u8;
            }
        }
        2 => drop(input.drain(range)),
        3 => {
            let piece = input[range.clone()].repeat(1 + random.below(20) as usize);
            drop(input.splice(range, piece));
        }
        4 => {
            let other = one(inputs, random);
            let piece = other[self::range(other, random)].to_vec();
            drop(input.splice(range, piece));
        }
        _ => {
            let piece = PIECES[random.below(PIECES.len() as u64) as usize];
            drop(input.splice(range.start..range.start, piece.bytes()));
        }
    }
}

fn one<'a>(inputs: &'a [Vec<u8>], random: &mut Random) -> &'a Vec<u8> {
    &inputs[random.below(inputs.len() as u64) as usize]
}

/// Returns a piece of an input, mostly a short one.
fn range(input: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let start = random.below(input.len() as u64 + 1) as usize;
    let longest = 1 << random.below(9);
    let length = 1 + random.below(longest) as usize;
    start..(start + length).min(input.len())
}
