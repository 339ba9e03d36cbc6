//! Each file of a segment against the one that the engine builds of the same documents.

use proptest::prelude::*;
use schema::{Entry, Fields, IndexDocument, Stamp, index_settings, prepare};
use tantivy::directory::RamDirectory;
use tantivy::index::SegmentComponent;
use tantivy::{Directory, Index, IndexWriter, SegmentMeta};
use vietnamese::Analyzer;

use super::{Builders, SegmentBuilder};
use crate::memory::{Scales, Shares};

const SEEDS: [&str; 3] = [
    include_str!("../../../../seeds/000_25d31764dfd2fe86.txt"),
    include_str!("../../../../seeds/001_ac113182727c1ec2.txt"),
    include_str!("../../../../seeds/002_54687f459a091cd1.txt"),
];
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// Now and then a document that has nothing at all.
fn document(fields: &Fields, number: usize, text: &str) -> IndexDocument {
    if number % 5 == 4 {
        return IndexDocument::default();
    }
    let entry = Entry {
        id: format!("id-{number}"),
        source: format!("folder/{number}.txt"),
        root: "archive".to_owned(),
        stamp: Stamp { size: text.len() as u64, modified: 7, content: number as u64 },
        given_title: (number % 3 == 1).then(|| "Về kỹ thuật".to_owned()),
        directive: directive::parse(text),
        text: text.to_owned(),
    };
    schema::write(fields, &mut Analyzer::new(), &entry)
}

fn index() -> (Index, Fields) {
    let (schema, fields) = Fields::schema();
    let index = Index::create(RamDirectory::create(), schema, index_settings()).unwrap();
    prepare(&index).unwrap();
    (index, fields)
}

fn files(index: &Index, segment: &SegmentMeta) -> Vec<Vec<u8>> {
    let read = |component| index.directory().atomic_read(&segment.relative_path(component));
    COMPONENTS.into_iter().map(|component| read(component).unwrap()).collect()
}

fn built(texts: &[String]) -> Vec<Vec<u8>> {
    let (index, fields) = index();
    let mut segment = SegmentBuilder::new(&index, &fields).unwrap();
    for (number, text) in texts.iter().enumerate() {
        segment.add(&document(&fields, number, text)).unwrap();
    }
    let meta = segment.finish().unwrap();
    assert_eq!(meta.max_doc() as usize, texts.len());
    files(&index, &meta)
}

fn of_the_engine(texts: &[String]) -> Vec<Vec<u8>> {
    let (index, fields) = index();
    let mut writer: IndexWriter<IndexDocument> = index.writer_with_num_threads(1, 64 << 20).unwrap();
    for (number, text) in texts.iter().enumerate() {
        writer.add_document(document(&fields, number, text)).unwrap();
    }
    writer.commit().unwrap();
    files(&index, &index.load_metas().unwrap().segments[0])
}

fn are_the_same(texts: &[String]) {
    for ((component, ours), engine) in COMPONENTS.iter().zip(built(texts)).zip(of_the_engine(texts)) {
        assert!(ours == engine, "{component:?}: {} and {} bytes", ours.len(), engine.len());
    }
}

#[test]
fn directives_make_the_segment_that_the_engine_makes_of_them() {
    are_the_same(&SEEDS.map(str::to_owned));
}

#[test]
fn threads_share_documents_by_their_weight_and_always_alike() {
    let shares = Shares { threads: 3, arena: 16 << 20, waiting: 1 << 20, portion: 1 << 20 };
    let texts: Vec<String> = (0..60).map(|number| SEEDS[number % 3].repeat(1 + number % 4)).collect();
    let build = || {
        let (index, fields) = index();
        let (mut builders, scales) =
            (Builders::new(index.clone(), fields.clone(), shares), Scales::new(shares.waiting));
        for (number, text) in texts.iter().enumerate() {
            builders.add(scales.weigh(document(&fields, number, text))).unwrap();
        }
        let mut segments: Vec<_> = builders.finish().unwrap().iter().map(|segment| files(&index, segment)).collect();
        segments.sort();
        segments
    };
    let segments = build();
    let bytes: Vec<usize> = segments.iter().map(|files| files.iter().map(Vec::len).sum()).collect();
    assert_eq!(bytes.len(), shares.threads);
    assert!(bytes.iter().max() < bytes.iter().min().map(|least| least * 5 / 4).as_ref(), "{bytes:?}");
    assert!(segments == build());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Empty texts, words too long for a record, terms in more documents than a block of postings holds.
    #[test]
    fn any_texts_make_the_segment_that_the_engine_makes_of_them(
        words in proptest::collection::vec("xã|Xã|xa|công|chức|12-NQ/TW|dài{12,20}|ễ{1,6}|a{100}|\\.|\n", 0..60),
        documents in 1..300_usize,
    ) {
        let texts: Vec<String> = (0..documents).map(|number| words[number % (words.len() + 1)..].join(" ")).collect();
        are_the_same(&texts);
    }
}
