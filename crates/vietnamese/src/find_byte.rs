//! A search for bytes of a class, many at a time.
//!
//! Its own file because the normal form and the rules that read texts ask every byte of a text
//! whether it is of the few that need a second look. `memchr` knows three bytes at most.

/// So many bytes are looked at together: a compiler makes a few instructions of it.
const BLOCK: usize = 32;
/// The first bytes are looked at one by one: where a class is dense, blocks would be looked at in vain.
const NEAR: usize = 8;

/// Returns where the first byte of a class stands.
///
/// ```
/// assert_eq!(vietnamese::find_byte("Điều 12".as_bytes(), |byte| byte.is_ascii_digit()), Some(8));
/// ```
#[inline]
pub fn find_byte(bytes: &[u8], is_of_class: impl Fn(u8) -> bool) -> Option<usize> {
    let near = bytes.iter().take(NEAR).position(|byte| is_of_class(*byte));
    if near.is_some() {
        return near;
    }
    let wide = clean::<BLOCK>(bytes, &is_of_class);
    let skipped = wide + clean::<NEAR>(bytes.get(wide..)?, &is_of_class);
    let rest = bytes.get(skipped..)?;
    rest.iter().position(|byte| is_of_class(*byte)).map(|at| skipped + at)
}

/// Returns the length of the whole blocks that begin a text and hold no byte of a class.
#[inline]
fn clean<const LENGTH: usize>(bytes: &[u8], is_of_class: impl Fn(u8) -> bool) -> usize {
    let (blocks, _) = bytes.as_chunks::<LENGTH>();
    let clean = |block: &&[u8; LENGTH]| !block.iter().fold(false, |any, byte| any | is_of_class(*byte));
    blocks.iter().take_while(clean).count() * LENGTH
}

/// Tells whether a byte is one of a few. Unlike `matches!` without a branch or a table, so that [`find_byte`] asks it of
/// many bytes at a time.
#[inline]
pub fn is_any_of<const COUNT: usize>(byte: u8, few: [u8; COUNT]) -> bool {
    few.iter().fold(false, |any, one| any | (byte == *one))
}

/// So many bytes become one number of bits.
pub(crate) const BITS: usize = u64::BITS as usize;

/// Tells of each byte that begins a text whether it is of a class, the first in the lowest bit; what is behind the end is
/// as the byte `behind`. Where words end cannot be foretold: bits tell it without a branch for each byte.
#[inline]
pub(crate) fn bits(bytes: &[u8], behind: u8, is_of_class: impl Fn(u8) -> bool) -> u64 {
    if let Some(block) = bytes.first_chunk() {
        return gathered(block, is_of_class);
    }
    let mut block = [behind; BITS];
    block[..bytes.len()].copy_from_slice(bytes);
    gathered(&block, is_of_class)
}

#[inline]
fn gathered(block: &[u8; BITS], is_of_class: impl Fn(u8) -> bool) -> u64 {
    // Moves the lowest bits of eight bytes side by side, into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let flags = block.map(|byte| u8::from(is_of_class(byte)));
    let (eights, _) = flags.as_chunks::<8>();
    let gathered = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56;
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | gathered(eight))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_those_of_the_bytes(bytes in proptest::collection::vec(0_u8..3, 0..150)) {
            let found = bits(&bytes, 1, |byte| byte == 1);
            for at in 0..BITS {
                prop_assert_eq!(found >> at & 1 == 1, bytes.get(at).is_none_or(|byte| *byte == 1));
            }
        }

        #[test]
        fn finds_what_a_plain_search_finds(bytes in proptest::collection::vec(0_u8..40, 0..150)) {
            let plain = bytes.iter().position(|byte| *byte == 7);
            prop_assert_eq!(find_byte(&bytes, |byte| byte == 7), plain);
        }
    }
}
