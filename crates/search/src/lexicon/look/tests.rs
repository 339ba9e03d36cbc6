//! Words beside one another as their postings tell it, against texts that are read word by word.

use tantivy::schema::{Field, Schema, TEXT};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};

use super::*;
use crate::effort::{Random, rounds, seed};

/// Spellings of each of two words.
const SPELLINGS: u64 = 4;

fn archive(texts: &[String]) -> tantivy::Result<(Searcher, Field)> {
    let mut schema = Schema::builder();
    let field = schema.add_text_field("text", TEXT);
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 50_000_000)?;
    for text in texts {
        let mut document = TantivyDocument::default();
        document.add_text(field, text);
        writer.add_document(document)?;
    }
    writer.commit()?;
    Ok((index.reader()?.searcher(), field))
}

/// Opens the spellings of both words.
fn opened(searcher: &Searcher, field: Field) -> tantivy::Result<Look> {
    let inverted = searcher.segment_reader(0).inverted_index(field)?;
    let spellings = |word: char| {
        let spelling = |number: u64| {
            let exact = format!("{word}{number}");
            let info = inverted.get_term_info(&Term::from_field_text(field, &exact))?;
            Ok(info.map(|info| SpellingFound { exact, info }))
        };
        let found: Vec<SpellingFound> =
            (0..SPELLINGS).filter_map(|number| spelling(number).transpose()).collect::<tantivy::Result<_>>()?;
        let places = 0..found.len();
        Ok(Spellings::at(inverted.clone(), found.into(), places))
    };
    Ok(Look::new(['a', 'b'].into_iter().map(spellings).collect::<tantivy::Result<_>>()?))
}

fn looked(look: &mut Look, document: DocId, times: usize) -> tantivy::Result<Vec<String>> {
    let runs: Vec<Vec<usize>> = look.at(document, times)?.map(<[usize]>::to_vec).collect();
    let spelled =
        |run: &Vec<usize>| look.words().iter().zip(run).filter_map(|(own, at)| own.exact(*at)).collect::<Vec<_>>();
    let mut runs: Vec<String> = runs.iter().map(|run| spelled(run).join(" ")).collect();
    runs.sort();
    Ok(runs)
}

#[test]
fn all_are_found_though_not_all_is_read() -> tantivy::Result<()> {
    let mut random = Random(seed("all_are_found_though_not_all_is_read"));
    for _ in 0..rounds(40, 2_000) {
        let word = |random: &mut Random| match random.below(5) {
            0 => "x".to_owned(),
            kind => format!("{}{}", if kind < 3 { 'a' } else { 'b' }, random.below(SPELLINGS)),
        };
        let texts: Vec<String> =
            (0..30).map(|_| (0..random.below(25)).map(|_| word(&mut random)).collect::<Vec<_>>().join(" ")).collect();
        let (searcher, field) = archive(&texts)?;
        let (mut until, mut whole) = (opened(&searcher, field)?, opened(&searcher, field)?);
        for (document, text) in texts.iter().enumerate() {
            let words: Vec<&str> = text.split(' ').collect();
            let pairs = words.windows(2).filter(|pair| pair[0].starts_with('a') && pair[1].starts_with('b'));
            let mut plain: Vec<String> = pairs.map(|pair| pair.join(" ")).collect();
            plain.sort();
            assert_eq!(looked(&mut until, document as DocId, plain.len())?, plain, "{text}");
            assert_eq!(looked(&mut whole, document as DocId, usize::MAX)?, plain, "{text}");
        }
    }
    Ok(())
}

#[test]
fn what_cannot_be_there_is_not_read() -> tantivy::Result<()> {
    let (searcher, field) = archive(&["a0 b0 x a0 b0".to_owned(), "a1 b1 x a0 b0".to_owned()])?;
    let mut words = opened(&searcher, field)?;
    assert_eq!(looked(&mut words, 0, 2)?, ["a0 b0", "a0 b0"]);
    assert_eq!(looked(&mut words, 1, 1)?, ["a0 b0"]);
    assert_eq!(looked(&mut words, 1, 2)?, ["a0 b0", "a1 b1"]);
    Ok(())
}
