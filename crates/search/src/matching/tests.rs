//! What trees find, against the engine's own boolean queries: over more documents than a window holds, with words that
//! nearly all of them, some, few and none hold.

use tantivy::query::{AllQuery, BooleanQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema};
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Index, IndexWriter, Searcher, TERMINATED, TantivyDocument, Term,
};

use super::BoxedQuery;
use super::sought::Sought;
use super::tree::Tree;
use crate::deadline::Deadline;
use crate::effort::{Random, rounds, seed};

const DOCUMENTS: u64 = 40_000;
/// Of so many documents one holds the word.
const RARITIES: [u64; 6] = [1, 2, 9, 300, 9_001, 100_000];

fn archive() -> tantivy::Result<(Searcher, Field)> {
    let mut schema = Schema::builder();
    let word = schema.add_text_field("word", STRING);
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 50_000_000)?;
    let mut random = Random(3);
    for _ in 0..DOCUMENTS {
        let mut document = TantivyDocument::default();
        for rarity in RARITIES.iter().filter(|rarity| random.below(**rarity) == 0) {
            document.add_text(word, format!("w{rarity}"));
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    Ok((index.reader()?.searcher(), word))
}

/// Makes a tree by chance, and the engine's query for the same.
fn tree(random: &mut Random, field: Field, depth: u64) -> (Tree<Sought>, BoxedQuery) {
    let members = |random: &mut Random| -> (Vec<Tree<Sought>>, Vec<BoxedQuery>) {
        (0..2 + random.below(3)).map(|_| tree(random, field, depth - 1)).unzip()
    };
    match random.below(if depth == 0 { 4 } else { 10 }) {
        0..4 => leaf(random, field),
        4..6 => {
            let (trees, queries) = members(random);
            (Tree::All(trees), Box::new(BooleanQuery::intersection(queries)))
        }
        6..8 => {
            let (trees, queries) = members(random);
            (Tree::Any(trees), Box::new(BooleanQuery::union(queries)))
        }
        8 => {
            let (trees, queries) = members(random);
            let clauses = queries.into_iter().map(|query| (Occur::Should, query)).collect();
            (Tree::Some(2, trees), Box::new(BooleanQuery::with_minimum_required_clauses(clauses, 2)))
        }
        _ => {
            let (wanted, query) = tree(random, field, depth - 1);
            let (trees, queries) = members(random);
            let unwanted = queries.into_iter().map(|query| (Occur::MustNot, query));
            let clauses = std::iter::once((Occur::Must, query)).chain(unwanted).collect();
            (Tree::Except(Box::new(wanted), trees), Box::new(BooleanQuery::new(clauses)))
        }
    }
}

fn leaf(random: &mut Random, field: Field) -> (Tree<Sought>, BoxedQuery) {
    let rarity = RARITIES[random.below(6) as usize];
    let term = Term::from_field_text(field, &format!("w{rarity}"));
    let query = || TermQuery::new(term.clone(), IndexRecordOption::Basic);
    match random.below(8) {
        0 if random.below(2) == 0 => (Tree::Leaf(Sought::All), Box::new(AllQuery)),
        0 => (Tree::Leaf(Sought::Query(Box::new(AllQuery))), Box::new(AllQuery)),
        1 => (Tree::Leaf(Sought::Query(Box::new(query()))), Box::new(query())),
        _ => (Tree::Leaf(Sought::Term(term.clone())), Box::new(query())),
    }
}

/// Goes through what a query finds: one by one, by leaps of up to so many documents, or by blocks.
fn found(searcher: &Searcher, query: &dyn Query, leap: Option<u32>) -> tantivy::Result<Vec<DocId>> {
    let weight = query.weight(EnableScoring::disabled_from_schema(searcher.schema()))?;
    let mut scorer = weight.scorer(searcher.segment_reader(0), 1.0)?;
    let mut found = Vec::new();
    while scorer.doc() < TERMINATED {
        found.push(scorer.doc());
        match leap {
            Some(leap) => scorer.seek(scorer.doc() + leap),
            None => scorer.advance(),
        };
    }
    Ok(found)
}

fn by_blocks(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<Vec<DocId>> {
    let weight = query.weight(EnableScoring::disabled_from_schema(searcher.schema()))?;
    let mut scorer = weight.scorer(searcher.segment_reader(0), 1.0)?;
    let (mut found, mut block) = (Vec::new(), [0; COLLECT_BLOCK_BUFFER_LEN]);
    while scorer.doc() < TERMINATED {
        let filled = scorer.fill_buffer(&mut block);
        found.extend_from_slice(&block[..filled]);
    }
    Ok(found)
}

#[test]
fn trees_find_what_boolean_queries_find() -> tantivy::Result<()> {
    let (searcher, field) = archive()?;
    let mut random = Random(seed("trees_find_what_boolean_queries_find"));
    for _ in 0..rounds(150, 5_000) {
        let (tree, query) = tree(&mut random, field, 3);
        let named = format!("{tree:?}");
        let tree = tree.into_query(&Deadline::default());
        let expected = found(&searcher, &query, None)?;
        assert_eq!(found(&searcher, &tree, None)?, expected, "{named}");
        assert_eq!(by_blocks(&searcher, &tree)?, expected, "{named}");
        let leap = 1 + random.below(20_000) as u32;
        assert_eq!(found(&searcher, &tree, Some(leap))?, found(&searcher, &query, Some(leap))?, "{named}, {leap}");
    }
    Ok(())
}
