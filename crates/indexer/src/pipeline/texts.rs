//! Files that hold one directive each on their way through a run: what is unchanged is passed over, the rest is read in
//! portions of files.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::portions::Prepared;
use super::{Progress, Run, Step};
use crate::archive::{Format, Found, Source, Walk};
use crate::error::IndexError;
use crate::prepare::{self, Outcome};

impl Run {
    /// Takes the files that hold one directive each, in portions.
    pub(super) fn texts(
        &mut self,
        source: &Source,
        walk: &Walk,
        progress: &dyn Fn(Progress),
    ) -> Result<Step, IndexError> {
        let texts = walk.files.iter().filter(|found| found.format != Format::Records);
        let (known, to_read): (Vec<&Found>, _) = texts.partition(|found| self.is_as_known(source, found));
        for found in known {
            self.met.insert(found.source.clone());
            self.report.unchanged += 1;
            self.progress.done += found.seen.size;
        }
        progress(self.progress);
        let (catalogue, fields, most) = (Arc::clone(&self.catalogue), self.fields.clone(), self.shares.portion);
        let prepare = |found: &Found| prepare::file(&fields, &source.root, found, catalogue.known.get(&found.source));
        let mut left: &[&Found] = &to_read;
        let mut prepare_next = || {
            let (portion, bytes) = first_portion(&mut left, most)?;
            Some(Prepared { outcomes: in_parallel(portion, prepare), bytes })
        };
        self.write_all(source, &mut prepare_next, progress)
    }

    fn is_as_known(&self, source: &Source, found: &Found) -> bool {
        self.catalogue.known.get(&found.source).is_some_and(|known| {
            known.stamp.modified != 0
                && known.stamp.modified == found.seen.modified
                && known.stamp.size == found.seen.size
                && *known.root == *source.root.to_string_lossy()
        })
    }
}

/// Takes files of so many bytes off those that are left, and returns them with their size; `None` when none are left.
fn first_portion<'a>(left: &mut &'a [&'a Found], most: u64) -> Option<(&'a [&'a Found], u64)> {
    let mut bytes = 0;
    let fit = left.iter().take_while(|found| {
        let has_room = bytes < most;
        bytes += if has_room { found.seen.size } else { 0 };
        has_room
    });
    let (portion, rest) = left.split_at(fit.count());
    *left = rest;
    (!portion.is_empty()).then_some((portion, bytes))
}

/// Prepares files, one by one and the largest first: whoever is left with a long one at the end keeps the others waiting.
/// Returns what came of each in the order of the files.
fn in_parallel(files: &[&Found], prepare: impl Fn(&Found) -> Outcome + Sync) -> Vec<Outcome> {
    let mut by_size: Vec<(usize, &Found)> = files.iter().copied().enumerate().collect();
    by_size.sort_by_key(|(_, found)| Reverse(found.seen.size));
    let one_by_one = by_size.into_par_iter().with_max_len(1);
    let mut outcomes: Vec<(usize, Outcome)> = one_by_one.map(|(place, found)| (place, prepare(found))).collect();
    outcomes.sort_unstable_by_key(|(place, _)| *place);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::archive::Seen;

    fn files(sizes: &[u64]) -> Vec<Found> {
        let file = |(number, size): (usize, &u64)| Found {
            path: PathBuf::new(),
            source: number.to_string(),
            format: Format::Text,
            seen: Seen { size: *size, ..Seen::default() },
        };
        sizes.iter().enumerate().map(file).collect()
    }

    #[test]
    fn portions_end_with_the_file_that_fills_them() {
        let files = files(&[4, 5, 2, 20, 0, 1]);
        let files: Vec<&Found> = files.iter().collect();
        let mut left: &[&Found] = &files;
        let portions = std::iter::from_fn(|| first_portion(&mut left, 10));
        let portions: Vec<(usize, u64)> = portions.map(|(files, bytes)| (files.len(), bytes)).collect();
        assert_eq!(portions, [(3, 11), (1, 20), (2, 1)]);
    }

    #[test]
    fn what_comes_of_files_comes_in_their_order() {
        let files = files(&[3, 9, 1, 7, 7, 2]);
        let files: Vec<&Found> = files.iter().collect();
        let outcomes = in_parallel(&files, |found| Outcome::Unchanged { source: found.source.clone() });
        let sources = outcomes.iter().map(|outcome| match outcome {
            Outcome::Unchanged { source } | Outcome::Refused { source, .. } => source.as_str(),
            Outcome::Ready(ready) => &ready.source,
        });
        assert_eq!(sources.collect::<Vec<_>>(), ["0", "1", "2", "3", "4", "5"]);
    }
}
