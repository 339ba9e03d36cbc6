//! Parameters that are whole numbers within bounds: all that some routes take.

use super::read::{number, only};
use crate::problem::Problem;

/// A parameter: name, least, most and default.
type Bounds = (&'static str, u64, u64, u64);

/// Reads parameters, and refuses all others.
pub(crate) fn numbers<const N: usize>(wanted: [Bounds; N], pairs: &[(String, String)]) -> Result<[usize; N], Problem> {
    only(&wanted.map(|(name, ..)| name), pairs)?;
    let mut values = [0; N];
    for (wanted, value) in wanted.into_iter().zip(&mut values) {
        *value = bounded(wanted, pairs)?;
    }
    Ok(values)
}

/// Reads one parameter.
pub(crate) fn bounded((name, least, most, default): Bounds, pairs: &[(String, String)]) -> Result<usize, Problem> {
    let given = pairs.iter().find(|(own, _)| own == name).map(|(_, given)| number(given, least, most));
    given.map_or(Ok(default), |given| given).map(|value| value as usize).map_err(|fault| Problem::invalid(name, fault))
}
