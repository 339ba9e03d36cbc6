//! Small JSON that carries its own checksum, in the one spelling that is accepted.
//!
//! Apart from what is written so, because the promise is the same for all: any one changed bit is seen. A reader that
//! took every spelling of a JSON text would not see a bit that changes a space into a tab.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a text is not what was written.
#[derive(Debug, Error)]
pub enum SignedError {
    /// It is not JSON of this form.
    #[error("it cannot be read: {0}")]
    Form(#[from] serde_json::Error),
    /// Its content is not the one that its checksum was made of, or it is spelled differently.
    #[error("its checksum is wrong")]
    Checksum,
}

#[derive(Serialize, Deserialize)]
struct Signed<T> {
    checksum: String,
    content: T,
}

/// Returns a content as JSON with the BLAKE3 of its compact form.
///
/// # Errors
/// [`SignedError::Form`] for a content that JSON cannot hold.
pub fn write_signed<T: Serialize>(content: &T) -> Result<String, SignedError> {
    let checksum = blake3::hash(serde_json::to_string(content)?.as_bytes()).to_hex().to_string();
    Ok(serde_json::to_string_pretty(&Signed { checksum, content })? + "\n")
}

/// Returns the content of a text that [`write_signed`] made.
///
/// # Errors
/// [`SignedError`] for every other text.
pub fn read_signed<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, SignedError> {
    let signed: Signed<T> = serde_json::from_slice(bytes)?;
    if write_signed(&signed.content)?.as_bytes() != bytes {
        return Err(SignedError::Checksum);
    }
    Ok(signed.content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_is_seen() {
        let content = (vec!["đường dẫn".to_owned(), "/a b".to_owned()], 7_u64, None::<u64>);
        let written = write_signed(&content).unwrap().into_bytes();
        assert_eq!(read_signed::<(Vec<String>, u64, Option<u64>)>(&written).unwrap(), content);
        for bit in 0..written.len() * 8 {
            let mut flipped = written.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(read_signed::<(Vec<String>, u64, Option<u64>)>(&flipped).is_err(), "bit {bit}");
        }
        for cut in 0..written.len() {
            assert!(read_signed::<(Vec<String>, u64, Option<u64>)>(&written[..cut]).is_err(), "cut at {cut}");
        }
    }
}
