//! Parameters that are whole numbers within bounds: all that some routes take.

use super::read::{number, only};
use crate::problem::{Code, ParameterError, Problem};

/// Reads parameters given as name, least, most and default.
pub(crate) fn numbers<const N: usize>(
    wanted: [(&'static str, u64, u64, u64); N],
    pairs: &[(String, String)],
) -> Result<[usize; N], Problem> {
    only(&wanted.map(|(name, ..)| name), pairs)?;
    let mut values = wanted.map(|(.., default)| default as usize);
    for ((name, least, most, _), value) in wanted.into_iter().zip(&mut values) {
        let given = pairs.iter().find(|(own, _)| own == name).map(|(_, given)| number(given, least, most));
        match given.transpose() {
            Ok(given) => *value = given.map_or(*value, |given| given as usize),
            Err((message, suggestion)) => {
                let fault = ParameterError { parameter: name.to_owned(), message, suggestion, span: None };
                return Err(Problem::with_errors(Code::InvalidValue, vec![fault]));
            }
        }
    }
    Ok(values)
}
