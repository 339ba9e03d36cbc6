//! The stored texts held against what the engine reads, and against damage.

use super::*;
use crate::effort::{Random, rounds, seed};
use proptest::prelude::*;
use tantivy::schema::{STORED, Schema};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument};

/// Makes a segment of so many documents, each with texts and bytes of its own.
fn segment(documents: usize) -> Searcher {
    let mut schema = Schema::builder();
    let (id, text) = (schema.add_text_field("id", STORED), schema.add_text_field("text", STORED));
    let record = schema.add_bytes_field("record", STORED);
    let index = Index::builder().schema(schema.build()).settings(schema::index_settings());
    let index = index.create_in_ram().expect("an index");
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 64 << 20).expect("a writer");
    for number in 0..documents {
        let mut document = TantivyDocument::new();
        document.add_text(id, number.to_string());
        document.add_text(text, format!("văn bản {number} ").repeat(1 + number * 37 % 700));
        document.add_bytes(record, &[number as u8, 0, u8::MAX].repeat(number % 90));
        writer.add_document(document).expect("a document");
    }
    writer.commit().expect("a commit");
    index.reader().expect("a reader").searcher()
}

#[test]
fn texts_are_those_that_the_engine_reads() {
    let searcher = segment(3_000);
    let reader = searcher.segment_reader(0);
    let (own, engine) = (TextStore::open(reader).expect("texts"), reader.get_store_reader(10).expect("texts"));
    for document in (0..reader.max_doc()).rev().chain(0..reader.max_doc()) {
        let expected: StoredFields = engine.get(document).expect("a document");
        assert_eq!(own.read(document).expect("a document"), expected, "{document}");
    }
    assert!(own.read(reader.max_doc()).is_err());
}

#[test]
fn damage_is_an_error_and_never_more() {
    let searcher = segment(300);
    let reader = searcher.segment_reader(0);
    let file = reader.open_read(SegmentComponent::Store).expect("a file").read_bytes().expect("bytes");
    let random = &mut Random(seed("damage_is_an_error_and_never_more"));
    let mut refused = 0;
    for _ in 0..rounds(200, 20_000) {
        let mut damaged = file.to_vec();
        let mut at = random.below(damaged.len() as u64) as usize;
        match random.below(3) {
            0 => damaged.truncate(at),
            kind => {
                // Half of it where the layers and the footer are, which are short.
                at = if kind == 1 { at } else { damaged.len() - 1 - at % 100 };
                damaged[at..].iter_mut().take(4).for_each(|byte| *byte = random.below(256) as u8);
            }
        }
        let Some(store) = TextStore::of(SegmentId::generate_random(), OwnedBytes::new(damaged)) else {
            refused += 1;
            continue;
        };
        refused += (0..300).filter(|document| store.read(*document).is_err()).count();
    }
    assert!(refused > 100, "{refused}");
}

/// A block that says to be longer than it is would be filled up with what stood there before.
#[test]
fn a_block_is_as_long_as_it_says() {
    let searcher = segment(3);
    let reader = searcher.segment_reader(0);
    let file = reader.open_read(SegmentComponent::Store).expect("a file").read_bytes().expect("bytes");
    for (more, readable) in [(0, true), (1, false)] {
        let mut changed = file.to_vec();
        changed[0] += more;
        let store = TextStore::of(SegmentId::generate_random(), OwnedBytes::new(changed)).expect("texts");
        assert_eq!(store.read(0).is_ok(), readable, "{more} bytes more");
    }
}

/// Writes numbers as the engine does.
fn written(numbers: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in numbers {
        let mut left = *number;
        while left > 0x7F {
            bytes.push((left & 0x7F) as u8);
            left >>= 7;
        }
        bytes.push(left as u8 | 0x80);
    }
    bytes
}

/// Returns a file of no blocks, whose footer says that the layers are at a place.
fn file(layers: &[u8], at: u64) -> OwnedBytes {
    let footer = [&FORM.to_le_bytes()[..], &at.to_le_bytes(), &[ZSTD], &[0; 15]].concat();
    OwnedBytes::new([layers, &footer].concat())
}

#[test]
fn a_step_beyond_the_next_layer_is_refused() {
    let (first, second) = (written(&[1, 0, 5_000, 10, 10]), written(&[1, 0, 0, 10, 10]));
    let ends = [first.len() as u64, (first.len() + second.len()) as u64];
    let layers = [written(&[2]), written(&ends), first, second].concat();
    let store = TextStore::of(SegmentId::generate_random(), file(&layers, 0)).expect("layers");
    assert!(store.read(3).is_err());
}

fn numbers() -> impl Strategy<Value = Vec<u64>> {
    proptest::collection::vec(prop_oneof![8 => 0_u64..8, 1 => 0_u64..300, 1 => any::<u64>()], 0..20)
}

proptest! {
    #[test]
    fn numbers_are_split_off_as_they_were_written(number: u64, rest: Vec<u8>) {
        let bytes = [written(&[number]), rest.clone()].concat();
        prop_assert_eq!(split_number(&bytes), Some((number, rest.as_slice())));
    }

    #[test]
    fn any_step_is_read_or_refused(numbers in numbers(), document in prop_oneof![0_u64..12, any::<u64>()]) {
        let step = step_to(&written(&numbers), document);
        prop_assert!(step.is_none_or(|step| step.documents.contains(&document) && step.bytes.start <= step.bytes.end));
    }

    #[test]
    fn any_layers_are_read_or_refused(ends in numbers(), steps in numbers(), at in prop_oneof![Just(0), any::<u64>()]) {
        let layers = [written(&[ends.len() as u64]), written(&ends), written(&steps)].concat();
        if let Some(store) = TextStore::of(SegmentId::generate_random(), file(&layers, at)) {
            prop_assert!((0..12).all(|document| store.read(document).is_err()));
        }
    }

    #[test]
    fn any_place_in_a_block_is_read_or_refused(
        bytes in proptest::collection::vec(0_u8..40, 0..12),
        places in proptest::collection::vec(prop_oneof![4 => 0_u32..12, 1 => any::<u32>()], 0..4),
        count in prop_oneof![4 => 0_u32..6, 1 => any::<u32>()],
        place in prop_oneof![4 => 0_u64..6, 1 => any::<u64>()],
    ) {
        let numbers = places.iter().chain([&count]).flat_map(|number| number.to_le_bytes());
        let block: Vec<u8> = bytes.into_iter().chain(numbers).collect();
        let document = document_of(&block, place);
        prop_assert!(document.is_none() || place < u64::from(count));
    }
}
