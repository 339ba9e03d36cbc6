//! Numbers in decimal, as keys hold them: `007`.
//!
//! By hand, because a key is written for every citation, and the formatting of the standard library takes longer than all
//! the rest of it.

use std::fmt::{Result, Write};

/// Writes a number with at least so many digits, four at most.
pub(crate) fn write_decimal(out: &mut impl Write, value: u32, least: usize) -> Result {
    let mut digits = [b'0'; 10];
    let (mut rest, mut count) = (value, 0);
    for digit in digits.iter_mut().rev() {
        if rest == 0 && count >= least {
            break;
        }
        *digit += (rest % 10) as u8;
        (rest, count) = (rest / 10, count + 1);
    }
    digits.iter().skip(digits.len() - count).try_for_each(|digit| out.write_char(char::from(*digit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_standard_library_writes() {
        for value in [0, 1, 9, 10, 99, 100, 2_026, 12_345, u32::MAX] {
            let mut written = String::new();
            write_decimal(&mut written, value, 2).unwrap();
            assert_eq!(written, format!("{value:02}"));
        }
    }
}
