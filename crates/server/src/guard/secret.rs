//! Secrets: made from the randomness of the operating system, shown once, kept as a digest only.
//!
//! A plain SHA-256 suffices where a password would need a slow hash: there are 256 bits to guess.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

/// What every secret begins with, so that it is known for one where it should not stand.
const PREFIX: &str = "tk_";
/// Bytes of randomness in a secret.
const BYTES: usize = 32;

/// The operating system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

/// The secret of a key. It is printed by [`Secret::reveal`] and by nothing else.
pub struct Secret(String);

/// What is kept of a secret.
#[derive(Clone, Copy)]
pub(crate) struct Digest([u8; 32]);

impl Secret {
    /// Makes a secret that nobody can guess.
    ///
    /// # Errors
    /// [`NoRandomness`] when the operating system has none to give.
    pub fn new() -> Result<Secret, NoRandomness> {
        Ok(Secret(format!("{PREFIX}{}", hex(&random::<BYTES>()?))))
    }

    /// Reads a secret as a client sends it; `None` for what cannot be one.
    pub(crate) fn read(text: &str) -> Option<Secret> {
        let digits = text.strip_prefix(PREFIX)?;
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (digits.len() == 2 * BYTES && digits.bytes().all(is_digit)).then(|| Secret(text.to_owned()))
    }

    /// Returns the secret as its owner is told, once.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest(Sha256::digest(self.0.as_bytes()).into())
    }
}

/// Says nothing of the secret: what is printed for a developer ends up in logs.
impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl Digest {
    /// Compares in a time that tells nothing of where two digests differ.
    pub(crate) fn equals(&self, other: &Digest) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// Returns 64 hexadecimal digits.
    pub(crate) fn to_hex(self) -> String {
        hex(&self.0)
    }

    /// Reads 64 hexadecimal digits.
    pub(crate) fn from_hex(text: &str) -> Option<Digest> {
        let mut digest = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for (at, byte) in digest.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Digest(digest))
    }
}

/// Returns an id that no other key of a file will have; it is no secret.
pub(crate) fn random_id() -> Result<String, NoRandomness> {
    Ok(hex(&random::<6>()?))
}

fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], NoRandomness> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    halves.filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_as_they_are_sent() {
        let digits = "0123456789abcdef".repeat(4);
        for (text, is_one) in [
            (format!("tk_{digits}"), true),
            (format!("tk_{}", digits.to_uppercase()), false),
            (format!("tk_{digits}0"), false),
            (format!("tk_{}", &digits[1..]), false),
            (format!("TK_{digits}"), false),
            (digits.clone(), false),
            (format!("tk_{}g", &digits[1..]), false),
            (format!("tk_{}ủ", &digits[3..]), false),
            (String::new(), false),
        ] {
            assert_eq!(Secret::read(&text).is_some(), is_one, "{text}");
        }
    }

    #[test]
    fn secrets_differ_and_are_not_printed_by_accident() {
        let (one, other) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert!(Secret::read(one.reveal()).is_some() && one.reveal() != other.reveal());
        assert!(one.digest().equals(&one.digest()) && !one.digest().equals(&other.digest()));
        assert_eq!(format!("{one:?}"), "Secret(…)");
    }

    #[test]
    fn digests_as_they_are_kept() {
        // The digest of the empty text, from FIPS 180-4's examples.
        let known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let empty = Secret(String::new()).digest();
        assert_eq!(empty.to_hex(), known);
        assert!(Digest::from_hex(known).is_some_and(|read| read.equals(&empty)));
        for bad in ["", "zz", &known[1..], &format!("{}ủ", &known[3..]), &known.replace('e', "g")] {
            assert!(Digest::from_hex(bad).is_none(), "{bad}");
        }
    }
}
