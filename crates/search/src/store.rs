//! The stored texts of a segment: packed in blocks of some directives each, found by layers of steps.
//!
//! The engine reads them too, but makes a context anew to unpack each block, which takes as long as to unpack it, and copies and
//! checks each text byte by byte. Here a thread keeps its context and the block that it unpacked last. Whatever a damaged file
//! says is an error and never more.

use std::cell::RefCell;
use std::ops::Range;

use schema::{StoredFields, split_number};
use tantivy::directory::OwnedBytes;
use tantivy::error::DataCorruption;
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::{DocId, SegmentReader};
use zstd::bulk::Decompressor;

/// Bytes at the end of the file: form, place of the layers, way of packing, and what is reserved.
const FOOTER: usize = 28;
/// The form of the file, and the way of packing, as the engine writes them.
const FORM: u32 = 2;
const ZSTD: u8 = 4;
/// Bytes of a number of fixed length.
const NUMBER: usize = size_of::<u32>();
/// Most bytes of a block that a thread keeps.
const MOST_KEPT: usize = 1 << 20;

/// The stored texts of a segment.
pub(crate) struct TextStore {
    segment: SegmentId,
    blocks: OwnedBytes,
    /// From the first, of few long steps, to the last, whose steps are blocks.
    layers: Vec<OwnedBytes>,
}

/// A step: documents that lie together, and where the next layer, or the block, tells of them.
struct Step {
    documents: Range<u64>,
    bytes: Range<usize>,
}

/// What a thread unpacks with.
#[derive(Default)]
struct Unpacker {
    context: Decompressor<'static>,
    /// The block that was unpacked last, if it was.
    of: Option<(SegmentId, usize)>,
    block: Vec<u8>,
}

thread_local! {
    static UNPACKER: RefCell<Unpacker> = RefCell::default();
}

impl TextStore {
    /// Opens the texts of a segment.
    ///
    /// # Errors
    /// When they cannot be read, or are in another form.
    pub(crate) fn open(reader: &SegmentReader) -> tantivy::Result<TextStore> {
        let file = reader.open_read(SegmentComponent::Store)?.read_bytes()?;
        TextStore::of(reader.segment_id(), file).ok_or_else(|| damaged("the file of the texts of a segment"))
    }

    fn of(segment: SegmentId, file: OwnedBytes) -> Option<TextStore> {
        let footer_at = file.len().checked_sub(FOOTER)?;
        let (file, footer) = file.split(footer_at);
        let layers_at = u64::from_le_bytes(*footer.get(NUMBER..)?.first_chunk()?);
        if number_at(&footer, 0)? != FORM || *footer.get(NUMBER + size_of::<u64>())? != ZSTD {
            return None;
        }
        let layers_at = usize::try_from(layers_at).ok().filter(|at| *at <= file.len())?;
        let (blocks, steps) = file.split(layers_at);
        let (count, mut rest) = split_number(&steps)?;
        let mut ends = Vec::new();
        for _ in 0..count {
            let (end, behind) = split_number(rest)?;
            ends.push(usize::try_from(end).ok()?);
            rest = behind;
        }
        let steps = steps.slice(steps.len() - rest.len()..steps.len());
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let layer =
            |(start, end): (usize, usize)| (start <= end && end <= steps.len()).then(|| steps.slice(start..end));
        let layers = starts.zip(ends.iter().copied()).map(layer).collect::<Option<_>>()?;
        Some(TextStore { segment, blocks, layers })
    }

    /// Returns the stored fields of a document.
    ///
    /// # Errors
    /// When it cannot be read, or is not there.
    pub(crate) fn read(&self, document: DocId) -> tantivy::Result<StoredFields> {
        UNPACKER.with_borrow_mut(|unpacker| {
            let fields = self.find(document).and_then(|step| {
                let packed = self.blocks.get(step.bytes.clone())?;
                let block = unpacker.unpack((self.segment, step.bytes.start), packed)?;
                StoredFields::read(document_of(block, u64::from(document) - step.documents.start)?)
            });
            unpacker.let_go();
            fields.ok_or_else(|| damaged("the text of a directive"))
        })
    }

    /// Finds the block of a document.
    fn find(&self, document: DocId) -> Option<Step> {
        let mut found = Step { documents: 0..0, bytes: 0..0 };
        for layer in &self.layers {
            found = step_to(layer.get(found.bytes.start..)?, document.into())?;
        }
        Some(found)
    }
}

impl Unpacker {
    /// Returns a block; unpacks it if it is not the last one.
    fn unpack(&mut self, of: (SegmentId, usize), packed: &[u8]) -> Option<&[u8]> {
        if self.of != Some(of) {
            self.of = None;
            let (length, packed) = packed.split_first_chunk()?;
            let length = u32::from_le_bytes(*length) as usize;
            self.block.clear();
            self.block.try_reserve(length).ok()?;
            let unpacked = self.context.decompress_to_buffer(packed, &mut self.block).ok()?;
            self.of = (unpacked == length).then_some(of);
        }
        self.of.map(|_| self.block.as_slice())
    }

    /// Lets go of a block that is too long to be kept.
    fn let_go(&mut self) {
        if self.block.capacity() > MOST_KEPT {
            (self.of, self.block) = (None, Vec::new());
        }
    }
}

/// Returns the step to a document, from where steps are told of: some together, each by how many documents and bytes it has.
fn step_to(mut steps: &[u8], document: u64) -> Option<Step> {
    let mut next = || {
        let (number, rest) = split_number(steps)?;
        steps = rest;
        Some(number)
    };
    loop {
        let (count, mut first, mut start) = (next()?, next()?, next()?);
        for _ in 0..count {
            let (end, behind) = (first.checked_add(next()?)?, start.checked_add(next()?)?);
            if document < end {
                let bytes = usize::try_from(start).ok()?..usize::try_from(behind).ok()?;
                return (first <= document).then_some(Step { documents: first..end, bytes });
            }
            (first, start) = (end, behind);
        }
    }
}

/// Returns the bytes of a document by its place in a block: behind the last are the places of all, and how many they are.
fn document_of(block: &[u8], place: u64) -> Option<&[u8]> {
    let places_end = block.len().checked_sub(NUMBER)?;
    let count = number_at(block, places_end)? as usize;
    let places_at = places_end.checked_sub(count.checked_mul(NUMBER)?)?;
    let place = usize::try_from(place).ok().filter(|place| *place < count)?;
    let start = number_at(block, places_at + place * NUMBER)? as usize;
    let end = if place + 1 < count { number_at(block, places_at + (place + 1) * NUMBER)? as usize } else { places_at };
    block.get(start..end)
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|number| u32::from_le_bytes(*number))
}

fn damaged(what: &str) -> tantivy::TantivyError {
    DataCorruption::comment_only(format!("{what} cannot be read")).into()
}

#[cfg(test)]
mod tests;
