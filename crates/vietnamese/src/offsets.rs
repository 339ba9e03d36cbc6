//! Where each byte of a normal form came from in the original text.
//!
//! Its own file because everything that marks a text depends on it: a hit is found in the normal form and shown in the
//! text as it was written.

/// A stretch of the normal form and the stretch of the original it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    normal: u32,
    original: u32,
    original_end: u32,
    /// Whether the stretch was copied byte for byte.
    copied: bool,
}

/// What was noted at some time; the last stretch may have grown since.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    count: usize,
    last: Option<Stretch>,
}

/// Maps byte offsets of a normal form to byte offsets of the original text.
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    stretches: Vec<Stretch>,
    /// The way further back, where the text mapped to was itself made from another.
    beneath: Option<Box<Offsets>>,
}

impl Offsets {
    /// Notes that the normal form, at byte `normal`, was copied from `original`.
    pub(crate) fn copied(&mut self, normal: usize, original: std::ops::Range<usize>) {
        if let Some(last) = self.stretches.last_mut()
            && last.copied
            && last.original_end as usize == original.start
            && last.normal as usize + (last.original_end - last.original) as usize == normal
        {
            last.original_end = small(original.end);
            return;
        }
        self.push(normal, original, true);
    }

    /// Notes that the normal form, from byte `normal` on, was made from `original` as a whole.
    pub(crate) fn changed(&mut self, normal: usize, original: std::ops::Range<usize>) {
        self.push(normal, original, false);
    }

    /// Returns what is needed to [`Self::go_back`] to what is noted now.
    pub(crate) fn mark(&self) -> Mark {
        Mark { count: self.stretches.len(), last: self.stretches.last().copied() }
    }

    /// Forgets what was noted since a mark was made.
    pub(crate) fn go_back(&mut self, mark: Mark) {
        self.stretches.truncate(mark.count);
        if let (Some(last), Some(was)) = (self.stretches.last_mut(), mark.last) {
            *last = was;
        }
    }

    fn push(&mut self, normal: usize, original: std::ops::Range<usize>, copied: bool) {
        let (original, original_end) = (small(original.start), small(original.end));
        self.stretches.push(Stretch { normal: small(normal), original, original_end, copied });
    }

    /// Puts another step beneath: what this maps to was made from a text that `beneath` leads to.
    pub(crate) fn set_beneath(&mut self, beneath: Offsets) {
        match &mut self.beneath {
            Some(own) => own.set_beneath(beneath),
            None => self.beneath = Some(Box::new(beneath)),
        }
    }

    /// Returns the byte range of the original text that a range of the normal form was made from. Both ends lie on
    /// character boundaries of the original when the given ends lie on those of the normal form.
    pub fn original(&self, normal: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.at(normal.start).map_or(0, |stretch| match stretch.copied {
            true => stretch.original as usize + (normal.start - stretch.normal as usize),
            false => stretch.original as usize,
        });
        let end = normal.end.checked_sub(1).and_then(|last| self.at(last)).map_or(0, |stretch| match stretch.copied {
            true => stretch.original as usize + (normal.end - stretch.normal as usize),
            false => stretch.original_end as usize,
        });
        let range = start..end.max(start);
        self.beneath.as_ref().map_or(range.clone(), |beneath| beneath.original(range))
    }

    fn at(&self, normal: usize) -> Option<&Stretch> {
        let after = self.stretches.partition_point(|stretch| stretch.normal as usize <= normal);
        self.stretches.get(after.checked_sub(1)?)
    }
}

/// Texts over 4 GiB are refused long before they come here.
fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
