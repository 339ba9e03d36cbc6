//! One directive that is received: what it holds, and what is refused.
//!
//! Apart from the folder where it is kept, which asks nothing of it: here are the rules for whoever sends one.

use serde::{Deserialize, Serialize};

use crate::identity::is_fit;

/// One directive as it was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedDirective {
    /// Its identity: 1 to 200 of the characters `A-Z a-z 0-9 . _ -`, the first neither `.` nor `-`.
    pub id: String,
    /// A title given beside the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its text.
    pub text: String,
}

/// Why a directive is not received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Its id is none.
    #[error("an id is 1 to 200 of the characters A-Z a-z 0-9 . _ - and begins with neither . nor -")]
    Id,
    /// There is nothing in it to read.
    #[error("it has no text")]
    NoText,
    /// It holds NUL bytes, as no text does.
    #[error("binary file, not text")]
    Binary,
    /// The reader of directives has a fault.
    #[error("could not be understood: a fault of tracuu, please report it")]
    NotUnderstood,
}

impl ReceivedDirective {
    /// Returns it as it is kept: without a byte order mark, and without a title that says nothing.
    ///
    /// # Errors
    /// Why it is not taken.
    pub(crate) fn checked(&self) -> Result<ReceivedDirective, Unfit> {
        check_id(&self.id)?;
        if self.text.contains('\0') {
            return Err(Unfit::Binary);
        }
        let text = self.text.strip_prefix('\u{FEFF}').unwrap_or(&self.text);
        if text.trim().is_empty() {
            return Err(Unfit::NoText);
        }
        let title = self.title.clone().filter(|title| !title.trim().is_empty());
        Ok(ReceivedDirective { id: self.id.clone(), title, text: text.to_owned() })
    }

    /// Returns the bytes by which a change shows.
    pub(crate) fn content(&self) -> Vec<u8> {
        [self.title.as_deref().unwrap_or_default(), "\0", &self.text].concat().into_bytes()
    }
}

/// Tells whether a directive may be received under an id.
///
/// # Errors
/// [`Unfit::Id`].
pub(crate) fn check_id(id: &str) -> Result<(), Unfit> {
    if is_fit(id) { Ok(()) } else { Err(Unfit::Id) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken() {
        let long = "a".repeat(201);
        let table = [
            ("a", "Số 1", Ok("Số 1")),
            ("Ha-Giang_16.CT", "\u{FEFF}x", Ok("x")),
            ("a", " \n", Err("no text")),
            ("a", "\u{FEFF}", Err("no text")),
            ("a", "a\0b", Err("binary")),
            ("", "x", Err("an id is")),
            ("..", "x", Err("an id is")),
            (".tmp1", "x", Err("an id is")),
            ("-a", "x", Err("an id is")),
            ("a/b", "x", Err("an id is")),
            ("ắ", "x", Err("an id is")),
            ("a\n", "x", Err("an id is")),
            (&long, "x", Err("an id is")),
        ];
        for (id, text, expected) in table {
            match (given(id, text).checked(), expected) {
                (Ok(taken), Ok(kept)) => assert_eq!((taken.text.as_str(), taken.title), (kept, None), "{id:?}"),
                (Err(reason), Err(part)) => assert!(reason.to_string().contains(part), "{id:?}: {reason}"),
                (taken, _) => panic!("{id:?} {text:?}: {taken:?}"),
            }
        }
    }

    fn given(id: &str, text: &str) -> ReceivedDirective {
        ReceivedDirective { id: id.to_owned(), title: Some(" ".to_owned()), text: text.to_owned() }
    }
}
