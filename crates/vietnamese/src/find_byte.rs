//! A search for bytes of a class, many at a time.
//!
//! Its own file because both the normal form and the rules that read texts ask every byte of a text whether it is of the
//! few that need a second look. `memchr` knows three bytes at most.

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(bytes in proptest::collection::vec(0_u8..40, 0..150)) {
            let plain = bytes.iter().position(|byte| *byte == 7);
            prop_assert_eq!(find_byte(&bytes, |byte| byte == 7), plain);
        }
    }
}
