//! The plain scan: what stands together in a text, found by trying every place. Apart from the model, so that it is seen
//! at a glance to share nothing with the engine.

use vietnamese::OwnedToken;

/// Tells whether a token is one that a word of the query stands for.
pub(crate) type Stands = fn(&OwnedToken, &str) -> bool;

/// Tells whether the words stand next to one another.
pub(crate) fn neighbours(tokens: &[OwnedToken], words: &[&str], stands: Stands) -> bool {
    (0..tokens.len()).any(|start| stands_at(tokens, start, words, stands))
}

fn stands_at(tokens: &[OwnedToken], start: usize, words: &[&str], stands: Stands) -> bool {
    let run = tokens.get(start..start + words.len());
    run.is_some_and(|run| run.iter().zip(words).all(|(token, word)| stands(token, word)))
}

/// Tells whether one alternative of each part stands in the text, no two on the same word, so that at most `distance` words
/// from the first to the last belong to none of them.
pub(crate) fn near(tokens: &[OwnedToken], parts: &[Vec<Vec<&str>>], distance: usize, stands: Stands) -> bool {
    place(tokens, parts, distance, stands, &mut Vec::new())
}

fn place(
    tokens: &[OwnedToken],
    parts: &[Vec<Vec<&str>>],
    distance: usize,
    stands: Stands,
    taken: &mut Vec<usize>,
) -> bool {
    let Some((part, rest)) = parts.split_first() else { return others(taken) <= distance };
    for words in part {
        for start in (0..tokens.len()).filter(|start| stands_at(tokens, *start, words, stands)) {
            let own: Vec<usize> = (start..start + words.len()).collect();
            if own.iter().any(|at| taken.contains(at)) {
                continue;
            }
            let before = taken.len();
            taken.extend(own);
            let found = place(tokens, rest, distance, stands, taken);
            taken.truncate(before);
            if found {
                return true;
            }
        }
    }
    false
}

/// Counts the words between the first and the last of the taken ones that are not taken.
fn others(taken: &[usize]) -> usize {
    match (taken.iter().min(), taken.iter().max()) {
        (Some(first), Some(last)) => last - first + 1 - taken.len(),
        _ => 0,
    }
}
